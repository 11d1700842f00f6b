"""What a coach says at once about the numbers in an answer."""

from collections.abc import Iterator

from interviewer.transcript.events import Checked, Claim


def remarks(checked: Checked) -> Iterator[str]:
    """A sentence for each number that does not hold, with its working and the likely slip."""
    for claim in checked.claims:
        if claim.verdict == "wrong":
            yield remark(claim)


def remark(claim: Claim) -> str:
    value = "" if claim.expected is None else f" {claim.expected:.4g} {claim.unit}".rstrip()
    parts = [f"“{claim.text}”: I make the {claim.quantity}{value}."]
    if claim.steps:
        parts.append(f"{'; '.join(claim.steps)}.")
    if claim.slips:
        parts.append(f"Perhaps: {claim.slips[0].explanation}")
    return " ".join(parts)
