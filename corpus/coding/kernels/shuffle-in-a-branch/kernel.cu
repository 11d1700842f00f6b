__global__ void row_sums(const float *a, float *sums, int width)
{
    float sum = 0.0f;
    for (int j = threadIdx.x; j < width; j += 32)
        sum += a[blockIdx.x * width + j];
    if (threadIdx.x < width) {
        for (int step = 16; step > 0; step /= 2)
            sum += __shfl_down_sync(0xffffffffu, sum, step);
        if (threadIdx.x == 0)
            sums[blockIdx.x] = sum;
    }
}
