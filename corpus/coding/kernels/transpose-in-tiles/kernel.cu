__global__ void transpose(const float *a, float *b, int n)
{
    __shared__ float tile[32][32];
    int x = blockIdx.x * 32 + threadIdx.x;
    int y = blockIdx.y * 32 + threadIdx.y;
    tile[threadIdx.y][threadIdx.x] = a[y * n + x];
    __syncthreads();
    int u = blockIdx.y * 32 + threadIdx.x;
    int v = blockIdx.x * 32 + threadIdx.y;
    b[v * n + u] = tile[threadIdx.x][threadIdx.y];
}
