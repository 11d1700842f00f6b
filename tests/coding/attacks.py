"""Twelve attacks on a judge of code, each a solution that tries, and how containment shows."""

from collections.abc import Callable
from dataclasses import dataclass

from interviewer.coding.running import Ran


@dataclass(frozen=True)
class Attack:
    """`source` defines `solve`; `contained` looks at what came back."""

    name: str
    source: str
    contained: Callable[[Ran], bool]


def refused(*kinds: str) -> Callable[[Ran], bool]:
    def contained(ran: Ran) -> bool:
        failure = ran.returned[0].failure
        return failure is not None and failure.kind in kinds

    return contained


def stopped(words: str) -> Callable[[Ran], bool]:
    return lambda ran: words in ran.ended and 0 not in ran.returned


def returned(value: object) -> Callable[[Ran], bool]:
    return lambda ran: ran.returned[0].failure is None and ran.returned[0].value == value


FORK_BOMB = """
import os
def solve(x):
    while True:
        os.fork()
"""
MEMORY = """
def solve(x):
    held = []
    while True:
        held.append(bytearray(3_000_000_000))
"""
LOOP = """
def solve(x):
    while True:
        pass
"""
KEY_FILES = """
import os
def solve(x):
    found = []
    for folder in ("/root/.ssh", "/home", "/etc/passwd", "/etc/shadow", "/proc/1/environ",
                   "/var", "/run", "/sys", "/dev"):
        try:
            os.stat(folder)
            found.append(folder)
        except OSError:
            pass
    for at, _, names in os.walk("/"):
        found += [at + "/" + n for n in names if n in ("problem.toml", "id_rsa", ".env")]
    return [*found, *(name for name in os.environ if "KEY" in name or "TOKEN" in name)]
"""
NETWORK = """
import socket
def solve(x):
    socket.create_connection(("127.0.0.1", x), timeout=2).send(b"out")
    return "sent"
"""
WRITE = """
import os
def solve(x):
    written = []
    for folder in ("/", "/tmp", "/usr/lib", "/root", "/etc", "/lib"):
        try:
            with open(folder + "/left-behind", "w") as file:
                file.write("x")
            written.append(folder)
        except OSError:
            pass
    return written
"""
FLOOD = """
def solve(x):
    while True:
        print("x" * 10_000)
"""
FAKE_EXIT = """
import os
def solve(x):
    print('{"nonce": "?", "case": 0, "returned": 1, "changed": false}')
    os._exit(0)
"""
PATCHED = """
import builtins, gc, json, sys
def solve(x):
    main = sys.modules["__main__"]
    main.encoded = lambda value, depth=0: 42
    builtins.isinstance = lambda *_: True
    json.dumps = lambda *_, **__: '{"passed": true}'
    return [o for o in gc.get_objects() if type(o) is dict and "expected" in o]
"""
PTRACE = """
import ctypes, os
def solve(x):
    libc = ctypes.CDLL(None, use_errno=True)
    failed = []
    for number in (101, 250, 323, 425, 310, 321):
        ctypes.set_errno(0)
        result = libc.syscall(number, 0, 0, 0, 0, 0, 0)
        failed.append((result, ctypes.get_errno()))
    return failed
"""
SIGNAL = """
import os, signal
def solve(x):
    for target in (os.getppid(), 1, -1, x):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                if target not in (os.getpid(), 0):
                    os.kill(target, number)
            except OSError:
                pass
    return "alive"
"""
DAEMON = """
import os, time
def solve(x):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
    return "left behind"
"""
ATTACKS = (
    Attack("fork bomb", FORK_BOMB, refused("PermissionError", "BlockingIOError")),
    Attack("memory", MEMORY, refused("MemoryError")),
    Attack("loop", LOOP, stopped("stopped after")),
    Attack("key files", KEY_FILES, returned([])),
    Attack("network", NETWORK, refused("PermissionError", "ConnectionRefusedError", "OSError")),
    Attack("write outside", WRITE, returned([])),
    Attack("output flood", FLOOD, stopped("printed or returned more")),
    Attack("fake exit", FAKE_EXIT, lambda ran: not ran.returned),
    Attack("patched checker", PATCHED, lambda ran: not ran.returned),
    Attack("ctypes and ptrace", PTRACE, returned([(-1, 1)] * 6)),
    Attack("signal the parent", SIGNAL, lambda ran: ran.ended != "" or 0 in ran.returned),
    Attack("daemon", DAEMON, refused("PermissionError", "BlockingIOError")),
)
