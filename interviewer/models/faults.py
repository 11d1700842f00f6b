"""What a provider's refusal means, in one of our sentences; its own words stay out of them,
since they may quote a key or what a candidate wrote."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from interviewer.errors import (
    ContextTooLong,
    InterviewerError,
    KeyMissing,
    ModelError,
    ModelUnknown,
    ModelUnreachable,
)

KEYLESS = "or go on without one: --engine offline"
CODE = re.compile(r"[A-Za-z][\w.\[\]-]{1,59}")
PASSING = re.compile(r"overloaded|api_error|server_error|rate_limit|timeout|unavailable|internal")
TOO_LONG = re.compile(
    r"context.?(length|size|window|limit)|prompt is too long|too many (input )?tokens"
    r"|request_too_large"
)
NO_CREDIT = re.compile(r"insufficient_quota|billing|credit balance|payment")
UNKNOWN_MODEL = re.compile(
    r"model_not_found|\b(unknown|invalid|no such) model\b"
    r"|not a valid model|\bmodel\b.{0,80}\b(not found|not exist)"
)


@dataclass(frozen=True)
class Place:
    """Where requests go: the setting that chose it, its name for people, and the model asked.

    Without a model it is the list of models that is asked for.
    """

    engine: str
    provider: str
    model: str = ""

    @property
    def wanted(self) -> str:
        return f"a reply of {self.model}" if self.model else "a list of models"


@dataclass(frozen=True)
class Refusal:
    """A provider's answer that is no reply. `words` is only ever searched, never shown."""

    status: int | None
    codes: tuple[str, ...]
    words: str = field(repr=False)
    wait_s: float | None = None

    @property
    def shown(self) -> str:
        return " ".join([str(self.status or ""), *self.codes]).strip() or "no reason given"


class RequestRefused(ModelError):
    """The request itself is not as this model takes it; `refusal` may name the part at fault."""

    def __init__(self, sentence: str, refusal: Refusal) -> None:
        super().__init__(sentence)
        self.refusal = refusal


def refusal(status: int | None, body: object, headers: Mapping[str, str]) -> Refusal:
    """Reads an error's body, whatever it is: an object of either provider, HTML, nothing."""
    error = body
    if isinstance(error, dict) and isinstance(error.get("error"), dict):
        error = error["error"]
    if not isinstance(error, dict):
        return Refusal(status, (), str(body or "")[:2000].lower(), wait_s(headers))
    named = [error.get(field) for field in ("type", "code", "param")]
    codes = tuple(dict.fromkeys(c for c in named if isinstance(c, str) and CODE.fullmatch(c)))
    words = " ".join([*codes, str(error.get("message") or "")[:2000]])
    return Refusal(status, codes, words.lower(), wait_s(headers))


def wait_s(headers: Mapping[str, str]) -> float | None:
    """Seconds that a provider asks us to wait, given as milliseconds, seconds or a date."""
    if (exact := headers.get("retry-after-ms", "")).replace(".", "", 1).isdigit():
        return float(exact) / 1000
    asked = headers.get("retry-after", "").strip()
    if asked.replace(".", "", 1).isdigit():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def error(found: Refusal, place: Place) -> InterviewerError:
    """The error to raise; RequestRefused where another request might be taken."""
    if found.status == 402 or ((found.status or 0) < 500 and NO_CREDIT.search(found.words)):
        return no_credit(found, place)
    if found.status in (401, 403) or "authentication_error" in found.codes:
        return key_refused(found, place)
    if TOO_LONG.search(found.words) or found.status == 413:
        return too_long(place)
    if found.status == 404 or UNKNOWN_MODEL.search(found.words):
        return unknown(found, place)
    if found.status and 300 <= found.status < 400:
        return malformed(f"sent us on to another address ({found.status})", place)
    if is_passing(found):
        return unreachable(f"is overloaded or in trouble ({found.shown})", place, found.wait_s)
    return RequestRefused(
        f"{place.provider} refused the request for {place.wanted} ({found.shown}); "
        f"try another model, {KEYLESS}",
        found,
    )


def reported(code: object, words: object, place: Place) -> InterviewerError:
    """An error that came as an event of a reply."""
    return error(refusal(None, {"code": code, "message": words}, {}), place)


def is_passing(found: Refusal) -> bool:
    if found.status in (408, 409, 429) or (found.status or 0) >= 500:
        return True
    in_mid_stream = found.status in (None, 200)
    return in_mid_stream and bool(PASSING.search(" ".join(found.codes)))


def no_credit(found: Refusal, place: Place) -> KeyMissing:
    return KeyMissing(
        f"{place.provider} says that the key's account has no credit left ({found.shown}); "
        f"add some, use another key, {KEYLESS}"
    )


def key_refused(found: Refusal, place: Place) -> KeyMissing:
    may = f"may use {place.model}" if place.model else "is valid"
    return KeyMissing(
        f"{place.provider} refused the key ({found.shown}); give one that {may}, {KEYLESS}"
    )


def too_long(place: Place) -> ContextTooLong:
    return ContextTooLong(
        f"the request is longer than {place.model} at {place.provider} can read; shorten it, or "
        "choose a model with a larger context by --model"
    )


def unknown(found: Refusal, place: Place) -> ModelError:
    hint = "; a base URL usually ends in /v1" if place.engine == "compatible" else ""
    if not place.model:
        return malformed(f"said {found.shown}{hint}", place)
    return ModelUnknown(
        f"{place.provider} has no model {place.model!r} ({found.shown}){hint}; "
        f"`interviewer models --engine {place.engine}` lists what there is"
    )


def unreachable(what: str, place: Place, wait_s: float | None = None) -> ModelUnreachable:
    return ModelUnreachable(f"{place.provider} {what}; try again later, {KEYLESS}", wait_s=wait_s)


def malformed(what: str, place: Place) -> ModelError:
    hint = ", and that the base URL is right" if place.engine == "compatible" else ""
    return ModelError(
        f"{place.provider} {what} instead of {place.wanted}; check that nothing stands between"
        f"{hint}, {KEYLESS}"
    )


def hold_to_events(headers: Mapping[str, str], place: Place) -> None:
    """Raises ModelError for a page where a stream should be, such as a login page."""
    kind = headers.get("content-type", "no content type").partition(";")[0]
    if kind != "text/event-stream":
        raise malformed(f"sent {kind[:40]}", place)
