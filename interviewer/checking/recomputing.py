"""Verdicts by recomputing: each pattern that a number fits, held against its calculator."""

from collections.abc import Iterator

from interviewer.checking.certainty import first_meant, is_before, is_of_another, is_plain
from interviewer.checking.derivations import Attempt, Outcome, attempts
from interviewer.checking.disagreeing import (
    OF_A_STORY,
    disagreement,
    is_excused,
    is_wrong_in_any_format,
)
from interviewer.checking.findings import Finding, placed, said_as
from interviewer.checking.manner import is_planned
from interviewer.checking.readings import Reading
from interviewer.checking.reference import (
    is_accounted_for,
    is_alone_enough,
    is_crowded,
    is_input_like,
)
from interviewer.checking.scene import Scene
from interviewer.checking.slips import candidates, with_common
from interviewer.checking.slots import Ground
from interviewer.checking.units import Unit
from interviewer.checking.verdicts import Said, agrees, near
from interviewer.transcript.events import Claim, ClaimVerdict
from interviewer.transcript.events import Slip as Candidate
from tools import SOURCES

# What an interviewer would ask for; other missing inputs mean that something else is spoken of.
ASKED_FOR = frozenset(
    {
        "params", "active_params", "training_tokens", "tokens", "layers", "kv_heads", "head_dim",
        "hidden_size", "hbm_bytes_per_s", "peak_flops_dense", "devices", "ranks", "data_parallel",
        "mfu", "tokens_per_s", "device_price_per_hour", "device_power_w", "weight_bytes",
        "link_bytes_per_s_one_way", "buffer_bytes", "stages", "micro_batches", "heads",
        "compute_capability", "total_flops", "workers",
    }
)  # fmt: skip


def derived(scene: Scene, reading: Reading, ground: Ground, *, told: bool) -> Iterator[Finding]:
    for tried in attempts(scene, reading, ground):
        if told and tried.pattern.id not in OF_A_STORY:
            continue
        claim, unit = said_as(scene, reading, tried.dimension)
        if finding := judged(scene, reading, tried, claim, unit, ground):
            yield finding
            # Nothing that comes later can be nearer, nor better than right.
            if finding.is_right and not finding.weak:
                return


def judged(
    scene: Scene, reading: Reading, tried: Attempt, claim: Said, unit: Unit, ground: Ground
) -> Finding | None:
    """The verdict of one pattern; None if it can't say."""
    if not tried.outcomes:
        return asked_back(scene, reading, tried, claim, unit)
    if tried.pattern.follows and is_before(reading, tried.outcomes[0].used):
        return None
    agreed = agrees(claim, [outcome.value for outcome in tried.outcomes])
    if not agreed and reading.is_word and inverse_agrees(claim, tried):
        return None
    if not agreed and (is_crowded(scene, reading) or is_excused(scene, reading, tried, claim)):
        return None
    slips: tuple[Candidate, ...] = ()
    if not agreed or is_coarse(agreed[0], agreed[1], claim):
        slips = candidates(tried, claim, ground)
    if agreed and not slips:
        outcome = next(o for o in tried.outcomes if o.value == agreed[1])
        right = recomputed(scene, reading, tried, outcome, agreed[0], unit, ())
        return Finding(right, ranked_distance(tried), explained=2, used=outcome.used)
    return disputed(scene, reading, tried, claim, unit, ground, slips)


def ranked_distance(tried: Attempt) -> int:
    return tried.distance - 10 * tried.pattern.rank


def asked_back(
    scene: Scene, reading: Reading, tried: Attempt, claim: Said, unit: Unit
) -> Finding | None:
    """That an input is missing, where asking for it makes sense."""
    lone = is_alone_enough(scene, reading) and claim.value >= tried.pattern.low
    if not (is_short_of_one(tried) and lone) or is_planned(scene, reading):
        return None
    return Finding(needing(scene, reading, tried, unit), ranked_distance(tried), explained=0)


