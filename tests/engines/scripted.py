"""A chat model that says what a test wrote for it, and keeps the requests that it got."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field

from interviewer.models.chat import Called, Finished, Piece, Request, Said, Usage

Line = str | Exception | Sequence[Called] | tuple[str, Exception]
PIECE_LETTERS = 7


@dataclass
class Scripted:
    """Replies line by line, or by a function of the request; the last line is said for ever.

    An exception is raised, one after a text when the text is out; calls are called.
    """

    lines: Sequence[Line] | Callable[[Request], Line]
    provider: str = "scripted"
    model: str = "script-1"
    requests: list[Request] = field(default_factory=list)

    async def respond(self, request: Request) -> AsyncGenerator[Piece, None]:
        self.requests.append(request)
        line = self.line(request)
        text, error = line if isinstance(line, tuple) and len(line) == 2 else (line, None)  # type: ignore[misc]
        if isinstance(text, Exception):
            raise text
        if isinstance(text, str):
            for at in range(0, len(text), PIECE_LETTERS):
                yield Said(text[at : at + PIECE_LETTERS])
            if isinstance(error, Exception):
                raise error
            yield Finished("stop", Usage(10, 5), self.model)
            return
        for call in text:
            assert isinstance(call, Called)
            yield call
        yield Finished("calls", Usage(10, 5), self.model)

    def line(self, request: Request) -> Line:
        if callable(self.lines):
            return self.lines(request)
        return self.lines[min(len(self.requests), len(self.lines)) - 1]
