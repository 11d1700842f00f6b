"""Mixture of experts: total and active parameters, experts touched, FLOPs of a token."""

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result
from tools.validation import require_at_most


@calculator(
    "moe-parameters",
    topic="moe",
    unit="parameters",
    formula="L·attention + L_moe(hE + (E + shared)·3hF) + dense FFNs + embeddings",
    sources=("mixtral2024", "deepseek-v3"),
    example={
        "layers": 32,
        "hidden_size": 4096,
        "expert_ffn_size": 14336,
        "experts": 8,
        "experts_per_token": 2,
        "attention_params_per_layer": 41_943_040,
        "vocab_size": 32000,
    },
    expected=46.70e9,
)
def moe_parameters(
    *,
    layers: int,
    hidden_size: int,
    expert_ffn_size: int,
    experts: int,
    experts_per_token: int,
    attention_params_per_layer: float,
    vocab_size: int,
    shared_experts: int = 0,
    dense_layers: int = 0,
    dense_ffn_size: int = 0,
    gated: bool = True,
    tied: bool = False,
) -> Result:
    """Total parameters of a mixture of experts; `active_parameters` are those one token uses.

    Each MoE layer has attention, a router hE and (E + shared) experts of 3hF; a token uses k of
    the E. The first `dense_layers` have one FFN of `dense_ffn_size` instead. Attention's parameters
    come from attention-parameters or mla-parameters. Attention is not multiplied by the experts:
    8 × 7B is 46.7B. Jiang 2024.
    """
    require_at_most("experts_per_token", experts_per_token, "experts", experts)
    require_at_most("dense_layers", dense_layers, "layers", layers)
    matrices = 3 if gated else 2
    expert = matrices * hidden_size * expert_ffn_size
    moe_layers = layers - dense_layers
    router = hidden_size * experts
    always = (
        layers * attention_params_per_layer
        + dense_layers * matrices * hidden_size * dense_ffn_size
        + vocab_size * hidden_size * (1 if tied else 2)
        + moe_layers * (router + shared_experts * expert)
    )
    total = always + moe_layers * experts * expert
    active = always + moe_layers * experts_per_token * expert
    return Result(
        value=total,
        assumptions=("norms left out", "embeddings counted in both total and active"),
        steps=(
            f"one expert {matrices} × {hidden_size:,} × {expert_ffn_size:,} = {figure(expert)}",
            f"{many(moe_layers, 'layer')} × {many(experts, 'expert')}"
            f" = {figure(moe_layers * experts * expert)}",
            f"attention, router, shared, dense and embeddings = {figure(always)}",
            f"total {plain(total / 1e9)} billion; active with {experts_per_token} of {experts}:"
            f" {plain(active / 1e9)} billion = {percent(active / total)}",
        ),
        parts={
            "active_parameters": active,
            "active_share": active / total,
            "expert_parameters": moe_layers * experts * expert,
        },
    )


@calculator(
    "moe-experts-touched",
    topic="moe",
    unit="experts",
    formula="E(1 - (1 - k/E)^batch)",
    sources=("derived",),
    example={"experts": 256, "experts_per_token": 8, "batch": 64},
    expected=222.45,
)
def moe_experts_touched(*, experts: int, experts_per_token: int, batch: int) -> Result:
    """Expected number of a layer's experts that a decode step reads.

    E(1 - (1 - k/E)^batch) for tokens routed independently and evenly. Beyond about E/k tokens
    nearly all experts are read, so a step costs total, not active, bytes.
    """
    require_at_most("experts_per_token", experts_per_token, "experts", experts)
    missed = (1 - experts_per_token / experts) ** batch
    touched = experts * (1 - missed)
    return Result(
        value=touched,
        assumptions=("independent, balanced routing",),
        steps=(
            f"an expert is missed by all {many(batch, 'token')} with probability"
            f" (1 - {experts_per_token}/{experts})^{batch:,} = {percent(missed)}",
            f"{experts} × {percent(1 - missed)} = {plain(touched)} experts read",
        ),
        parts={"share_of_experts": 1 - missed},
    )


@calculator(
    "forward-flops",
    topic="moe",
    unit="FLOP",
    formula="tokens × (2·N_active + attention)",
    sources=("kaplan2020",),
    example={"active_params": 37e9},
    expected=74e9,
)
def forward_flops(
    *,
    active_params: float,
    tokens: float = 1,
    attention_flops_per_token: float = 0,
) -> Result:
    """FLOPs of a forward pass: prefill or decode, not training.

    2·N_active per token, plus attention's 4·L·H·d·context if wanted. Active parameters for a
    mixture of experts. Training costs three times as much. Kaplan 2020.
    """
    flops = tokens * (2 * active_params + attention_flops_per_token)
    return Result(
        value=flops,
        assumptions=("a multiply-add is 2 FLOP", "active, not total, parameters"),
        steps=(
            f"2 FLOP × {figure(active_params)} active parameters"
            f" + {figure(attention_flops_per_token)} of attention, per token",
            f"× {figure(tokens)} tokens = {figure(flops, 'FLOP')}",
        ),
    )
