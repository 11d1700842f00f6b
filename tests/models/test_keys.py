"""Keys: where they are found, and that they are never shown."""

import shlex
import sys
from pathlib import Path

import pytest

from interviewer.errors import InterviewerError, KeyMissing, UsageError
from interviewer.models.keys import PLACEHOLDER, key_file, key_for

SECRET = "sk-planted-secret"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "INTERVIEWER_COMPATIBLE_KEY"):
        monkeypatch.delenv(name, raising=False)
    # `PYTHON_KEYRING_BACKEND` is how keyring itself is told to have none.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def write(text: str, mode: int = 0o600) -> None:
    key_file().parent.mkdir(parents=True, exist_ok=True)
    key_file().write_text(text)
    key_file().chmod(mode)


def prints(text: str, status: int = 0) -> str:
    program = f"import sys; print({text!r}); sys.exit({status})"
    return shlex.join([sys.executable, "-c", program])


def test_without_a_key_the_keyless_way_on_is_named() -> None:
    with pytest.raises(KeyMissing, match=r"set OPENAI_API_KEY.*--engine offline$") as caught:
        key_for("openai")
    assert caught.value.exit_status == 4


def test_a_local_server_needs_no_key() -> None:
    assert key_for("compatible") == PLACEHOLDER


def test_each_place_wins_over_the_one_after(monkeypatch: pytest.MonkeyPatch) -> None:
    write('anthropic = "sk-file"')
    assert key_for("anthropic") == "sk-file"
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-environment\n")
    assert key_for("anthropic") == "sk-environment"
    assert key_for("anthropic", prints("sk-command")) == "sk-command"


def test_a_file_that_others_may_read_is_refused() -> None:
    write(f'openai = "{SECRET}"', 0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        key_for("openai")


@pytest.mark.parametrize("text", ["openai = ", "sk-bare", '[openai]\nkey = "a"'])
def test_a_file_that_is_none_is_named(text: str) -> None:
    write(text)
    with pytest.raises(InterviewerError, match=r"keys\.toml"):
        key_for("openai")


@pytest.mark.parametrize(
    "command",
    [
        prints(SECRET, status=3),
        prints(""),
        "no-such-program-at-all",
        "unbalanced '",
    ],
)
def test_a_command_that_gives_no_key_is_an_error_without_its_output(command: str) -> None:
    with pytest.raises(KeyMissing, match="the key command") as caught:
        key_for("openai", command)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("key", ["two words", "umläut", "tab\tinside"])
def test_a_key_that_no_header_can_hold_is_refused_unseen(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(KeyMissing, match="paste it anew") as caught:
        key_for("openai")
    assert key not in str(caught.value)
