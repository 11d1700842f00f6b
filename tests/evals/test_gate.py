"""The offline suites: no figure below its threshold, and the committed page is what they say."""

import pytest

from evals.engines import OFFLINE
from evals.results import PATH, markdown
from evals.runner import SUITES, Result, run
from evals.thresholds import below, thresholds


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return list(run([*SUITES], OFFLINE, None, lambda *_: None))


def test_no_figure_is_below_its_threshold(results: list[Result]) -> None:
    assert not [fault for result in results for fault in below(result.suite, result.figures)]


def test_the_committed_results_are_what_the_suites_find(results: list[Result]) -> None:
    """Renew the page by `python -m evals --results`, and look at its diff."""
    assert PATH.read_text(encoding="utf-8") == markdown(results)


def test_every_suite_has_thresholds_and_every_threshold_a_figure(results: list[Result]) -> None:
    for result in results:
        assert thresholds(result.suite)
        assert thresholds(result.suite).keys() <= result.figures.keys()
