"""Convolutions: FLOPs, bytes and intensity of a layer, and of ResNet-50."""

from collections.abc import Iterator
from typing import NamedTuple

from tools.calculator import calculator
from tools.figures import figure, many, plain
from tools.result import Result
from tools.validation import require_multiple


@calculator(
    "convolution",
    topic="convolution",
    unit="FLOP",
    formula="2 × N × H' × W' × C_out × (C_in / g) × k²",
    sources=("nvidia-conv",),
    example={
        "in_channels": 64,
        "out_channels": 64,
        "kernel_size": 3,
        "out_height": 56,
        "out_width": 56,
    },
    expected=231_211_008,
)
def convolution_flops(
    *,
    in_channels: int,
    out_channels: int,
    kernel_size: int,
    out_height: int,
    out_width: int,
    groups: int = 1,
    stride: int = 1,
    batch: int = 1,
    bytes_per_element: float = 2,
) -> Result:
    """FLOPs of a 2-D convolution; weights, bytes and intensity in `parts`.

    2·N·H'·W'·C_out·(C_in/g)·k². groups = in_channels is depthwise: k² times fewer weights to reuse,
    hence low intensity. FLOPs are twice the MACs that many papers print. ValueError if groups does
    not divide the channels.
    """
    require_multiple("in_channels", in_channels, "groups", groups)
    require_multiple("out_channels", out_channels, "groups", groups)
    weights = out_channels * (in_channels // groups) * kernel_size**2
    positions = batch * out_height * out_width
    flops = 2 * positions * weights
    inputs = positions * stride**2 * in_channels
    moved = bytes_per_element * (weights + inputs + positions * out_channels)
    return Result(
        value=flops,
        assumptions=("a multiply-add is 2 FLOP", "padding keeps size / stride", "no bias"),
        steps=(
            f"{out_channels} × {in_channels} / {groups} × {kernel_size}² = {weights:,} weights",
            f"2 × {positions:,} output positions × {weights:,} = {figure(flops, 'FLOP')}",
            f"over {figure(moved, 'B')} moved once = {figure(flops / moved, 'FLOP/B')}",
        ),
        parts={
            "macs": flops / 2,
            "params": weights,
            "bytes_moved": moved,
            "intensity_flops_per_byte": flops / moved,
        },
    )


class _Layer(NamedTuple):
    """A convolution of ResNet-50 at 224 × 224; the residual is read by a block's last one."""

    in_channels: int
    out_channels: int
    kernel_size: int
    in_size: int
    out_size: int
    reads_residual: bool = False

    @property
    def weights(self) -> int:
        return self.in_channels * self.out_channels * self.kernel_size**2

    @property
    def activations(self) -> int:
        outputs = self.out_size**2 * self.out_channels
        return self.in_size**2 * self.in_channels + outputs * (2 if self.reads_residual else 1)


def _resnet50_layers() -> Iterator[_Layer]:
    yield _Layer(3, 64, 7, 224, 112)
    channels, size = 64, 56
    for blocks, width, out_size in ((3, 64, 56), (4, 128, 28), (6, 256, 14), (3, 512, 7)):
        for block in range(blocks):
            if block == 0:
                yield _Layer(channels, 4 * width, 1, size, out_size)
            yield _Layer(channels, width, 1, size, size)
            yield _Layer(width, width, 3, size, out_size)
            yield _Layer(width, 4 * width, 1, out_size, out_size, reads_residual=True)
            channels, size = 4 * width, out_size
    yield _Layer(2048, 1000, 1, 1, 1)


@calculator(
    "resnet50-intensity",
    topic="convolution",
    unit="FLOP/B",
    formula="FLOP / (bytes × (weights + batch × activations))",
    sources=("he2015",),
    example={"batch": 64},
    expected=147.64,
)
def resnet50_intensity(*, batch: int, bytes_per_element: float = 2) -> Result:
    """Arithmetic intensity of a fused ResNet-50 forward pass at 224 × 224.

    8.18 GFLOP per image over weights once per batch and the inputs, outputs and residuals of its 53
    convolutions; batch norm, ReLU and addition fused, pooling left out. Compare with the ridge
    point of the precision used: which bound applies depends on precision, batch and fusion.
    He 2015.
    """
    layers = tuple(_resnet50_layers())
    weights = sum(layer.weights for layer in layers)
    activations = sum(layer.activations for layer in layers)
    flops = 2 * batch * sum(layer.weights * layer.out_size**2 for layer in layers)
    moved = bytes_per_element * (weights + batch * activations)
    return Result(
        value=flops / moved,
        assumptions=(
            "each activation written once and read once per use",
            "batch norm, ReLU and residual addition fused; pooling left out",
        ),
        steps=(
            f"{figure(flops, 'FLOP')} for {many(batch, 'image')}",
            f"{plain(weights / 1e6)} million weights + {batch:,} × {plain(activations / 1e6)}"
            f" million activations, × {plain(bytes_per_element)} bytes = {figure(moved, 'B')}",
            f"= {figure(flops / moved, 'FLOP/B')}",
        ),
        parts={"flops": flops, "bytes_moved": moved, "macs_per_image": flops / 2 / batch},
    )