def disputed(
    scene: Scene,
    reading: Reading,
    tried: Attempt,
    claim: Said,
    unit: Unit,
    ground: Ground,
    own: tuple[Candidate, ...],
) -> Finding | None:
    """The verdict on a number that agrees with no outcome, or only where an `own` slip fits too."""
    first = first_meant(scene, reading, tried)
    least = 1 if tried.pattern.after else 2
    accounted = is_accounted_for(scene, reading, first.used, tried.distance, least)
    slips = own
    if (accounted or not tried.pattern.weak) and not is_input_like(scene, reading):
        slips = with_common(own, tried, claim, ground)
    verdict = disagreement(scene, reading, tried, claim, slips, accounted=accounted and least > 1)
    if verdict == "needs_inputs" and is_wrong_in_any_format(tried, claim, ground):
        verdict = "wrong"
    if verdict is None:
        return None
    explained = 2 if own else int(bool(slips))
    if verdict == "wrong":
        bare = unit.dimension == "count" or reading.is_word
        plain = accounted or is_plain(
            scene, reading, tried, first, ground, explained=explained, bare=bare
        )
        if not plain or is_of_another(scene, reading, tried, first, ground):
            return None
    elif verdict == "needs_inputs" and not is_alone_enough(scene, reading):
        return None
    is_wrong = verdict == "wrong"
    made = recomputed(scene, reading, tried, first, verdict, unit, slips if is_wrong else ())
    weak, shown_for = tried.pattern.weak, explained if is_wrong else 0
    return Finding(made, ranked_distance(tried), shown_for, first.used, weak, reading.is_word)


def is_short_of_one(tried: Attempt) -> bool:
    """Whether all but one input was said, so that it is worth asking for that one."""
    asked = len(tried.missing) == 1 and len(tried.pattern.inputs) > 1
    return asked and tried.pattern.asks and tried.missing[0] in ASKED_FOR and tried.distance <= 0


def inverse_agrees(claim: Said, tried: Attempt) -> bool:
    """ "Halves" may be said of what becomes half as well as of what becomes twice as small."""
    return bool(agrees(claim, [1 / o.value for o in tried.outcomes if o.value]))


def is_coarse(verdict: ClaimVerdict, value: float, claim: Said) -> bool:
    """Whether only coarse rounding saves a number, which may then be exactly a known slip."""
    rough = verdict == "right_rounded" and not near(claim, value, 0.055)
    return rough and not claim.bound and not claim.about


def needing(scene: Scene, reading: Reading, tried: Attempt, unit: Unit) -> Claim:
    missing = ", ".join(name.replace("_", " ") for name in tried.missing)
    return Claim(
        **placed(scene, reading),
        quantity=tried.pattern.quantity,
        claimed=reading.value,
        unit=unit.symbol,
        verdict="needs_inputs",
        calculator=tried.pattern.calculator,
        assumptions=(f"needs {missing}",),
    )


def recomputed(
    scene: Scene,
    reading: Reading,
    tried: Attempt,
    outcome: Outcome,
    verdict: ClaimVerdict,
    unit: Unit,
    slips: tuple[Candidate, ...],
) -> Claim:
    """The claim with the working of one outcome, in the unit in which it was said."""
    values = sorted({one.value for one in tried.outcomes})
    spread = (values[0] / unit.factor, values[-1] / unit.factor) if len(values) > 1 else None
    result = outcome.result
    titles = [SOURCES[id_].title for id_ in result.source_ids if id_ in SOURCES]
    return Claim(
        **placed(scene, reading),
        quantity=tried.pattern.quantity,
        claimed=reading.value,
        unit=unit.symbol,
        expected=outcome.value / unit.factor,
        expected_range=spread,
        verdict=verdict,
        slips=slips,
        calculator=tried.pattern.calculator,
        inputs=dict(result.inputs),
        assumptions=outcome.notes if tried.pattern.says else (*outcome.notes, *result.assumptions),
        steps=(tried.pattern.says,) if tried.pattern.says else result.steps,
        source="; ".join(titles) or "derived",
    )
