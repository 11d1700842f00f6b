"""The runner: nothing is measured twice, a torn line is measured again, and thresholds hold."""

from pathlib import Path

import pytest

from evals import cache
from evals.cache import Cache
from evals.drafting import drafted, quoted
from evals.injections import injections
from evals.mutants import ROOT, mutants
from evals.page import page
from evals.results import compared, table
from evals.runner import Result
from evals.scenario import read
from evals.suites.suite import Failure, Figure, Outcome, mean
from evals.thresholds import Threshold
from interviewer.transcript.record import read as read_record

GOLDEN = ROOT / "tests" / "transcript" / "golden" / "v1.jsonl"
WENT_WRONG = Outcome((Failure("a <b>bold</b> answer", "none"),), {"raised": 0.5}, "> said")


def test_what_was_measured_is_found_again(tmp_path: Path) -> None:
    Cache("answers", "offline", tmp_path).keep("one", WENT_WRONG)
    assert Cache("answers", "offline", tmp_path).known == {"one": WENT_WRONG}
    assert not Cache("answers", "compatible", tmp_path).known


def test_a_line_torn_by_a_kill_is_measured_again(tmp_path: Path) -> None:
    kept = Cache("answers", "offline", tmp_path)
    kept.keep("one", WENT_WRONG)
    kept.keep("two", WENT_WRONG)
    kept.path.write_text(kept.path.read_text()[:-20])
    assert Cache("answers", "offline", tmp_path).known.keys() == {"one"}


def test_the_version_hangs_on_code_and_content() -> None:
    kinds = {path.suffix for path in cache.sources()}
    assert kinds == cache.SUFFIXES


@pytest.mark.parametrize(
    ("bounds", "value", "is_met"),
    [
        ({"at_least": 0.9}, 0.9, True),
        ({"at_least": 0.9}, 0.89, False),
        ({"at_most": 0}, 0.0, True),
        ({"at_most": 0}, 1.0, False),
        ({"at_least": 0.9}, float("nan"), False),
    ],
)
def test_a_bound_holds_or_not(bounds: dict[str, float], value: float, is_met: bool) -> None:
    assert Threshold(**bounds).is_met(value) is is_met


def test_a_bound_goes_one_way() -> None:
    with pytest.raises(ValueError, match="at_least or at_most"):
        Threshold(at_least=0.1, at_most=0.2)


def test_a_mean_comes_with_an_interval_that_holds_it() -> None:
    figure = mean([0.0, 1.0] * 50)
    assert figure.interval is not None
    low, high = figure.interval
    assert low < figure.value == 0.5 < high


def test_failing_cases_stand_side_by_side_and_escaped() -> None:
    shown = page([result(WENT_WRONG)])
    assert "a &lt;b&gt;bold&lt;/b&gt; answer" in shown
    assert "&gt; said" in shown


def test_two_engines_stand_beside_each_other() -> None:
    one, other = result(WENT_WRONG), result(Outcome(), engine="compatible")
    assert compared(one, other).splitlines()[0] == "attacks: offline and compatible"


def test_a_table_names_what_failed() -> None:
    assert "failed: one" in table(result(WENT_WRONG))


def test_there_are_three_hundred_injections_of_their_own() -> None:
    texts = [each.text for each in injections()]
    assert len(texts) == 300
    assert len({*texts}) == 300


def test_a_session_becomes_a_scenario_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "drafted.toml"
    path.write_text("\n".join(drafted(read_record(GOLDEN), "drafted")), encoding="utf-8")
    scenario = read(path)
    assert scenario.lines


@pytest.mark.parametrize("text", ['say "no"', "a\\b", "two\nlines", "bell \x07"])
def test_any_words_can_be_quoted(text: str) -> None:
    import tomllib

    assert tomllib.loads(f"x = {quoted(text)}")["x"] == text


@pytest.mark.parametrize("name", mutants())
def test_the_line_that_a_mutant_breaks_is_there(name: str) -> None:
    mutant = mutants()[name]
    assert (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.old) == 1
    assert mutant.new != mutant.old


def result(outcome: Outcome, engine: str = "offline") -> Result:
    figures = {"honest drift": Figure(0.01, 3)}
    return Result("attacks", engine, figures, {"one": outcome})
