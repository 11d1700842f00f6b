"""Finds a quote in the text it was taken from, whatever its quotation marks and spacing."""

import unicodedata

from interviewer.engines.llm.fence import is_visible

SAME_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("<＜﹤〈⟨《❮", "‹"),
    }
)
# What a model adds around a quote, or leaves off.
TRIMMED = " \t\n\"'.,;:!?…"


def located(quote: str, text: str) -> str | None:
    """The stretch of `text` that a quote repeats, exactly as it stands there; None if none does."""
    wanted, _ = folded(quote)
    wanted = wanted.strip(TRIMMED)
    if not wanted:
        return None
    where, places = folded(text)
    at = where.find(wanted)
    while at >= 0 and not is_whole(where, at, at + len(wanted)):
        at = where.find(wanted, at + 1)
    if at < 0:
        return None
    return text[places[at] : places[at + len(wanted) - 1] + 1]


def folded(text: str) -> tuple[str, list[int]]:
    """The text in one case and one kind of sign, and the place of each letter in the original."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for plain in plainly(letter):
            if plain == " " and letters[-1:] in ([" "], ["‹"]):
                continue
            letters.append(plain)
            places.append(place)
    return "".join(letters), places


def plainly(letter: str) -> str:
    if not is_visible(letter):
        return ""
    if letter.isspace():
        return " "
    compatible = unicodedata.normalize("NFKC", letter.translate(SAME_SIGNS))
    return compatible.translate(SAME_SIGNS).casefold()


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends between words, so that 1.8 is not found in 11.80."""
    before, after = text[:start][-1:], text[end:][:1]
    cuts_head = before.isalnum() and text[start].isalnum()
    cuts_tail = after.isalnum() and text[end - 1].isalnum()
    return not cuts_head and not cuts_tail
