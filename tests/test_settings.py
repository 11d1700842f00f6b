"""Settings: which source wins, and what a fault says."""

from pathlib import Path

import pytest

from interviewer.errors import UsageError
from interviewer.settings import resolve, user_file


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("INTERVIEWER_LEVEL", raising=False)


def write_user_file(text: str) -> None:
    user_file().parent.mkdir(parents=True)
    user_file().write_text(text)


def test_each_source_wins_over_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve()[0].level == "senior"
    write_user_file('level = "entry"')
    assert resolve()[0].level == "entry"
    Path("interviewer.toml").write_text('level = "staff"')
    assert resolve()[0].level == "staff"
    monkeypatch.setenv("INTERVIEWER_LEVEL", "senior")
    assert resolve()[0].level == "senior"
    settings, origins = resolve({"level": "entry", "track": None})
    assert settings.level == "entry"
    assert origins["level"] == "flag"
    assert origins["track"] == "default"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('level = "boss"', "level: must be one of"),
        ("colour = 1", "colour: is not a field"),
        ("= =", "can't be read as TOML"),
        (
            'store = "postgresql://db/x"',
            "store: must be the http:// or https:// address of a Chroma",
        ),
        ('store = "somewhere"', "store: must be the http:// or https:// address of a Chroma"),
        ('embedding = "opnai"', "embedding: must be local, openai or openai:MODEL"),
        ('embedding = "openai:"', "embedding: must be local, openai or openai:MODEL"),
    ],
)
def test_a_fault_names_the_file_and_the_field(text: str, message: str) -> None:
    write_user_file(text)
    with pytest.raises(UsageError, match=message) as caught:
        resolve()
    assert str(user_file()) in str(caught.value)
