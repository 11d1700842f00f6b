"""KV cache: bytes per token, sequence, batch and device."""

from math import ceil

from tools.calculator import calculator
from tools.figures import figure, many, plain
from tools.result import Result
from tools.validation import require_multiple


@calculator(
    "kv-cache",
    topic="kv-cache",
    unit="B",
    formula="2 × L × H_kv × d × bytes × tokens × batch",
    sources=("vllm2023", "gqa2023"),
    example={"layers": 80, "kv_heads": 8, "head_dim": 128},
    expected=327_680,
)
def kv_cache_bytes(
    *,
    layers: int,
    kv_heads: int,
    head_dim: int,
    bytes_per_element: float = 2,
    tokens: int = 1,
    batch: int = 1,
) -> Result:
    """KV-cache bytes of MHA, GQA or MQA for `batch` sequences of `tokens` each.

    2·L·H_kv·d·bytes·tokens·batch. KV heads, not query heads: MHA has as many as query heads, MQA
    one. Experts of a mixture do not multiply it. PagedAttention sec. 3.
    """
    per_token = 2 * layers * kv_heads * head_dim * bytes_per_element
    per_sequence = per_token * tokens
    total = per_sequence * batch
    return Result(
        value=total,
        assumptions=("every layer caches every token", "no paging waste"),
        steps=(
            f"2 (K and V) × {many(layers, 'layer')} × {many(kv_heads, 'KV head')} × {head_dim}"
            f" × {plain(bytes_per_element)} bytes = {figure(per_token)} bytes per token",
            f"× {many(tokens, 'token')} × {many(batch, 'sequence')} = {figure(total, 'B')}"
            f" = {plain(total / 2**30)} GiB",
        ),
        parts={"bytes_per_token": per_token, "bytes_per_sequence": per_sequence},
    )


@calculator(
    "mla-kv-cache",
    topic="kv-cache",
    unit="B",
    formula="L × (r_kv + d_rope) × bytes × tokens × batch",
    sources=("deepseek-v2", "deepseek-v3"),
    example={"layers": 61, "kv_latent_rank": 512, "rope_dim": 64},
    expected=70_272,
)
def mla_kv_cache_bytes(
    *,
    layers: int,
    kv_latent_rank: int,
    rope_dim: int,
    bytes_per_element: float = 2,
    tokens: int = 1,
    batch: int = 1,
) -> Result:
    """KV-cache bytes of multi-head latent attention (DeepSeek-V2, V3).

    L(r_kv + d_rope)·bytes·tokens·batch: one latent for K and V together, so no factor 2 and no
    heads. Tensor parallelism does not divide it: each rank holds the whole latent. DeepSeek-V2.
    """
    width = kv_latent_rank + rope_dim
    per_token = layers * width * bytes_per_element
    total = per_token * tokens * batch
    return Result(
        value=total,
        assumptions=("the latent is cached, not the expanded keys and values",),
        steps=(
            f"{many(layers, 'layer')} × ({kv_latent_rank} latent + {rope_dim} rotary)"
            f" × {plain(bytes_per_element)} bytes = {figure(per_token)} bytes per token",
            f"× {many(tokens, 'token')} × {many(batch, 'sequence')} = {figure(total, 'B')}",
        ),
        parts={"bytes_per_token": per_token, "bytes_per_sequence": per_token * tokens},
    )


