"""Pipeline, tensor, data and expert parallelism: bubbles, traffic, limits."""

from typing import Literal

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.model_states import ZeroStage
from tools.result import Result

BubbleOf = Literal["ideal", "total"]


@calculator(
    "pipeline-bubble",
    topic="pipeline",
    unit="1",
    formula="(p-1) / vm of ideal, (p-1) / (vm + p-1) of total",
    sources=("megatron2021", "gpipe2019"),
    example={"stages": 8, "micro_batches": 32, "chunks_per_stage": 4},
    expected=7 / 128,
)
def pipeline_bubble(
    *, stages: int, micro_batches: int, chunks_per_stage: int = 1, bubble_of: BubbleOf = "ideal"
) -> Result:
    """Idle share of a pipeline-parallel step (GPipe, 1F1B, interleaved).

    (p-1)/(vm) of the ideal time, or (p-1)/(vm + p - 1) of the total time; both are in use, so
    `bubble_of` names one and `parts` has both. v chunks per stage (interleaving) divide the
    bubble by v, and multiply the communication by v. Narayanan 2021.
    """
    work = micro_batches * chunks_per_stage
    shares = {"ideal": (stages - 1) / work, "total": (stages - 1) / (work + stages - 1)}
    share = shares[bubble_of]
    return Result(
        value=share,
        assumptions=("equal stages", f"relative to the {bubble_of} time"),
        steps=(
            f"{stages - 1} idle slots against {many(micro_batches, 'micro-batch')}"
            f" × {many(chunks_per_stage, 'chunk')} = {work:,} busy ones",
            f"{percent(shares['ideal'])} of the ideal time,"
            f" {percent(shares['total'])} of the total",
        ),
        parts={
            "of_ideal": shares["ideal"],
            "of_total": shares["total"],
            "efficiency": 1 - shares["total"],
        },
    )


@calculator(
    "tensor-parallel-traffic",
    topic="collectives",
    unit="s",
    formula="L × k × (2(n-1)/n × tokens·h·bytes / B + latency)",
    sources=("shoeybi2019", "nccl-tests"),
    example={
        "tokens": 8192,
        "hidden_size": 8192,
        "layers": 80,
        "ranks": 8,
        "link_bytes_per_s_one_way": 450e9,
    },
    expected=2 * 80 * 2 * 7 / 8 * 8192 * 8192 * 2 / 450e9,
)
def tensor_parallel_seconds(
    *,
    tokens: float,
    hidden_size: int,
    layers: int,
    ranks: int,
    link_bytes_per_s_one_way: float,
    bytes_per_element: float = 2,
    all_reduces_per_layer: int = 2,
    latency_s: float = 0,
) -> Result:
    """Time of tensor-parallel all-reduces over a forward pass (prefill, or one decode step).

    L · k · (2(n-1)/n · tokens·h·bytes/B + latency), k = 2 per forward, 4 with the backward. Does
    not shrink with more ranks. Shoeybi 2019.
    """
    buffer = tokens * hidden_size * bytes_per_element
    one = 2 * (ranks - 1) / ranks * buffer / link_bytes_per_s_one_way + latency_s
    count = layers * all_reduces_per_layer
    return Result(
        value=count * one,
        assumptions=("ring all-reduce", "no overlap with arithmetic"),
        steps=(
            f"{figure(tokens)} tokens × {hidden_size:,} × {plain(bytes_per_element)} bytes"
            f" = {figure(buffer, 'B')} per all-reduce: {figure(one, 's')}",
            f"× {many(layers, 'layer')} × {all_reduces_per_layer} = {figure(count * one, 's')}",
        ),
        parts={"bytes_per_all_reduce": buffer, "all_reduces": count},
    )


@calculator(
    "expert-parallel-traffic",
    topic="collectives",
    unit="B",
    formula="2 × tokens × k × h × bytes × L × (n-1)/n",
    sources=("deepseek-v3", "gshard2020"),
    example={"tokens": 4096, "hidden_size": 7168, "experts_per_token": 8, "ranks": 64},
    expected=2 * 4096 * 8 * 7168 * 2 * 63 / 64,
)
def expert_parallel_bytes(
    *,
    tokens: float,
    hidden_size: int,
    experts_per_token: int,
    ranks: int,
    bytes_per_element: float = 2,
    layers: int = 1,
) -> Result:
    """Bytes that a rank sends in the dispatch and combine of a mixture of experts.

    2·tokens·k·h·bytes·(n-1)/n·L, tokens per rank. A share of about 1/n stays at home; dispatch
    in FP8 halves its part. DeepSeek-V3 sec. 3.2.
    """
    sent = 2 * tokens * experts_per_token * hidden_size * bytes_per_element * layers
    away = sent * (ranks - 1) / ranks
    return Result(
        value=away,
        assumptions=("balanced experts, one copy per expert", "same dtype both ways"),
        steps=(
            f"dispatch and combine 2 × {figure(tokens)} tokens"
            f" × {many(experts_per_token, 'expert')}"
            f" × {hidden_size:,} × {plain(bytes_per_element)} bytes × {many(layers, 'layer')}"
            f" = {figure(sent, 'B')}",
            f"{ranks - 1}/{ranks} of it leaves the rank: {figure(away, 'B')}",
        ),
    )


