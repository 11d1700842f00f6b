"""Which inputs of calculators a named model, GPU, link or number format can fill, and from what.

Facts are listed by property, the better one first. Nothing is read here: help must come at once.
"""

from typing import Literal

Kind = Literal["model", "gpu", "link", "dtype"]
KINDS: tuple[Kind, ...] = ("model", "gpu", "link", "dtype")

MODEL_FACTS = {
    "layers": ("shape.layers", "shape.decoder_layers"),
    "hidden_size": ("shape.hidden_size",),
    "heads": ("shape.attention_heads",),
    "kv_heads": ("shape.kv_heads",),
    "head_dim": ("shape.head_dim",),
    "ffn_size": ("shape.ffn_size",),
    "vocab_size": ("shape.vocab_size",),
    "experts": ("shape.moe.routed_experts",),
    "shared_experts": ("shape.moe.shared_experts",),
    "experts_per_token": ("shape.moe.experts_per_token",),
    "expert_ffn_size": ("shape.moe.expert_ffn",),
    "dense_layers": ("shape.moe.dense_layers",),
    "dense_ffn_size": ("shape.ffn_size",),
    "kv_latent_rank": ("shape.mla.kv_lora_rank",),
    "query_latent_rank": ("shape.mla.q_lora_rank",),
    "rope_dim": ("shape.mla.qk_rope_head_dim",),
    "nope_dim": ("shape.mla.qk_nope_head_dim",),
    "value_dim": ("shape.mla.v_head_dim",),
    "params": ("parameters.total",),
    "base_params": ("parameters.total",),
    "active_params": ("parameters.active", "parameters.total"),
    "kv_bytes_per_token": ("kv_cache.per_token",),
}
GPU_FACTS = {
    "hbm_bytes_per_s": ("memory.bandwidth",),
    "memory_bytes": ("memory.capacity",),
    "memory_bytes_per_device": ("memory.capacity",),
    "bus_bits": ("memory.bus",),
    "device_power_w": ("power.tdp",),
    "sms": ("cores.sms",),
    "compute_capability": ("capability.version",),
    "sram_bytes": ("limits.shared_memory_per_block_optin",),
    "die_area_mm2": ("process.die_area",),
    "transistors": ("process.transistors",),
}
LINK_FACTS = {
    "link_bytes_per_s_one_way": ("rate.one_way",),
    "link_bytes_per_s": ("rate.one_way",),
    "network_bytes_per_s_one_way": ("rate.one_way",),
    "link_bits_per_s": ("rate.port",),
}
# Inputs that are worked out from several facts, or from facts and the number format.
WORKED_OUT = ("weight_bytes", "attention_params_per_layer")
PEAKS = ("peak_flops_dense", "peak_flops")
BYTES_PER_VALUE = ("bytes_per_element", "bytes_per_weight")
OF_DTYPE = ("dtype", "bits", *BYTES_PER_VALUE, *PEAKS, "weight_bytes", "kv_bytes_per_token")
# A GPU has links of its own, beside what it fills by itself.
FILLED_FROM: dict[Kind, frozenset[str]] = {
    "model": frozenset((*MODEL_FACTS, *WORKED_OUT)),
    "gpu": frozenset((*GPU_FACTS, *PEAKS, *LINK_FACTS)),
    "link": frozenset(LINK_FACTS),
    "dtype": frozenset(OF_DTYPE),
}
