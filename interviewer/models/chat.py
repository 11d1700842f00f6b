"""The port to a chat model: a request goes in, what the model does comes out piece by piece."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Speaker = Literal["user", "assistant", "tool"]
Reason = Literal["stop", "length", "calls", "refusal"]


@dataclass(frozen=True)
class Said:
    """A piece of the model's text, as it comes."""

    text: str


@dataclass(frozen=True)
class Called:
    """A tool that the model wants called, whole. `arguments` is its text, perhaps not JSON."""

    id: str
    tool: str
    arguments: str


@dataclass(frozen=True)
class Usage:
    """Tokens of one call; `cached` and `written` are the parts of `input` read from and written
    to the provider's prompt cache."""

    input: int = 0
    output: int = 0
    cached: int = 0
    written: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input + other.input,
            self.output + other.output,
            self.cached + other.cached,
            self.written + other.written,
        )


@dataclass(frozen=True)
class Finished:
    """The last thing of every reply that came to its end. `top` holds log-probabilities by token
    of the first token said, where they were asked for and the server offers them."""

    reason: Reason
    usage: Usage
    model: str
    top: Mapping[str, float] | None = None


Piece = Said | Called | Finished


@dataclass(frozen=True)
class Message:
    """One turn. A tool's message answers the call whose id is `to`."""

    speaker: Speaker
    text: str
    calls: tuple[Called, ...] = ()
    to: str | None = None


@dataclass(frozen=True)
class Tool:
    """A function the model may call; `parameters` is a JSON Schema of an object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Shape:
    """The JSON that the whole reply must be: a name and a JSON Schema of an object."""

    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Request:
    """One call of a model. `system` is fixed text of ours, never a candidate's.

    With `shape` the reply is JSON by the provider's own schema feature, else by a forced tool
    call whose arguments are said as text. `first_token` asks for the log-probabilities of the
    first token. Fixed text comes first, so that providers can cache it.
    """

    system: str
    messages: tuple[Message, ...]
    tools: tuple[Tool, ...] = ()
    shape: Shape | None = None
    most_tokens: int = 1024
    temperature: float | None = None
    stop: tuple[str, ...] = ()
    first_token: bool = False


class ChatModel(Protocol):
    """An adapter. `provider` names where texts go, `model` what answers there."""

    provider: str
    model: str

    def respond(self, request: Request) -> AsyncGenerator[Piece, None]:
        """Pieces as they come, `Finished` last. Closing the iterator closes the connection.

        Raises ModelError or one of its kinds.
        """
        ...
