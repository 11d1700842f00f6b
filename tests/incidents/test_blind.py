"""A debugger that reads only the texts finds what was planted."""

from collections import Counter
from dataclasses import fields
from typing import Any

import pytest

from interviewer.incidents import effects
from interviewer.incidents.artefacts.sheets import sheets
from interviewer.incidents.conditions import Conditions
from interviewer.incidents.incident import Incident, incident
from interviewer.levels import Level

from . import diagnosing

LEVELS: tuple[Level, ...] = ("entry", "senior", "staff")
LEAST_FOUND = 0.98


def texts(drawn: Incident) -> dict[str, str]:
    return {sheet.id: sheet.text(drawn) for sheet in sheets(drawn) if sheet.id != "speedscope"}


def found_share(seeds: range) -> float:
    missed: Counter[tuple[str, str]] = Counter()
    for seed in seeds:
        drawn = incident(seed, level=LEVELS[seed % 3])
        found = diagnosing.diagnosed(texts(drawn))
        if found != drawn.fault.id:
            missed[drawn.fault.id, found] += 1
    print(missed)
    return 1 - sum(missed.values()) / len(seeds)


def test_the_planted_fault_shows_in_twenty_seeds() -> None:
    assert found_share(range(20)) >= LEAST_FOUND


@pytest.mark.slow
def test_the_planted_fault_shows_in_a_thousand_seeds() -> None:
    assert found_share(range(1_000, 2_000)) >= LEAST_FOUND


class Healthy(Incident):
    """The same job with nothing wrong."""

    @property
    def conditions(self) -> Conditions:  # type: ignore[override]
        return effects.healthy(self.job)


@pytest.mark.parametrize("seed", range(6))
def test_a_healthy_job_shows_no_fault(seed: int) -> None:
    drawn = incident(seed, fault_id="item-sync")
    healthy = Healthy(**vars_of(drawn))
    assert diagnosing.diagnosed(texts(healthy)) == "nothing"


def vars_of(drawn: Incident) -> dict[str, Any]:
    return {field.name: getattr(drawn, field.name) for field in fields(drawn)}
