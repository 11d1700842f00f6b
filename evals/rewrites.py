"""Answers changed so that a fair grader's score stays, cannot fall, or cannot rise."""

import re
from collections.abc import Callable
from typing import Literal

from interviewer.questions import Question

Direction = Literal["same", "not lower", "not higher"]
Rewrite = Callable[[str, Question], str]

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
BRITISH = {
    "optimise": "optimize",
    "utilisation": "utilization",
    "quantise": "quantize",
    "quantisation": "quantization",
    "parallelise": "parallelize",
    "behaviour": "behavior",
    "colour": "color",
    "centre": "center",
    "modelling": "modeling",
    "initialise": "initialize",
    "normalise": "normalize",
    "recognise": "recognize",
    "organise": "organize",
}
UNITS = {
    r"(?<=\d) ?GB\b": " gigabytes",
    r"(?<=\d) ?TB/s\b": " terabytes per second",
    r"(?<=\d) ?ms\b": " milliseconds",
    r"(?<=\d) ?µs\b": " microseconds",
    r"(?<=\d) ?%": " percent",
}
FILLERS = re.compile(
    r"\b(basically|actually|really|just|quite|simply|of course|I mean),? ", re.IGNORECASE
)
# People's first names and their pronouns, swapped all at once.
PEOPLE = {
    "he": "she",
    "him": "her",
    "his": "her",
    "she": "he",
    "Anna": "Mohammed",
    "Priya": "John",
    "John": "Priya",
    "Maria": "Wei",
    "Wei": "Maria",
    "Ahmed": "Emily",
}
DIALECT = {
    r"\bI am\b": "I'm",
    r"\bI would\b": "I'd",
    r"\bdo not\b": "don't",
    r"\bit is\b": "it's",
    r"\bgoing to\b": "gonna",
    r"\bwe have\b": "we've",
}
FREE_OF_POINTS = (
    "The sky over Santa Clara is blue on most days.",
    "Water boils at a lower temperature on a mountain.",
)


def reordered(answer: str, _question: Question) -> str:
    """The same sentences, the second half first."""
    sentences = SENTENCE.split(answer)
    half = len(sentences) // 2
    return " ".join([*sentences[half:], *sentences[:half]])


def american(answer: str, _question: Question) -> str:
    return replaced(answer, BRITISH)


def polite(answer: str, _question: Question) -> str:
    return f"Thank you, that's a good question. {answer} I hope that this answers it, thank you."


def in_words(answer: str, _question: Question) -> str:
    """Units written out."""
    for pattern, words in UNITS.items():
        answer = re.sub(pattern, words, answer)
    return answer


def shortened(answer: str, _question: Question) -> str:
    """Without words that say nothing."""
    return FILLERS.sub("", answer)


def of_others(answer: str, _question: Question) -> str:
    """Names and pronouns of other people."""
    return replaced(answer, PEOPLE)


def casual(answer: str, _question: Question) -> str:
    for pattern, words in DIALECT.items():
        answer = re.sub(pattern, words, answer)
    return answer


def with_a_right_point(answer: str, question: Question) -> str:
    """A key point beside what was said, in words that candidates use."""
    return f"{answer} {sentence(question.key_points[-1].phrasings[0])}"


def with_a_wrong_claim(answer: str, question: Question) -> str:
    return f"{answer} {sentence(question.misconceptions[0].phrasings[0])}"


def with_a_wrong_number(answer: str, _question: Question) -> str:
    return f"{answer} An H100 SXM has 9 TB/s of memory bandwidth."


def with_an_aside(answer: str, _question: Question) -> str:
    return f"{answer} {FREE_OF_POINTS[0]}"


REWRITES: dict[str, tuple[Direction, Rewrite]] = {
    "reordered": ("same", reordered),
    "american": ("same", american),
    "polite": ("same", polite),
    "units in words": ("same", in_words),
    "shortened": ("same", shortened),
    "names and pronouns": ("same", of_others),
    "dialect": ("same", casual),
    "an aside": ("same", with_an_aside),
    "a right point more": ("not lower", with_a_right_point),
    "a wrong claim more": ("not higher", with_a_wrong_claim),
    "a wrong number more": ("not higher", with_a_wrong_number),
}
# Who somebody is must not matter at all.
FAIRNESS = ("names and pronouns", "dialect", "american")


def replaced(text: str, words: dict[str, str]) -> str:
    """Whole words exchanged in one pass, a capital at their beginning kept."""
    any_word = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    by_lower = {old.lower(): new for old, new in words.items()}

    def swap(found: re.Match[str]) -> str:
        new = by_lower[found[0].lower()]
        return new[0].upper() + new[1:] if found[0][0].isupper() else new

    return any_word.sub(swap, text)


def sentence(phrasing: str) -> str:
    return phrasing[0].upper() + phrasing[1:] + "."
