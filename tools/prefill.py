"""Prefill: time of a prompt, and moving its KV cache to a decode instance."""

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result
from tools.validation import require_together


@calculator(
    "prefill",
    topic="prefill",
    unit="s",
    formula="batch × (2NT + 4T²LHd (× 1/2 causal)) / (n × P × MFU)",
    sources=("scaling-book-8", "scaling-book-7"),
    example={
        "active_params": 70e9,
        "tokens": 8192,
        "layers": 80,
        "heads": 64,
        "head_dim": 128,
        "causal": True,
        "devices": 8,
        "peak_flops_dense": 989e12,
        "mfu": 0.5,
    },
    expected=0.31213,
)
def prefill_seconds(
    *,
    active_params: float,
    tokens: int,
    peak_flops_dense: float,
    layers: int | None = None,
    heads: int | None = None,
    head_dim: int | None = None,
    causal: bool = True,
    batch: int = 1,
    devices: int = 1,
    mfu: float = 1,
) -> Result:
    """Time to prefill prompts of `tokens` each, compute-bound.

    batch·(2NT + 4T²LHd [×1/2 causal])/(nP·MFU). Leave layers, heads and head_dim out for the
    weights' part alone (ValueError for some of them). Peak is per device. Scaling book ch. 8.
    """
    require_together(layers=layers, heads=heads, head_dim=head_dim)
    weights = 2 * active_params * tokens * batch
    width = (layers or 0) * (heads or 0) * (head_dim or 0)
    attention = 4 * tokens**2 * width * batch * (0.5 if causal else 1)
    flops = weights + attention
    seconds = flops / (devices * peak_flops_dense * mfu)
    return Result(
        value=seconds,
        assumptions=("compute-bound", "causal: half" if causal else "no causal halving"),
        steps=(
            f"weights 2 × {figure(active_params)} × {many(tokens, 'token')} × batch {batch:,}"
            f" = {figure(weights, 'FLOP')}; attention {figure(attention, 'FLOP')}",
            f"{figure(flops, 'FLOP')} over {devices} × {figure(peak_flops_dense, 'FLOP/s')}"
            f" × {percent(mfu)} = {figure(seconds, 's')}",
        ),
        parts={
            "flops": flops,
            "attention_share": attention / flops,
            "tokens_per_s": batch * tokens / seconds,
        },
    )


@calculator(
    "kv-transfer",
    topic="disaggregation",
    unit="s",
    formula="KV × T / B; demand = KV × T × rate",
    sources=("distserve2024",),
    example={
        "kv_bytes_per_token": 2 * 2 * 64 * 9216,
        "tokens": 512,
        "link_bytes_per_s_one_way": 50e9,
        "requests_per_s": 10,
    },
    expected=0.02415919,
)
def kv_transfer_seconds(
    *,
    kv_bytes_per_token: float,
    tokens: int,
    link_bytes_per_s_one_way: float,
    requests_per_s: float = 1,
    layers_overlapped: int = 1,
) -> Result:
    """Time to move one prompt's KV cache from a prefill to a decode instance.

    KV·T/B; the link must carry KV·T·rate. Sent layer by layer during prefill, only the last
    1/layers_overlapped is exposed. DistServe sec. 3.3.
    """
    moved = kv_bytes_per_token * tokens
    seconds = moved / link_bytes_per_s_one_way
    demand = moved * requests_per_s
    return Result(
        value=seconds,
        assumptions=("one-way bandwidth of the slowest hop", "no overlap unless stated"),
        steps=(
            f"{figure(kv_bytes_per_token)} bytes × {many(tokens, 'token')} = {figure(moved, 'B')}"
            f" = {plain(moved / 2**30)} GiB",
            f"over {figure(link_bytes_per_s_one_way, 'B/s')} = {figure(seconds, 's')}",
            f"{plain(requests_per_s)} requests/s need {figure(demand * 8, 'bit/s')}",
        ),
        parts={
            "bytes": moved,
            "exposed_seconds": seconds / layers_overlapped,
            "demand_bytes_per_s": demand,
            "demand_bits_per_s": demand * 8,
        },
    )
