"""The fact-checker of numbers: finds each claim in a text, recomputes it, gives a verdict.

Precision comes first. A number is called wrong only if it is claimed (not supposed, quoted,
asked, told or taken back), if what it is about was said, and if no way of taking the words makes
it right.
"""

from interviewer.checking.arithmetic import worked_out
from interviewer.checking.chaining import chained
from interviewer.checking.combining import combined
from interviewer.checking.comparing import compared
from interviewer.checking.concluding import unlike
from interviewer.checking.findings import Finding, stands
from interviewer.checking.looking_up import known, specified
from interviewer.checking.manner import Manner, is_consequence, is_told
from interviewer.checking.readings import Reading
from interviewer.checking.recomputing import derived
from interviewer.checking.reference import given_before
from interviewer.checking.scene import LONGEST_TEXT, Scene, scene_of
from interviewer.checking.slots import Ground, cached_manner
from interviewer.transcript.events import Claim

MOST_CLAIMS = 200


def check(text: str, context: str = "") -> tuple[Claim, ...]:
    """Every checkable number of `text` in its order, with `text[start:end]` as its words.

    `context` is the question and what was said before; its own numbers are not judged.
    """
    scene = scene_of(text[:LONGEST_TEXT], context)
    found: dict[int, Finding] = {}
    for reading in scene.readings:
        is_new = reading.start >= scene.offset and len(found) < MOST_CLAIMS
        if is_new and (finding := checked(scene, reading)):
            found[reading.start] = finding
    return tuple(finding.claim for at, finding in found.items() if stands(at, finding, found))


def checked(scene: Scene, reading: Reading) -> Finding | None:
    """The claim that a reading makes, or None if it makes none that can be checked."""
    meant = cached_manner(scene, reading)
    follows = meant is Manner.supposed and is_consequence(scene, reading)
    if meant is not Manner.claimed and not follows:
        return None
    ground = Ground(scene, reading)
    told = is_told(scene, reading)
    findings = [*derived(scene, reading, ground, told=told), *worked_out(scene, reading)]
    if follows:
        findings = [finding for finding in findings if finding.used]
    elif not told:
        findings += [*specified(scene, reading, ground), *known(scene, reading, ground)]
        findings += [*combined(scene, reading, ground), *compared(scene, reading, ground)]
    if not findings:
        findings = [*chained(scene, reading, ground)]
    if not findings and not (follows or told):
        findings = [*unlike(scene, reading, ground)]
    if not findings:
        return None
    best = min(findings, key=lambda finding: finding.order)
    repeated = not best.is_right and given_before(scene, reading)
    return None if repeated and not best.explained else best
