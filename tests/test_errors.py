"""The tree of errors, drawn in its docstring."""

from interviewer import errors
from interviewer.errors import InterviewerError


def test_every_error_stands_in_the_drawing_with_its_exit_status() -> None:
    drawn = errors.__doc__ or ""
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, InterviewerError):
            line = next(line for line in drawn.splitlines() if name in line)
            assert f"exit {kind.exit_status}" in line
