"""Judges an answer by a model: each criterion on its own, each verdict with words that prove it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from interviewer.engines.llm.evidence import MOST_CRITERIA_A_QUOTE, Evidence
from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.prompts import prompt
from interviewer.engines.llm.reading import lists, replied
from interviewer.errors import ContextTooLong, ReplyUnusable
from interviewer.models.chat import ChatModel, Message, Request, Shape
from interviewer.rubric import Signals
from interviewer.transcript.events import Judgement, Verdict

Criteria = Sequence[tuple[str, Signals]]
VERDICTS: tuple[Verdict, ...] = ("met", "partly", "not_met")
TOKENS_A_VERDICT = 70
LONGEST_QUOTE = 240
PHRASINGS_SHOWN = 2


@dataclass(frozen=True)
class Graded:
    """What could be graded, `not_met` left out, and the criteria that could not, by name."""

    judgements: tuple[Judgement, ...] = ()
    not_graded: tuple[str, ...] = ()

    def __add__(self, other: "Graded") -> "Graded":
        return Graded(
            self.judgements + other.judgements,
            self.not_graded + other.not_graded,
        )


@dataclass(frozen=True)
class Heard:
    """An answer with its question and what was said before it."""

    question: str
    before: str
    answer: str

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.answer, self.question)


@dataclass(frozen=True)
class Judge:
    """Asks `model` once for all criteria, and once more for those whose proof doesn't hold."""

    model: ChatModel
    fence: Fence

    async def graded(self, heard: Heard, criteria: Criteria) -> Graded:
        """Never a default: what can't be used, twice, is not graded.

        Raises the kinds of ModelError that say that the model can't be had. An answer too long
        to be read with all criteria is judged by half of them at a time.
        """
        try:
            first = await self.verdicts("judge", criteria, heard, "")
        except ContextTooLong:
            if len(criteria) == 1:
                raise
            half = len(criteria) // 2
            return await self.graded(heard, criteria[:half]) + await self.graded(
                heard, criteria[half:]
            )
        held, faults = sifted(first, criteria, heard.evidence)
        if not faults:
            return graded(held, ())
        again = [(name, signals) for name, signals in criteria if name in faults]
        told = "\n".join(f"- {name}: {fault}" for name, fault in faults.items())
        second = await self.verdicts("redo", again, heard, told)
        mended, still = sifted(second, again, heard.evidence)
        return graded(held | mended, still)

    async def verdicts(
        self, name: str, criteria: Criteria, heard: Heard, faults: str
    ) -> Mapping[str, Mapping[str, Any]]:
        """What the model gave for each criterion, the last word on it; nothing if unusable."""
        values = {
            "question": heard.question,
            "before": heard.before or "(nothing)",
            "answer": heard.answer,
            "criteria": "\n".join(described(criteria)),
            "faults": faults,
        }
        system, user = prompt(name).filled(self.fence, values)
        request = Request(
            system=system,
            messages=(Message("user", user),),
            shape=shape([name for name, _ in criteria]),
            most_tokens=200 + TOKENS_A_VERDICT * len(criteria),
            temperature=0.0,
        )
        try:
            return given((await replied(self.model, request)).text)
        except ReplyUnusable:
            return {}


def given(text: str) -> Mapping[str, Mapping[str, Any]]:
    """The last verdict on each criterion; raises ReplyUnusable for a reply that holds none."""
    shown, not_met = lists(text, "shown", "not_met")
    found = {str(each.get("criterion")): each for each in shown if isinstance(each, dict)}
    return found | {str(name): {"verdict": "not_met"} for name in not_met}


def described(criteria: Criteria) -> Iterator[str]:
    """A line for each criterion: its id, what it says, and how candidates put it."""
    for name, signals in criteria:
        texts = (getattr(signals, field, "") for field in ("point", "claim", "what"))
        point = next(filter(None, texts), "")
        heard = "; ".join(f"“{text}”" for text in signals.phrasings[:PHRASINGS_SHOWN])
        yield f"- {name}: {point} Said for instance as {heard}."


def shape(names: Sequence[str]) -> Shape:
    """Those shown with their quotes, and no more than the ids of the others: replies are dear."""
    criterion = {"type": "string", "enum": list(names)}
    shown = {
        "criterion": criterion,
        "verdict": {"type": "string", "enum": ["met", "partly"]},
        "quote": {"type": "string", "maxLength": LONGEST_QUOTE},
    }
    return Shape(
        "verdicts",
        closed(
            {
                "shown": {"type": "array", "items": closed(shown), "maxItems": len(names)},
                "not_met": {"type": "array", "items": criterion, "maxItems": len(names)},
            }
        ),
    )


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an object with just these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def sifted(
    verdicts: Mapping[str, Mapping[str, Any]], criteria: Criteria, evidence: Evidence
) -> tuple[dict[str, Judgement], dict[str, str]]:
    """The verdicts that hold, and for every other criterion what is off with it."""
    held: dict[str, Judgement] = {}
    faults: dict[str, str] = {}
    for name, signals in criteria:
        found = verdicts.get(name, {})
        verdict, quote = found.get("verdict"), str(found.get("quote"))
        if verdict not in VERDICTS:
            faults[name] = "there is no verdict"
        elif verdict == "not_met":
            held[name] = Judgement(criterion=name, verdict="not_met")
        elif fault := evidence.fault(quote, name, signals):
            faults[name] = fault
        else:
            proof = evidence.quoted(quote)
            held[name] = Judgement(criterion=name, verdict=cast("Verdict", verdict), quote=proof)
    for name in overused(held.values()):
        del held[name]
        faults[name] = "the same words are quoted for too many criteria; give those for this one"
    return held, faults


def overused(held: Iterable[Judgement]) -> list[str]:
    """The criteria whose quote serves too many of one kind."""
    by_quote: dict[tuple[str, str], list[str]] = {}
    for each in held:
        if each.quote:
            kind = each.criterion.partition(":")[0]
            by_quote.setdefault((kind, each.quote), []).append(each.criterion)
    return [
        name for names in by_quote.values() if len(names) > MOST_CRITERIA_A_QUOTE for name in names
    ]


def graded(held: Mapping[str, Judgement], lacking: Iterable[str]) -> Graded:
    shown = tuple(each for each in held.values() if each.verdict != "not_met")
    return Graded(shown, tuple(lacking))
