"""Parameters of a dense transformer from its shape."""

from typing import Literal

from tools.calculator import calculator
from tools.figures import figure, many, plain
from tools.result import Result
from tools.validation import require_multiple

Biases = Literal["none", "qkv", "all"]


@calculator(
    "ffn-parameters",
    topic="parameters",
    unit="parameters",
    formula="L × 3hF gated, L × 2hF plain",
    sources=("scaling-book-4", "shazeer2020"),
    example={"layers": 80, "hidden_size": 8192, "ffn_size": 28672},
    expected=56.37e9,
)
def ffn_parameters(
    *, hidden_size: int, ffn_size: int, layers: int = 1, gated: bool = True
) -> Result:
    """Parameters of the feed-forward blocks.

    3hF per layer gated (SwiGLU, GeGLU: gate, up and down), 2hF plain (GPT-2, OPT). Scaling book
    ch. 4.
    """
    matrices = 3 if gated else 2
    parameters = layers * matrices * hidden_size * ffn_size
    return Result(
        value=parameters,
        assumptions=("no biases",),
        steps=(
            f"{many(layers, 'layer')} × {many(matrices, 'matrix')} × {hidden_size:,} × {ffn_size:,}"
            f" = {figure(parameters)} parameters",
        ),
    )


@calculator(
    "attention-parameters",
    topic="parameters",
    unit="parameters",
    formula="L(2hHd + 2hH_kv·d)",
    sources=("gqa2023", "scaling-book-4"),
    example={"layers": 80, "hidden_size": 8192, "heads": 64, "kv_heads": 8, "head_dim": 128},
    expected=80 * (2 * 8192 * 8192 + 2 * 8192 * 1024),
)
def attention_parameters(
    *, hidden_size: int, heads: int, kv_heads: int, head_dim: int, layers: int = 1
) -> Result:
    """Parameters of the attention projections Q, K, V and O.

    2hHd + 2hH_kv·d per layer; kv_heads equals heads for MHA, 1 for MQA. ValueError if heads is
    not a multiple of kv_heads. Ainslie 2023.
    """
    require_multiple("heads", heads, "kv_heads", kv_heads)
    queries = 2 * hidden_size * heads * head_dim
    keys = 2 * hidden_size * kv_heads * head_dim
    parameters = layers * (queries + keys)
    return Result(
        value=parameters,
        assumptions=("no biases",),
        steps=(
            f"Q and O: 2 × {hidden_size:,} × {heads} × {head_dim} = {queries:,} per layer",
            f"K and V: 2 × {hidden_size:,} × {kv_heads} × {head_dim} = {keys:,} per layer",
            f"{many(layers, 'layer')} × {queries + keys:,} = {figure(parameters)} parameters",
        ),
        parts={"per_layer_parameters": queries + keys},
    )


@calculator(
    "mla-parameters",
    topic="parameters",
    unit="parameters",
    formula="L(queries + h(r_kv + d_rope) + r_kv·H(d_nope + d_v) + H·d_v·h)",
    sources=("deepseek-v2",),
    example={
        "hidden_size": 7168,
        "heads": 128,
        "kv_latent_rank": 512,
        "query_latent_rank": 1536,
        "nope_dim": 128,
        "rope_dim": 64,
        "value_dim": 128,
    },
    expected=187_105_280,
)
def mla_parameters(
    *,
    hidden_size: int,
    heads: int,
    kv_latent_rank: int,
    nope_dim: int,
    rope_dim: int,
    value_dim: int,
    query_latent_rank: int = 0,
    layers: int = 1,
) -> Result:
    """Parameters of multi-head latent attention (DeepSeek-V2, V3).

    Queries h·r_q + r_q·H(d_nope + d_rope), or h·H(d_nope + d_rope) with r_q = 0; latent
    h(r_kv + d_rope); its expansion r_kv·H(d_nope + d_v); output H·d_v·h. DeepSeek-V2 sec. 2.1.
    """
    query_width = heads * (nope_dim + rope_dim)
    if query_latent_rank:
        queries = query_latent_rank * (hidden_size + query_width)
    else:
        queries = hidden_size * query_width
    latent = hidden_size * (kv_latent_rank + rope_dim)
    expansion = kv_latent_rank * heads * (nope_dim + value_dim)
    output = heads * value_dim * hidden_size
    per_layer = queries + latent + expansion + output
    return Result(
        value=layers * per_layer,
        assumptions=("no biases, latent norms left out",),
        steps=(
            f"queries {queries:,} + latent {latent:,} + expansion {expansion:,}"
            f" + output {output:,} = {per_layer:,} per layer",
            f"{many(layers, 'layer')} × {per_layer:,} = {figure(layers * per_layer)} parameters",
        ),
        parts={"per_layer_parameters": per_layer},
    )


