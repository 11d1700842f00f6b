"""Attention: FLOPs, traffic with and without FlashAttention, and where it takes over."""

from typing import Literal

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result

Pass = Literal["forward", "backward", "both"]

# The backward pass runs five matrix products where the forward runs two.
PASS_FACTOR: dict[Pass, float] = {"forward": 1.0, "backward": 2.5, "both": 3.5}


@calculator(
    "attention-flops",
    topic="flash-attention",
    unit="FLOP",
    formula="4·s²·H·d·batch·L (× 1/2 causal) (× 2.5 backward, × 3.5 both)",
    sources=("dao2023", "flash-attention-1525"),
    example={"tokens": 1024, "heads": 16, "head_dim": 64, "batch": 64, "causal": True},
    expected=137.4e9,
)
def attention_flops(
    *,
    tokens: int,
    heads: int,
    head_dim: int,
    batch: int = 1,
    layers: int = 1,
    causal: bool = False,
    direction: Pass = "forward",
) -> Result:
    """FLOPs of the attention products QKᵀ and PV over whole sequences.

    4·s²·H·d·batch·L forward, half if causal, 2.5 times that backward. Query heads count: GQA
    saves bytes, not FLOPs. FlashAttention benchmarks.
    """
    full = 4 * tokens**2 * heads * head_dim * batch * layers
    flops = full * PASS_FACTOR[direction] * (0.5 if causal else 1)
    steps = [
        f"2 products × 2 FLOP × {tokens:,}² × {many(heads, 'head')} × {head_dim} × batch {batch:,}"
        f" × {many(layers, 'layer')} = {figure(full, 'FLOP')} forward, unmasked"
    ]
    if causal:
        steps.append("× 1/2 for the causal mask")
    if direction != "forward":
        steps.append(f"× {PASS_FACTOR[direction]} for {direction}")
    return Result(
        value=flops,
        assumptions=("softmax left out", "causal: half" if causal else "no mask"),
        steps=(*steps, f"= {figure(flops, 'FLOP')}"),
    )


@calculator(
    "flash-attention-io",
    topic="flash-attention",
    unit="B",
    formula="N²d²/M elements, against Nd + N²",
    sources=("dao2022",),
    example={"tokens": 1024, "head_dim": 64, "sram_bytes": 102_400},
    expected=1024**2 * 64**2 / 51_200 * 2,
)
def flash_attention_bytes(
    *,
    tokens: int,
    head_dim: int,
    sram_bytes: float,
    bytes_per_element: float = 2,
    heads: int = 1,
    batch: int = 1,
) -> Result:
    """HBM traffic of FlashAttention, to leading order; standard attention's beside it.

    N²d²/M elements per head against Nd + N², M the elements that fit on chip. Leading order only:
    `flash_pass_bytes` and `standard_pass_bytes` count each pass over Q, K, V, O and the scores.
    ValueError unless d <= M <= Nd, the theorem's range. Dao 2022, theorem 2.
    """
    on_chip = sram_bytes / bytes_per_element
    if not head_dim <= on_chip <= tokens * head_dim:
        raise ValueError(
            f"sram_bytes must hold between {head_dim:,} and {tokens * head_dim:,} elements"
            f" (found {figure(on_chip)})"
        )
    scale = bytes_per_element * heads * batch
    inputs, scores = tokens * head_dim, tokens**2
    flash, standard = inputs**2 / on_chip, inputs + scores
    # Algorithm 1: K, V once; Q, O read and O written for each of 4dN/M blocks of K.
    flash_passes = 2 * inputs + 3 * inputs * (4 * inputs / on_chip)
    standard_passes = 4 * inputs + 4 * scores
    return Result(
        value=flash * scale,
        assumptions=("forward pass", "leading order: constants left out", "d <= M <= Nd"),
        steps=(
            f"{figure(sram_bytes, 'B')} hold {figure(on_chip)} elements",
            f"FlashAttention {tokens:,}² × {head_dim}² / {figure(on_chip)} = {figure(flash)}"
            " elements per head",
            f"standard {tokens:,} × {head_dim} + {tokens:,}² = {figure(standard)} elements",
            f"ratio {plain(standard / flash)}×",
        ),
        parts={
            "standard_bytes": standard * scale,
            "reduction": standard / flash,
            "flash_pass_bytes": flash_passes * scale,
            "standard_pass_bytes": standard_passes * scale,
        },
    )


