"""Numbers that follow from two or three said before them: 128 KiB per token × 8,192 tokens.

What a text has established is given for what comes next, in whatever sentence it was said.
"""

from collections.abc import Iterator

from interviewer.checking.arithmetic import si_factor
from interviewer.checking.combining import ASSERTS
from interviewer.checking.findings import Finding, placed, said_as
from interviewer.checking.manner import is_told
from interviewer.checking.products import Given, Product, givens, packed, products
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene
from interviewer.checking.slots import Ground
from interviewer.checking.units import Unit
from interviewer.checking.verdicts import Said, agreement, near
from interviewer.transcript.events import Claim, ClaimVerdict
from interviewer.transcript.events import Slip as Candidate

# Of many products one is always near; of three factors the result must be closer.
CLOSE = 0.02
EXACT = 0.006
# A smaller count follows from others by chance.
FEWEST = 11.0


def chained(scene: Scene, reading: Reading, ground: Ground) -> Iterator[Finding]:
    """That a number is what two or three established ones make."""
    if reading.is_word or reading.is_range or not reading.value:
        return
    known = givens(scene, reading, ground)
    is_result = ASSERTS.search(scene.before(reading, 60)) and not is_told(scene, reading)
    for unit in reading.units:
        wanted = packed(unit)
        if wanted is None or not (wanted or is_result):
            continue
        claim, _ = said_as(scene, reading, unit.dimension)
        if is_repeated(reading, unit, wanted, known) or (
            unit.dimension == "count" and claim.value < FEWEST
        ):
            continue
        for product in products(known, wanted):
            if found := agreed(scene, reading, claim, unit, product):
                yield found
                return


def is_repeated(reading: Reading, unit: Unit, exponents: int, known: list[Given]) -> bool:
    amount = reading.value * si_factor(unit)
    return any(given.exponents == exponents and amount in given.values for given in known)


def agreed(
    scene: Scene, reading: Reading, claim: Said, unit: Unit, product: Product
) -> Finding | None:
    scale = unit.factor / si_factor(unit)
    is_pair = len(product.parts) == 2
    counts = not any(given.exponents for given in product.parts)
    for value in product.values():
        verdict = agreement(claim, value * scale)
        slack = max(CLOSE, min(claim.tolerance, 0.05)) if is_pair else CLOSE
        if not verdict or not near(claim, value * scale, slack):
            continue
        if (claim.digits < 2 or counts) and not near(claim, value * scale, EXACT):
            continue
        made = result(scene, reading, product, unit, value * scale, verdict)
        return Finding(made, 3, explained=2, used=product.used)
    return None


def result(
    scene: Scene,
    reading: Reading,
    product: Product,
    unit: Unit,
    value: float,
    verdict: ClaimVerdict,
    slips: tuple[Candidate, ...] = (),
) -> Claim:
    return Claim(
        **placed(scene, reading),
        quantity="what follows from the numbers before",
        claimed=reading.value,
        unit=unit.symbol,
        expected=value / unit.factor,
        verdict=verdict,
        slips=slips,
        calculator=None,
        inputs={},
        steps=(f"{product.words} = {value / unit.factor:,.6g} {unit.symbol}".rstrip(),),
        source="derived",
    )
