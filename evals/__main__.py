"""How far this interviewer can be trusted.

python -m evals [--suite NAME] [--engine NAME] [--json] [--html FILE] [--results]
python -m evals --compare offline compatible
python -m evals add TRANSCRIPT
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.engines import NAMES, OFFLINE
from evals.results import PATH as RESULTS
from evals.results import as_json, compared, markdown, table
from evals.runner import SUITES, Result, run
from evals.thresholds import below


def main(arguments: Sequence[str]) -> int:
    """Exit status 0, or 3 when a figure is below its threshold."""
    if arguments[:1] == ["add"]:
        from evals.drafting import main as add

        return add(arguments[1:])
    asked = parser().parse_args(arguments)
    names = asked.suite or [*SUITES]
    runs = [
        list(run(names, engine, asked.jobs, progress)) for engine in asked.compare or [asked.engine]
    ]
    show(runs, asked)
    return told(runs[0])


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m evals", description=__doc__.splitlines()[0])
    made.add_argument("--suite", action="append", choices=[*SUITES], help="only this one; again")
    made.add_argument("--engine", choices=NAMES, default=OFFLINE, help="whose judgement")
    made.add_argument("--compare", nargs=2, choices=NAMES, help="two engines side by side")
    made.add_argument("--jobs", type=int, help="processes; by default one a core")
    made.add_argument("--json", action="store_true", help="figures and failures as JSON")
    made.add_argument("--html", type=Path, metavar="FILE", help="also a page with every failure")
    made.add_argument("--results", action="store_true", help="renew evals/RESULTS.md")
    return made


def show(runs: Sequence[Sequence[Result]], asked: argparse.Namespace) -> None:
    every = [result for results in runs for result in results]
    if asked.json:
        print(json.dumps(as_json(every), indent=2))
    elif asked.compare:
        print("\n\n".join(compared(*pair) for pair in zip(*runs, strict=True)))
    else:
        print("\n\n".join(table(result) for result in every))
    if asked.html:
        from evals.page import page

        asked.html.write_text(page(every), encoding="utf-8")
    if asked.results:
        RESULTS.write_text(markdown(runs[0]), encoding="utf-8")


def progress(suite: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        print(f"\r{suite}: {done} of {of}", end=end, file=sys.stderr, flush=True)


def told(results: Sequence[Result]) -> int:
    faults = [fault for result in results for fault in below(result.suite, result.figures)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 3 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
