__global__ void smooth(float *x, int steps)
{
    __shared__ float v[258];
    int t = threadIdx.x + 1;
    v[t] = x[blockIdx.x * 256 + threadIdx.x];
    if (threadIdx.x == 0)
        v[0] = v[257] = 0.0f;
    for (int i = 0; i < steps; ++i) {
        float mean = (v[t - 1] + v[t] + v[t + 1]) / 3.0f;
        v[t] = mean;
        __syncthreads();
    }
    x[blockIdx.x * 256 + threadIdx.x] = v[t];
}
