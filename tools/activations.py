"""Activations kept for the backward pass, and what recomputation saves."""

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result
from tools.training_flops import Recompute


@calculator(
    "activations",
    topic="activation-memory",
    unit="B",
    formula="L × sbh(34 + 5as/h) / t",
    sources=("korthikanti2022",),
    example={
        "tokens_per_sequence": 2048,
        "micro_batch": 1,
        "hidden_size": 12288,
        "heads": 96,
        "layers": 96,
        "tensor_parallel": 8,
        "sequence_parallel": True,
        "recompute": "selective",
    },
    expected=2048 * 12288 * 34 / 8 * 96,
)
def activation_bytes(
    *,
    tokens_per_sequence: int,
    micro_batch: int,
    hidden_size: int,
    heads: int,
    layers: int = 1,
    tensor_parallel: int = 1,
    sequence_parallel: bool = False,
    recompute: Recompute = "none",
) -> Result:
    """Activation bytes of a GPT-style transformer in 16 bits, per device and micro-batch.

    Per layer: sbh(34 + 5as/h); with tensor parallelism sbh(10 + 24/t + 5as/(ht)), with sequence
    parallelism all of it /t; selective drops the 5as/h term; full keeps the layer's input, 2sbh.
    These are bytes, not elements. With a pipeline the first stage holds one set per stage: give
    all layers. Korthikanti 2022, table 2.
    """
    base = tokens_per_sequence * micro_batch * hidden_size
    scores = 5 * heads * tokens_per_sequence / hidden_size
    replicated = 10 / (tensor_parallel if sequence_parallel else 1)
    linear = replicated + 24 / tensor_parallel
    quadratic = scores / tensor_parallel
    kept = {"none": linear + quadratic, "selective": linear, "full": 2.0}[recompute]
    per_layer = base * kept
    return Result(
        value=layers * per_layer,
        assumptions=(
            "16-bit GPT layer with dropout, GELU and MHA; not Llama",
            "FlashAttention acts as selective recomputation",
            f"recomputation: {recompute}",
        ),
        steps=(
            f"s × b × h = {tokens_per_sequence:,} × {micro_batch} × {hidden_size:,} = {base:,}",
            f"5as/h = 5 × {heads} × {tokens_per_sequence:,} / {hidden_size:,} = {plain(scores)}",
            f"kept per layer with {recompute} recomputation and {tensor_parallel} tensor ranks:"
            f" {plain(kept)} × sbh = {figure(per_layer, 'B')}",
            f"× {many(layers, 'layer')} = {figure(layers * per_layer, 'B')}",
        ),
        parts={
            "bytes_per_layer": per_layer,
            "selective_saving": quadratic / (linear + quadratic),
            "share_of_unrecomputed": kept / (linear + quadratic),
        },
    )


@calculator(
    "saved-activations",
    topic="activation-memory",
    unit="B",
    formula="bytes × n × tokens × h × L / devices",
    sources=("scaling-book-4",),
    example={"tokens": 4e6, "hidden_size": 8192, "layers": 64, "saved_per_layer": 20},
    expected=83.886e12,
)
def saved_activation_bytes(
    *,
    tokens: float,
    hidden_size: int,
    layers: int,
    saved_per_layer: float = 1,
    bytes_per_element: float = 2,
    devices: int = 1,
) -> Result:
    """Bytes of a number of saved activations per layer, for any architecture.

    bytes · n · tokens · h · L / devices: n = 1 keeps a checkpoint per layer, about 20 everything
    of a gated layer. Scaling book ch. 4.
    """
    total = bytes_per_element * saved_per_layer * tokens * hidden_size * layers
    return Result(
        value=total / devices,
        assumptions=("each saved activation is as wide as the hidden size", "scores not kept"),
        steps=(
            f"{plain(bytes_per_element)} bytes × {plain(saved_per_layer)} × {figure(tokens)} tokens"
            f" × {hidden_size:,} × {many(layers, 'layer')} = {figure(total, 'B')}",
            f"over {many(devices, 'device')} = {figure(total / devices, 'B')}",
        ),
        parts={"total_bytes": total},
    )


@calculator(
    "selective-recompute",
    topic="recompute",
    unit="1",
    formula="(5as/h) / (34 + 5as/h)",
    sources=("korthikanti2022",),
    example={"tokens_per_sequence": 2048, "hidden_size": 12288, "heads": 96},
    expected=80 / 114,
)
def selective_recompute_saving(*, tokens_per_sequence: int, hidden_size: int, heads: int) -> Result:
    """Share of activations that selective recomputation saves.

    (5as/h)/(34 + 5as/h): the attention scores, which grow with context. It costs little compute;
    full recomputation costs a third. Korthikanti 2022.
    """
    scores = 5 * heads * tokens_per_sequence / hidden_size
    saving = scores / (34 + scores)
    return Result(
        value=saving,
        assumptions=("16-bit GPT layer with dropout", "tensor and sequence parallel alike"),
        steps=(
            f"5 × {heads} × {tokens_per_sequence:,} / {hidden_size:,} = {plain(scores)}",
            f"{plain(scores)} of {plain(34 + scores)} = {percent(saving)}",
        ),
    )
