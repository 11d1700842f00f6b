"""The models that an engine works with: one for each role, from the settings, made comfortable."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from interviewer.errors import UsageError
from interviewer.models.adapter import Adapter, Dialect, Wire
from interviewer.models.batches import Batches, Service
from interviewer.models.chat import ChatModel
from interviewer.models.defaults import Role, default_model, extra
from interviewer.models.faults import Place
from interviewer.models.keys import VARIABLES, key_for
from interviewer.models.pace import LOCAL, Limits
from interviewer.models.patience import Patient, Persistence
from interviewer.models.tracing import Traced
from interviewer.models.usage import Ledger, Metered
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.models.anthropic.client import AnthropicWire
    from interviewer.models.openai.client import OpenAIWire

ENGINES = tuple(VARIABLES)


def chat_model(
    settings: Settings,
    role: Role,
    ledger: Ledger | None = None,
    persistence: Persistence | None = None,
) -> Metered:
    """The model for `role`, patient, traced and metered into `ledger`.

    Raises KeyMissing, and UsageError for an engine without models or a model that nobody named.
    """
    adapter = adapter_for(settings, role)
    comfortable: ChatModel = Traced(Patient(adapter, persistence))
    ledger = ledger or Ledger(settings.max_cost)
    return Metered(comfortable, settings.engine, role, ledger, adapter.close)


def adapter_for(settings: Settings, role: Role) -> Adapter:
    """The bare model, as batches and listings use it."""
    connection = wire_for(settings)
    place = place_for(settings, role)
    return Adapter(dialect_for(place), connection, place)


def batches_for(settings: Settings, role: Role, file: Path) -> Batches:
    """The batches whose state `file` keeps. Raises UsageError where there is no batch service."""
    adapter = adapter_for(settings, role)
    return Batches(adapter, service_for(settings), file)


def service_for(settings: Settings) -> Service:
    match settings.engine:
        case "openai":
            from interviewer.models.openai.batches import OpenAIBatches

            return OpenAIBatches(openai_wire(*address(settings)))
        case "anthropic":
            from interviewer.models.anthropic.batches import AnthropicBatches

            return AnthropicBatches(anthropic_wire(*address(settings)))
    raise UsageError(
        "compatible servers have no batch service; grade without one, or by openai or anthropic"
    )


def place_for(settings: Settings, role: Role) -> Place:
    return Place(settings.engine, provider(settings), model_name(settings, role))


def provider(settings: Settings) -> str:
    """Where texts go, for people: the provider's name, or the server's address."""
    url = urlsplit(settings.base_url)
    return url.netloc.rpartition("@")[2] or settings.engine


def model_name(settings: Settings, role: Role) -> str:
    """The role's own setting, else the one for all roles, else the default."""
    own = {
        "interviewer": settings.interviewer_model,
        "grader": settings.grader_model,
        "checker": settings.checker_model,
    }[role]
    if name := own or settings.model or default_model(settings.engine, role):
        return name
    raise UsageError(
        "a compatible server has no default model; name one by --model, of those that "
        "`interviewer models --engine compatible` lists"
    )


def wire_for(settings: Settings) -> Wire:
    """The connection, which all roles share."""
    return wire(settings.engine, *address(settings))


def address(settings: Settings) -> tuple[str, str, Limits]:
    """The key, the base URL if it is not the provider's own, and how long replies may take."""
    if settings.engine not in ENGINES:
        raise UsageError(f"{settings.engine!r} has no models; --engine {', '.join(ENGINES)} have")
    if settings.engine == "compatible" and not settings.base_url:
        raise UsageError(
            "a compatible server needs its address; give --base-url, such as "
            "http://127.0.0.1:8080/v1"
        )
    key = key_for(settings.engine, settings.key_command)
    return key, settings.base_url, LOCAL if settings.base_url else Limits()


def wire(engine: str, key: str, base_url: str, limits: Limits) -> Wire:
    make = anthropic_wire if engine == "anthropic" else openai_wire
    return make(key, base_url, limits)


@cache
def openai_wire(key: str, base_url: str, limits: Limits) -> "OpenAIWire":
    from interviewer.models.openai.client import URL, OpenAIWire

    return OpenAIWire(key, base_url or URL, limits)


@cache
def anthropic_wire(key: str, base_url: str, limits: Limits) -> "AnthropicWire":
    from interviewer.models.anthropic.client import URL, AnthropicWire

    return AnthropicWire(key, base_url or URL, limits)


def dialect_for(place: Place) -> Dialect:
    match place.engine:
        case "anthropic":
            from interviewer.models.anthropic.messages import Messages

            return Messages(extra(place.model))
        case "openai":
            from interviewer.models.openai.responses import Responses

            return Responses(extra(place.model))
        case _:
            from interviewer.models.openai.completions import Completions

            return Completions()
