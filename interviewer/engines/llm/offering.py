"""Which calculators a model is offered for an answer: a short list, chosen by words."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import log

from interviewer.checking.calculators import Calculator, fillable, get, names
from interviewer.listening.clauses import content_stems
from interviewer.models.chat import Tool

MOST_OFFERED = 6
CLAIM = {
    "type": "string",
    "description": "The number with its unit, copied letter by letter from the answer.",
    "maxLength": 80,
}
NAMED = {
    "model": "A language model that was named, as it was named.",
    "gpu": "A GPU that was named, as it was named.",
    "link": "A link or network that was named, as it was named.",
    "dtype": "The number format that was said.",
}


def offered(text: str) -> list[Calculator]:
    """The calculators whose words stand in a text, those with the rarest words first."""
    said = content_stems(text)
    scores = {name: sum(rarity()[w] for w in said & words) for name, words in vocabulary().items()}
    best = sorted((name for name in scores if scores[name] > 0), key=lambda name: -scores[name])
    return [get(name) for name in best[:MOST_OFFERED]]


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """The meaningful stems of each calculator's name, summary and inputs."""
    return {name: frozenset().union(*map(content_stems, texts(get(name)))) for name in names()}


def texts(entry: Calculator) -> Iterable[str]:
    meanings = (spec.field.meaning for spec in entry.inputs.values())
    return (entry.name.replace("-", " "), entry.topic, entry.summary, *meanings)


@cache
def rarity() -> dict[str, float]:
    """How much each stem tells about which calculator is meant."""
    held = Counter(word for words in vocabulary().values() for word in words)
    return {word: log(len(vocabulary()) / count) for word, count in held.items()}


def tool(entry: Calculator) -> Tool:
    """A calculator as a model may call it: everything in the words that were said."""
    said = {
        name: {
            "type": "string",
            "description": spec.field.description,
            "maxLength": 60,
        }
        for name, spec in entry.inputs.items()
    }
    by_name = {
        kind: {"type": "string", "description": NAMED[kind], "maxLength": 60}
        for kind in fillable(entry)
        if kind not in said
    }
    return Tool(
        entry.name,
        f"{entry.summary} Gives {entry.unit}.",
        {
            "type": "object",
            "properties": {"claim": CLAIM, **said, **by_name},
            "required": ["claim"],
            "additionalProperties": False,
        },
    )
