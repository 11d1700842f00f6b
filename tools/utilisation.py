"""Utilisation of the peak: MFU, HFU, and any reported rate."""

from tools.calculator import calculator
from tools.figures import figure, many, percent
from tools.result import Result
from tools.training_flops import attention_flops_per_token


@calculator(
    "mfu",
    topic="mfu",
    unit="1",
    formula="tok/s × (6N + 12LHds) / (n × P)",
    sources=("palm2022",),
    example={
        "tokens_per_s": 238.3e3,
        "params": 540.35e9,
        "devices": 6144,
        "peak_flops_dense": 275e12,
    },
    expected=0.4573,
)
def model_flops_utilisation(
    *,
    tokens_per_s: float,
    params: float,
    devices: int,
    peak_flops_dense: float,
    layers: int | None = None,
    heads: int | None = None,
    head_dim: int | None = None,
    tokens_per_sequence: int | None = None,
    causal: bool = False,
    recomputed_forward_share: float = 1,
) -> Result:
    """Model FLOPs utilisation of a training run; hardware FLOPs utilisation beside it.

    tok/s·(6N + 12LHds)/(nP). Recomputation is not counted in MFU; HFU counts the share of the
    forward that is recomputed. Above 1, a factor is wrong: often the sparse peak, causal halving
    or total parameters of a mixture. PaLM appendix B.
    """
    weights = 6 * params
    attention = attention_flops_per_token(layers, heads, head_dim, tokens_per_sequence, causal)
    peak = devices * peak_flops_dense
    mfu = tokens_per_s * (weights + attention) / peak
    hfu = mfu * (1 + recomputed_forward_share / 3)
    return Result(
        value=mfu,
        assumptions=(
            "recomputation not counted in MFU",
            "causal: half of attention" if causal else "no causal halving",
        ),
        steps=(
            f"6 × {figure(params)} + {figure(attention)} of attention"
            f" = {figure(weights + attention, 'FLOP')} per token",
            f"× {figure(tokens_per_s)} tokens/s ="
            f" {figure(tokens_per_s * (weights + attention), 'FLOP/s')}",
            f"over {devices:,} × {figure(peak_flops_dense, 'FLOP/s')} = {percent(mfu)}",
            f"hardware utilisation with {percent(recomputed_forward_share)} of the forward"
            f" recomputed: {percent(hfu)}",
        ),
        parts={
            "hfu": hfu,
            "mfu_without_attention": tokens_per_s * weights / peak,
            "achieved_flops_per_device": tokens_per_s * (weights + attention) / devices,
        },
    )


@calculator(
    "flops-utilisation",
    topic="mfu",
    unit="1",
    formula="achieved / (n × P)",
    sources=("megatron2021",),
    example={"achieved_flops": 502e15, "devices": 3072, "peak_flops_dense": 312e12},
    expected=0.52376,
)
def flops_utilisation(
    *, achieved_flops: float, peak_flops_dense: float, devices: int = 1
) -> Result:
    """Share of the dense peak that a reported FLOP/s is, for a kernel or a whole cluster.

    achieved/(nP). MFU if the reported figure leaves recomputation out, HFU if it counts it.
    """
    per_device = achieved_flops / devices
    share = per_device / peak_flops_dense
    return Result(
        value=share,
        assumptions=("dense peak of the dtype used",),
        steps=(
            f"{figure(achieved_flops, 'FLOP/s')} over {many(devices, 'device')}"
            f" = {figure(per_device, 'FLOP/s')} each",
            f"of {figure(peak_flops_dense, 'FLOP/s')} = {percent(share)}",
        ),
        parts={"achieved_flops_per_device": per_device},
    )
