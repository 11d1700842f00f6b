constexpr int TILE = 64, DEPTH = 32, STAGES = 3;

__global__ void __launch_bounds__(128) staged(const float *a, const float *b, float *c, int n)
{
    __shared__ float left[STAGES][TILE][DEPTH];
    __shared__ float right[STAGES][DEPTH][TILE / 2];
    int t = threadIdx.x;
    for (int s = 0; s < STAGES; ++s) {
        left[s][t / 2][t % DEPTH] = a[blockIdx.x * n + s * 128 + t];
        right[s][t / 4][t % 32] = b[blockIdx.y * n + s * 128 + t];
    }
    __syncthreads();
    c[blockIdx.x * n + t] = left[0][t / 2][t % DEPTH] * right[0][t / 4][t % 32];
}
