"""Numbers in what candidates say: readings they cite, and gains they predict."""

import pytest

from interviewer.incidents.evidence import cited
from interviewer.incidents.predicting import predicted

SHOWN = {"dmon": "0 696 52 43 99 33 1470", "nsys-kernels": "97.0 880,000,000 160,000 5,500.0"}


def test_a_reading_counts_as_said_rounded_or_in_another_prefix() -> None:
    said = "It draws 696 W at 1470 MHz, and 160,000 launches take 5.5 µs each."
    assert [c.written for c in cited(said, SHOWN, "")] == ["696", "1470", "160,000", "5.5"]


def test_what_was_told_or_never_shown_is_no_evidence() -> None:
    assert not list(cited("It draws 350 W.", SHOWN, ""))
    assert not list(cited("It draws 696 W.", SHOWN, "You said 696 W."))


@pytest.mark.parametrize(
    ("said", "factor"),
    [
        ("I expect about 1.4x.", 1.4),
        ("It gets 2 times as fast", 2.0),
        ("30% more throughput", 1.3),
        ("That's 30 percent faster", 1.3),
        ("20% less time", 1.25),
        ("from 520 ms to 400 ms a step", 1.3),
        ("from 2.6 to 1.3 s", 2.0),
        ("back to 3 steps/s", 1.5),
    ],
)
def test_a_gain_is_read_in_the_forms_people_use(said: str, factor: float) -> None:
    found = predicted(said, steps_per_s=2.0)
    assert found
    assert found.factor == pytest.approx(factor)
    assert found.quote in said


def test_no_number_is_no_prediction() -> None:
    assert predicted("It gets much faster on all 8 GPUs.", 2.0) is None


@pytest.mark.parametrize(
    ("factor", "verdict"), [(1.5, "met"), (1.4, "met"), (1.25, "partly"), (3.0, "not_met")]
)
def test_a_prediction_is_held_against_the_simulated_fix(factor: float, verdict: str) -> None:
    found = predicted(f"{factor}x", 1.0)
    assert found
    assert found.verdict(1.5) == verdict
