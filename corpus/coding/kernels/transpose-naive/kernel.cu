__global__ void transpose(const float *a, float *b, int n)
{
    int x = blockIdx.x * 32 + threadIdx.x;
    int y = blockIdx.y * 32 + threadIdx.y;
    if (x < n && y < n)
        b[x * n + y] = a[y * n + x];
}
