"""Training compute: FLOPs of a run, tokens of a step, the price of recomputation."""

from typing import Literal

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result
from tools.validation import require_together

Recompute = Literal["none", "selective", "full"]

PETAFLOP_S_DAY = 1e15 * 86_400


@calculator(
    "training-flops",
    topic="training-flops",
    unit="FLOP",
    formula="6ND (+ 12LHds·D) (+ 2ND + 4LHds·D full recomputation)",
    sources=("gpt3-2020", "palm2022", "megatron2021"),
    example={"params": 405e9, "training_tokens": 15.6e12},
    expected=3.7908e25,
)
def training_flops(
    *,
    params: float,
    training_tokens: float,
    layers: int | None = None,
    heads: int | None = None,
    head_dim: int | None = None,
    tokens_per_sequence: int | None = None,
    causal: bool = False,
    recompute: Recompute = "none",
) -> Result:
    """FLOPs of a training run, forward and backward.

    6ND + 12·L·H·d·s·D, the attention term half if causal and absent without a shape (ValueError
    for part of one). Full recomputation adds one forward (8ND), selective one of attention only.
    N is active parameters for a mixture of experts. GPT-3 appendix D, PaLM appendix B.
    """
    weights = 6 * params
    attention = attention_flops_per_token(layers, heads, head_dim, tokens_per_sequence, causal)
    recomputed = _recomputed(weights, attention, recompute)
    per_token = weights + attention + recomputed
    total = per_token * training_tokens
    steps = [f"weights 6 × {figure(params)} = {figure(weights, 'FLOP')} per token"]
    if attention:
        steps.append(f"attention {figure(attention, 'FLOP')} per token")
    if recomputed:
        steps.append(f"{recompute} recomputation {figure(recomputed, 'FLOP')} per token")
    steps.append(
        f"{figure(per_token, 'FLOP')} × {figure(training_tokens)} tokens = {figure(total, 'FLOP')}"
    )
    return Result(
        value=total,
        assumptions=(
            "backward costs twice the forward",
            f"recomputation: {recompute}",
            "causal: half of attention" if causal else "no causal halving",
        ),
        steps=tuple(steps),
        parts={
            "flops_per_token": per_token,
            "petaflop_s_days": total / PETAFLOP_S_DAY,
            "attention_share": attention / (weights + attention),
            "recompute_overhead": recomputed / (weights + attention),
        },
    )


def attention_flops_per_token(
    layers: int | None,
    heads: int | None,
    head_dim: int | None,
    tokens_per_sequence: int | None,
    causal: bool,
) -> float:
    """Attention's 12LHds of forward and backward, half if causal; 0 without a shape."""
    require_together(
        layers=layers, heads=heads, head_dim=head_dim, tokens_per_sequence=tokens_per_sequence
    )
    if not (layers and heads and head_dim and tokens_per_sequence):
        return 0.0
    return 12 * layers * heads * head_dim * tokens_per_sequence * (0.5 if causal else 1)


def _recomputed(weights: float, attention: float, recompute: Recompute) -> float:
    return {"none": 0.0, "selective": attention / 3, "full": (weights + attention) / 3}[recompute]


@calculator(
    "recompute-overhead",
    topic="recompute",
    unit="1",
    formula="r × 2 / 6",
    sources=("scaling-book-4", "megatron2021"),
    example={},
    expected=1 / 3,
)
def recompute_overhead(*, recomputed_forward_share: float = 1) -> Result:
    """Extra training FLOPs from recomputing activations, relative to none.

    r·2/6: forward is 2N of the 6N per token, so a full second forward adds a third (8ND for
    6ND), not the whole again. Scaling book ch. 4.
    """
    overhead = recomputed_forward_share * 2 / 6
    return Result(
        value=overhead,
        assumptions=("backward costs twice the forward",),
        steps=(
            f"forward 2N of 6N, {percent(recomputed_forward_share)} of it again"
            f" = {percent(overhead)} more: {plain(6 + 2 * recomputed_forward_share)}ND",
        ),
        parts={"flops_factor": 1 + overhead},
    )


@calculator(
    "tokens-per-step",
    topic="training-flops",
    unit="tokens",
    formula="micro-batch × dp × accumulation × s",
    sources=("megatron2021",),
    example={
        "micro_batch": 1,
        "tokens_per_sequence": 8192,
        "data_parallel": 128,
        "accumulation_steps": 16,
    },
    expected=16_777_216,
)
def tokens_per_step(
    *, micro_batch: int, tokens_per_sequence: int, data_parallel: int, accumulation_steps: int = 1
) -> Result:
    """Tokens of one optimiser step: the global batch.

    micro-batch · s · dp · accumulation. Tensor- and pipeline-parallel ranks work on the same
    tokens and do not count.
    """
    sequences = micro_batch * data_parallel * accumulation_steps
    tokens = sequences * tokens_per_sequence
    return Result(
        value=tokens,
        assumptions=("full sequences",),
        steps=(
            f"{micro_batch} × {many(data_parallel, 'replica')} × {accumulation_steps} accumulated"
            f" = {many(sequences, 'sequence')}",
            f"× {many(tokens_per_sequence, 'token')} = {many(tokens, 'token')} per step",
        ),
        parts={"sequences": sequences},
    )
