"""Judges a played incident: eight criteria, each with a verbatim quote, and a score from 1 to 5.

Deterministic. A wrong root cause, or one among many, never counts; numbers count as evidence only
if they stand in what was shown; the predicted gain is held against the simulated fix.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from interviewer.incidents.conclusions import asserted, without_mending
from interviewer.incidents.evidence import Cited, cited
from interviewer.incidents.faults import Fault, faults
from interviewer.incidents.playing import MEASURES, Play, Turn
from interviewer.incidents.predicting import predicted
from interviewer.incidents.requesting import SENTENCE
from interviewer.listening.matching import Heeded
from interviewer.rubric import Signals
from interviewer.transcript.events import Verdict

POINTS: dict[Verdict, float] = {"met": 1.0, "partly": 0.5, "not_met": 0.0}
# Without the root cause the rest is craft, not a diagnosis.
MOST_WITHOUT_CAUSE = 2.9
EARLY_MESSAGES = 3
OVERVIEW = ("smi", "dmon", "tegrastats", "training-log", "server-log", "config", "loader-log")
ENOUGH_OVERVIEW, ENOUGH_NUMBERS, ENOUGH_HYPOTHESES = 2, 2, 2
MOST_HYPOTHESES = 6
MOST_SHOWN = 9
APART = re.compile(
    r"\b(?:tell(?:s|ing)?\s+(?:\w+\s+){0,2}apart|rules?\s+out|ruled\s+out|distinguish\w*|whereas"
    r"|discriminat\w+|separates?|versus|vs\.?|(?<!i\s)would\s+\w+|should\s+(?:show|be|see)"
    r"|expect\s+to\s+see|otherwise|instead|if\s+(?:it|that|the|this)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mark:
    """One criterion; `quote` stands verbatim in what was said."""

    id: str
    title: str
    weight: float
    verdict: Verdict
    quote: str | None
    reason: str


@dataclass(frozen=True)
class Judgement:
    marks: tuple[Mark, ...]
    gain_steps: tuple[str, ...]

    @property
    def score(self) -> float:
        """1 to 5 by weight, to one decimal; held down without the root cause."""
        weight = sum(mark.weight for mark in self.marks)
        share = sum(mark.weight * POINTS[mark.verdict] for mark in self.marks) / weight
        score = 1 + 4 * share
        cause = next(mark for mark in self.marks if mark.id == "root-cause")
        return round(score if cause.verdict != "not_met" else min(score, MOST_WITHOUT_CAUSE), 1)


Found = tuple[Verdict, str | None, str]
Judge = Callable[[Play], Found]


def judged(play: Play) -> Judgement:
    marks = tuple(Mark(name, title, w, *judge(play)) for name, title, w, judge in CRITERIA)
    return Judgement(marks, play.incident.gain.result.steps)


def characterises(play: Play) -> Found:
    """Asks what the job is and how it does before going deep."""
    seen: list[str] = []
    for turn in asking(play)[:EARLY_MESSAGES]:
        seen += [told.id for told in turn.asked.told]
        seen += [sheet.id for sheet in turn.asked.sheets if sheet.id in OVERVIEW]
    first = next((turn.said for turn in asking(play) if turn.asked), None)
    if len(set(seen)) >= ENOUGH_OVERVIEW:
        return "met", first, f"asked early for {', '.join(dict.fromkeys(seen))}"
    if seen:
        return "partly", first, f"asked early only for {seen[0]}"
    return "not_met", None, "went deep before asking what the job is and how it does"


def hypotheses(play: Play) -> Found:
    """Names at least two, and what would tell them apart, before concluding."""
    texts = [turn.said for turn in asking(play)]
    heard = [f for f in faults() if any(mentions(text, f) for text in texts)]
    apart = next((s for text in texts for s in SENTENCE.findall(text) if APART.search(s)), None)
    quote = (apart or next((t for t in texts if any(mentions(t, f) for f in heard)), "")).strip()
    if len(heard) > MOST_HYPOTHESES:
        return "not_met", quote, f"named {len(heard)} causes: that is a list, not hypotheses"
    if len(heard) >= ENOUGH_HYPOTHESES and apart:
        return "met", quote, f"weighed {len(heard)} against each other"
    if heard:
        what = "no sign that would tell them apart" if len(heard) > 1 else "a single hypothesis"
        return "partly", quote, what
    return "not_met", None, "no hypothesis before the conclusion"


def evidence(play: Play) -> Found:
    """Cites readings that stand in what was shown, from what tells the fault."""
    found = all_cited(play)
    telling = [c for c in found if c.artefact in play.incident.fault.tell_tales]
    distinct = {c.written for c in telling}
    if len(distinct) >= ENOUGH_NUMBERS:
        return "met", telling[0].sentence, f"cited {', '.join(sorted(distinct)[:4])}"
    if found:
        return "partly", found[0].sentence, "few readings, or not from what tells the fault"
    return "not_met", None, "no number that stands in what was shown"


def all_cited(play: Play) -> list[Cited]:
    """Each message is held against what had been shown before it."""
    found: list[Cited] = []
    shown: dict[str, str] = {}
    ranked = {**dict.fromkeys(play.incident.fault.tell_tales), **dict.fromkeys(play.shown)}
    for turn in play.turns:
        ordered = {name: shown[name] for name in ranked if name in shown}
        found += cited(turn.said, ordered, play.known)
        shown |= {a.id: a.text for a in turn.revealed}
    return found


def next_command(play: Play) -> Found:
    """Asks for the output that decides, not for everything."""
    greedy = next((turn.said for turn in asking(play) if turn.asked.is_greedy), None)
    telling = play.incident.fault.tell_tales
    hit = next((t for t in asking(play) if any(a.id in telling for a in t.revealed)), None)
    if hit and greedy:
        return "partly", greedy, "asked for very much at once"
    if hit and len(play.shown) > MOST_SHOWN:
        return "partly", hit.said, f"had {len(play.shown)} outputs shown: that is browsing"
    if hit:
        return "met", hit.said, "asked for an output that shows the fault"
    return "not_met", greedy, "never asked for an output that shows the fault"


def root_cause(play: Play) -> Found:
    """The planted one, and no other beside it."""
    right, text = play.incident.fault, asserted(play.conclusion)
    alone = Heeded(without_mending(text, right))
    others = [f for f in faults() if f.id != right.id and alone.states(f.cause)]
    if not Heeded(text).states(right.cause):
        wrong = f" You named: {others[0].title.lower()}." if others else ""
        quote = quote_of(play.conclusion, others[0].cause) if others else None
        return "not_met", quote, f"it was: {right.cause.what}{wrong}"
    quote = quote_of(play.conclusion, right.cause)
    if len(others) > 1:
        return "not_met", quote, f"named {len(others) + 1} causes; a diagnosis is one"
    if others:
        return "partly", quote, f"also blamed: {others[0].title.lower()}"
    return "met", quote, right.cause.what


def fix(play: Play) -> Found:
    right = play.incident.fault
    said = Heeded(play.conclusion)
    if not said.states(right.fix):
        return "not_met", None, f"what helps: {right.fix.what}"
    quote = quote_of(play.conclusion, right.fix)
    if root_cause(play)[0] == "not_met":
        return "partly", quote, "a fix that helps, without the cause that calls for it"
    return "met", quote, right.fix.what


def gain(play: Play) -> Found:
    actual = play.incident.speedup
    found = predicted(play.conclusion, play.incident.steps_per_s)
    if found is None:
        return "not_met", None, f"no gain was predicted; the model gives {actual:.2f}×"
    verdict: Verdict = found.verdict(actual)  # type: ignore[assignment]
    return verdict, found.quote, f"predicted {found.factor:.2f}×, the model gives {actual:.2f}×"


def measures_after(play: Play) -> Found:
    said = play.conclusion
    sentence = next((s for s in SENTENCE.findall(said) if MEASURES.search(s)), None)
    if sentence is None:
        return "not_met", None, "nothing to measure after the fix"
    words = [word for word in play.incident.fault.after if word in said.lower()]
    if len(words) >= 2:
        return "met", sentence.strip(), f"would measure {words[0]} and {words[1]}"
    return "partly", sentence.strip(), "says that, but not what, would be measured"


CRITERIA: tuple[tuple[str, str, float, Judge], ...] = (
    ("characterises", "Characterises the job first", 1.5, characterises),
    ("hypotheses", "Hypotheses, and what tells them apart", 1.5, hypotheses),
    ("evidence", "Evidence cited by number", 2.0, evidence),
    ("next-command", "Asks for what decides", 1.5, next_command),
    ("root-cause", "Root cause", 3.0, root_cause),
    ("fix", "Fix", 1.5, fix),
    ("gain", "Predicted gain", 1.5, gain),
    ("after", "What to measure after", 1.0, measures_after),
)


def asking(play: Play) -> list[Turn]:
    return [turn for turn in play.turns if not turn.is_conclusion]


def mentions(text: str, fault: Fault) -> bool:
    """Whether a fault is named at all, be it to doubt it: its name, or its cause's first words."""
    said = Heeded(text)
    names = (fault.id.replace("-", " "), *fault.cause.cue_groups[0])
    return any(said.mentions(name) for name in names)


def quote_of(text: str, wanted: Signals) -> str | None:
    """The sentence that states it, else the first of those that do together."""
    sentences = [s.strip() for s in SENTENCE.findall(text)]
    return next(
        (s for s in sentences if Heeded(s).states(wanted)), sentences[0] if sentences else None
    )
