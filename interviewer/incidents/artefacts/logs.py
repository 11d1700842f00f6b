"""The job's own logs: steps with their rate, the data loader, the server, the configuration."""

from collections.abc import Iterator

from interviewer.incidents.incident import Incident
from interviewer.incidents.timeline import Doing

FIRST_STEP = 18_400
LOG_EVERY = 5
ADAM_BYTES_PER_PARAM = 12
PREFETCH = 2


def training_log(incident: Incident) -> str:
    """One line per five steps, what interrupts them, and the mean rate at the end."""
    lines = [line for step in range(incident.timeline.steps) for line in of_step(incident, step)]
    rate = incident.steps_per_s
    done = rate * incident.job.samples_per_step
    mean = f"{incident.timeline.steps} steps in {incident.timeline.wall_s:.3f} s"
    unit = incident.job.workload.unit
    lines.append(f"[rank0] {mean}: {rate:.4g} steps/s, {done:,.0f} {unit}/s")
    return "\n".join([*lines, *restarts(incident)])


def of_step(incident: Incident, step: int) -> Iterator[str]:
    timeline, held = incident.timeline, incident.conditions
    number = FIRST_STEP + step
    compiled = [i for i in timeline.of(0, "compile") if i.step == step]
    if compiled:
        before, after = 1024 + 37 * step, 1024 + 37 * (step + held.compile_every_steps)
        yield (
            "[rank0] torch._dynamo hit a recompilation in function forward (model.py:118),"
            f" reason: tensor 'x' size mismatch at index 1. expected {before}, actual {after};"
            f" compiled in {compiled[0].seconds:.3f} s"
        )
    seconds = timeline.step_seconds[step]
    if step % LOG_EVERY == LOG_EVERY - 1 or compiled or seconds > 1.5 * min(timeline.step_seconds):
        loss = 2.31 - 0.0007 * step
        waited = data_s(incident, step)
        yield (
            f"[rank0] step {number} loss {loss:.4f} step_time {seconds:.4f} s"
            f" data_time {waited:.4f} s"
        )
    for save in timeline.of(0, "checkpoint"):
        if save.step == step:
            size_gb = incident.job.params * ADAM_BYTES_PER_PARAM / 1e9
            yield (f"[rank0] saved checkpoint-{number} ({size_gb:.1f} GB) in {save.seconds:.3f} s")


def data_s(incident: Incident, step: int) -> float:
    """What the loop measures around `next(loader)`, as most loops do, copies left out."""
    return sum(i.seconds for i in incident.timeline.of(0, "input") if i.step == step)


def restarts(incident: Incident) -> list[str]:
    """How the run ended the last times, where it does."""
    held = incident.conditions
    if not held.restart_share:
        return []
    why = "torch.OutOfMemoryError" if held.is_fragmented else "CUDA error: uncorrectable ECC error"
    lost_min = held.restart_share * 120
    return [
        f"[rank{held.broken_rank}] {why} encountered; exit code 1"
        if not held.is_fragmented
        else f"[rank{held.broken_rank}] {why}: CUDA out of memory; exit code 1",
        f"[launcher] restarting from checkpoint-18000, restart 11 since Tuesday; mean of the"
        f" last ten: {120 - lost_min:.0f} min of training, then {lost_min:.0f} min until the same"
        " step is reached again",
    ]


def loader_log(incident: Incident) -> str:
    """Settings of the data loader, then its queue and timings each few steps."""
    held, job, timeline = incident.conditions, incident.job, incident.timeline
    waits = timeline.seconds(0, "input")
    queued = 0 if waits else held.loader_workers * PREFETCH
    per_sample_s = worker_seconds_per_sample(incident)
    pinned = not held.pageable
    lines = [
        f"loader: num_workers={held.loader_workers} prefetch_factor={PREFETCH}"
        f" pin_memory={pinned} batch_size={job.batch} persistent_workers=True",
    ]
    for step in range(LOG_EVERY - 1, timeline.steps, LOG_EVERY):
        wait_ms = data_s(incident, step) * 1e3
        lines.append(
            f"loader: step {FIRST_STEP + step} queue {queued}/{held.loader_workers * PREFETCH}"
            f" next() {wait_ms:.2f} ms worker {per_sample_s * 1e3:.3f} ms/sample"
        )
    total = f"{waits:.3f} s of {timeline.wall_s:.3f} s"
    return "\n".join([*lines, f"loader: waited in next() for {total}"])


