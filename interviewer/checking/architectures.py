"""Model architectures as `corpus/hardware/models` describes them: shapes, parameters, KV cache."""

from typing import Annotated, Literal

from pydantic import Field

from interviewer.checking.records import Count, Number, Record, Sourced, Text
from interviewer.loader import Written


class Experts(Written):
    routed_experts: Count
    shared_experts: Annotated[int, Field(ge=0)] = 0
    experts_per_token: Count
    expert_ffn: Count
    dense_layers: Annotated[int, Field(ge=0)] = 0


class LatentAttention(Written):
    kv_lora_rank: Count
    q_lora_rank: Count
    qk_nope_head_dim: Count
    qk_rope_head_dim: Count
    v_head_dim: Count


class Shape(Sourced):
    layers: Count | None = None
    conv_layers: Count | None = None
    encoder_layers: Count | None = None
    decoder_layers: Count | None = None
    hidden_size: Count | None = None
    attention: Literal["MHA", "GQA", "MQA", "MLA"] | None = None
    attention_heads: Count | None = None
    kv_heads: Count | None = None
    head_dim: Count | None = None
    ffn_size: Count | None = None
    vocab_size: Count | None = None
    classes: Count | None = None
    mel_bins: Count | None = None
    audio_frames: Count | None = None
    moe: Experts | None = None
    mla: LatentAttention | None = None


class Context(Sourced):
    length_tokens: Count


class Parameters(Sourced):
    """`active` is what one token uses in a mixture of experts."""

    total_billion: Number
    active_billion: Number | None = None


class KvCache(Sourced):
    """In 16 bits at full context: sliding windows need less."""

    per_token_bytes: Count


class Compute(Sourced):
    """For one image at the model's usual size; a multiply-accumulate is two FLOP."""

    flops_gflop: Number | None = None
    macs_gmac: Number | None = None


class ModelArchitecture(Record):
    family: Text
    type: Text
    shape: Shape | None = None
    context: Context | None = None
    parameters: Parameters
    nominal: Parameters | None = None
    kv_cache: KvCache | None = None
    compute: Compute | None = None
