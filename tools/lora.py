"""LoRA: trainable parameters of low-rank adapters."""

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result


@calculator(
    "lora",
    topic="lora",
    unit="parameters",
    formula="matrices × r(in + out)",
    sources=("hu2021",),
    example={"rank": 4, "in_features": 12288, "out_features": 12288, "matrices": 192},
    expected=18_874_368,
)
def lora_parameters(
    *,
    rank: int,
    in_features: int,
    out_features: int,
    matrices: int = 1,
    base_params: float | None = None,
    bytes_per_weight: float = 2,
) -> Result:
    """Trainable parameters of LoRA adapters.

    r(in + out) for each adapted matrix; `matrices` counts them over all layers. Gradients and
    optimiser states exist only for these (16 B each with mixed-precision Adam), while the frozen
    base is still held and read. Hu 2021.
    """
    parameters = matrices * rank * (in_features + out_features)
    parts: dict[str, float] = {
        "adapter_bytes": parameters * bytes_per_weight,
        "training_state_bytes": parameters * 16,
    }
    steps = [
        f"{many(matrices, 'matrix')} × rank {rank} × ({in_features:,} + {out_features:,})"
        f" = {parameters:,} parameters",
        f"× {plain(bytes_per_weight)} bytes = {figure(parts['adapter_bytes'], 'B')}",
    ]
    if base_params:
        parts["share_of_base"] = parameters / base_params
        steps.append(f"{percent(parts['share_of_base'])} of {figure(base_params)} parameters")
    return Result(
        value=parameters,
        assumptions=("base frozen", "16 B per trained parameter (mixed-precision Adam)"),
        steps=tuple(steps),
        parts=parts,
    )
