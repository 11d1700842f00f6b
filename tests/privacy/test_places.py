"""What is sent where is said before it is sent, once for each provider."""

from pathlib import Path

import pytest

from interviewer.privacy.places import first_told, place
from interviewer.settings import Settings


def settings(folder: Path, **more: object) -> Settings:
    return Settings.model_validate({"data_dir": folder, "engine": "openai"} | more)


def test_it_is_told_once_for_each_provider(tmp_path: Path) -> None:
    assert "openai is sent" in first_told(settings(tmp_path))[0]
    assert first_told(settings(tmp_path)) == ()
    assert "anthropic is sent" in first_told(settings(tmp_path, engine="anthropic"))[0]


def test_the_offline_engine_sends_nothing_and_needs_no_telling(tmp_path: Path) -> None:
    offline = settings(tmp_path, engine="offline")
    assert first_told(offline) == ()
    assert place(offline).is_local
    assert "sends nothing" in place(offline).sentences[0]


@pytest.mark.parametrize(
    ("url", "is_local"), [("http://127.0.0.1:8080/v1", True), ("https://llm.example.org/v1", False)]
)
def test_a_server_on_this_machine_is_called_so(tmp_path: Path, url: str, is_local: bool) -> None:
    here = place(settings(tmp_path, engine="compatible", base_url=url))
    assert here.is_local is is_local
    assert ("(this machine)" in here.sentences[0]) is is_local


def test_redaction_is_told(tmp_path: Path) -> None:
    assert "hidden" in place(settings(tmp_path, redact=True)).sentences[0]
    assert "--redact" in place(settings(tmp_path)).sentences[1]
