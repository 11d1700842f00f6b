"""Convolutions: groups, intensity, ResNet-50."""

import pytest

from tools import (
    convolution_flops,
    resnet50_intensity,
)


def test_depthwise_convolution_has_the_lower_intensity() -> None:
    layer = {"in_channels": 256, "out_channels": 256, "kernel_size": 3}
    size = {"out_height": 14, "out_width": 14}
    dense = convolution_flops(**layer, **size)
    depthwise = convolution_flops(**layer, **size, groups=256)
    assert depthwise.value == dense.value / 256
    kind = "intensity_flops_per_byte"
    assert depthwise.parts[kind] < 5 < dense.parts[kind]


def test_groups_must_divide_the_channels() -> None:
    with pytest.raises(ValueError, match="in_channels must be a multiple of groups = 3"):
        convolution_flops(
            in_channels=64, out_channels=64, kernel_size=3, out_height=1, out_width=1, groups=3
        )


def test_resnet_50_needs_8_18_gflop_per_image() -> None:
    found = resnet50_intensity(batch=1)
    assert found.parts["macs_per_image"] == pytest.approx(4.089e9, rel=1e-3)
