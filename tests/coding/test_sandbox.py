"""Hostile code is kept in and scores nothing, as root and as a user; what keeps less in says so."""

import os
import platform
import shutil
import socket
import struct
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.coding import seccomp
from interviewer.coding.interpreter import Interpreter, of, own
from interviewer.coding.judging import tried
from interviewer.coding.ladder import trouble_with_bubblewrap
from interviewer.coding.problem import problem
from interviewer.coding.running import Inputs, Ran, run
from interviewer.coding.sandbox import Bubblewrap, Docker, LimitsOnly

from .attacks import ATTACKS, Attack

USER = 61_714
SYSTEM_PYTHON = Path("/usr/bin/python3")
every_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
in_bubblewrap = pytest.mark.skipif(
    bool(trouble_with_bubblewrap()), reason=trouble_with_bubblewrap() or "-"
)


@pytest.fixture
def listener() -> Iterator[int]:
    """A port of this machine that takes connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def attacked(attack: Attack, port: int, interpreter: Interpreter) -> Ran:
    within_s = 1 if attack.name == "loop" else 5
    return run(Bubblewrap(interpreter), attack.source, "solve", [Inputs((port,))], within_s)


@in_bubblewrap
@every_attack
def test_bubblewrap_contains(attack: Attack, listener: int) -> None:
    ran = attacked(attack, listener, own())
    assert attack.contained(ran), ran


@in_bubblewrap
@pytest.mark.skipif(os.geteuid() != 0, reason="as a user already")
@every_attack
def test_bubblewrap_contains_as_a_user(attack: Attack, listener: int) -> None:
    """In a child process that gives root up: the interpreter of root's home is closed to it."""
    library = Path(f"/usr/lib/python3.{sys.version_info.minor}")
    if not library.is_dir() or not SYSTEM_PYTHON.resolve().name.endswith(library.name[6:]):
        pytest.skip("no Python of the same version that everybody may run")
    interpreter = of(SYSTEM_PYTHON.resolve(), library)
    if (process := os.fork()) == 0:
        status = 1
        try:
            os.setgroups([])
            os.setgid(USER)
            os.setuid(USER)
            ran = attacked(attack, listener, interpreter)
            status = 0 if attack.contained(ran) else 2
            if status:
                print(ran)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


@in_bubblewrap
@every_attack
def test_an_attack_scores_nothing(attack: Attack) -> None:
    asked = problem("online-softmax")
    source = attack.source.replace("def solve(x):", "def stream_attention(x, blocks):")
    asked.said = asked.said.model_copy(update={"within_s": 1.0})
    assert tried(asked, source, asked.examples(), Bubblewrap()).passed == 0


@in_bubblewrap
def test_the_first_word_on_a_case_counts_and_only_with_the_nonce() -> None:
    source = """
import os
def solve(x):
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, b'{"nonce": "x", "case": 0, "returned": 5, "changed": false}\\n')
        except OSError:
            pass
    return x
"""
    ran = run(Bubblewrap(), source, "solve", [Inputs((1,)), Inputs((2,))])
    assert [ran.returned[n].value for n in (0, 1)] == [1, 2]


@in_bubblewrap
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a uid to give up")
def test_root_is_given_up_before_the_code_is_read() -> None:
    source = (
        "import os\n"
        "found = (os.getuid(), os.geteuid(), os.getgroups())\n"
        "def solve():\n    return found"
    )
    assert run(Bubblewrap(), source, "solve", [Inputs(())]).returned[0].value == (61713, 61713, [])


@in_bubblewrap
def test_an_error_names_the_candidates_own_line() -> None:
    ran = run(Bubblewrap(), "def solve(x):\n    y = 1\n    return x / 0\n", "solve", [Inputs((1,))])
    assert str(ran.returned[0].failure) == "ZeroDivisionError on line 3: division by zero"


@in_bubblewrap
def test_a_syntax_error_is_told_with_its_line() -> None:
    ran = run(Bubblewrap(), "def solve(x)\n    return x\n", "solve", [Inputs((1,))])
    assert ran.load_failure
    assert ran.load_failure.line == 1


@in_bubblewrap
def test_installed_packages_are_hidden_but_for_numpy() -> None:
    """This program may be installed among them, with the solutions of its problems."""
    site = own().packages[0].parent
    mixed = replace(own(), parts=(*own().parts, site), masked=(*own().masked, site))
    source = "import os, numpy\ndef solve(x):\n    return sorted(os.listdir(x))\n"
    ran = run(Bubblewrap(mixed), source, "solve", [Inputs((str(site),))])
    assert ran.returned[0].value == sorted(package.name for package in own().packages)


def test_the_levels_below_say_what_they_do_not_contain() -> None:
    assert not Bubblewrap().uncontained or platform.machine() not in seccomp.MACHINES
    for word in ("file", "network", "signal", "leave processes"):
        assert word in LimitsOnly().uncontained
    assert Docker().uncontained


def test_limits_alone_still_stop_a_loop_a_flood_and_memory() -> None:
    for name in ("loop", "output flood", "memory", "fake exit", "patched checker"):
        attack = next(a for a in ATTACKS if a.name == name)
        assert attack.contained(run(LimitsOnly(), attack.source, "solve", [Inputs((1,))], 2)), name


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_the_filter_jumps_to_where_it_should(machine: str) -> None:
    """Run by a little interpreter of the four instructions that it is made of."""
    program = seccomp.program(machine)
    assert program
    lines = [struct.unpack("=HBBI", program[n : n + 8]) for n in range(0, len(program), 8)]
    known = seccomp.MACHINES[machine]
    for number in range(460):
        wanted = seccomp.REFUSE if number in known.refused.values() else seccomp.ALLOW
        assert decided(lines, number, known.audit) == wanted, number
    assert decided(lines, 0, 0x40000003) == seccomp.KILL
    if known.has_x32:
        assert decided(lines, seccomp.X32_CALLS + 1, known.audit) == seccomp.KILL


def decided(lines: list[tuple[int, int, int, int]], number: int, audit: int) -> int:
    held, at = 0, 0
    while True:
        code, true, false, constant = lines[at]
        at += 1
        match code:
            case seccomp.LOAD:
                held = {seccomp.CALL_NUMBER: number, seccomp.ARCHITECTURE: audit}[constant]
            case seccomp.JUMP_EQUAL:
                at += true if held == constant else false
            case seccomp.JUMP_AT_LEAST:
                at += true if held >= constant else false
            case seccomp.RETURN:
                return constant


def test_another_machine_has_no_filter() -> None:
    assert seccomp.program("riscv64") is None


def test_bubblewrap_is_on_this_machine_if_it_is_installed() -> None:
    assert bool(trouble_with_bubblewrap()) or shutil.which("bwrap")
