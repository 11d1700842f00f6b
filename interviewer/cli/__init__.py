"""The command line: `interviewer …`."""

import sys


def main() -> None:
    """Runs a command; whatever can be said in one sentence is said so, on stderr."""
    from interviewer.errors import InterviewerError

    try:
        from interviewer.cli.app import app

        app()
    except InterviewerError as error:
        print(f"interviewer: {error}", file=sys.stderr)
        raise SystemExit(error.exit_status) from None
    except KeyboardInterrupt:
        print("interviewer: interrupted", file=sys.stderr)
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output has gone (`… | head`): nothing is left to say or to whom.
        sys.stdout = None
        raise SystemExit(0) from None
