"""One call of `interviewer grade`: input, ledger, run, then output, dead letters and report."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer import __version__
from interviewer.content import Content
from interviewer.errors import ContentError, UsageError
from interviewer.front.batch import examples, ledger, output, page, schemes
from interviewer.front.batch.columns import NO_WORD
from interviewer.front.batch.examples import Examples
from interviewer.front.batch.fingerprint import of_input, of_options
from interviewer.front.batch.ledger import Graded, Ledger
from interviewer.front.batch.progress import progress
from interviewer.front.batch.rows import Table
from interviewer.front.batch.run import Run
from interviewer.front.batch.schemes import Schemes
from interviewer.front.batch.summary import Summary, summarised
from interviewer.front.batch.tables import table
from interviewer.front.batch.work import Terms
from interviewer.levels import Level
from interviewer.settings import Settings

STDIN = "-"
STDIN_NAME = "stdin.jsonl"
DEAD_SUFFIX = ".dead.jsonl"
Said = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """What is to be graded, how, and where the grades go; without an output, nothing is kept."""

    input: str
    level: Level
    chosen: Mapping[str, str]
    format: output.Format = "jsonl"
    output: Path | None = None
    report: Path | None = None
    examples: Path | None = None
    rubric: Path | None = None
    content: Path | None = None
    resume: bool = True
    limit: int | None = None
    workers: int | None = None
    plain: bool = False
    models: Settings | None = None

    def done(self, show: Callable[[Iterable[str]], None], said: Said) -> Summary:
        """Grades what is not graded yet. `show` takes grades without an output, as JSON and as
        they come; `said` takes sentences about what was found and written."""
        self.refuse_overwriting()
        with readable(self.input) as path:
            found = table(path, self.chosen)
            if renamed := columns_told(found.places):
                said(renamed)
            with self.opened_ledger() as kept:
                kept.begin(self.about(path))
                return self.graded(found, kept, show, said)

    def graded(
        self, found: Table, kept: Ledger, show: Callable[[Iterable[str]], None], said: Said
    ) -> Summary:
        given = examples.read(self.examples) if self.examples else Examples()
        own = schemes.read(self.rubric) if self.rubric else Schemes()
        terms = Terms(self.level, self.content, self.models)
        run = Run(found, kept, terms, given, own, self.limit, self.workers)
        rows, last = run.count()
        with progress(rows, plain=self.plain, wanted=self.is_watched) as told:
            results = replace(run, told=told).results(rows)
            grades = (one.grade for one in results if isinstance(one, Graded))
            show(grades) if not self.output else exhausted(grades)
        return self.finished(kept, last, said)

    @property
    def is_watched(self) -> bool:
        """Grades that run over the screen show by themselves how far it is."""
        return self.output is not None or not sys.stdout.isatty()

    def finished(self, kept: Ledger, last: int, said: Said) -> Summary:
        """Writes what was asked for, from the ledger, so that a resumed run gives the same."""
        summary = summarised(kept, last)
        if self.output:
            output.write(self.output, self.format, (one.grade for one in kept.graded(last)))
            said(f"Written to {self.output}; {ledger.beside(self.output).name} lets it resume.")
        if summary.dead:
            self.write_dead(kept, last, said)
        if self.report:
            self.write_report(summary, kept, last, said)
        refuse_all_dead(summary, kept)
        return summary

    def write_dead(self, kept: Ledger, last: int, said: Said) -> None:
        """Dead letters go to a file beside the output, or are told if there is none."""
        if not self.output:
            for one in kept.dead(last):
                said(f"Row {one.row} can't be graded: {one.reason}.")
            return
        path = self.output.with_name(self.output.name + DEAD_SUFFIX)
        with output.whole(path) as part, part.open("w", encoding="utf-8") as file:
            file.writelines(ledger.dead_line(one) + "\n" for one in kept.dead(last))
        said(f"Rows that can't be graded are in {path}, each with its reason.")

    def write_report(self, summary: Summary, kept: Ledger, last: int, said: Said) -> None:
        assert self.report
        name = STDIN_NAME if self.input == STDIN else Path(self.input).name
        with output.whole(self.report) as part:
            part.write_text(page.html(name, self.level, summary, kept.dead(last)), encoding="utf-8")
        said(f"Report written to {self.report}.")

    def refuse_overwriting(self) -> None:
        """Raises UsageError where a result would replace what is read, or another result."""
        given = (self.input, self.examples, self.rubric)
        read = [Path(one).resolve() for one in given if one and one != STDIN]
        written = [one.resolve() for one in (self.output, self.report) if one]
        for path in written:
            if path in read or written.count(path) > 1:
                raise UsageError(f"{path.name} would be overwritten; give another name")
            if not path.parent.is_dir():
                raise UsageError(f"there is no folder {path.parent}; make it, or choose another")

    def opened_ledger(self) -> Ledger:
        if not self.output:
            return Ledger(None)
        path = ledger.beside(self.output)
        if not self.resume:
            ledger.removed(path)
        return Ledger(path)

    def about(self, path: Path) -> dict[str, str]:
        """What makes grades what they are; another format or number of processes does not."""
        return {
            "input": of_input(path),
            "choice of columns": of_options(self.chosen),
            "level": self.level,
            "set of examples": of_input(self.examples) if self.examples else "none",
            "rubric": of_input(self.rubric) if self.rubric else "none",
            "engine": of_models(self.models),
            "bank": Content.with_added(self.content).version,
            "version": __version__,
        }


def of_models(models: Settings | None) -> str:
    """The engine with its models, or that there is none; where the key comes from is no part."""
    if models is None:
        return "offline"
    return " ".join([models.engine, models.base_url, models.model, models.grader_model]).strip()


def refuse_all_dead(summary: Summary, kept: Ledger) -> None:
    """Raises ContentError where no row at all could be graded or was found blank."""
    if summary.dead and summary.dead == summary.rows:
        first = next(kept.dead())
        raise ContentError(
            f"none of {summary.dead} rows can be graded; row {first.row}: {first.reason}"
        )


def columns_told(places: Mapping[str, str]) -> str:
    """Which column was taken for what, if any is called otherwise."""
    renamed = [f"{f} from {c!r}" for f, c in places.items() if f != NO_WORD.sub("_", c).casefold()]
    return f"Taking {', '.join(renamed)}." if renamed else ""


def exhausted(grades: Iterable[str]) -> None:
    for _ in grades:
        pass


@contextmanager
def readable(given: str) -> Iterator[Path]:
    """The input as a path; stdin is put down in a file first, as it is read more than once."""
    if given != STDIN:
        yield Path(given)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / STDIN_NAME
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield path
