"""A code round at a terminal or a pipe: edit, run the examples, take a hint, submit, answer."""

import select
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interviewer.coding import reporting
from interviewer.coding.quiz import marked
from interviewer.coding.sitting import Sitting, Submission, hint
from interviewer.errors import CapabilityMissing, UsageError
from interviewer.front.editor import command

MENU = "[e]dit  [r]un  [h]int  [s]ubmit  [q]uit"
POLL_S = 0.3
LARGEST_SOURCE_BYTES = 200_000

Say = Callable[[str], None]


@dataclass
class Desk:
    """`say` takes results; what only a person at a terminal needs goes to stderr."""

    sitting: Sitting
    file: Path
    say: Say

    def work(self) -> bool:
        """Edit and run until the candidate submits (True) or leaves (False)."""
        self.edit()
        while True:
            prompt(f"\n{MENU}")
            line = sys.stdin.readline()
            if not line or line.strip().lower() in ("q", "quit"):
                return False
            match line.strip().lower()[:1]:
                case "e":
                    self.edit()
                case "r":
                    self.run()
                case "h":
                    self.hint()
                case "s":
                    return True

    def edit(self) -> None:
        """The candidate's own editor, as it is: no completion comes from here."""
        try:
            subprocess.run([*command(), str(self.file)], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise CapabilityMissing(
                f"the editor did not start or save ({error}); set EDITOR, or use --file and --watch"
            ) from None
        self.run()

    def watch(self) -> bool:
        """Runs the examples on each save until a line on stdin submits or leaves."""
        prompt(f"Watching {self.file}: save to run, Enter s to submit, h for a hint, q to quit.")
        seen = None
        while True:
            if (now := saved_at(self.file)) != seen:
                seen = now
                self.run()
            if select.select([sys.stdin], [], [], POLL_S)[0]:
                line = sys.stdin.readline()
                if not line or line.strip().lower() in ("q", "quit"):
                    return False
                if line.strip().lower() in ("s", "submit"):
                    return True
                if line.strip().lower() in ("h", "hint"):
                    self.hint()

    def run(self) -> None:
        source = source_of(self.file)
        self.say(reporting.of_examples(self.sitting.problem, self.sitting.examples(source)))

    def hint(self) -> None:
        found = hint(self.sitting.problem, self.sitting.attempts)
        self.sitting.attempt = self.sitting.attempts.open(self.sitting.problem.said.id)
        self.say(f"Hint (−{found.cost:g}): {found.text}" if found else "There are no more hints.")

    def submit(self) -> Submission:
        """The hidden cases, then the questions.

        Who answers none is scored for the code alone; who leaves on the way, for what is left too.
        """
        submission = self.sitting.submitted(source_of(self.file))
        self.say(reporting.of_cases(submission))
        for quiz, marks in submission.to_ask():
            said = answer(quiz.ask, self.say)
            if said is None and not submission.questions:
                break
            marks.append(marked(quiz, said or ""))
        return submission


def prompt(text: str, end: str = "\n") -> None:
    if sys.stdin.isatty():
        print(text, end=end, file=sys.stderr, flush=True)


def answer(ask: str, say: Say) -> str | None:
    """One line of an answer; None when nothing more will come."""
    say(f"\n{ask}")
    prompt("you  ", end="")
    line = sys.stdin.readline()
    return line.strip() if line else None


def source_of(file: Path) -> str:
    """The candidate's text; UsageError if it can't be read or is no text."""
    try:
        if file.stat().st_size > LARGEST_SOURCE_BYTES:
            raise UsageError(f"{file} is larger than {LARGEST_SOURCE_BYTES} bytes; hand in code")
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text; name a Python file") from None
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}); name your file") from None


def saved_at(file: Path) -> int:
    """When it was last saved, in ns; an editor may put a new file in its place meanwhile."""
    for _ in range(5):
        try:
            return file.stat().st_mtime_ns
        except OSError:
            time.sleep(POLL_S / 3)
    return 0
