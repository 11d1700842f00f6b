"""Keys in the keyring, where the package `keyring` is installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.errors import KeyMissing
from interviewer.models.keys import key_file, key_for

keyring = pytest.importorskip("keyring")
from keyring.backend import KeyringBackend  # noqa: E402
from keyring.backends.fail import Keyring as NoKeyring  # noqa: E402


class OneKey(KeyringBackend):
    """A keyring that holds a key for Anthropic."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return "sk-ring" if (service, username) == ("interviewer", "anthropic") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    yield
    keyring.set_keyring(NoKeyring())


def test_the_keyring_wins_over_the_file_and_the_environment_over_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keyring.set_keyring(OneKey())
    key_file().parent.mkdir(parents=True)
    key_file().write_text('anthropic = "sk-file"\nopenai = "sk-file"')
    key_file().chmod(0o600)
    assert key_for("anthropic") == "sk-ring"
    assert key_for("openai") == "sk-file"
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-environment")
    assert key_for("anthropic") == "sk-environment"


def test_a_keyring_that_does_not_work_is_passed_over() -> None:
    keyring.set_keyring(NoKeyring())
    with pytest.raises(KeyMissing):
        key_for("openai")
