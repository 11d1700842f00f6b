"""What to do with a doubted number once the candidate has answered, or could not be asked."""

import re

from interviewer.checking.spoken import Numeral, numerals
from interviewer.front.voice.doubts import Doubt

YES = re.compile(
    r"\b(?:yes|yeah|yep|yup|correct|right|exactly|that'?s it|indeed|i did|of course|sure)\b",
    re.IGNORECASE,
)
NO = re.compile(r"\b(?:no|nope|not|wrong|neither|never)\b", re.IGNORECASE)
UNCLEAR = "[heard: {}]"


def confirmed(doubt: Doubt, reply: str) -> str:
    """The doubted words as the candidate meant them; marked where that stays open.

    A marked number stands in the transcript as it was heard, and the fact-checker passes it by.
    """
    said = numerals(reply)
    if said and (chosen := among(said, doubt)):
        return chosen
    if said:
        return in_place(doubt.heard, reply, said[-1])
    if NO.search(reply) or not YES.search(reply):
        return unclear(doubt.heard)
    if doubt.meant and not doubt.is_slip:
        return unclear(doubt.heard)
    return doubt.meant or doubt.heard


def unasked(doubt: Doubt) -> str:
    """For a recording, where nobody can be asked: a slip is mended, anything else marked."""
    return doubt.meant if doubt.is_slip else unclear(doubt.heard)


def among(said: list[Numeral], doubt: Doubt) -> str:
    """The reading whose number the reply repeats last."""
    for numeral in reversed(said):
        for reading in (doubt.meant, doubt.heard):
            if any(other.value == numeral.value for other in numerals(reading)):
                return reading
    return ""


def in_place(heard: str, reply: str, numeral: Numeral) -> str:
    """The doubted words with the number of the reply, which may bring a unit of its own."""
    old = numerals(heard)
    number = reply[numeral.start : numeral.end]
    if not old:
        return number
    rest = heard[old[-1].end :]
    return f"{heard[: old[0].start]}{number}{rest}"


def unclear(heard: str) -> str:
    """ "3.53 TB/s" as "[heard: 3.53] TB/s"."""
    for numeral in numerals(heard)[:1]:
        number = heard[numeral.start : numeral.end]
        return heard[: numeral.start] + UNCLEAR.format(number) + heard[numeral.end :]
    return UNCLEAR.format(heard)
