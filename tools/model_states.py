"""Memory of weights, gradients and optimiser states, whole and sharded; checkpoints."""

from typing import Literal, NamedTuple

from tools.calculator import calculator
from tools.figures import figure, plain
from tools.result import Result

Optimiser = Literal[
    "adam_mixed_12",
    "adam_mixed_16",
    "adam_mixed_18",
    "adam_mixed_20",
    "adam_fp32_16",
    "adam_bf16_8",
    "adam_8bit_10",
    "sgd_momentum_fp32_12",
    "sgd_momentum_mixed_12",
    "lion_mixed_12",
]
ZeroStage = Literal["0", "1", "2", "3"]


class BytesPerParameter(NamedTuple):
    """What is held for each parameter: a convention, and one reason why published sums differ."""

    weights: float
    gradients: float
    optimiser: float
    means: str

    @property
    def total(self) -> float:
        """All of it, before sharding."""
        return self.weights + self.gradients + self.optimiser


CONVENTIONS: dict[Optimiser, BytesPerParameter] = {
    "adam_mixed_12": BytesPerParameter(2, 2, 8, "FP32 moments, no FP32 master weights"),
    "adam_mixed_16": BytesPerParameter(2, 2, 12, "FP32 master weights and two moments"),
    "adam_mixed_18": BytesPerParameter(2, 4, 12, "as 16, gradients in FP32"),
    "adam_mixed_20": BytesPerParameter(2, 6, 12, "as 16, FP32 gradients besides the 16-bit ones"),
    "adam_fp32_16": BytesPerParameter(4, 4, 8, "everything in FP32"),
    "adam_bf16_8": BytesPerParameter(2, 2, 4, "everything in BF16"),
    "adam_8bit_10": BytesPerParameter(2, 2, 6, "FP32 master weights and two 8-bit moments"),
    "sgd_momentum_fp32_12": BytesPerParameter(4, 4, 4, "everything in FP32"),
    "sgd_momentum_mixed_12": BytesPerParameter(2, 2, 8, "FP32 master weights and momentum"),
    "lion_mixed_12": BytesPerParameter(2, 2, 8, "FP32 master weights and one moment"),
}


@calculator(
    "model-states",
    topic="training-memory",
    unit="B",
    formula="N × (weights + gradients + optimiser bytes)",
    sources=("zero2020", "megatron-lm"),
    example={"params": 7e9},
    expected=112e9,
)
def model_state_bytes(*, params: float, optimiser: Optimiser = "adam_mixed_16") -> Result:
    """Bytes of weights, gradients and optimiser states, unsharded.

    N times 12, 16, 18 or 20 bytes by convention; mixed-precision Adam has 2 + 2 + 12 = 16. The sum,
    not the largest part; activations come on top. ZeRO sec. 3.1.
    """
    held = CONVENTIONS[optimiser]
    total = params * held.total
    return Result(
        value=total,
        assumptions=(f"{optimiser}: {held.means}", "activations not included"),
        steps=(
            f"{plain(held.weights)} weights + {plain(held.gradients)} gradients"
            f" + {plain(held.optimiser)} optimiser = {plain(held.total)} bytes per parameter",
            f"× {figure(params)} parameters = {figure(total, 'B')}",
        ),
        parts={
            "weight_bytes": params * held.weights,
            "gradient_bytes": params * held.gradients,
            "optimiser_bytes": params * held.optimiser,
            "bytes_per_param": held.total,
        },
    )


