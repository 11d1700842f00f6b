"""The mistake that a wrong number looks like: recomputed with it, ranked, never asserted.

Several mistakes share a ratio, so a pattern's own slips come first, then what any quantity of
that kind is prone to: bits for bytes, a prefix, a unit of time, one of n devices.
"""

from collections.abc import Iterator
from itertools import islice

from interviewer.checking.amounts import fill
from interviewer.checking.derivations import Attempt, Outcome, Slip, bind, computed, value_of
from interviewer.checking.slots import Bound, Ground
from interviewer.checking.verdicts import Said, binary, near
from interviewer.transcript.events import Slip as Candidate
from tools import Result

CLOSE = 0.03
MOST_OUTCOMES = 6
MOST_CANDIDATES = 3
# By dimension: the ratio of the wrong number to the right one.
RATIOS: dict[str, tuple[tuple[float, str, str], ...]] = {
    "bytes": (
        (8.0, "bits_vs_bytes", "Eight times too much: bits may have been counted as bytes."),
        (1 / 8, "bits_vs_bytes", "An eighth: bytes may have been divided by 8 as if bits."),
        (2.0, "factor_2", "Twice too much: a factor of 2 may have been counted twice."),
        (0.5, "factor_2", "Half: a factor of 2 may be missing, such as 2 bytes for each value."),
        (4.0, "wrong_dtype", "Four times too much: it may be for a wider number format."),
        (0.25, "wrong_dtype", "A quarter: it may be for a narrower number format."),
    ),
    "byte_rate": (
        (8.0, "bits_vs_bytes", "Eight times too much: that may be the rate in bits."),
        (1 / 8, "bits_vs_bytes", "An eighth: the rate may have been divided by 8 needlessly."),
        (2.0, "uni_vs_bidirectional", "Twice: that may count both directions."),
        (0.5, "uni_vs_bidirectional", "Half: that may count one direction only."),
    ),
    "flop_rate": (
        (2.0, "sparse_vs_dense", "Twice: that may be the 2:4-sparse figure."),
        (0.5, "forgot_2_flops_per_mac", "Half: a multiply-accumulate is two FLOPs."),
    ),
    "flop": (
        (2.0, "factor_2", "Twice too much: a factor of 2 may have been counted twice."),
        (0.5, "forgot_2_flops_per_mac", "Half: a multiply-accumulate is two FLOPs."),
        (
            3.0,
            "forward_vs_training",
            "Three times: training costs 6 FLOPs a parameter, inference 2.",
        ),
        (1 / 3, "forward_vs_training", "A third: inference costs 2 FLOPs a parameter, training 6."),
    ),
    "time": (
        (1000.0, "time_unit", "A thousand times too much: the unit of time may be wrong."),
        (1e-3, "time_unit", "A thousandth: the unit of time may be wrong."),
        (60.0, "time_unit", "Sixty times too much: minutes and seconds may be mixed up."),
        (1 / 60, "time_unit", "A sixtieth: minutes and seconds may be mixed up."),
        (24.0, "time_unit", "24 times too much: days and hours may be mixed up."),
        (1 / 24, "time_unit", "A 24th: days and hours may be mixed up."),
        (8.0, "bits_vs_bytes", "Eight times too long: bits may have been counted as bytes."),
        (1 / 8, "bits_vs_bytes", "An eighth: bits may have been counted as bytes."),
        (2.0, "factor_2", "Twice too long: a factor of 2 may have been counted twice."),
        (0.5, "factor_2", "Half: a factor of 2 may be missing."),
    ),
    "token_rate": (
        (8.0, "bits_vs_bytes", "Eight times too much: bits may have been counted as bytes."),
        (1 / 8, "bits_vs_bytes", "An eighth: bits may have been counted as bytes."),
        (2.0, "wrong_dtype", "Twice: that holds for weights of half the size."),
        (0.5, "wrong_dtype", "Half: that holds for weights of twice the size."),
    ),
    "intensity": (
        (2.0, "sparse_vs_dense", "Twice: the peak may be the 2:4-sparse one."),
        (0.5, "forgot_2_flops_per_mac", "Half: a multiply-accumulate is two FLOPs."),
    ),
    "count": (
        (2.0, "factor_2", "Twice too much: a factor of 2 may have been counted twice."),
        (0.5, "factor_2", "Half: a factor of 2 may be missing."),
    ),
}
PREFIXES = (
    (1000.0, "prefix_slip", "A thousand times too much: the unit's prefix may be one off."),
    (1e-3, "prefix_slip", "A thousandth: the unit's prefix may be one off."),
    (1e6, "prefix_slip", "A million times too much: the unit's prefix may be two off."),
    (1e-6, "prefix_slip", "A millionth: the unit's prefix may be two off."),
)


def candidates(attempt: Attempt, claim: Said, ground: Ground) -> tuple[Candidate, ...]:
    """Up to three of the pattern's own mistakes that give the number said, the likeliest first."""
    return ranked(own_values(attempt, ground), claim)


