"""Makes the llm engine from settings: a model for each role, one ledger, one fence."""

from collections.abc import Iterable

from interviewer.engines.llm.engine import LlmEngine
from interviewer.engines.llm.spending import Spending
from interviewer.models.chat import ChatModel
from interviewer.models.keys import has_key
from interviewer.models.roles import chat_model
from interviewer.models.usage import Ledger, Metered
from interviewer.privacy.redaction import Redacting, Redaction
from interviewer.settings import Settings
from interviewer.transcript.events import Used

PROVIDERS = ("openai", "anthropic")


def llm_engine(
    settings: Settings, earlier: Iterable[Used] = (), ledger: Ledger | None = None
) -> LlmEngine:
    """The engine of the provider in `settings.engine`; `earlier` calls count for its budget.

    With a `ledger` it goes on in that of an engine before it.
    Raises KeyMissing, and UsageError for an engine without models.
    """
    ledger = ledger or Ledger(settings.max_cost)
    speaks, grades, checks = (
        chat_model(settings, role, ledger) for role in ("interviewer", "grader", "checker")
    )
    spending = Spending(ledger, told=len(ledger.entries))
    spending.remember(earlier)
    redaction = Redaction.of(settings) if settings.redact else None
    return LlmEngine(
        settings.engine,
        kept_private(speaks, redaction),
        kept_private(grades, redaction),
        kept_private(checks, redaction),
        spending,
        speaks.close,
    )


def kept_private(model: Metered, redaction: Redaction | None) -> ChatModel:
    return Redacting(model, redaction) if redaction else model


def other_providers(settings: Settings) -> dict[str, Settings]:
    """Providers that stand by with a key of their own, each with its default models."""
    own = {"base_url": "", "key_command": "", "model": ""}
    own |= dict.fromkeys(("interviewer_model", "grader_model", "checker_model"), "")
    return {
        name: settings.model_copy(update={"engine": name, **own})
        for name in PROVIDERS
        if name != settings.engine and has_key(name)
    }
