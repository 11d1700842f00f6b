"""Bits per weight of number formats, with the scales that block formats carry."""

from typing import Literal, NamedTuple

Dtype = Literal[
    "fp64", "fp32", "tf32", "bf16", "fp16", "fp8", "int8", "int4", "int3", "int2", "fp4", "nf4",
    "mxfp8", "mxfp6", "mxfp4", "nvfp4",
    "q4_0", "q4_1", "q5_0", "q5_1", "q8_0",
    "q2_k", "q3_k", "q4_k", "q5_k", "q6_k", "q8_k", "iq4_nl", "iq4_xs",
]  # fmt: skip


class BlockFormat(NamedTuple):
    """Values of `bits` in blocks of `block`, each block with `overhead_bits` of scales."""

    bits: float
    block: int = 1
    overhead_bits: float = 0

    @property
    def bits_per_weight(self) -> float:
        """Bits stored per weight, scales and minima included."""
        return self.bits + self.overhead_bits / self.block


FORMATS: dict[Dtype, BlockFormat] = {
    "fp64": BlockFormat(64),
    "fp32": BlockFormat(32),
    # TF32 is a 19-bit compute format; in memory it is FP32.
    "tf32": BlockFormat(32),
    "bf16": BlockFormat(16),
    "fp16": BlockFormat(16),
    "fp8": BlockFormat(8),
    "int8": BlockFormat(8),
    "int4": BlockFormat(4),
    "int3": BlockFormat(3),
    "int2": BlockFormat(2),
    "fp4": BlockFormat(4),
    # QLoRA double quantisation: 8-bit scales per 64 and an FP32 scale per 256 of those.
    "nf4": BlockFormat(4, 64, 8 + 32 / 256),
    # OCP MX: an 8-bit power-of-two scale per 32 values.
    "mxfp8": BlockFormat(8, 32, 8),
    "mxfp6": BlockFormat(6, 32, 8),
    "mxfp4": BlockFormat(4, 32, 8),
    # NVFP4: an FP8 scale per 16 values; the FP32 scale per tensor is negligible.
    "nvfp4": BlockFormat(4, 16, 8),
    # ggml blocks of 32: an FP16 scale, and for _1 an FP16 minimum.
    "q4_0": BlockFormat(4, 32, 16),
    "q4_1": BlockFormat(4, 32, 32),
    "q5_0": BlockFormat(5, 32, 16),
    "q5_1": BlockFormat(5, 32, 32),
    "q8_0": BlockFormat(8, 32, 16),
    # ggml super-blocks of 256: sub-block scales and minima, and FP16 factors over them.
    "q2_k": BlockFormat(2, 256, 16 * 8 + 32),
    "q3_k": BlockFormat(3, 256, 16 * 6 + 16),
    "q4_k": BlockFormat(4, 256, 8 * 12 + 32),
    "q5_k": BlockFormat(5, 256, 8 * 12 + 32),
    "q6_k": BlockFormat(6, 256, 16 * 8 + 16),
    # An FP32 scale and 16 FP16-wide sums of 16 values each (used for activations).
    "q8_k": BlockFormat(8, 256, 32 + 16 * 16),
    "iq4_nl": BlockFormat(4, 32, 16),
    "iq4_xs": BlockFormat(4, 256, 8 * 6 + 16),
}
