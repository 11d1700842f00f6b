"""Capacity: what fits in memory beside the weights, and what paging wastes."""

from math import ceil

from tools.calculator import calculator
from tools.figures import figure, many, percent
from tools.result import Result
from tools.rounding import ceiling, floor
from tools.validation import require_at_most


@calculator(
    "kv-paging-waste",
    topic="kv-cache",
    unit="1",
    formula="(⌈t/b⌉·b - t) / (⌈t/b⌉·b)",
    sources=("vllm2023",),
    example={"tokens": 100, "block_tokens": 16, "reserved_tokens": 2048},
    expected=12 / 112,
)
def kv_paging_waste(*, tokens: int, block_tokens: int = 16, reserved_tokens: int = 0) -> Result:
    """Share of a paged KV cache that a sequence leaves unused.

    (⌈t/b⌉b - t)/(⌈t/b⌉b): less than one block per sequence. With `reserved_tokens`, also the
    share that reserving the whole context up front would waste. ValueError if the sequence is
    longer than the reservation. PagedAttention.
    """
    blocks = ceil(tokens / block_tokens)
    held = blocks * block_tokens
    waste = (held - tokens) / held
    parts: dict[str, float] = {"blocks": blocks, "unused_tokens": held - tokens}
    steps = [
        f"⌈{tokens:,} / {block_tokens}⌉ = {blocks:,} blocks = {held:,} token slots",
        f"{held - tokens} unused = {percent(waste)}",
    ]
    if reserved_tokens:
        require_at_most("tokens", tokens, "reserved_tokens", reserved_tokens)
        parts["reserved_waste"] = 1 - tokens / reserved_tokens
        steps.append(
            f"reserving {reserved_tokens:,} up front would waste {percent(parts['reserved_waste'])}"
        )
    return Result(
        value=waste,
        assumptions=("no sharing between sequences", "half a block on average"),
        steps=tuple(steps),
        parts=parts,
    )


@calculator(
    "kv-budget",
    topic="kv-cache",
    unit="sequences",
    formula="⌊(memory × share - weights - reserved) / (KV per token × tokens)⌋",
    sources=("vllm2023",),
    example={
        "memory_bytes": 8 * 80e9,
        "memory_share": 0.9,
        "weight_bytes": 141.1e9,
        "kv_bytes_per_token": 327_680,
        "tokens_per_sequence": 8192,
    },
    expected=162,
)
def kv_budget_sequences(
    *,
    memory_bytes: float,
    weight_bytes: float,
    kv_bytes_per_token: float,
    tokens_per_sequence: int,
    memory_share: float = 0.9,
    reserved_bytes: float = 0,
) -> Result:
    """Sequences whose KV cache fits in what the weights leave of the memory.

    ⌊(memory · share - weights - reserved) / KV per sequence⌋, all devices together. ValueError if
    the weights alone do not fit. 0 means they fit, but no whole sequence does.
    """
    usable = memory_bytes * memory_share
    free = usable - weight_bytes - reserved_bytes
    if free < 0:
        raise ValueError(
            f"weight_bytes + reserved_bytes must be at most the usable {figure(usable, 'B')}"
            f" (found {figure(weight_bytes + reserved_bytes, 'B')})"
        )
    tokens = free / kv_bytes_per_token
    sequences = floor(tokens / tokens_per_sequence)
    return Result(
        value=sequences,
        assumptions=("whole sequences, no sharing of prefixes", "no paging waste"),
        steps=(
            f"{figure(memory_bytes, 'B')} × {percent(memory_share)} - {figure(weight_bytes, 'B')}"
            f" of weights - {figure(reserved_bytes, 'B')} reserved = {figure(free, 'B')} free",
            f"over {figure(kv_bytes_per_token)} bytes per token = {figure(floor(tokens))} tokens",
            f"over {many(tokens_per_sequence, 'token')} each = {many(sequences, 'sequence')}",
        ),
        parts={"free_bytes": free, "tokens": floor(tokens)},
    )


@calculator(
    "kv-crossover",
    topic="kv-cache",
    unit="tokens",
    formula="W / KV bytes per token",
    sources=("scaling-book-7",),
    example={"weight_bytes": 26e9, "kv_bytes_per_token": 819_200},
    expected=31_738,
)
def kv_crossover_tokens(*, weight_bytes: float, kv_bytes_per_token: float) -> Result:
    """Cached tokens, over the whole batch, at which KV reads equal weight reads.

    W / KV per token. Below it a larger batch is nearly free; far above it decode time grows with
    the cache. For a mixture of experts, W is the bytes of the experts touched.
    """
    tokens = weight_bytes / kv_bytes_per_token
    return Result(
        value=tokens,
        assumptions=("each decode step reads all weights and all cached tokens once",),
        steps=(
            f"{figure(weight_bytes, 'B')} over {figure(kv_bytes_per_token)} bytes per token"
            f" = {figure(tokens)} cached tokens",
        ),
    )


@calculator(
    "inference-memory",
    topic="inference-memory",
    unit="B",
    formula="W + KV + activations; ⌈… / (memory × share)⌉ devices",
    sources=("vllm2023",),
    example={
        "weight_bytes": 140e9,
        "kv_bytes": 43e9,
        "memory_bytes_per_device": 80e9,
        "memory_share": 0.9,
    },
    expected=183e9,
)
def inference_memory_bytes(
    *,
    weight_bytes: float,
    kv_bytes: float,
    memory_bytes_per_device: float,
    activation_bytes: float = 0,
    memory_share: float = 1,
) -> Result:
    """Memory that serving needs, and the fewest devices that hold it.

    weights + KV + activations; devices = ⌈that / (memory · share)⌉. Tensor parallelism usually
    rounds up to a power of two. A MIG slice is a device with its own memory.
    """
    needed = weight_bytes + kv_bytes + activation_bytes
    usable = memory_bytes_per_device * memory_share
    devices = ceiling(needed / usable)
    return Result(
        value=needed,
        assumptions=("even split, nothing replicated",),
        steps=(
            f"{figure(weight_bytes, 'B')} weights + {figure(kv_bytes, 'B')} KV"
            f" + {figure(activation_bytes, 'B')} activations = {figure(needed, 'B')}",
            f"over {figure(usable, 'B')} usable per device: {many(devices, 'device')},"
            f" {percent(needed / (devices * usable))} full",
        ),
        parts={"devices": devices, "free_bytes": devices * usable - needed},
    )


@calculator(
    "mig-slice",
    topic="inference-memory",
    unit="B",
    formula="memory × m / 8; compute × c / 7",
    sources=("nvidia-mig",),
    example={"memory_bytes": 80e9, "compute_slices": 1, "memory_slices": 1},
    expected=10e9,
)
def mig_slice_bytes(*, memory_bytes: float, compute_slices: int, memory_slices: int) -> Result:
    """Memory and compute of a MIG instance.

    memory · m/8 and compute · c/7: a GPU has 8 memory and 7 compute slices, and a 1g.10gb
    instance of an 80 GB part has one of each. ValueError for more compute than memory slices.
    NVIDIA MIG user guide.
    """
    require_at_most("compute_slices", compute_slices, "memory_slices", memory_slices)
    memory = memory_bytes * memory_slices / 8
    return Result(
        value=memory,
        assumptions=("nominal slices: the driver reserves a little",),
        steps=(
            f"{figure(memory_bytes, 'B')} × {memory_slices}/8 = {figure(memory, 'B')}",
            f"{compute_slices}/7 of the SMs = {percent(compute_slices / 7)}",
        ),
        parts={"compute_share": compute_slices / 7, "memory_share": memory_slices / 8},
    )
