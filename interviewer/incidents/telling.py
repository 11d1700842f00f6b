"""What the interviewer tells in words when somebody asks about the job: characterising is free."""

from collections.abc import Callable
from dataclasses import dataclass

from interviewer.incidents.incident import Incident


@dataclass(frozen=True)
class Told:
    """A fact of the job that no artefact holds, and the words that ask for it."""

    id: str
    asked_as: tuple[str, ...]
    text: Callable[[Incident], str]


def hardware(incident: Incident) -> str:
    machine = incident.job.machine
    if machine.is_jetson:
        return f"One {machine.gpu.name}."
    joined = "NVLink" if machine.nvlink_bytes_per_s else "PCIe only"
    beyond = ", one 400 Gb/s adapter per GPU between nodes" if machine.nodes > 1 else ""
    return f"{machine.name}, {joined} between the GPUs of a node{beyond}."


def batch(incident: Incident) -> str:
    job = incident.job
    if job.workload.is_serving:
        return f"{job.batch} sequences run together in a step."
    return (
        f"{job.batch} {'sequences' if job.workload.id == 'training' else job.workload.unit} a GPU."
    )


def model(incident: Incident) -> str:
    job = incident.job
    billions = f", {job.params / 1e9:.2f} billion parameters" if job.params >= 1e9 else ""
    return f"{job.model_name}{billions}, in 16 bits."


def sizes(incident: Incident) -> str:
    job = incident.job
    match job.workload.id:
        case "detector":
            return (
                f"Images of {job.tokens} × {job.tokens} pixels, three channels, as 32-bit floats."
            )
        case "recommender":
            return f"26 tables, {job.tokens} lookups in each per sample, rows of 128 floats."
        case _:
            return f"Up to {job.tokens:,} tokens a sequence."


def changes(incident: Incident) -> str:
    """What happened around then; the fault itself nobody connects with it."""
    said = " ".join(herring.said for herring in incident.herrings)
    return f"Nobody touched the model. {said} Other than that nothing I know of."


def rate(incident: Incident) -> str:
    job = incident.job
    samples = incident.steps_per_s * job.samples_per_step
    now = f"{incident.steps_per_s:.4g} steps/s, {samples:,.0f} {job.workload.unit}/s"
    if incident.fault.id == "bandwidth-bound-decode":
        return f"It runs at {now}, as it always has."
    return f"It runs at {now}; before, it was {1 / incident.healthy.step_s:.4g} steps/s."


def parallelism(incident: Incident) -> str:
    job = incident.job
    if job.workload.is_serving:
        replicas = job.machine.gpus // job.tensor_parallel
        return f"Tensor parallel over {job.tensor_parallel}, {replicas} replica(s)."
    kind = "tables sharded, the rest data-parallel" if job.model is None else "data-parallel"
    return f"{job.machine.gpus} rank(s), {kind}."


def scope(incident: Incident) -> str:
    """Whether it is all the time, everywhere."""
    if incident.conditions.restart_share:
        return "It fails on this job only, always the same one; between failures it's fine."
    return "It's been like this since it began, day and night, and other jobs don't complain."


TOLD: tuple[Told, ...] = (
    Told("batch", ("batch size", "batch", "concurrency", "how many sequences"), batch),
    Told("hardware", ("hardware", "which gpu", "which gpus", "what gpus", "what gpu",
                      "how many gpus", "gpu type", "nodes", "which machine", "what machine",
                      "interconnect", "network"), hardware),
    Told("model", ("which model", "what model", "model size", "how big is the model", "parameters",
                   "precision", "data type", "dtype"), model),
    Told("sizes", ("sequence length", "context length", "prompt length", "image size",
                   "input size", "resolution", "lookups per sample", "how long are"), sizes),
    Told("changes", ("what changed", "anything change", "changed since", "what happened on tuesday",
                     "what happened", "change log", "changelog", "recent changes", "deployed",
                     "upgrade", "what is different", "what's different"), changes),
    Told("rate", ("throughput", "baseline", "how fast", "how slow", "expected rate",
                  "before tuesday", "tokens per second", "samples per second",
                  "images per second", "how much slower",
                  "used to be"), rate),
    Told("parallelism", ("parallelism", "data parallel", "tensor parallel", "how is it split",
                         "ddp", "fsdp", "how many ranks"), parallelism),
    Told("scope", ("all the time", "every node", "other jobs", "all nodes", "constant", "sudden",
                   "gradual", "when did it start", "intermittent", "since when", "only this job",
                   "reproducible", "always"), scope),
)  # fmt: skip
