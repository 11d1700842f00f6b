struct Point { float x, y, z; };

__global__ void lengths(const Point *p, float *r, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        r[i] = p[i].x * p[i].x;
}