@calculator(
    "attention-scores",
    topic="flash-attention",
    unit="B",
    formula="s² × H × batch × bytes",
    sources=("dao2022",),
    example={"tokens": 8192, "heads": 32},
    expected=4 * 2**30,
)
def attention_score_bytes(
    *, tokens: int, heads: int, batch: int = 1, bytes_per_element: float = 2
) -> Result:
    """Memory of the score matrices that standard attention materialises, per layer.

    s²·H·batch·bytes. FlashAttention never writes them. Dao 2022.
    """
    held = tokens**2 * heads * batch * bytes_per_element
    return Result(
        value=held,
        assumptions=("one copy; softmax output and dropout mask come on top",),
        steps=(
            f"{tokens:,}² × {many(heads, 'head')} × batch {batch:,}"
            f" × {plain(bytes_per_element)} bytes"
            f" = {figure(held, 'B')} = {plain(held / 2**30)} GiB",
        ),
    )


@calculator(
    "attention-crossover",
    topic="training-flops",
    unit="tokens",
    formula="N_layer / (2Hd) (× 2 causal)",
    sources=("scaling-book-4",),
    example={"params_per_layer": 16 * 8192**2, "heads": 64, "head_dim": 128},
    expected=65_536,
)
def attention_crossover_tokens(
    *, params_per_layer: float, heads: int, head_dim: int, causal: bool = False
) -> Result:
    """Sequence length at which attention FLOPs equal those of the weight matrices.

    N_layer/(2Hd), twice that if causal: 2·N_layer against 4·s·H·d per token. For h = Hd, F = 4h,
    gated, MHA: s = 8h. Scaling book ch. 4.
    """
    tokens = params_per_layer / (2 * heads * head_dim) * (2 if causal else 1)
    return Result(
        value=tokens,
        assumptions=("causal: half" if causal else "no causal halving", "softmax left out"),
        steps=(
            f"weights: 2 × {figure(params_per_layer)} FLOP per token and layer",
            f"attention: {2 if causal else 4} × s × {heads} × {head_dim} FLOP per token and layer",
            f"equal at s = {figure(tokens)} tokens",
        ),
        parts={"attention_share_at_that_length": 0.5},
    )


@calculator(
    "attention-share",
    topic="training-flops",
    unit="1",
    formula="4LHds / (2N + 4LHds)",
    sources=("palm2022",),
    example={
        "params": 540.35e9,
        "layers": 118,
        "heads": 48,
        "head_dim": 256,
        "tokens_per_sequence": 2048,
    },
    expected=0.01087,
)
def attention_flops_share(
    *,
    params: float,
    layers: int,
    heads: int,
    head_dim: int,
    tokens_per_sequence: int,
    causal: bool = False,
) -> Result:
    """Share of a model's FLOPs that go to attention products at a sequence length.

    a/(2N + a) with a = 4·L·H·d·s per token, half if causal; the same in training, where all
    terms triple. PaLM appendix B.
    """
    weights = 2 * params
    products = 4 * layers * heads * head_dim * tokens_per_sequence * (0.5 if causal else 1)
    share = products / (weights + products)
    return Result(
        value=share,
        assumptions=("causal: half" if causal else "no causal halving",),
        steps=(
            f"weights 2 × {figure(params)} = {figure(weights, 'FLOP')} per token",
            f"attention {figure(products, 'FLOP')} per token = {percent(share)} of the sum",
        ),
        parts={"overhead_over_weights": products / weights},
    )
