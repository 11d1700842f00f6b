"""Which model answers in which role, and where."""

import pytest

from interviewer.errors import UsageError
from interviewer.models.roles import adapter_for, chat_model, model_name, provider
from interviewer.settings import Settings


def named(**given: object) -> Settings:
    return Settings.model_validate({"engine": "anthropic"} | given)


def test_a_roles_own_setting_wins_over_the_common_one_and_that_over_the_default() -> None:
    assert model_name(named(), "checker") == "claude-haiku-5-5"
    assert model_name(named(model="m"), "checker") == "m"
    assert model_name(named(model="m", checker_model="c"), "checker") == "c"
    assert model_name(named(model="m", checker_model="c"), "grader") == "m"


def test_a_provider_is_named_without_what_stands_before_its_address() -> None:
    assert provider(named()) == "anthropic"
    assert provider(named(base_url="https://me:secret@example.com:8443/v1")) == "example.com:8443"


def test_roles_share_a_connection() -> None:
    settings = named()
    assert adapter_for(settings, "grader").wire is adapter_for(settings, "checker").wire


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"engine": "offline"}, "has no models"),
        ({"engine": "magic"}, "has no models"),
        ({"engine": "compatible"}, "give --base-url"),
        ({"engine": "compatible", "base_url": "http://127.0.0.1:1/v1"}, "name one by --model"),
    ],
)
def test_what_is_missing_is_said(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        chat_model(named(**given), "grader")


def test_what_a_model_needs_to_answer_at_once_is_in_its_requests() -> None:
    dialect = adapter_for(named(), "interviewer").dialect
    assert getattr(dialect, "extra", None) == {"thinking": {"type": "between_tools"}}
