"""The host's side: launch overhead, idle GPUs, input pipelines."""

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result
from tools.rounding import ceiling


@calculator(
    "launch-overhead",
    topic="launch",
    unit="1",
    formula="1 - kernel / max(launch, kernel)",
    sources=("nvidia-nsight", "pytorch-cuda-graphs"),
    example={"kernels": 1000, "launch_s": 5e-6, "kernel_s": 2e-6},
    expected=0.6,
)
def launch_overhead(*, kernels: int, launch_s: float, kernel_s: float) -> Result:
    """Share of a step in which the GPU waits for kernel launches.

    Launches are asynchronous, so a step takes k·max(launch, kernel) and idles k·(launch - kernel)
    if kernels are shorter than launches; `exposed_share` is the case in which each launch gap
    adds to its kernel. CUDA graphs or fusion remove most of it. See it with Nsight Systems.
    """
    step = kernels * max(launch_s, kernel_s)
    busy = kernels * kernel_s
    idle = 1 - busy / step
    gaps, exposed = kernels * launch_s, kernels * (launch_s + kernel_s)
    return Result(
        value=idle,
        assumptions=("equal kernels", "launches run ahead of kernels when they can"),
        steps=(
            f"{kernels:,} launches × {figure(launch_s, 's')} = {figure(gaps, 's')};"
            f" kernels × {figure(kernel_s, 's')} = {figure(busy, 's')}",
            f"step {figure(step, 's')}, GPU idle {percent(idle)}",
        ),
        parts={
            "step_seconds": step,
            "launch_seconds": gaps,
            "speedup_without_launches": step / busy,
            "exposed_share": gaps / exposed,
        },
    )


@calculator(
    "launch-gap",
    topic="launch",
    unit="1",
    formula="kernels × gap / step",
    sources=("nvidia-nsight",),
    example={"kernels": 300, "gap_s": 10e-6, "step_s": 12e-3},
    expected=0.25,
)
def launch_gap_share(*, kernels: int, gap_s: float, step_s: float) -> Result:
    """Share of a measured step that gaps between kernels take.

    kernels · gap / step, from a Nsight Systems timeline. ValueError if the gaps are longer than
    the step.
    """
    gaps = kernels * gap_s
    if gaps > step_s:
        raise ValueError(f"step_s must be at least kernels × gap_s = {gaps:g} (found {step_s:g})")
    share = gaps / step_s
    parts = {"gap_seconds": gaps}
    if gaps < step_s:
        parts["speedup_without_gaps"] = 1 / (1 - share)
    return Result(
        value=share,
        assumptions=("gaps are idle time on one stream",),
        steps=(
            f"{kernels:,} × {figure(gap_s, 's')} = {figure(gaps, 's')}"
            f" of {figure(step_s, 's')} = {percent(share)}",
        ),
        parts=parts,
    )


@calculator(
    "gpu-idle",
    topic="launch",
    unit="1",
    formula="1 - u",
    sources=("nvidia-smi",),
    example={"busy_share": 0.35},
    expected=0.65,
)
def gpu_idle_share(*, busy_share: float) -> Result:
    """Idle share of a GPU from nvidia-smi's utilisation, and the speed-up within reach.

    1 - u. That utilisation is the share of time in which any kernel ran, not the share of SMs
    used; keeping the GPU busy gives at most 1/u.
    """
    idle = 1 - busy_share
    return Result(
        value=idle,
        assumptions=("kernels themselves stay as they are",),
        steps=(
            f"busy {percent(busy_share)}, idle {percent(idle)}:"
            f" at most {plain(1 / busy_share)}× from keeping it fed",
        ),
        parts={"largest_speedup": 1 / busy_share},
    )


@calculator(
    "data-loader",
    topic="input-pipeline",
    unit="workers",
    formula="⌈n × samples/s × seconds per sample⌉",
    sources=("little1961",),
    example={
        "samples_per_s": 2500,
        "seconds_per_sample": 8e-3,
        "bytes_per_sample": 110e3,
        "devices": 8,
    },
    expected=160,
)
def data_loader_workers(
    *,
    samples_per_s: float,
    seconds_per_sample: float,
    bytes_per_sample: float,
    devices: int = 1,
) -> Result:
    """Worker processes that an input pipeline needs to keep all devices fed.

    ⌈n · samples/s · CPU seconds per sample⌉ (Little's law), and the bytes per second to read.
    """
    demand = devices * samples_per_s
    workers = ceiling(demand * seconds_per_sample)
    read = demand * bytes_per_sample
    return Result(
        value=workers,
        assumptions=("one core per worker, no waiting on storage",),
        steps=(
            f"{devices} × {plain(samples_per_s)} = {plain(demand)} samples/s",
            f"× {figure(seconds_per_sample, 's')} of CPU = {many(workers, 'worker')}",
            f"reading {figure(read, 'B/s')}",
        ),
        parts={"samples_per_s": demand, "read_bytes_per_s": read},
    )


@calculator(
    "device-feed",
    topic="input-pipeline",
    unit="1",
    formula="samples/s × bytes / B",
    sources=("derived",),
    example={
        "samples_per_s": 2500,
        "bytes_per_sample": 602_112,
        "link_bytes_per_s_one_way": 31.5e9,
    },
    expected=2500 * 602_112 / 31.5e9,
)
def device_feed_share(
    *, samples_per_s: float, bytes_per_sample: float, link_bytes_per_s_one_way: float
) -> Result:
    """Share of a host link that feeding samples to a device takes.

    samples/s · bytes / B; above 1 the link is the bottleneck. bytes as transferred: decoded
    images, not files.
    """
    demand = samples_per_s * bytes_per_sample
    share = demand / link_bytes_per_s_one_way
    return Result(
        value=share,
        assumptions=("pinned memory, copies overlap with kernels",),
        steps=(
            f"{plain(samples_per_s)} samples/s × {figure(bytes_per_sample, 'B')}"
            f" = {figure(demand, 'B/s')}",
            f"of {figure(link_bytes_per_s_one_way, 'B/s')} = {percent(share)}:"
            f" {'the link limits' if share > 1 else 'the link keeps up'}",
        ),
        parts={
            "demand_bytes_per_s": demand,
            "most_samples_per_s": link_bytes_per_s_one_way / bytes_per_sample,
        },
    )


@calculator(
    "frame-budget",
    topic="input-pipeline",
    unit="s",
    formula="1 / (frames/s × streams)",
    sources=("derived",),
    example={"frames_per_s": 30, "streams": 8, "flops": 78.9e9, "peak_flops_dense": 10e12},
    expected=1 / 240,
)
def frame_budget_seconds(
    *, frames_per_s: float, flops: float, peak_flops_dense: float, streams: int = 1
) -> Result:
    """Device time that a real-time video workload leaves for each frame.

    1/(rate · streams); the FLOPs of a frame say which share of the dense peak that takes.
    """
    frames = frames_per_s * streams
    share = frames * flops / peak_flops_dense
    return Result(
        value=1 / frames,
        assumptions=("frames one after another or batched: throughput, not latency",),
        steps=(
            f"{plain(frames_per_s)} frames/s × {many(streams, 'stream')}"
            f" = {plain(frames)} frames/s:"
            f" {figure(1 / frames, 's')} each",
            f"× {figure(flops, 'FLOP')} = {percent(share)} of {figure(peak_flops_dense, 'FLOP/s')}",
        ),
        parts={"needed_flops_per_s": frames * flops, "share_of_peak": share},
    )
