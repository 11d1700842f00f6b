"""Keys: from a command, the environment, the keyring or a file; never shown, logged or kept."""

import os
import shlex
import subprocess
import tomllib
from pathlib import Path

import platformdirs

from interviewer.errors import KeyMissing, UsageError

VARIABLES = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "compatible": "INTERVIEWER_COMPATIBLE_KEY",
}
SERVICE = "interviewer"
PLACEHOLDER = "no-key"  # local servers ask for none, the SDK wants one
PRIVATE = 0o600
COMMAND_TIMEOUT_S = 30


def key_for(engine: str, command: str = "") -> str:
    """The key for `engine`; a compatible server without one gets a placeholder.

    Raises KeyMissing, which names every place that was looked at and the way on without a key.
    """
    if command:
        return whole(from_command(command), "the key command")
    for origin, find in (
        (VARIABLES[engine], from_environment),
        ("the keyring", from_keyring),
        (str(key_file()), from_file),
    ):
        if key := find(engine):
            return whole(key, origin)
    if engine == "compatible":
        return PLACEHOLDER
    raise KeyMissing(
        f'no key for {engine} was found; set {VARIABLES[engine]}, write `{engine} = "…"` into '
        f"{key_file()} (mode 600), set key_command, or go on without one: --engine offline"
    )


def has_key(engine: str, command: str = "") -> bool:
    """Whether there is one to try, or none is needed."""
    if command or engine == "compatible":
        return True
    return any(find(engine) for find in (from_environment, from_keyring, from_file))


def whole(key: str, origin: str) -> str:
    """`key` if it can be sent in a header; raises KeyMissing, which doesn't quote it."""
    if key.isascii() and key.isprintable() and " " not in key:
        return key
    raise KeyMissing(
        f"the key from {origin} holds a space or a character that keys do not have; paste it "
        "anew, or go on without one: --engine offline"
    )


def from_environment(engine: str) -> str | None:
    return os.environ.get(VARIABLES[engine], "").strip() or None


def from_command(command: str) -> str:
    """The first line that `command` prints; what it prints is never quoted."""
    try:
        done = subprocess.run(
            shlex.split(command),
            capture_output=True,
            text=True,
            timeout=COMMAND_TIMEOUT_S,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise KeyMissing(
            f"the key command can't be run ({type(error).__name__}); try it in a shell, or go on "
            "without a key: --engine offline"
        ) from None
    key = (done.stdout.strip().splitlines() or [""])[0].strip()
    if done.returncode or not key:
        raise KeyMissing(
            f"the key command gave no key (exit status {done.returncode}); try it in a shell, or "
            "go on without a key: --engine offline"
        )
    return key


def from_keyring(engine: str) -> str | None:
    """The key kept by `keyring set interviewer ENGINE`, where keyring is installed and works."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, engine)
    except (KeyringError, RuntimeError):
        return None


def key_file() -> Path:
    return Path(platformdirs.user_config_dir("interviewer")) / "keys.toml"


def from_file(engine: str) -> str | None:
    """Raises UsageError for a file that others may read, or that is no TOML."""
    path = key_file()
    if not path.exists():
        return None
    if (mode := path.stat().st_mode & 0o777) & ~PRIVATE:
        raise UsageError(
            f"{path} can be read by others (mode {mode:o}); close it with `chmod 600 {path}`"
        )
    try:
        key = tomllib.loads(path.read_text(encoding="utf-8")).get(engine)
    except ValueError:
        raise UsageError(f'{path} is not TOML; write lines such as `openai = "…"`') from None
    return key.strip() or None if isinstance(key, str) else None
