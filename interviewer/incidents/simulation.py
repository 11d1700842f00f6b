"""Runs a job under conditions, step by step: where each interval of the timeline comes from."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from interviewer.incidents import timing
from interviewer.incidents.conditions import Conditions
from interviewer.incidents.jobs import Job, Kernel
from interviewer.incidents.timeline import Doing, Interval, Lane, Timeline

STEPS = 40
JITTER = 0.008
# Gradients are reduced while the backward pass still runs: from this share of the compute on.
OVERLAP_FROM = 0.45
# The last bucket can only leave when the last gradient is there.
LAST_BUCKET_SHARE = 0.08
ITEM_BYTES = 4.0


@dataclass
class Rank:
    """One GPU with its process: `now_s` is where the GPU has got to, `issued_s` the host."""

    number: int
    kernel_seconds: Sequence[tuple[Kernel, float]]
    copy_s: float
    now_s: float = 0.0
    issued_s: float = 0.0
    intervals: list[Interval] = field(default_factory=list)

    def spend(
        self, lane: Lane, doing: Doing, name: str, seconds: float, step: int, **of: float
    ) -> None:
        """Moves on by `seconds`; the interval is recorded if it has any length."""
        if seconds > 0:
            end_s = self.now_s + seconds
            self.add(lane, doing, name, self.now_s, end_s, step, **of)
            self.now_s = end_s

    def add(
        self,
        lane: Lane,
        doing: Doing,
        name: str,
        start_s: float,
        end_s: float,
        step: int,
        calls: float = 1,
        bytes: float = 0.0,  # noqa: A002 - the unit is the name
    ) -> None:
        found = Interval(self.number, lane, doing, name, start_s, end_s, step, int(calls), bytes)
        self.intervals.append(found)


@dataclass
class Simulation:
    """The ranks of one node; with more nodes the others do the same."""

    job: Job
    conditions: Conditions
    random: random.Random

    def run(self) -> Timeline:
        ranks = [self.rank(number) for number in range(self.job.machine.local_gpus)]
        ends: list[float] = []
        for step in range(STEPS):
            for rank in ranks:
                rank.now_s = ends[-1] if ends else 0.0
                self.forward_and_backward(rank, step)
            self.communicate(ranks, step)
            ends.append(self.finish(ranks, step))
        intervals = tuple(i for rank in ranks for i in rank.intervals)
        return Timeline(intervals, tuple(ends), len(ranks))

    def rank(self, number: int) -> Rank:
        kernels = [
            (k, timing.kernel_s(self.job, k, self.conditions, number)) for k in self.job.kernels
        ]
        return Rank(number, kernels, timing.copy_s(self.job, self.conditions, number))

    def forward_and_backward(self, rank: Rank, step: int) -> None:
        self.await_input(rank, step)
        self.copy_in(rank, step)
        rank.issued_s = rank.now_s
        kernels = [(k, s) for k, s in rank.kernel_seconds if k.kind != "optimizer"]
        for _ in range(2):
            for kernel, seconds in kernels:
                self.launch(rank, kernel, seconds, 0.5, step)
            self.synchronise(rank, step)

    def await_input(self, rank: Rank, step: int) -> None:
        held = self.conditions
        rank.spend("host", "input", "next", self.jittered(held.loader_wait_s), step)
        rank.spend("host", "tokenise", "encode", self.jittered(held.tokenise_s), step)
        if rank.number in held.remote_ranks:
            wait_s = self.jittered(held.remote_wait_s)
            rank.spend("host", "remote memory", "pin_memory", wait_s, step)
        if held.compile_every_steps and step % held.compile_every_steps == 3:
            rank.spend("host", "compile", "compile_inner", self.jittered(held.compile_s), step)

    def copy_in(self, rank: Rank, step: int) -> None:
        """A pageable copy blocks; a pinned one runs beside the kernels, for the next step."""
        seconds = self.jittered(rank.copy_s)
        name = "Pageable" if self.conditions.pageable else "Pinned"
        start_s = rank.now_s
        rank.add(
            "copy", "copy in", name, start_s, start_s + seconds, step, bytes=self.job.input_bytes
        )
        if self.conditions.pageable:
            rank.now_s += seconds

    def launch(self, rank: Rank, kernel: Kernel, seconds: float, share: float, step: int) -> None:
        """A share of a kernel's launches: none can end before the host has issued it."""
        launches = max(round(kernel.launches * share), 1)
        busy_s = self.jittered(seconds * share)
        moved = timing.kernel_bytes(kernel, self.conditions) * share
        rank.issued_s += launches * self.conditions.launch_s
        rank.spend("compute", "kernel", kernel.name, busy_s, step, calls=launches, bytes=moved)
        rank.now_s = max(rank.now_s, rank.issued_s)

    def synchronise(self, rank: Rank, step: int) -> None:
        count = self.conditions.syncs // 2
        seconds = self.jittered(count * self.conditions.sync_s_each)
        if seconds:
            rank.add(
                "copy",
                "copy out",
                "Pageable",
                rank.now_s,
                rank.now_s + count * 1e-6,
                step,
                calls=count,
                bytes=count * ITEM_BYTES,
            )
        rank.spend("host", "sync", "item", seconds, step, calls=count)
        rank.issued_s = max(rank.issued_s, rank.now_s if seconds else 0.0)

    def communicate(self, ranks: list[Rank], step: int) -> None:
        """A collective ends on all ranks at once; whoever comes early waits inside its kernel."""
        seconds = self.jittered(timing.collective_s(self.job, self.conditions))
        if not seconds:
            return
        slowest = max(ranks, key=lambda rank: rank.now_s)
        end_s = self.collective_end(slowest, seconds, step)
        for rank in ranks:
            start_s = end_s - seconds - (slowest.now_s - rank.now_s)
            count, buffer = timing.collectives(self.job), timing.collective_bytes(self.job)
            name = self.collective_name
            rank.add("comm", "collective", name, start_s, end_s, step, calls=count, bytes=buffer)
        for rank in ranks:
            rank.now_s = end_s

    def collective_end(self, slowest: Rank, seconds: float, step: int) -> float:
        """Gradients overlap with the backward pass, all but the last bucket of them."""
        if not self.job.is_training or self.job.workload.id == "recommender":
            return slowest.now_s + seconds
        begun = self.step_start(slowest, step)
        ready = begun + (slowest.now_s - begun) * OVERLAP_FROM
        return max(ready + seconds, slowest.now_s + seconds * LAST_BUCKET_SHARE)

    def step_start(self, rank: Rank, step: int) -> float:
        """When the rank had its input and launched its first kernel."""
        return next(
            i.start_s for i in reversed(rank.intervals) if i.step == step and i.doing == "copy in"
        )

    @property
    def collective_name(self) -> str:
        if self.job.workload.id == "recommender":
            return "ncclDevKernel_SendRecv(ncclDevKernelArgsStorage<4096ul>)"
        return "ncclDevKernel_AllReduce_Sum_bf16_RING_LL(ncclDevKernelArgsStorage<4096ul>)"

    def finish(self, ranks: list[Rank], step: int) -> float:
        """Optimiser, the copy still under way, a checkpoint if one is due; the step's end."""
        for rank in ranks:
            for kernel, seconds in rank.kernel_seconds:
                if kernel.kind == "optimizer":
                    self.launch(rank, kernel, seconds, 1.0, step)
        end_s = max([rank.now_s for rank in ranks] + list(self.copies_end(ranks, step)))
        every = self.conditions.checkpoint_every_steps
        if every and step % every == every - 1:
            for rank in ranks:
                rank.now_s = end_s
                rank.spend("host", "checkpoint", "save", self.conditions.checkpoint_s, step)
            end_s += self.conditions.checkpoint_s
        return end_s

    def copies_end(self, ranks: list[Rank], step: int) -> Iterator[float]:
        for rank in ranks:
            yield from (
                i.end_s for i in rank.intervals[-16:] if i.doing == "copy in" and i.step == step
            )

    def jittered(self, seconds: float) -> float:
        return seconds * (1 + self.random.uniform(-JITTER, JITTER)) if seconds else 0.0


def simulate(job: Job, conditions: Conditions, seed: int) -> Timeline:
    """The same job, conditions and seed give the same timeline, to the bit."""
    return Simulation(job, conditions, random.Random(seed)).run()