@calculator(
    "zero-memory",
    topic="zero-memory",
    unit="B",
    formula="N(w/dp₃ + g/dp₂ + o/dp₁), dpᵢ = dp from stage i on",
    sources=("zero2020",),
    example={"params": 7.5e9, "data_parallel": 64, "zero_stage": "2"},
    expected=16.64e9,
)
def zero_bytes_per_device(
    *,
    params: float,
    data_parallel: int,
    zero_stage: ZeroStage,
    optimiser: Optimiser = "adam_mixed_16",
) -> Result:
    """Bytes of model states on each device under ZeRO or FSDP.

    Stage 1 shards the optimiser, 2 also gradients, 3 (FSDP full shard) also weights, over the
    data-parallel degree, not over all devices. ZeRO fig. 1.
    """
    held, stage = CONVENTIONS[optimiser], int(zero_stage)
    weights = params * held.weights / (data_parallel if stage >= 3 else 1)
    gradients = params * held.gradients / (data_parallel if stage >= 2 else 1)
    states = params * held.optimiser / (data_parallel if stage >= 1 else 1)
    total = weights + gradients + states
    return Result(
        value=total,
        assumptions=(f"{optimiser}: {held.means}", "activations and buffers not included"),
        steps=(
            f"weights {figure(weights, 'B')} ({_kept(stage >= 3, data_parallel)})",
            f"gradients {figure(gradients, 'B')} ({_kept(stage >= 2, data_parallel)})",
            f"optimiser {figure(states, 'B')} ({_kept(stage >= 1, data_parallel)})",
            f"sum {figure(total, 'B')} per device, against"
            f" {figure(params * held.total, 'B')} unsharded",
        ),
        parts={
            "weight_bytes": weights,
            "gradient_bytes": gradients,
            "optimiser_bytes": states,
            "unsharded_bytes": params * held.total,
        },
    )


def _kept(sharded: bool, data_parallel: int) -> str:
    return f"1/{data_parallel:,} of it" if sharded else "whole"


@calculator(
    "training-memory",
    topic="training-memory",
    unit="B",
    formula="ZeRO(N / (tp × pp), dp) + activations",
    sources=("zero2020", "megatron2021"),
    example={
        "params": 175e9,
        "data_parallel": 16,
        "tensor_parallel": 8,
        "pipeline_parallel": 8,
        "zero_stage": "1",
        "activation_bytes": 10e9,
    },
    expected=175e9 / 64 * (4 + 12 / 16) + 10e9,
)
def training_bytes_per_device(
    *,
    params: float,
    data_parallel: int = 1,
    tensor_parallel: int = 1,
    pipeline_parallel: int = 1,
    zero_stage: ZeroStage = "0",
    optimiser: Optimiser = "adam_mixed_16",
    activation_bytes: float = 0,
) -> Result:
    """Bytes on each device in 3D-parallel training: model states and activations.

    ZeRO over dp of N/(tp·pp) parameters, plus activations per device. Gradients and optimiser are
    divided by tp·pp like the weights. Even stages: the first and last also hold embeddings.
    """
    here = params / (tensor_parallel * pipeline_parallel)
    states = zero_bytes_per_device(
        params=here, data_parallel=data_parallel, zero_stage=zero_stage, optimiser=optimiser
    )
    total = states.value + activation_bytes
    return Result(
        value=total,
        assumptions=(*states.assumptions[:1], "even stages", "no fragmentation"),
        steps=(
            f"{figure(params)} parameters over {tensor_parallel} tensor × {pipeline_parallel}"
            f" pipeline ranks = {figure(here)} on each",
            *states.steps,
            f"+ {figure(activation_bytes, 'B')} of activations = {figure(total, 'B')} per device",
        ),
        parts={
            "params_per_device": here,
            "state_bytes": states.value,
            "devices": data_parallel * tensor_parallel * pipeline_parallel,
        },
    )


@calculator(
    "checkpoint-size",
    topic="reliability",
    unit="B",
    formula="N × 14",
    sources=("stas00",),
    example={"params": 70e9, "write_bytes_per_s": 100e9},
    expected=980e9,
)
def checkpoint_bytes(
    *,
    params: float,
    bytes_per_param: float = 14,
    write_bytes_per_s: float | None = None,
) -> Result:
    """Bytes of a training checkpoint, and the time to write it.

    N · 14: 2-byte weights with FP32 master and moments; gradients are not saved. 12 without the
    2-byte copy, 2 for weights alone.
    """
    size = params * bytes_per_param
    parts: dict[str, float] = {}
    steps = [f"{figure(params)} × {plain(bytes_per_param)} bytes = {figure(size, 'B')}"]
    if write_bytes_per_s:
        parts["write_seconds"] = size / write_bytes_per_s
        steps.append(
            f"at {figure(write_bytes_per_s, 'B/s')}: {figure(parts['write_seconds'], 's')}"
        )
    return Result(
        value=size,
        assumptions=("gradients not saved", "every parameter saved once"),
        steps=tuple(steps),
        parts=parts,
    )
