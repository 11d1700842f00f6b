"""Every calculator by name: list them, read a JSON Schema of their inputs, call them with data.

This is the way in for callers whose choice of calculator is itself data: the command line, the
checker of claims, a language model with tools.
"""

from collections.abc import Mapping
from importlib import import_module

from tools.calculator import REGISTERED, Entry
from tools.result import Result
from tools.sources import SOURCES, Source
from tools.validation import Input

MODULES = (
    "activations", "all_reduce", "attention", "capacity", "chinchilla", "collectives",
    "convolution", "cost", "decode", "die", "energy", "gemm", "host", "kv_cache", "links", "lora",
    "memory_access", "model_states", "moe", "occupancy", "parallelism", "parameters", "peak",
    "prefill", "quantisation", "reliability", "roofline", "scaling", "serving", "training_flops",
    "training_time", "utilisation", "wafer", "weights",
)  # fmt: skip
JSON_TYPES = {int: "integer", float: "number", bool: "boolean", str: "string"}

# A module registers its calculators when it is imported.
for _module in MODULES:
    import_module(f"tools.{_module}")


def names() -> list[str]:
    """The names of all calculators, sorted."""
    return sorted(REGISTERED)


def topics() -> dict[str, list[str]]:
    """The names of the calculators by topic, both sorted."""
    found = sorted({entry.topic for entry in REGISTERED.values()})
    return {topic: [n for n in names() if REGISTERED[n].topic == topic] for topic in found}


def get(name: str) -> Entry:
    """The calculator called `name`; ValueError with the nearest names if there is none."""
    if name in REGISTERED:
        return REGISTERED[name]
    # Imported here: only a misspelt name needs it.
    from difflib import get_close_matches

    near = get_close_matches(str(name), REGISTERED, n=3, cutoff=0.4) or names()[:3]
    raise ValueError(f"no calculator is called {name!r}: did you mean {', '.join(near)}?")


def call(name: str, inputs: Mapping[str, object]) -> Result:
    """Runs a calculator on named inputs; ValueError names any that are unknown or missing."""
    entry = get(name)
    unknown = [k for k in inputs if k not in entry.inputs]
    if unknown:
        allowed = ", ".join(entry.inputs)
        raise ValueError(f"{name} does not take {', '.join(map(str, unknown))}: it takes {allowed}")
    missing = [k for k in entry.required if k not in inputs]
    if missing:
        raise ValueError(f"{name} needs {', '.join(missing)} (found {', '.join(inputs) or 'none'})")
    return entry.function(**inputs)


def schema(name: str) -> dict[str, object]:
    """JSON Schema of a calculator's inputs, ready for tool calling."""
    entry = get(name)
    properties = {k: _property(spec) for k, spec in entry.inputs.items()}
    for k, default in entry.defaults.items():
        properties[k]["default"] = default
    return {
        "type": "object",
        "title": entry.name,
        "description": entry.summary,
        "properties": properties,
        "required": entry.required,
        "additionalProperties": False,
    }


def public() -> dict[str, object]:
    """What `from tools import …` offers: the calculators' functions, results and sources."""
    functions = {entry.function.__name__: entry.function for entry in REGISTERED.values()}
    return {**functions, "Result": Result, "SOURCES": SOURCES, "Source": Source}


def _property(spec: Input) -> dict[str, object]:
    kind = JSON_TYPES[spec.type]
    described: dict[str, object] = {
        "type": [kind, "null"] if spec.optional else kind,
        "description": spec.field.description,
    }
    if spec.choices:
        described["enum"] = [*spec.choices, None] if spec.optional else list(spec.choices)
    elif spec.type is not bool:
        described |= spec.field.bounds
    return described
