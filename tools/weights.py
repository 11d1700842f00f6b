"""Bytes of weights by number format, scales included; 2:4 sparse storage."""

from tools.calculator import calculator
from tools.dtypes import FORMATS, Dtype
from tools.figures import figure, many, percent, plain
from tools.result import Result
from tools.validation import require_multiple


@calculator(
    "weights",
    topic="weights",
    unit="B",
    formula="N × bits / 8 / devices",
    sources=("ocp-mx", "nvidia-nvfp4", "ggml"),
    example={"params": 70e9, "dtype": "fp16"},
    expected=140e9,
)
def weight_bytes(*, params: float, dtype: Dtype, devices: int = 1) -> Result:
    """Bytes of a model's weights in a number format, block scales included.

    N · bits / 8, per device when split evenly. All experts of a mixture count. Real files keep
    embeddings and norms in a wider type. OCP MX, ggml, NVIDIA NVFP4.
    """
    bits = FORMATS[dtype].bits_per_weight
    total = params * bits / 8
    per_device = total / devices
    steps = [
        f"{figure(params)} parameters × {bits:g} bits / 8 = {figure(total, 'B')}"
        f" = {plain(total / 2**30)} GiB"
    ]
    if devices > 1:
        steps.append(f"over {many(devices, 'device')} = {figure(per_device, 'B')} each")
    return Result(
        value=per_device,
        assumptions=("every weight in this format", "even split over devices"),
        steps=tuple(steps),
        parts={"total_bytes": total, "bits_per_weight": bits, "bytes_per_weight": bits / 8},
    )


@calculator(
    "quantised-weight-bits",
    topic="quantisation",
    unit="bit",
    formula="bits + (scale bits + zero-point bits) / group",
    sources=("ocp-mx", "nvidia-nvfp4", "gptq2022"),
    example={"bits": 4, "group_size": 128, "scale_bits": 16, "zero_point_bits": 4},
    expected=4.15625,
)
def quantised_weight_bits(
    *,
    bits: float,
    group_size: int,
    scale_bits: float = 16,
    zero_point_bits: float = 0,
    params: float | None = None,
) -> Result:
    """Bits per weight of group quantisation: values, scales and zero points.

    bits + (scale + zero point) / group. GPTQ and AWQ use groups of 128 with an FP16 scale and a
    zero point of the weight's width; MXFP4 8 bits per 32 (4.25), NVFP4 8 bits per 16 (4.5).
    """
    overhead = (scale_bits + zero_point_bits) / group_size
    total = bits + overhead
    parts = {
        "overhead_bits": overhead,
        "bytes_per_weight": total / 8,
        "compression_against_16_bit": 16 / total,
        "compression_against_8_bit": 8 / total,
    }
    steps = [
        f"{plain(bits)} + ({plain(scale_bits)} scale + {plain(zero_point_bits)} zero point)"
        f" / {group_size} = {total:g} bits = {total / 8:g} bytes per weight"
    ]
    if params:
        parts["total_bytes"] = params * total / 8
        steps.append(f"× {figure(params)} parameters = {figure(parts['total_bytes'], 'B')}")
    return Result(
        value=total,
        assumptions=("no per-tensor scale", "no padding"),
        steps=tuple(steps),
        parts=parts,
    )


@calculator(
    "compression-ratio",
    topic="quantisation",
    unit="1",
    formula="bits before / bits after",
    sources=("ocp-mx", "nvidia-nvfp4", "ggml"),
    example={"from_dtype": "fp8", "to_dtype": "nvfp4"},
    expected=8 / 4.5,
)
def compression_ratio(*, from_dtype: Dtype, to_dtype: Dtype) -> Result:
    """How many times smaller weights get from one number format to another.

    Bits per weight of both, with block scales. Upper bound of the gain in a bandwidth-bound
    decode; no gain in FLOP/s follows from storage alone.
    """
    before, after = FORMATS[from_dtype].bits_per_weight, FORMATS[to_dtype].bits_per_weight
    ratio = before / after
    return Result(
        value=ratio,
        assumptions=("every weight converted",),
        steps=(f"{from_dtype} {before:g} bits over {to_dtype} {after:g} bits = {plain(ratio)}×",),
        parts={"saved_share": 1 - after / before},
    )


@calculator(
    "sparse-size",
    topic="sparsity",
    unit="1",
    formula="(2w + 4) / 4w",
    sources=("mishra2021",),
    example={"bits": 8},
    expected=0.625,
)
def sparse_size_ratio(*, bits: int, params: float | None = None) -> Result:
    """Size of a 2:4-sparse matrix relative to the dense one.

    (2w + 4) / 4w: of 4 values of w bits, 2 are kept with 2 bits of position each. 0.5625 for 16
    bits, 0.625 for 8, 0.75 for 4: never one half. Mishra 2021.
    """
    kept, dense = 2 * bits + 4, 4 * bits
    ratio = kept / dense
    parts: dict[str, float] = {"saved_share": 1 - ratio}
    steps = [
        f"2 kept values × {bits} bits + 2 × 2 bits of position = {kept} bits",
        f"of 4 × {bits} = {dense} bits dense = {ratio:g}: {percent(1 - ratio)} saved",
    ]
    if params:
        parts["sparse_bytes"] = params * bits / 8 * ratio
        steps.append(f"{figure(params)} dense values take {figure(parts['sparse_bytes'], 'B')}")
    return Result(
        value=ratio,
        assumptions=("2 bits of position per kept value",),
        steps=tuple(steps),
        parts=parts,
    )


@calculator(
    "sharded-size",
    topic="weights",
    unit="B",
    formula="bytes / (tp × pp)",
    sources=("megatron2021",),
    example={"total_bytes": 141.1e9, "tensor_parallel": 8},
    expected=141.1e9 / 8,
)
def sharded_bytes(
    *,
    total_bytes: float,
    tensor_parallel: int = 1,
    pipeline_parallel: int = 1,
    layers: int | None = None,
) -> Result:
    """Bytes per device of weights split by tensor and pipeline parallelism.

    bytes / (tp · pp). Give layers to have the stages checked for an even split (ValueError if
    not). Data-parallel replicas do not divide the weights; ZeRO-3 does, see zero-memory.
    """
    if layers is not None:
        require_multiple("layers", layers, "pipeline_parallel", pipeline_parallel)
    shards = tensor_parallel * pipeline_parallel
    return Result(
        value=total_bytes / shards,
        assumptions=("even split; norms and small tensors are replicated in practice",),
        steps=(
            f"{figure(total_bytes, 'B')} over {tensor_parallel} tensor ×"
            f" {pipeline_parallel} pipeline shards = {figure(total_bytes / shards, 'B')}",
        ),
    )
