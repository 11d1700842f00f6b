"""Turns a real session into a scenario, with today's outcome as a draft to be corrected."""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.scenario import FOLDER
from interviewer.transcript.events import (
    Answered,
    Asked,
    Checked,
    Deliberated,
    RoundScored,
)
from interviewer.transcript.record import Record, read

# A draft expects what came to within this much of a band of five.
ROOM = 0.4


def main(arguments: Sequence[str]) -> int:
    made = argparse.ArgumentParser(prog="python -m evals add", description=__doc__)
    made.add_argument("transcript", type=Path)
    made.add_argument("--id", help="the scenario's name; by default the session's")
    asked = made.parse_args(arguments)
    record = read(asked.transcript)
    id_ = asked.id or f"session-{record.header.session}".lower()
    path = FOLDER / f"{id_}.toml"
    path.write_text("\n".join(drafted(record, id_)) + "\n", encoding="utf-8")
    print(f"{path}: correct what should have been otherwise, then `python -m evals`")
    return 0


def drafted(record: Record, id_: str) -> Iterator[str]:
    header = record.header
    yield f"id = {quoted(id_)}"
    yield 'about = "Drafted from a session; say who this candidate is, and what is tested."'
    yield 'traits = ["from-a-session"]'
    yield f"track = {quoted(header.track)}"
    yield f"level = {quoted(header.level)}"
    yield f"seed = {header.seed}\n"
    yield "[questions]"
    for planned in record.plan.rounds if record.plan else ():
        yield f"{planned.round} = [{', '.join(map(quoted, planned.questions))}]"
    yield from lines(record)
    yield from expected(record)


def lines(record: Record) -> Iterator[str]:
    asked = {each.question: each for each in record.of(Asked)}
    for answer in record.of(Answered):
        to = asked[answer.to]
        yield "\n[[lines]]"
        yield f"to = {quoted(to.bank)}"
        yield f"kind = {quoted(to.kind)}"
        yield f"text = {quoted(answer.text)}"
        yield f"seconds = {answer.seconds:g}"


def expected(record: Record) -> Iterator[str]:
    """What came today; every line of it is to be read, and corrected where it was wrong."""
    yield "\n[expect]"
    scored = record.of(RoundScored)
    yield table("rounds", {s.round: band(s.score) for s in scored if s.score is not None})
    yield table("votes", {s.round: [s.vote] for s in scored if s.vote})
    for decided in record.of(Deliberated):
        yield f"outcome = [{quoted(decided.outcome or '')}]" if decided.outcome else ""
    for checked in record.of(Checked):
        for claim in checked.claims:
            yield "\n[[expect.claims]]"
            yield f"span = {quoted(claim.text)}"
            yield f"verdict = {quoted(claim.verdict)}"


def band(score: float) -> list[float]:
    return [round(max(1.0, score - ROOM), 1), round(min(5.0, score + ROOM), 1)]


def table(name: str, values: dict[str, Any]) -> str:
    shown = (f"{key} = {quoted(value)}" for key, value in values.items())
    return f"{name} = {{ {', '.join(shown)} }}"


def quoted(value: Any) -> str:
    """As TOML writes it."""
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda c: f"\\u{ord(c[0]):04x}", escaped) + '"'
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    return str(value)
