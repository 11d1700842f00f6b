"""The prompt for recognition: how terms and numbers are written here, with the question's words."""

import re
from collections.abc import Iterable

from interviewer.questions import Question

# Whisper keeps the last 223 tokens of its prompt, and the terms that all rounds share take most.
MOST_TERMS = 12
# Shows the form of numbers and units. Its own figures are none that an answer would hold, since
# what stands in a prompt is heard more readily.
MANNER = (
    "We ran 23 A100s and 7 H100s. The cache took 370 gigabytes and the weights needed "
    "590 gigabytes, read at 1.74 terabytes per second: p99 was 610 milliseconds at "
    "7,300 tokens per second."
)
# The vocabulary of every round, the words most often misheard last.
EVERYWHERE = (
    "GPUs", "HBM", "FP16", "BF16", "FP8", "INT4", "vLLM", "CUDA graph", "Triton", "FSDP", "LoRA",
    "KV heads", "head dimension", "grouped query attention", "tensor cores", "TFLOPS",
    "FLOPs per byte", "ridge point", "roofline", "Nsight", "warp", "coalescing", "shared memory",
    "Adam", "mixed precision", "checkpointing", "micro-batch", "ring all-reduce", "InfiniBand",
    "compute bound", "bandwidth bound", "launch bound", "prefill", "decode", "shard", "ZeRO-3",
    "KV cache", "NVLink",
)  # fmt: skip
TERM = re.compile(
    r"\b(?:[A-Za-z]*[A-Z][A-Za-z]*[A-Z0-9][\w-]*|[a-z]+[A-Z]\w*|[A-Z]+\d+\w*|[a-z]+-[a-z]+)\b"
)


def prompt_for(question: Question | None) -> str:
    """For an answer to this question, or for speech in general."""
    own = terms_of(question) if question else []
    terms = dict.fromkeys([*(term for term in own if term not in EVERYWHERE), *EVERYWHERE])
    return f"Terms: {', '.join(terms)}. {MANNER}"


def terms_of(question: Question) -> list[str]:
    """The names and technical words of a question and of what a good answer holds."""
    found = dict.fromkeys(term for text in texts(question) for term in TERM.findall(text))
    return [term for term in found if len(term) > 2][:MOST_TERMS]


def texts(question: Question) -> Iterable[str]:
    yield question.text
    for point in question.key_points:
        yield from (point.point, *point.phrasings)
    yield question.model_answer.senior
