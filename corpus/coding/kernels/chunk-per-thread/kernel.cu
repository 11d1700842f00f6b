__global__ void scale(float *x, float a, int n)
{
    const int each = 16;
    int first = (blockIdx.x * blockDim.x + threadIdx.x) * each;
    for (int i = 0; i < each; ++i)
        if (first + i < n)
            x[first + i] *= a;
}
