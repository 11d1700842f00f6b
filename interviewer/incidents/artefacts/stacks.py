"""Samples of the host's main thread, as `py-spy` writes them: folded, and for speedscope."""

import json

from interviewer.incidents.incident import Incident
from interviewer.incidents.timeline import Doing

SAMPLES = 2400
SAMPLE_S = 0.01
STEP = {"train": "train (train.py:212)", "serve": "step (serve.py:148)"}
HOST: dict[Doing, tuple[str, ...]] = {
    "input": (
        "__next__ (torch/utils/data/dataloader.py:734)",
        "_get_data (torch/utils/data/dataloader.py:1443)",
        "_try_get_data (torch/utils/data/dataloader.py:1284)",
        "get (multiprocessing/queues.py:113)",
        "poll (multiprocessing/connection.py:257)",
    ),
    "tokenise": (
        "prepare (serve.py:96)",
        "encode (transformers/tokenization_utils_base.py:2716)",
        "tokenize (transformers/tokenization_utils.py:697)",
        "bpe (slow_tokenizer.py:141)",
    ),
    "sync": ("log_metrics (train.py:241)", "item (torch/_tensor.py:0)"),
    "checkpoint": (
        "save_checkpoint (train.py:305)",
        "save (torch/serialization.py:943)",
        "_save (torch/serialization.py:1206)",
        "write_record (torch/serialization.py:1204)",
    ),
    "compile": (
        "compile_wrapper (torch/_dynamo/eval_frame.py:736)",
        "__call__ (torch/_dynamo/convert_frame.py:1471)",
        "compile_inner (torch/_dynamo/convert_frame.py:949)",
        "compile_fx (torch/_inductor/compile_fx.py:1863)",
    ),
    "remote memory": (
        "to_device (train.py:233)",
        "pin_memory (torch/utils/data/_utils/pin_memory.py:61)",
    ),
}
LAUNCHING = ("forward (model.py:118)", "_call_impl (torch/nn/modules/module.py:1773)")
COPYING = ("to_device (train.py:233)", "to (torch/_tensor.py:0)")
WAITING = ("synchronize (torch/cuda/__init__.py:1083)",)


def host_seconds(incident: Incident, rank: int) -> dict[tuple[str, ...], float]:
    """Seconds of the main thread by stack: what it did itself, launched, copied, waited for."""
    timeline, held = incident.timeline, incident.conditions
    script = "serve" if incident.job.workload.is_serving else "train"
    base = ("<module> (main.py:31)", STEP[script])
    found: dict[tuple[str, ...], float] = {}
    for doing, frames in HOST.items():
        if seconds := timeline.seconds(rank, doing):
            found[base + frames] = seconds
    launches = sum(i.calls for i in timeline.of(rank, "kernel")) * held.launch_s
    found[base + LAUNCHING] = min(launches, timeline.wall_s - sum(found.values()))
    if held.pageable:
        found[base + COPYING] = timeline.seconds(rank, "copy in")
    rest = timeline.wall_s - sum(found.values())
    frames = HOST["sync"] if held.syncs else WAITING
    return found | ({base + frames: found.get(base + frames, 0) + rest} if rest > 0 else {})


def folded(incident: Incident, rank: int) -> str:
    """`frame;frame;frame COUNT`, one stack a line (Gregg's FlameGraph, `py-spy --format raw`)."""
    counted = samples(incident, rank)
    return "\n".join(f"{';'.join(stack)} {count}" for stack, count in counted.items())


def samples(incident: Incident, rank: int) -> dict[tuple[str, ...], int]:
    seconds = host_seconds(incident, rank)
    total = sum(seconds.values())
    counted = {stack: round(SAMPLES * spent / total) for stack, spent in seconds.items()}
    return {stack: count for stack, count in counted.items() if count}


def speedscope(incident: Incident, rank: int) -> str:
    """The same samples in speedscope's file format, one entry per stack with its weight."""
    counted = samples(incident, rank)
    names = list(dict.fromkeys(frame for stack in counted for frame in stack))
    weights = [count * SAMPLE_S for count in counted.values()]
    profile = {
        "type": "sampled",
        "name": 'Thread 21480 "MainThread"',
        "unit": "seconds",
        "startValue": 0.0,
        "endValue": round(sum(weights), 2),
        "samples": [[names.index(frame) for frame in stack] for stack in counted],
        "weights": [round(weight, 2) for weight in weights],
    }
    return json.dumps(
        {
            "$schema": "https://www.speedscope.app/file-format-schema.json",
            "profiles": [profile],
            "shared": {"frames": [frame(name) for name in names]},
            "activeProfileIndex": None,
            "exporter": "py-spy@0.4.3",
            "name": "py-spy profile",
        },
        separators=(",", ":"),
    )


def frame(name: str) -> dict[str, object]:
    """`next (dataloader.py:734)` as name, file and line."""
    function, _, place = name.rpartition(" (")
    file, _, line = place.rstrip(")").rpartition(":")
    return {"name": function, "file": file, "line": int(line), "col": None}
