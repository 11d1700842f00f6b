__global__ void mixed(float *x, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n)
        return;
    if (threadIdx.x % 2 == 0)
        x[i] = sqrtf(x[i]) * 3.0f;
    else
        x[i] = expf(x[i]) + 1.0f;
}
