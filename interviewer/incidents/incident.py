"""An incident: a job, what is wrong with it, the timeline it gives, and what a fix would give."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pydantic import Field

from interviewer.checking.calculators import Answer
from interviewer.data import data
from interviewer.errors import UsageError
from interviewer.incidents import effects
from interviewer.incidents.conditions import Conditions
from interviewer.incidents.faults import Fault, fault, faults
from interviewer.incidents.jobs import Job, models_for
from interviewer.incidents.machines import Machine, boards, machine
from interviewer.incidents.reckoning import reckoned
from interviewer.incidents.simulation import simulate
from interviewer.incidents.timeline import Timeline
from interviewer.incidents.workloads import Workload, workload, workloads
from interviewer.levels import Level
from interviewer.loader import Written, load
from interviewer.rubric import Id, Text

# Below this nobody would have noticed; above it nobody would call it slow, but broken.
LEAST_SLOWDOWN, MOST_SLOWDOWN = 1.12, 12
MOST_DRAWS = 200
JETSON_WORKLOADS = ("decode", "prefill", "detector")
SEVERITIES: dict[Level, int] = {"entry": 2, "senior": 1, "staff": 0}
HERRINGS: dict[Level, int] = {"entry": 1, "senior": 2, "staff": 3}


class Herring(Written):
    """Something that looks suspicious and is harmless."""

    id: Id
    said: Text
    harmless: Text
    corrected_errors: int = Field(default=0, ge=0)
    replays: int = Field(default=0, ge=0)


class Herrings(Written):
    herrings: tuple[Herring, ...]


@dataclass(frozen=True)
class Incident:
    """Everything follows from these: the same values give the same texts, to the byte."""

    seed: int
    level: Level
    fault: Fault
    job: Job
    rank: int
    herrings: tuple[Herring, ...]

    @property
    def severity(self) -> int:
        return SEVERITIES[self.level]

    @cached_property
    def healthy(self) -> Timeline:
        return simulate(self.job, effects.healthy(self.job), self.seed)

    @cached_property
    def conditions(self) -> Conditions:
        step_s = self.healthy.step_s
        return effects.conditions(self.fault.id, self.job, step_s, self.severity, self.rank)

    @cached_property
    def timeline(self) -> Timeline:
        return simulate(self.job, self.conditions, self.seed)

    @cached_property
    def remedied(self) -> Timeline:
        """The counterfactual: the fault put right, everything else as it is."""
        return simulate(self.job, effects.remedied(self.fault.id, self.job), self.seed)

    @property
    def effective_step_s(self) -> float:
        """A step's share of the day, restarts included."""
        return self.timeline.step_s / (1 - self.conditions.restart_share)

    @property
    def steps_per_s(self) -> float:
        """While the job runs: what every log says."""
        return 1 / self.timeline.step_s

    @cached_property
    def gain(self) -> Answer:
        """How many times faster the remedied job is, with the working."""
        before_s, after_s = self.effective_step_s, self.remedied.step_s
        return reckoned("speed-up", seconds_before=before_s, seconds_after=after_s)

    @property
    def speedup(self) -> float:
        return float(self.gain.result.value)

    @property
    def symptom(self) -> str:
        """What the candidate is told: how it shows, not why."""
        told = self.fault.symptom or (
            "The {title} is {slower:.0%} slower since Tuesday: {rate:.3g} steps/s where it used to"
            " do {before:.3g}. The code of the model did not change."
        )
        is_serving = self.job.workload.is_serving
        rate = self.steps_per_s * (self.job.samples_per_step if is_serving else 1)
        return told.format(
            title=self.job.workload.title,
            unit=self.job.workload.unit,
            slower=1 - 1 / self.speedup,
            rate=1 / self.effective_step_s if "steps/s" in told else rate,
            before=1 / self.healthy.step_s,
        )


def incident(
    seed: int,
    *,
    fault_id: str | None = None,
    hardware: str | None = None,
    workload_id: str | None = None,
    level: Level = "senior",
) -> Incident:
    """Draws an incident that somebody would have noticed; what is given is kept.

    Raises UsageError for an unknown name, or when what is given can't go wrong together.
    """
    draw = random.Random(f"{seed} {level}")
    wanted = (
        fault(fault_id) if fault_id else None,
        machine(hardware) if hardware else None,
        workload(workload_id) if workload_id else None,
    )
    if wanted[0] is None and wanted[1] is None and wanted[2] is None:
        wanted = (draw.choice(faults()), None, None)
    possible = list(combinations(*wanted))
    for _ in range(MOST_DRAWS if possible else 0):
        found = drawn(draw, seed, level, *draw.choice(possible))
        if LEAST_SLOWDOWN <= found.speedup <= MOST_SLOWDOWN:
            return found
    said = " with ".join(filter(None, (fault_id, hardware, workload_id)))
    raise UsageError(f"{said}: nobody would notice that; leave one of them out, or see --list")


def combinations(
    known_fault: Fault | None, known_machine: Machine | None, known_workload: Workload | None
) -> Iterator[tuple[Fault, Machine, Workload]]:
    """All that can go wrong together, within what is given."""
    for what in [known_fault] if known_fault else faults():
        for kind in [known_workload] if known_workload else workloads():
            if kind.id not in what.workloads:
                continue
            for on in [known_machine] if known_machine else machines_for(kind):
                if fits(what, on, kind):
                    yield what, on, kind


def machines_for(kind: Workload) -> Iterator[Machine]:
    for board in boards():
        for count in kind.gpu_counts:
            if count == 1 or not board.id.startswith("jetson"):
                yield Machine(board, count)


def fits(what: Fault, on: Machine, kind: Workload) -> bool:
    if on.is_jetson and kind.id not in JETSON_WORKLOADS:
        return False
    if what.id == "wrong-transport" and on.nodes == 1 and not on.nvlink_bytes_per_s:
        return False
    return ("jetson" if on.is_jetson else "server") in what.on and on.gpus >= what.least_gpus


def drawn(
    draw: random.Random, seed: int, level: Level, what: Fault, on: Machine, kind: Workload
) -> Incident:
    batch = draw.choice(what.batch or kind.batches)
    model = draw.choice(models_for(kind, on))
    job = Job(on, kind, model, batch, draw.choice(kind.tokens))
    herrings = load(data("corpus/incidents/herrings.toml"), Herrings).herrings
    told = tuple(draw.sample(herrings, HERRINGS[level]))
    return Incident(seed, level, what, job, draw.randrange(on.local_gpus), told)
