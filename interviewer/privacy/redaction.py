"""Hides who somebody is in what is sent to a provider, and puts it back in what returns."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial

from interviewer.models.chat import Called, ChatModel, Message, Piece, Request, Said
from interviewer.settings import Settings

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"'”)\]]+"
    r"|\b(?:linkedin|github|gitlab|medium|x|twitter)\.com/[^\s<>\"'”)\]]+"
)
# Nine digits or more that begin with +, 0 or an area code, which sizes and counts do not.
PHONE = re.compile(
    r"(?<![\w.,])(?:(?:\+|\(?0)\(?\d{1,4}\)?(?:[ \-/.]?\(?\d{2,5}\)?){2,5}"
    r"|\(?\d{3}\)?[ .-]\d{3}[.-]\d{4})(?![\w,.]*\d)"
)
FEWEST_PHONE_DIGITS = 9
PLACEHOLDER = re.compile(r"\[(?:email|link|phone|name|employer)-\d+\]")
LONGEST_PLACEHOLDER = len("[employer-9999]")


@dataclass
class Redaction:
    """What is hidden, and what each placeholder stands for, the same throughout a session."""

    names: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    hidden: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> "Redaction":
        """The candidate's name, also each part of it, and the employers that settings name."""
        whole = settings.candidate_name.strip()
        parts = [part for part in whole.split() if len(part) > 1]
        employers = [name.strip() for name in settings.employers.split(",")]
        names = tuple(dict.fromkeys(filter(None, [whole, *parts])))
        return cls(names, tuple(filter(None, employers)))

    def redacted(self, text: str) -> str:
        """The text with placeholders such as `[email-1]`."""
        for kind, pattern in self.patterns():
            text = pattern.sub(partial(self.hide, kind), text)
        return text

    def hide(self, kind: str, found: re.Match[str]) -> str:
        return self.placeholder(kind, found[0])

    def patterns(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        yield "email", EMAIL
        yield "link", URL
        yield "phone", PHONE
        for kind, words in (("name", self.names), ("employer", self.employers)):
            if words:
                longest_first = sorted(words, key=len, reverse=True)
                either = "|".join(map(re.escape, longest_first))
                yield kind, re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)

    def placeholder(self, kind: str, found: str) -> str:
        """What stands for a text; a run of digits too short for a telephone stays as it is."""
        if kind == "phone" and sum(map(str.isdigit, found)) < FEWEST_PHONE_DIGITS:
            return found
        for known, text in self.hidden.items():
            if text == found and known.startswith(f"[{kind}-"):
                return known
        number = sum(known.startswith(f"[{kind}-") for known in self.hidden) + 1
        self.hidden[f"[{kind}-{number}]"] = found
        return f"[{kind}-{number}]"

    def restored(self, text: str) -> str:
        return PLACEHOLDER.sub(lambda found: self.hidden.get(found[0], found[0]), text)


class Redacting:
    """A ChatModel whose requests are redacted, and whose replies name things again."""

    def __init__(self, model: ChatModel, redaction: Redaction) -> None:
        self.provider = model.provider
        self.model = model.model
        self.inner = model
        self.redaction = redaction

    async def respond(self, request: Request) -> AsyncGenerator[Piece, None]:
        async with aclosing(self.inner.respond(self.sent(request))) as pieces:
            async for piece in self.named(pieces):
                yield piece

    def sent(self, request: Request) -> Request:
        """Only messages hold a candidate's words; the system part is ours."""
        return replace(request, messages=tuple(map(self.message, request.messages)))

    def message(self, message: Message) -> Message:
        calls = tuple(
            replace(call, arguments=self.redaction.redacted(call.arguments))
            for call in message.calls
        )
        return replace(message, text=self.redaction.redacted(message.text), calls=calls)

    async def named(self, pieces: AsyncIterator[Piece]) -> AsyncIterator[Piece]:
        """The pieces with texts restored; the start of a placeholder waits for its end."""
        held = ""
        async for piece in pieces:
            if isinstance(piece, Said):
                ready, held = parted(held + piece.text)
                if ready:
                    yield Said(self.redaction.restored(ready))
                continue
            if held:
                yield Said(self.redaction.restored(held))
                held = ""
            yield self.called(piece) if isinstance(piece, Called) else piece

    def called(self, call: Called) -> Called:
        return replace(call, arguments=self.redaction.restored(call.arguments))


def parted(text: str) -> tuple[str, str]:
    """What can be passed on, and an end that may be the start of a placeholder."""
    at = text.rfind("[")
    if at < 0 or "]" in text[at:] or len(text) - at > LONGEST_PLACEHOLDER:
        return text, ""
    return text[:at], text[at:]