@calculator(
    "communication-critical-batch",
    topic="roofline",
    unit="tokens",
    formula="P / (axes × W)",
    sources=("scaling-book-5",),
    example={"peak_flops_dense": 4.59e14, "link_bytes_per_s": 1.8e11, "link_axes": 3},
    expected=850,
)
def communication_critical_batch_tokens(
    *, peak_flops_dense: float, link_bytes_per_s: float, link_axes: int = 1
) -> Result:
    """Tokens per device from which on data-parallel or FSDP communication is hidden.

    P / (axes · W): 2 bytes gathered per weight against 2 FLOP per weight and token. W is the
    bandwidth that the collective uses (the scaling book counts both directions of a TPU ring; on
    NVLink use one way). Scaling book ch. 5.
    """
    tokens = peak_flops_dense / (link_bytes_per_s * link_axes)
    return Result(
        value=tokens,
        assumptions=("2-byte weights", "communication overlaps with arithmetic"),
        steps=(
            f"{figure(peak_flops_dense, 'FLOP/s')} over {link_axes} ×"
            f" {figure(link_bytes_per_s, 'B/s')} = {figure(tokens)} tokens per device",
        ),
    )


@calculator(
    "tensor-parallel-limit",
    topic="roofline",
    unit="devices",
    formula="F × axes × W / P",
    sources=("scaling-book-5",),
    example={"ffn_size": 28672, "peak_flops_dense": 4.59e14, "link_bytes_per_s": 1.8e11},
    expected=11.244,
)
def tensor_parallel_limit(
    *, ffn_size: int, peak_flops_dense: float, link_bytes_per_s: float, link_axes: int = 1
) -> Result:
    """Most tensor-parallel shards before the activations' communication takes longest.

    F · axes · W / P, independent of batch and precision. Scaling book ch. 5.
    """
    shards = ffn_size * link_axes * link_bytes_per_s / peak_flops_dense
    return Result(
        value=shards,
        assumptions=("activations gathered and scattered once per feed-forward block",),
        steps=(
            f"{ffn_size:,} × {link_axes} × {figure(link_bytes_per_s, 'B/s')} over"
            f" {figure(peak_flops_dense, 'FLOP/s')} = {figure(shards)} shards",
        ),
    )


@calculator(
    "data-parallel-traffic",
    topic="collectives",
    unit="B",
    formula="k × (n-1)/n × N × bytes, k = 2 for stages 0 to 2, 3 for stage 3",
    sources=("zero2020", "nccl-tests"),
    example={"params": 70e9, "data_parallel": 64, "zero_stage": "3"},
    expected=3 * 63 / 64 * 140e9,
)
def data_parallel_bytes(
    *,
    params: float,
    data_parallel: int,
    zero_stage: ZeroStage = "0",
    bytes_per_element: float = 2,
) -> Result:
    """Bytes that a rank sends per step to keep its replica in step, under DDP, ZeRO or FSDP.

    2(n-1)/n · N · bytes for an all-reduce of gradients, or its reduce-scatter and all-gather;
    stage 3 gathers weights for the forward and again for the backward: 3(n-1)/n, half as much
    again. ZeRO sec. 7.
    """
    passes = 3 if zero_stage == "3" else 2
    each = (data_parallel - 1) / data_parallel * params * bytes_per_element
    return Result(
        value=passes * each,
        assumptions=("once per optimiser step", "gradients and weights in one dtype"),
        steps=(
            f"{data_parallel - 1}/{data_parallel} × {figure(params)} parameters"
            f" × {plain(bytes_per_element)} bytes = {figure(each, 'B')} per pass",
            f"× {passes} passes = {figure(passes * each, 'B')}",
        ),
        parts={"passes": passes, "bytes_per_pass": each},
    )