def with_common(
    own: tuple[Candidate, ...], attempt: Attempt, claim: Said, ground: Ground
) -> tuple[Candidate, ...]:
    """The `own` mistakes, then those that any quantity of the kind is prone to."""
    ids = {candidate.id for candidate in own}
    common = ranked(common_values(attempt, ground), claim)
    rest = (candidate for candidate in common if candidate.id not in ids)
    return (*own, *rest)[:MOST_CANDIDATES]


def ranked(values: Iterator[tuple[float, str, str]], claim: Said) -> tuple[Candidate, ...]:
    found: dict[str, tuple[float, Candidate]] = {}
    for rank, (value, id_, says) in enumerate(values):
        if value and (near(claim, value, closeness(claim)) or binary(claim, value)):
            off = abs(claim.value / value - 1)
            order = rank + (100 if off > CLOSE else 0)
            if id_ not in found or order < found[id_][0]:
                found[id_] = order, Candidate(id=id_, explanation=says)
    ordered = sorted(found.values(), key=lambda one: one[0])
    return tuple(candidate for _, candidate in ordered[:MOST_CANDIDATES])


def closeness(claim: Said) -> float:
    return max(CLOSE, min(claim.tolerance, 0.09 if claim.digits == 1 else 0.05))


def own_values(attempt: Attempt, ground: Ground) -> Iterator[tuple[float, str, str]]:
    """Every wrong value that a mistake known for the pattern gives."""
    for slip in attempt.pattern.slips:
        for value in slipped(slip, attempt, attempt.outcomes[:MOST_OUTCOMES], ground):
            yield value, slip.id, slip.says


def common_values(attempt: Attempt, ground: Ground) -> Iterator[tuple[float, str, str]]:
    outcomes = attempt.outcomes[:MOST_OUTCOMES]
    for outcome in outcomes:
        yield from devices_forgotten(outcome.value, ground)
    for outcome in outcomes:
        yield from general(outcome.value, attempt.dimension)


def slipped(
    slip: Slip, attempt: Attempt, outcomes: tuple[Outcome, ...], ground: Ground
) -> Iterator[float]:
    factor = 1.0 if slip.times is None else slip.times
    if not (slip.inputs or slip.calculator or slip.part):
        yield from (outcome.value * factor for outcome in outcomes)
        return
    calculator = slip.calculator or attempt.pattern.calculator
    bounds, missing = bind(slip.inputs, ground)
    if missing:
        return
    for outcome in outcomes:
        base = {} if slip.calculator else dict(outcome.result.inputs)
        for choice in islice(choices(bounds), 6):
            result = computed(calculator, {**base, **choice})
            value = None if result is None else changed(result, slip, attempt)
            if value is not None:
                yield value * factor


def choices(bounds: dict[str, tuple[Bound, ...]]) -> Iterator[dict[str, object]]:
    most = max((len(several) for several in bounds.values()), default=1)
    for index in range(most):
        yield {name: pick(several, index) for name, several in bounds.items()}


def pick(several: tuple[Bound, ...], index: int) -> object:
    return several[min(index, len(several) - 1)].value


def changed(result: Result, slip: Slip, attempt: Attempt) -> float | None:
    if slip.part == "value":
        return result.value * attempt.pattern.scale
    part = slip.part or (None if slip.calculator else attempt.pattern.part)
    return value_of(result, part, attempt.pattern)


def devices_forgotten(value: float, ground: Ground) -> Iterator[tuple[float, str, str]]:
    for bound in fill(ground, "devices")[:2]:
        n = float(bound.value)
        if n > 1:
            yield value * n, "per_gpu_vs_aggregate", f"{n:g} times too much: one device for {n:g}."
            yield value / n, "per_gpu_vs_aggregate", f"One {n:g}th: {n:g} devices for one."


OFTEN_DOUBLED = frozenset(
    {"tokens", "area", "density", "energy", "power", "intensity", "flop_rate", "flop", "token_rate"}
)


def general(value: float, dimension: str) -> Iterator[tuple[float, str, str]]:
    for ratio, id_, says in (*RATIOS.get(dimension, ()), *PREFIXES):
        yield value * ratio, id_, says
    if dimension in OFTEN_DOUBLED:
        yield value * 2, "factor_2", "Twice too much."
        yield value / 2, "factor_2", "Half."
    if dimension == "ratio" and value:
        yield 1 / value, "inverted_ratio", "That is the ratio turned round."
        yield value * 100, "percent_vs_factor", "A percentage may have been taken for a factor."
        yield value / 100, "percent_vs_factor", "A factor may have been taken for a percentage."
        yield value * 2, "factor_2", "Twice too much."
        yield value / 2, "factor_2", "Half."
        if 0 < value < 1:
            yield 1 - value, "complement", "That is the rest: what is left, not what is meant."
        if value > 1:
            yield value - 1, "percent_vs_factor", "Faster by and times as fast may be mixed up."
            yield value + 1, "percent_vs_factor", "Faster by and times as fast may be mixed up."
