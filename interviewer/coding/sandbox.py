"""Where a candidate's code runs: the walls of each place, and what they don't keep in."""

import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from interviewer.coding import seccomp
from interviewer.coding.interpreter import Interpreter, own

NOBODY_ELSE = 61_713  # an unused uid: nothing else runs or owns files under it
SYSTEM_LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache")
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LANG": "C.UTF-8"}
IMAGE = "fiverounds-sandbox"
CLIENT_S = 10.0

Launch = tuple[list[str], list[int]]


class Sandbox(Protocol):
    """`uncontained` says what it doesn't keep in, empty if all that we know of is kept in."""

    @property
    def name(self) -> str: ...
    @property
    def uncontained(self) -> str: ...
    @property
    def path(self) -> list[str]: ...
    @property
    def uid(self) -> int | None: ...
    @property
    def passes_descriptors(self) -> bool: ...
    @property
    def environment(self) -> Mapping[str, str]: ...
    def command(self, text: str) -> AbstractContextManager[Launch]:
        """The command that runs a Python text, and the descriptors to keep open for it."""

    def clean_up(self, command: list[str]) -> None: ...


@dataclass(frozen=True)
class Bubblewrap:
    """Namespaces, a read-only file system of Python and NumPy alone, and a filter of calls."""

    interpreter: Interpreter = field(default_factory=own)
    name: str = "bubblewrap"
    passes_descriptors: bool = True

    @property
    def uncontained(self) -> str:
        return "" if seccomp.program() else "system calls are not filtered on this machine"

    @property
    def path(self) -> list[str]:
        return self.interpreter.path

    @property
    def uid(self) -> int | None:
        return NOBODY_ELSE if os.geteuid() == 0 else None

    @property
    def environment(self) -> Mapping[str, str]:
        return {}

    @contextmanager
    def command(self, text: str) -> Iterator[Launch]:
        with tempfile.TemporaryFile() as rules:
            filtered = seccomp.program()
            rules.write(filtered or b"")
            rules.seek(0)
            descriptor = rules.fileno()
            last = ["--seccomp", str(descriptor)] if filtered else []
            python = self.interpreter.command(text)
            yield [*self.walls(), *last, "--", *python], [descriptor] if filtered else []

    def walls(self) -> list[str]:
        apart = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
        return [
            "bwrap",
            *apart,
            *("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--clearenv"),
            *(word for key, value in ENVIRONMENT.items() for word in ("--setenv", key, value)),
            *(as_root() if os.geteuid() == 0 else as_user()),
            *self.file_system(),
            *("--remount-ro", "/", "--chdir", "/"),
        ]

    def file_system(self) -> Iterator[str]:
        for place in SYSTEM_LIBRARIES:
            yield from ("--ro-bind-try", place, place)
        # bubblewrap closes the folders that it makes on the way to everybody but its own user.
        for folder in self.interpreter.folders:
            if not str(folder).startswith(SYSTEM_LIBRARIES):
                yield from ("--perms", "0755", "--dir", str(folder))
        for part in self.interpreter.parts:
            yield from ("--ro-bind", str(part), str(part))
        for folder in self.interpreter.masked:
            yield from ("--tmpfs", str(folder))
        for package in self.interpreter.packages:
            yield from ("--ro-bind", str(package), str(package))
        for folder in self.interpreter.masked:
            yield from ("--remount-ro", str(folder))

    def clean_up(self, command: list[str]) -> None:
        """Its process namespace ends with it."""


def as_root() -> list[str]:
    """Only what giving root up takes; a user namespace would leave nobody else to become."""
    return ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def as_user() -> list[str]:
    return ["--unshare-user", "--uid", str(NOBODY_ELSE), "--gid", str(NOBODY_ELSE)]


@dataclass(frozen=True)
class Docker:
    """A container of our own image, without network; results share the standard output."""

    name: str = "docker"
    uncontained: str = "whatever gets out of a container of this machine's docker"
    path: list[str] = field(default_factory=list)
    uid: int | None = None
    passes_descriptors: bool = False

    @property
    def environment(self) -> Mapping[str, str]:
        return dict(os.environ)

    @contextmanager
    def command(self, text: str) -> Iterator[Launch]:
        walls = [
            *(
                "docker",
                "run",
                "--rm",
                "--interactive",
                "--name",
                f"{IMAGE}-{secrets.token_hex(6)}",
            ),
            *("--network", "none", "--read-only", "--cap-drop", "ALL", "--pids-limit", "32"),
            *("--memory", "2g", "--user", f"{NOBODY_ELSE}:{NOBODY_ELSE}"),
            *("--security-opt", "no-new-privileges"),
            *(word for key, value in ENVIRONMENT.items() for word in ("--env", f"{key}={value}")),
        ]
        yield [*walls, IMAGE, "python", "-I", "-B", "-c", text], []

    def clean_up(self, command: list[str]) -> None:
        """The daemon owns the container: killing its client leaves it running."""
        name = command[command.index("--name") + 1]
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(
                ["docker", "kill", name], capture_output=True, timeout=CLIENT_S, check=False
            )


@dataclass(frozen=True)
class LimitsOnly:
    """No walls: memory, time, file sizes and processes are limited, and nothing else is."""

    interpreter: Interpreter = field(default_factory=own)
    name: str = "limits only"
    passes_descriptors: bool = True

    @property
    def uncontained(self) -> str:
        root = " It runs as root." if os.geteuid() == 0 and self.uid is None else ""
        return (
            "the code can read every file that you can, use the network, signal your processes "
            f"and leave processes behind.{root}"
        )

    @property
    def path(self) -> list[str]:
        return self.interpreter.path

    @property
    def uid(self) -> int | None:
        closed = not self.interpreter.is_open_to_all
        return None if os.geteuid() or closed else NOBODY_ELSE

    @property
    def environment(self) -> Mapping[str, str]:
        return ENVIRONMENT

    @contextmanager
    def command(self, text: str) -> Iterator[Launch]:
        yield self.interpreter.command(text), []

    def clean_up(self, command: list[str]) -> None:
        """Its process group has been killed."""
