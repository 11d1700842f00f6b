"""What the terminal shows, on a console of known width."""

import io

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import DummyInput
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from interviewer.front.terminal import Terminal
from interviewer.transcript.events import Revealed

TABLE = "name" + " " * 100 + "calls\nmm" + " " * 104 + "17280"


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_an_artefact_wider_than_the_terminal_is_shown_whole(columns: int) -> None:
    out = io.StringIO()
    with create_app_session(input=DummyInput(), output=DummyOutput()):
        terminal = Terminal(Console(file=out, width=columns))
    terminal.show(Revealed(to="q1", artefact="profile", title="Profiler", text=TABLE))
    assert all(line in out.getvalue() for line in TABLE.splitlines())
