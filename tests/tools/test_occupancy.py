"""Occupancy: the smallest limit decides, and what cannot launch is refused."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tools import register_limit, resident_threads, shared_memory_limit, sm_occupancy
from tools.compute_capability import SM_LIMITS, ComputeCapability

KIB = 1024
capabilities = st.sampled_from(sorted(SM_LIMITS))


@given(
    capability=capabilities,
    threads=st.integers(1, 1024),
    registers=st.integers(1, 255),
    shared=st.integers(0, 64 * KIB),
)
def test_it_is_at_most_one_and_equal_to_the_smallest_limit(
    capability: ComputeCapability, threads: int, registers: int, shared: int
) -> None:
    try:
        result = sm_occupancy(
            threads_per_block=threads,
            registers_per_thread=registers,
            shared_bytes_per_block=shared,
            compute_capability=capability,
        )
    except ValueError:
        assume(False)
    allowed = [v for k, v in result.parts.items() if k.startswith("blocks_allowed_by_")]
    assert 0 < result.value <= 1
    assert result.parts["blocks_per_sm"] == min(allowed)


@given(capability=capabilities, registers=st.integers(1, 254))
def test_more_registers_never_raise_it(capability: ComputeCapability, registers: int) -> None:
    def at(count: int) -> float:
        return sm_occupancy(
            threads_per_block=128, registers_per_thread=count, compute_capability=capability
        ).value

    assert at(registers) >= at(registers + 1)


@pytest.mark.parametrize(
    ("capability", "threads", "registers", "shared", "expected"),
    [
        ("7.0", 128, 37, 0, 0.75),
        ("8.0", 256, 64, 0, 0.5),
        ("9.0", 1024, 64, 0, 0.5),
        ("8.9", 1024, 32, 0, 2 / 3),
        ("7.5", 1024, 32, 0, 1),
        ("8.6", 64, 32, 0, 32 / 48),
        ("9.0", 128, 32, 100 * KIB, 8 / 64),
        ("9.0", 384, 168, 200 * KIB, 12 / 64),
    ],
)
def test_it_matches_the_vendors_calculator(
    capability: ComputeCapability, threads: int, registers: int, shared: int, expected: float
) -> None:
    result = sm_occupancy(
        threads_per_block=threads,
        registers_per_thread=registers,
        shared_bytes_per_block=shared,
        compute_capability=capability,
    )
    assert result.value == pytest.approx(expected)


def test_12_kib_of_shared_memory_allow_17_blocks_on_h100_for_1_kib_is_reserved() -> None:
    result = sm_occupancy(
        threads_per_block=32, shared_bytes_per_block=12 * KIB, compute_capability="9.0"
    )
    assert result.parts["blocks_per_sm"] == 17


def test_the_limiter_is_named() -> None:
    result = sm_occupancy(threads_per_block=128, registers_per_thread=37, compute_capability="7.0")
    assert "limited by registers" in result.steps[-1]


def test_a_block_that_cannot_launch_is_refused() -> None:
    with pytest.raises(ValueError, match=r"registers_per_thread .*65,536.*the launch fails"):
        sm_occupancy(threads_per_block=1024, registers_per_thread=72, compute_capability="9.0")
    with pytest.raises(ValueError, match=r"shared_bytes_per_block must be at most 232,448"):
        sm_occupancy(
            threads_per_block=128, shared_bytes_per_block=228 * KIB, compute_capability="9.0"
        )
    with pytest.raises(ValueError, match=r"registers_per_thread .* at most 255"):
        sm_occupancy(threads_per_block=32, registers_per_thread=256, compute_capability="9.0")


@pytest.mark.parametrize(
    ("capability", "kib"),
    [("8.0", 163), ("8.6", 99), ("8.9", 99), ("9.0", 227), ("10.0", 227), ("12.0", 99)],
)
def test_the_opt_in_limit_of_a_block_follows_the_part(
    capability: ComputeCapability, kib: int
) -> None:
    assert shared_memory_limit(compute_capability=capability).value == kib * KIB


def test_too_much_shared_memory_fails_and_never_spills() -> None:
    def outcome(size: int, *, static: bool = False) -> str:
        asked = {"shared_bytes_per_block": size, "static": static}
        return shared_memory_limit(compute_capability="8.0", **asked).steps[-1]

    assert "works by default" in outcome(48 * KIB)
    assert "opting in" in outcome(100 * KIB)
    assert "launch fails, nothing spills" in outcome(164 * KIB)
    assert "does not compile" in outcome(49 * KIB, static=True)


@given(threads=st.integers(1, 1024), blocks=st.integers(1, 2))
def test_the_register_limit_is_the_last_count_that_fits(threads: int, blocks: int) -> None:
    most = int(register_limit(threads_per_block=threads, blocks_per_sm=blocks).value)

    def resident(registers: int) -> float:
        return sm_occupancy(
            threads_per_block=threads,
            registers_per_thread=registers,
            compute_capability="9.0",
        ).parts["blocks_allowed_by_registers"]

    assert resident(most) >= blocks
    if most < 255:
        try:
            assert resident(most + 1) < blocks
        except ValueError:
            assert blocks == 1


def test_an_h100_keeps_270_336_threads_resident() -> None:
    assert resident_threads(compute_capability="9.0", sms=132).value == 270_336