def worker_seconds_per_sample(incident: Incident) -> float:
    """Time a worker spends on one sample: all of the step's if the loader is the limit."""
    held, job, timeline = incident.conditions, incident.job, incident.timeline
    share = 1.0 if held.loader_wait_s else 0.55
    return timeline.step_s * share * held.loader_workers / job.batch


def server_log(incident: Incident) -> str:
    """Per scheduler step: sequences, host time before it, the step itself."""
    timeline, job = incident.timeline, incident.job
    lines = []
    for step in range(LOG_EVERY - 1, timeline.steps, LOG_EVERY):
        spent = {doing: host_ms(incident, step, doing) for doing in ("tokenise", "compile")}
        lines.append(
            f"engine: step {FIRST_STEP + step} running {job.batch} waiting 37"
            f" encode {spent['tokenise']:.2f} ms compile {spent['compile']:.2f} ms"
            f" step_time {timeline.step_seconds[step] * 1e3:.2f} ms"
        )
    encode_s, compile_s = timeline.seconds(0, "tokenise"), timeline.seconds(0, "compile")
    lines.append(
        f"engine: {timeline.steps} steps in {timeline.wall_s:.3f} s: {incident.steps_per_s:.4g}"
        f" steps/s; tokenizer threads 1, encode {encode_s:.3f} s, compile {compile_s:.3f} s"
    )
    return "\n".join(lines)


def host_ms(incident: Incident, step: int, doing: Doing) -> float:
    return 1e3 * sum(i.seconds for i in incident.timeline.of(0, doing) if i.step == step)


def config(incident: Incident) -> str:
    """The job's settings as its file has them."""
    job, held = incident.job, incident.conditions
    rows: dict[str, object] = {
        "model": job.model_name,
        "gpus": job.machine.gpus,
        "nodes": job.machine.nodes,
        "batch_size": job.batch,
        "precision": "bf16",
    }
    if job.workload.is_serving:
        rows |= {
            "max_tokens": job.tokens,
            "tensor_parallel": job.tensor_parallel,
            "cuda_graphs": str(held.graphs).lower(),
        }
    else:
        rows |= {
            "num_workers": held.loader_workers,
            "pin_memory": str(not held.pageable).lower(),
            "checkpoint_every_steps": held.checkpoint_every_steps or 2000,
            "checkpoint_async": "false" if held.checkpoint_every_steps else "true",
            "log_every_steps": 1 if held.syncs else 100,
            "data_parallel": job.machine.gpus,
        }
    if held.compile_every_steps:
        rows |= {"compile": "true", "compile_dynamic": "false", "pad_to_bucket": "false"}
    return "\n".join(f"{name}: {value}" for name, value in rows.items())


def shard_report(incident: Incident) -> str:
    """Lookups per rank and step, as the sharding planner counts them."""
    held, job = incident.conditions, incident.job
    ranks = job.machine.local_gpus
    mean = job.batch * 26 * job.tokens
    lines = ["rank    tables    rows (M)    lookups/step"]
    for rank in range(ranks):
        share = held.skew_factor if rank == held.skewed_rank else 1.0
        tables = 26 // ranks + (rank < 26 % ranks)
        lines.append(f"{rank:>4}{tables:>10}{tables * 11.5:>12.1f}{round(mean * share):>16,}")
    return "\n".join(lines)
