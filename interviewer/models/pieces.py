"""A reply heard to its end: its pieces together."""

from collections.abc import AsyncIterable, Iterable, Iterator
from dataclasses import dataclass, replace

from interviewer.models.chat import Called, Finished, Piece, Said
from interviewer.models.schemas import object_in


@dataclass(frozen=True)
class Heard:
    """All that was said as one text, and what is to be called."""

    text: str
    calls: tuple[Called, ...]
    end: Finished

    @property
    def is_complete(self) -> bool:
        """Whether it came to its own end: neither cut, nor refused, nor waiting for a tool."""
        return self.end.reason == "stop"

    def pieces(self) -> Iterator[Piece]:
        if self.text:
            yield Said(self.text)
        yield from self.calls
        yield self.end

    def shaped(self, name: str) -> "Heard":
        """The reply with its JSON object as the text, bare, whether it was said or given to the
        tool that stands in for the shape called `name`."""
        given = [call.arguments for call in self.calls if call.tool == name]
        others = tuple(call for call in self.calls if call.tool != name)
        text = given[-1] if given else self.text
        is_done = given and not others and self.end.reason == "calls"
        end = replace(self.end, reason="stop") if is_done else self.end
        return Heard(object_in(text) or text, others, end)

    def after(self, first: "Heard") -> "Heard":
        """This reply with what the `first` attempt used added, since both are paid for."""
        used = first.end.usage + self.end.usage
        return replace(self, end=replace(self.end, usage=used))


async def heard(pieces: AsyncIterable[Piece]) -> Heard:
    """A model's reply to its end."""
    return together([piece async for piece in pieces])


def together(pieces: Iterable[Piece]) -> Heard:
    """Raises ValueError for pieces without an end, which no ChatModel yields."""
    *before, end = pieces
    if not isinstance(end, Finished):
        raise ValueError(f"a reply ends in Finished, not in {end!r}")
    return Heard(said(before), tuple(p for p in before if isinstance(p, Called)), end)


def said(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Said))
