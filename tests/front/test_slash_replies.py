"""What is typed: answers, and commands only where they are meant."""

import pytest

from interviewer.front.replies import Answer, Command, typed


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [("/skip", "skip", ""), ("  /reveal dmon ", "reveal", "dmon"), ("/HELP", "help", "")],
)
def test_a_known_word_after_a_slash_is_a_command(text: str, name: str, argument: str) -> None:
    assert typed(text, 3.0) == Command(name, argument, 3.0)


@pytest.mark.parametrize("text", ["/ops per second", "/unknown", "a /skip", "/skip\nand more"])
def test_everything_else_is_an_answer(text: str) -> None:
    assert typed(text, 3.0) == Answer(text, 3.0)