@calculator(
    "hybrid-kv-cache",
    topic="kv-cache",
    unit="B",
    formula="2 × H_kv × d × bytes × (L_global·s + L_window·min(s, w)) × batch",
    sources=("hf-mem-70", "mistral2023"),
    example={
        "global_layers": 10,
        "window_layers": 52,
        "window_tokens": 1024,
        "kv_heads": 16,
        "head_dim": 128,
        "tokens": 131_072,
    },
    expected=2 * 16 * 128 * 2 * (10 * 131_072 + 52 * 1024),
)
def hybrid_kv_cache_bytes(
    *,
    window_layers: int,
    window_tokens: int,
    kv_heads: int,
    head_dim: int,
    tokens: int,
    global_layers: int = 0,
    bytes_per_element: float = 2,
    batch: int = 1,
) -> Result:
    """KV-cache bytes with sliding-window layers, alone or mixed with global ones.

    2·H_kv·d·bytes·(L_global·s + L_window·min(s, w)) per sequence. `reserved_bytes` is what an
    engine holds that reserves the full length for every layer. hf-mem issue 70.
    """
    per_layer_token = 2 * kv_heads * head_dim * bytes_per_element
    kept = min(tokens, window_tokens)
    layer_tokens = global_layers * tokens + window_layers * kept
    total = per_layer_token * layer_tokens * batch
    reserved = per_layer_token * (global_layers + window_layers) * tokens * batch
    return Result(
        value=total,
        assumptions=(
            "one shape of KV heads in all layers",
            "the engine frees what left the window",
        ),
        steps=(
            f"2 (K and V) × {many(kv_heads, 'KV head')} × {head_dim}"
            f" × {plain(bytes_per_element)} bytes"
            f" = {figure(per_layer_token)} bytes per token and layer",
            f"{global_layers} global layers × {tokens:,} + {window_layers} window layers"
            f" × {kept:,} = {layer_tokens:,} layer-tokens",
            f"× {many(batch, 'sequence')} = {figure(total, 'B')}, against {figure(reserved, 'B')}"
            " if every layer keeps every token",
        ),
        parts={"reserved_bytes": reserved, "share_of_full": total / reserved},
    )


@calculator(
    "kv-cache-per-device",
    topic="kv-cache",
    unit="B",
    formula="2 × (L / pp) × ⌈H_kv / tp⌉ × d × bytes × tokens × batch",
    sources=("vllm2023", "megatron2021"),
    example={
        "layers": 80,
        "kv_heads": 8,
        "head_dim": 128,
        "tokens": 8192,
        "batch": 16,
        "tensor_parallel": 16,
    },
    expected=80 * 2 * 128 * 2 * 8192 * 16,
)
def kv_cache_bytes_per_device(
    *,
    layers: int,
    kv_heads: int,
    head_dim: int,
    bytes_per_element: float = 2,
    tokens: int = 1,
    batch: int = 1,
    tensor_parallel: int = 1,
    pipeline_parallel: int = 1,
) -> Result:
    """KV-cache bytes on each device under tensor and pipeline parallelism.

    ⌈H_kv/tp⌉ heads and L/pp layers per device: with fewer KV heads than ranks, heads are
    replicated and the cache stops shrinking. ValueError if layers do not divide by stages, or
    heads and ranks do not divide either way. Megatron-LM.
    """
    require_multiple("layers", layers, "pipeline_parallel", pipeline_parallel)
    if kv_heads >= tensor_parallel:
        require_multiple("kv_heads", kv_heads, "tensor_parallel", tensor_parallel)
    else:
        require_multiple("tensor_parallel", tensor_parallel, "kv_heads", kv_heads)
    heads_here, layers_here = ceil(kv_heads / tensor_parallel), layers // pipeline_parallel
    per_token = 2 * layers_here * heads_here * head_dim * bytes_per_element
    total = per_token * tokens * batch
    copies = heads_here * tensor_parallel // kv_heads
    return Result(
        value=total,
        assumptions=("heads are split over tensor-parallel ranks, layers over stages",),
        steps=(
            f"{many(kv_heads, 'KV head')}"
            f" over {many(tensor_parallel, 'rank')}: {heads_here} on each,"
            f" {'no copies' if copies == 1 else f'each head held {copies} times'}",
            f"2 (K and V) × {many(layers_here, 'layer')} × {heads_here} × {head_dim}"
            f" × {plain(bytes_per_element)} bytes = {figure(per_token)} bytes per token",
            f"× {many(tokens, 'token')} × {many(batch, 'sequence')}"
            f" = {figure(total, 'B')} per device",
        ),
        parts={"bytes_per_token": per_token, "copies_of_each_head": copies},
    )
