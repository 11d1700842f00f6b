"""How good the fact-checker is on labelled statements: `python -m evals.claims_report [FILE…]`.

Precision and recall of `wrong`, recognition of right numbers, slips named among the first two,
and verdicts on sentences that must get none, with Wilson intervals at 95%.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

from interviewer.checking.claims import check
from interviewer.transcript.events import Claim

FOLDER = Path(__file__).parent / "claims"
LABELLED = ("development.jsonl", "held_out.jsonl")
NOT_CLAIMS = "not_claims.jsonl"
RIGHT = frozenset({"right", "right_rounded", "right_binary"})


@dataclass
class Count:
    """How many of how many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.of += 1

    def __str__(self) -> str:
        if not self.of:
            return "none"
        low, high = wilson(self.hits, self.of)
        return f"{self.hits}/{self.of} = {self.hits / self.of:.3f} [{low:.3f}, {high:.3f}]"


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval for a share (Wilson 1927)."""
    share, spread = hits / of, z * z / of
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(centre - half, 0.0), min(centre + half, 1.0)


@dataclass
class Tally:
    """The four figures of one category, and what went wrong."""

    wrong_precision: Count = field(default_factory=Count)
    wrong_recall: Count = field(default_factory=Count)
    right_recognised: Count = field(default_factory=Count)
    slips: Count = field(default_factory=Count)
    misses: list[str] = field(default_factory=list)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def matching(claims: Iterable[Claim], row: dict[str, Any], span: str) -> Claim | None:
    """The claim on the last place of `span` in the text, or one that overlaps it."""
    start = row["text"].rfind(span)
    end = start + len(span)
    return next((c for c in claims if c.start < end and start < c.end), None)


def count(row: dict[str, Any], tally: Tally) -> None:
    claims = check(row["text"], row.get("context", ""))
    expected_wrong: list[Claim] = []
    for wanted in row["expected"]:
        claim = matching(claims, row, wanted["span"])
        verdict = claim.verdict if claim else "none"
        if wanted["verdict"] == "wrong":
            tally.wrong_recall.add(verdict == "wrong")
            if claim and verdict == "wrong":
                expected_wrong.append(claim)
                if "slip" in wanted:
                    named = wanted["slip"] in [slip.id for slip in claim.slips[:2]]
                    tally.slips.add(named)
                    note(tally, row, wanted, claim, missed=not named)
        elif wanted["verdict"] in RIGHT:
            tally.right_recognised.add(verdict in RIGHT)
        hit = verdict == wanted["verdict"] or {verdict, wanted["verdict"]} <= RIGHT
        note(tally, row, wanted, claim, missed=not hit)
    for claim in claims:
        if claim.verdict == "wrong":
            tally.wrong_precision.add(claim in expected_wrong)
            stray = claim not in expected_wrong
            note(tally, row, {"span": "(not labelled)", "verdict": "-"}, claim, missed=stray)


def note(
    tally: Tally, row: dict[str, Any], wanted: dict[str, Any], claim: Claim | None, *, missed: bool
) -> None:
    if missed:
        got = "nothing"
        if claim:
            slips = ",".join(slip.id for slip in claim.slips)
            got = f"{claim.text!r} {claim.quantity}: {claim.verdict} ({claim.expected}) {slips}"
        want = f"{wanted['span']!r} {wanted['verdict']} {wanted.get('slip', '')}"
        tally.misses.append(f"  {row['id']} {row['text']!r}: wanted {want}; got {got}")


def report(name: str, tallies: dict[str, Tally]) -> None:
    print(f"\n{name}")
    for category, tally in sorted(tallies.items()):
        if category != "all":
            print(
                f"  {category:22} wrong: precision {tally.wrong_precision}, recall "
                f"{tally.wrong_recall}; right {tally.right_recognised}; slips {tally.slips}"
            )
    whole = tallies["all"]
    print(f"  precision of wrong   {whole.wrong_precision}")
    print(f"  recall of wrong      {whole.wrong_recall}")
    print(f"  right recognised     {whole.right_recognised}")
    print(f"  slip among first two {whole.slips}")


def tallied(path: Path) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for row in rows(path):
        count(row, tallies["all"])
        count(row, tallies[row["category"]])
        count(row, tallies[f"({row.get('style', 'written')})"])
    return tallies


def not_claims(path: Path) -> tuple[Count, list[str]]:
    """Sentences that got no verdict, and those that got one."""
    silent, spoke = Count(), []
    for row in rows(path):
        claims = check(row["text"], row.get("context", ""))
        silent.add(not claims)
        spoke += [
            f"  {row['id']} {row['text']!r}: {c.text!r} {c.quantity} {c.verdict}" for c in claims
        ]
    return silent, spoke


def main(arguments: list[str]) -> None:
    verbose = "-v" in arguments
    given = [Path(argument) for argument in arguments if argument != "-v"]
    for path in given or [FOLDER / name for name in LABELLED if (FOLDER / name).exists()]:
        tallies = tallied(path)
        report(path.name, tallies)
        if verbose:
            print("\n".join(tallies["all"].misses))
    if (FOLDER / NOT_CLAIMS).exists() and not given:
        silent, spoke = not_claims(FOLDER / NOT_CLAIMS)
        print(f"\n{NOT_CLAIMS}\n  left alone           {silent}")
        if verbose:
            print("\n".join(spoke))


if __name__ == "__main__":
    main(sys.argv[1:])