@calculator(
    "transformer-parameters",
    topic="parameters",
    unit="parameters",
    formula="L(2hHd + 2hH_kv·d + 3hF) + 2Vh + norms",
    sources=("scaling-book-6", "scaling-book-4"),
    example={
        "layers": 32,
        "hidden_size": 4096,
        "heads": 32,
        "kv_heads": 32,
        "head_dim": 128,
        "ffn_size": 11008,
        "vocab_size": 32000,
    },
    expected=6_738_415_616,
)
def transformer_parameters(
    *,
    layers: int,
    hidden_size: int,
    heads: int,
    kv_heads: int,
    head_dim: int,
    ffn_size: int,
    vocab_size: int,
    gated: bool = True,
    tied: bool = False,
    biases: Biases = "none",
    norms_per_layer: int = 2,
    learned_positions: int = 0,
) -> Result:
    """Parameters of a dense transformer decoder, to the last one.

    L(2hHd + 2hH_kv·d + 3hF) + 2Vh + norms: 2hF for a plain FFN, Vh once if embeddings are tied,
    learned_positions · h for GPT-2 style positions. biases "all" gives every linear layer and
    norm a bias (GPT-2, OPT), "qkv" only the projections (Qwen2). ValueError if heads is not a
    multiple of kv_heads. Scaling book ch. 6.
    """
    attention = attention_parameters(
        layers=layers, hidden_size=hidden_size, heads=heads, kv_heads=kv_heads, head_dim=head_dim
    )
    ffn = ffn_parameters(layers=layers, hidden_size=hidden_size, ffn_size=ffn_size, gated=gated)
    embeddings = vocab_size * hidden_size * (1 if tied else 2) + learned_positions * hidden_size
    qkv_biases = (heads + 2 * kv_heads) * head_dim if biases != "none" else 0
    ffn_biases = hidden_size + ffn_size * (2 if gated else 1)
    other_biases = hidden_size + ffn_biases if biases == "all" else 0
    norm_width = hidden_size * (2 if biases == "all" else 1)
    norms = (layers * norms_per_layer + 1) * norm_width
    small = norms + layers * (qkv_biases + other_biases)
    total = attention.value + ffn.value + embeddings + small
    return Result(
        value=total,
        assumptions=(
            "gated FFN" if gated else "plain FFN",
            "tied embeddings" if tied else "separate input and output embeddings",
            f"biases: {biases}",
        ),
        steps=(
            *attention.steps[-1:],
            *ffn.steps,
            f"embeddings {'once' if tied else 'twice'} {vocab_size:,} × {hidden_size:,}"
            f" = {figure(embeddings)} parameters",
            f"norms and biases = {figure(small)} parameters",
            f"total {figure(total)} = {plain(total / 1e9)} billion parameters",
        ),
        parts={
            "attention_parameters": attention.value,
            "ffn_parameters": ffn.value,
            "embedding_parameters": embeddings,
            "non_embedding_parameters": total - embeddings,
        },
    )
