"""One run of a candidate's code: an order goes in, lines of results come back, all of it bounded.

The order and everything that comes back are data. What is expected never leaves this process.
"""

import json
import os
import secrets
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from interviewer.coding import child
from interviewer.coding.sandbox import Sandbox

LARGEST_RESULTS_BYTES = 64_000_000
LARGEST_PRINTED_BYTES = 200_000
LIMITS = {
    "RLIMIT_AS": 2_000_000_000,
    "RLIMIT_CORE": 0,
    "RLIMIT_FSIZE": 0,
    "RLIMIT_NOFILE": 64,
    "RLIMIT_NPROC": 16,
    "RLIMIT_STACK": 64_000_000,
}


@dataclass(frozen=True)
class Failure:
    """How a call failed; `line` is the candidate's own."""

    kind: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = f" on line {self.line}" if self.line else ""
        return f"{self.kind}{where}: {self.message}" if self.message else f"{self.kind}{where}"


@dataclass(frozen=True)
class Returned:
    """What one case gave: a value, or a failure."""

    value: Any = None
    failure: Failure | None = None
    changed_inputs: bool = False


@dataclass(frozen=True)
class Inputs:
    """What one case is called with; with `calls`, a class is made and its methods called."""

    arguments: tuple[Any, ...]
    calls: tuple[tuple[str, tuple[Any, ...]], ...] | None = None

    def encoded(self) -> dict[str, Any]:
        calls = None if self.calls is None else child.encoded(list(self.calls))
        return {"inputs": child.encoded(self.arguments), "calls": calls}


@dataclass
class Ran:
    """`ended` is empty when the code ended by itself; else a sentence says what ended it."""

    returned: dict[int, Returned] = field(default_factory=dict)
    printed: str = ""
    seconds: float = 0.0
    ended: str = ""
    load_failure: Failure | None = None


def run(
    sandbox: Sandbox, source: str, entry: str, cases: Sequence[Inputs], within_s: float = 10.0
) -> Ran:
    """Calls `entry` of `source` on each case. Wall time is measured here, outside the sandbox."""
    nonce = secrets.token_hex(16)
    with result_pipe(sandbox) as (reading, writing), order_file() as order:
        values = {
            "nonce": nonce,
            "descriptor": writing or 1,
            "path": sandbox.path,
            "uid": sandbox.uid,
            "limits": LIMITS | {"RLIMIT_CPU": int(within_s) + 1},
            "source": source,
            "entry": entry,
            "cases": [case.encoded() for case in cases],
        }
        order.write(json.dumps(values).encode() + b"\n")
        order.seek(0)
        began = time.monotonic()
        raw, printed, ended = collected(sandbox, order, reading, writing, within_s)
        ran = Ran(printed=printed.decode(errors="replace"), ended=ended)
        ran.seconds = time.monotonic() - began
    for line in raw.splitlines():
        note(ran, line, nonce, len(cases))
    return ran


@contextmanager
def order_file() -> Iterator[IO[bytes]]:
    """A file without a name, so that the inputs need no thread to write them."""
    with tempfile.TemporaryFile() as file:
        yield file


@contextmanager
def result_pipe(sandbox: Sandbox) -> Iterator[tuple[int | None, int | None]]:
    """A descriptor of its own for results, where the sandbox can pass one on."""
    if not sandbox.passes_descriptors:
        yield None, None
        return
    reading, writing = os.pipe()
    try:
        yield reading, writing
    finally:
        os.close(reading)
        with suppress(OSError):
            os.close(writing)


def collected(
    sandbox: Sandbox, order: IO[bytes], reading: int | None, writing: int | None, within_s: float
) -> tuple[bytes, bytes, str]:
    """Results, what was printed, and what ended the run if it did not end by itself."""
    text = Path(child.__file__).read_text(encoding="utf-8")
    with sandbox.command(text) as (command, kept):
        passed = [*kept, *([writing] if writing else [])]
        process = subprocess.Popen(
            command,
            stdin=order,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=passed,
            start_new_session=True,
            env=sandbox.environment,
        )
        if writing:
            os.close(writing)
        try:
            return pumped(process, reading, within_s)
        finally:
            killed(process)
            sandbox.clean_up(command)


def pumped(
    process: subprocess.Popen[bytes], reading: int | None, within_s: float
) -> tuple[bytes, bytes, str]:
    """Reads until all ends are closed, the time is over or too much has come."""
    assert process.stdout
    assert process.stderr
    results = process.stdout.fileno() if reading is None else reading
    got = {results: bytearray()}
    got |= {pipe.fileno(): bytearray() for pipe in (process.stdout, process.stderr)}
    limits = dict.fromkeys(got, LARGEST_PRINTED_BYTES) | {results: LARGEST_RESULTS_BYTES}
    printed = [descriptor for descriptor in got if descriptor != results]
    ended = ""
    deadline = time.monotonic() + within_s
    with selectors.DefaultSelector() as waiting:
        for descriptor in got:
            waiting.register(descriptor, selectors.EVENT_READ)
        while waiting.get_map() and not ended:
            ready = waiting.select(max(0.0, deadline - time.monotonic()))
            for key, _ in ready:
                read(key.fd, got, waiting)
            if any(len(got[each]) > limits[each] for each in got):
                ended = "stopped: it printed or returned more than is read"
            elif time.monotonic() >= deadline:
                ended = f"stopped after {within_s:g} s"
    text = b"".join(bytes(got[each][:LARGEST_PRINTED_BYTES]) for each in printed)
    return bytes(got[results][:LARGEST_RESULTS_BYTES]), text, ended or status(process)


def read(descriptor: int, got: dict[int, bytearray], waiting: selectors.DefaultSelector) -> None:
    if part := os.read(descriptor, 1 << 16):
        got[descriptor] += part
    else:
        waiting.unregister(descriptor)


def status(process: subprocess.Popen[bytes]) -> str:
    with suppress(subprocess.TimeoutExpired):
        code = process.wait(timeout=2)
        return "" if code == 0 else f"ended with status {code}"
    return "closed its output and ran on"


def killed(process: subprocess.Popen[bytes]) -> None:
    """The whole group, whatever it still does."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()


def note(ran: Ran, line: bytes, nonce: str, cases: int) -> None:
    """One line of results, if it is one: the first word on a case counts, and no other."""
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        said = json.loads(line)
        number = said["case"]
        if said["nonce"] != nonce or number in ran.returned or number not in range(-1, cases):
            return
        if "error" in said:
            told = said["error"]
            at = told["line"] if isinstance(told["line"], int) else None
            failure = Failure(str(told["kind"]), str(told["message"]), at)
            if number == -1:
                ran.load_failure = failure
            ran.returned[number] = Returned(failure=failure)
        else:
            value = child.decoded(said["returned"])
            ran.returned[number] = Returned(value, changed_inputs=bool(said["changed"]))
