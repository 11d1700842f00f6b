"""Decode: the bandwidth bound of a step, attention over the cache, speculation."""

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result
from tools.validation import require_multiple, require_together


@calculator(
    "decode-step",
    topic="decode",
    unit="s",
    formula="KV/(nB) + max(2·batch·N_active/(nP), W/(nB))",
    sources=("scaling-book-7",),
    example={"weight_bytes": 141.1e9, "hbm_bytes_per_s": 3.35e12, "devices": 8},
    expected=5.2649e-3,
)
def decode_step_seconds(
    *,
    weight_bytes: float,
    hbm_bytes_per_s: float,
    devices: int = 1,
    batch: int = 1,
    kv_bytes_per_sequence: float = 0,
    active_params: float | None = None,
    peak_flops_dense: float | None = None,
    bandwidth_utilisation: float = 1,
) -> Result:
    """Least time of one decode step: every sequence of the batch gains one token.

    KV/(nB) + max(2·batch·N_active/(nP), W/(nB)). W is the weight bytes read: for a mixture of
    experts those of the experts touched (see moe-experts-touched). Without active_params and
    peak_flops_dense the step is taken as memory-bound. Bandwidth and peak are per device.
    ValueError if only one of that pair is given. Scaling book ch. 7.
    """
    require_together(active_params=active_params, peak_flops_dense=peak_flops_dense)
    bandwidth = devices * hbm_bytes_per_s * bandwidth_utilisation
    kv, weights = batch * kv_bytes_per_sequence / bandwidth, weight_bytes / bandwidth
    compute = 2 * batch * (active_params or 0) / (devices * (peak_flops_dense or 1))
    step = kv + max(weights, compute)
    steps = [
        f"weights {figure(weight_bytes, 'B')} over {devices} × {figure(hbm_bytes_per_s, 'B/s')}"
        f"{_used(bandwidth_utilisation)} = {figure(weights, 's')}"
    ]
    if active_params and peak_flops_dense:
        steps.append(
            f"arithmetic 2 × {batch:,} × {figure(active_params)} FLOP over {devices} ×"
            f" {figure(peak_flops_dense, 'FLOP/s')} = {figure(compute, 's')}:"
            f" the {'arithmetic' if compute > weights else 'weights'} take longer"
        )
    if kv:
        steps.append(
            f"KV of {many(batch, 'sequence')} at {figure(bandwidth, 'B/s')}: {figure(kv, 's')}"
        )
    steps.append(
        f"step {figure(step, 's')}: {plain(1 / step)} tokens/s per sequence,"
        f" {plain(batch / step)} in total"
    )
    return Result(
        value=step,
        assumptions=("loads and arithmetic overlap", "no communication or launch time"),
        steps=tuple(steps),
        parts={
            "weight_seconds": weights,
            "kv_seconds": kv,
            "compute_seconds": compute,
            "tokens_per_s_per_sequence": 1 / step,
            "tokens_per_s": batch / step,
        },
    )


def _used(utilisation: float) -> str:
    return "" if utilisation == 1 else f" at {percent(utilisation)}"


@calculator(
    "decode-ceiling",
    topic="decode",
    unit="tokens/s",
    formula="nB / (W + KV)",
    sources=("scaling-book-7",),
    example={"weight_bytes": 26e9, "hbm_bytes_per_s": 3.35e12},
    expected=128.85,
)
def decode_ceiling_tokens_per_s(
    *,
    weight_bytes: float,
    hbm_bytes_per_s: float,
    devices: int = 1,
    kv_bytes_per_sequence: float = 0,
) -> Result:
    """Most tokens per second of a single sequence, limited by memory bandwidth.

    nB/(W + KV): each token reads all weights and the sequence's cache once. Speculative decoding
    beats it per sequence, batching in aggregate. Scaling book ch. 7.
    """
    moved = weight_bytes + kv_bytes_per_sequence
    rate = devices * hbm_bytes_per_s / moved
    return Result(
        value=rate,
        assumptions=("one sequence", "one token per step", "full bandwidth"),
        steps=(
            f"{devices} × {figure(hbm_bytes_per_s, 'B/s')} over {figure(moved, 'B')} per token"
            f" = {plain(rate)} tokens/s = {figure(1 / rate, 's')} per token",
        ),
        parts={"seconds_per_token": 1 / rate},
    )


@calculator(
    "decode-attention-intensity",
    topic="arithmetic-intensity",
    unit="FLOP/B",
    formula="2 × (H / H_kv) × q / bytes",
    sources=("scaling-book-7", "gqa2023"),
    example={"heads": 64, "kv_heads": 8},
    expected=8,
)
def decode_attention_intensity(
    *, heads: int, kv_heads: int, bytes_per_element: float = 2, query_tokens: int = 1
) -> Result:
    """Arithmetic intensity of attention over the cache in decode.

    2·(H/H_kv)·q / bytes, q query tokens per step (more than 1 when drafts are verified). It does
    not grow with batch or context: each sequence reads its own cache. ValueError if heads is not a
    multiple of kv_heads. Scaling book ch. 7.
    """
    require_multiple("heads", heads, "kv_heads", kv_heads)
    group = heads // kv_heads
    intensity = 2 * group * query_tokens / bytes_per_element
    return Result(
        value=intensity,
        assumptions=("long context: cache reads dominate", "each KV head read once per group"),
        steps=(
            f"{heads} query heads"
            f" over {many(kv_heads, 'KV head')}: each cached element serves {group}",
            f"2 FLOP × {group} × {query_tokens} query tokens over {plain(bytes_per_element)} bytes"
            f" = {figure(intensity, 'FLOP/B')}",
        ),
    )


@calculator(
    "speculative-decoding",
    topic="speculative",
    unit="tokens",
    formula="(1 - a^(g+1)) / (1 - a); speed-up ÷ (1 + g·c)",
    sources=("leviathan2023",),
    example={"acceptance_rate": 0.8, "draft_tokens": 5},
    expected=3.68928,
)
def speculative_tokens_per_step(
    *, acceptance_rate: float, draft_tokens: int, draft_cost: float = 0
) -> Result:
    """Expected tokens per verification of speculative decoding, and the speed-up.

    (1 - a^(g+1))/(1 - a): accepted drafts plus the token that the target model always adds.
    Speed-up divides by 1 + g·c, c the draft model's time per token over the target's.
    Leviathan 2023, theorem 3.8.
    """
    if acceptance_rate == 1:
        tokens = float(draft_tokens + 1)
    else:
        tokens = (1 - acceptance_rate ** (draft_tokens + 1)) / (1 - acceptance_rate)
    cost = 1 + draft_tokens * draft_cost
    return Result(
        value=tokens,
        assumptions=("acceptance independent from token to token", "verification is memory-bound"),
        steps=(
            f"(1 - {plain(acceptance_rate)}^{draft_tokens + 1}) / (1 - {plain(acceptance_rate)})"
            f" = {plain(tokens)} tokens per verification, the target's own token included",
            f"over 1 + {draft_tokens} × {plain(draft_cost)} = {plain(cost)} target passes:"
            f" {plain(tokens / cost)}× as fast",
        ),
        parts={"speedup": tokens / cost, "accepted_drafts": tokens - 1},
    )
