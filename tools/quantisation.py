"""Error of uniform quantisation, and the scale it takes."""

from math import log10, sqrt

from tools.calculator import calculator
from tools.figures import figure, plain
from tools.result import Result

SINE_OFFSET_DB = 10 * log10(1.5)


@calculator(
    "quantisation-error",
    topic="quantisation",
    unit="value",
    formula="range / (2^b - 1) / √12",
    sources=("bennett1948",),
    example={"bits": 8, "value_range": 2.55},
    expected=0.01 / 12**0.5,
)
def quantisation_error_rms(*, bits: int, value_range: float, symmetric: bool = False) -> Result:
    """Root-mean-square rounding error of uniform quantisation.

    step/√12 with step = range / (2^b - 1), or range / (2^b - 2) for symmetric integers that leave
    out the most negative code; `value_range` is maximum minus minimum. The largest error is half a
    step, the signal-to-noise ratio about 6.02 dB per bit. ValueError for 1 symmetric bit.
    Bennett 1948.
    """
    steps_in_range = 2**bits - (2 if symmetric else 1)
    if steps_in_range == 0:
        raise ValueError(f"bits must be at least 2 when symmetric (found {bits})")
    step = value_range / steps_in_range
    rms = step / sqrt(12)
    uniform_db = 20 * log10(steps_in_range + 1)
    return Result(
        value=rms,
        assumptions=("values spread over many steps", "round to nearest, nothing clipped"),
        steps=(
            f"step {plain(value_range)} / {steps_in_range:,} = {figure(step)}",
            f"/ √12 = {figure(rms)} RMS, at most {figure(step / 2)}",
            f"signal-to-noise {plain(uniform_db)} dB for uniform values,"
            f" {plain(uniform_db + SINE_OFFSET_DB)} dB for a full-scale sine",
        ),
        parts={
            "step": step,
            "largest_error": step / 2,
            "mean_squared_error": rms**2,
            "snr_db_uniform": uniform_db,
            "snr_db_sine": uniform_db + SINE_OFFSET_DB,
        },
    )


@calculator(
    "quantisation-snr",
    topic="quantisation",
    unit="dB",
    formula="6.02·b + 1.76",
    sources=("bennett1948",),
    example={"bits": 8},
    expected=49.93,
)
def quantisation_snr_db(*, bits: int) -> Result:
    """Signal-to-quantisation-noise ratio of a full-scale sine, in dB.

    6.02·b + 1.76 dB; a uniformly spread signal has 6.02·b. Each bit adds 6 dB. Bennett 1948.
    """
    uniform = 20 * bits * log10(2)
    return Result(
        value=uniform + SINE_OFFSET_DB,
        assumptions=("full-scale sine", "uniform quantiser without clipping"),
        steps=(
            f"6.02 dB × {bits} bits = {plain(uniform)} dB for a uniform signal",
            f"+ 1.76 dB for a sine = {plain(uniform + SINE_OFFSET_DB)} dB",
        ),
        parts={"uniform_signal_db": uniform, "levels": 2**bits},
    )
