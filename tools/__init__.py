"""Calculators for GPUs and machine-learning systems: pure, keyword-only, standard library only.

Every calculator takes SI numbers with the unit in the name, raises `ValueError` naming the field,
the bound and the value found, and returns a frozen `Result` with the working as sentences. Call
them as functions, or by name through `tools.catalogue`. They are imported on first use, so that
`import tools` costs next to nothing.
"""

TYPE_CHECKING = False

if TYPE_CHECKING:
    from tools.activations import (
        activation_bytes,
        saved_activation_bytes,
        selective_recompute_saving,
    )
    from tools.all_reduce import (
        hierarchical_all_reduce_seconds,
        in_network_all_reduce_seconds,
        ring_all_reduce_seconds,
        tree_all_reduce_seconds,
    )
    from tools.attention import (
        attention_crossover_tokens,
        attention_flops,
        attention_flops_share,
        attention_score_bytes,
        flash_attention_bytes,
    )
    from tools.capacity import (
        inference_memory_bytes,
        kv_budget_sequences,
        kv_crossover_tokens,
        kv_paging_waste,
        mig_slice_bytes,
    )
    from tools.chinchilla import chinchilla_loss, chinchilla_params, chinchilla_tokens
    from tools.collectives import (
        all_gather_seconds,
        all_to_all_seconds,
        broadcast_seconds,
        bus_bandwidth,
        reduce_scatter_seconds,
    )
    from tools.convolution import convolution_flops, resnet50_intensity
    from tools.cost import (
        compute_cost,
        cost_per_million_tokens,
        flops_per_currency,
        ownership_cost_per_hour,
    )
    from tools.decode import (
        decode_attention_intensity,
        decode_ceiling_tokens_per_s,
        decode_step_seconds,
        speculative_tokens_per_step,
    )
    from tools.die import die_share, transistor_density
    from tools.energy import energy_joules, energy_per_token_joules, flops_per_watt
    from tools.gemm import (
        elementwise_intensity,
        gemm_efficiency,
        gemm_intensity,
        tile_efficiency,
        tile_intensity,
        wave_efficiency,
    )
    from tools.host import (
        data_loader_workers,
        device_feed_share,
        frame_budget_seconds,
        gpu_idle_share,
        launch_gap_share,
        launch_overhead,
    )
    from tools.kv_cache import (
        hybrid_kv_cache_bytes,
        kv_cache_bytes,
        kv_cache_bytes_per_device,
        mla_kv_cache_bytes,
    )
    from tools.links import (
        aggregate_bytes_per_s,
        infiniband_bytes_per_s,
        network_bytes_per_s,
        nvlink_bytes_per_s,
        pcie_bytes_per_s,
        transfer_seconds,
    )
    from tools.lora import lora_parameters
    from tools.memory_access import bank_conflict_ways, coalescing_efficiency
    from tools.model_states import (
        checkpoint_bytes,
        model_state_bytes,
        training_bytes_per_device,
        zero_bytes_per_device,
    )
    from tools.moe import forward_flops, moe_experts_touched, moe_parameters
    from tools.occupancy import register_limit, resident_threads, shared_memory_limit, sm_occupancy
    from tools.parallelism import (
        communication_critical_batch_tokens,
        data_parallel_bytes,
        expert_parallel_bytes,
        pipeline_bubble,
        tensor_parallel_limit,
        tensor_parallel_seconds,
    )
    from tools.parameters import (
        attention_parameters,
        ffn_parameters,
        mla_parameters,
        transformer_parameters,
    )
    from tools.peak import (
        bandwidth_utilisation,
        bytes_change_ratio,
        memory_bandwidth,
        peak_flops,
        sparse_peak_flops,
    )
    from tools.prefill import kv_transfer_seconds, prefill_seconds
    from tools.quantisation import quantisation_error_rms, quantisation_snr_db
    from tools.reliability import (
        availability,
        checkpoint_interval_seconds,
        cluster_mtbf,
        mean_time_between_failures,
        training_goodput,
    )
    from tools.result import Result
    from tools.roofline import (
        arithmetic_intensity,
        attainable_flops_per_s,
        critical_batch_tokens,
        kernel_seconds,
        ridge_point,
    )
    from tools.scaling import (
        amdahl_speedup,
        bytes_in_flight,
        gustafson_speedup,
        littles_law,
        partial_speedup,
        reduction_ratio,
        scaling_efficiency,
        speedup_ratio,
    )
    from tools.serving import (
        replicas_needed,
        request_goodput,
        request_latency_seconds,
        serving_tokens_per_s,
    )
    from tools.sources import SOURCES, Source
    from tools.training_flops import recompute_overhead, tokens_per_step, training_flops
    from tools.training_time import (
        gpu_hours,
        training_seconds,
        training_seconds_achieved,
        training_tokens_per_s,
    )
    from tools.utilisation import flops_utilisation, model_flops_utilisation
    from tools.wafer import area_cost_share, cost_per_good_die, die_yield, gross_dies_per_wafer
    from tools.weights import (
        compression_ratio,
        quantised_weight_bits,
        sharded_bytes,
        sparse_size_ratio,
        weight_bytes,
    )

__all__ = [
    "SOURCES",
    "Result",
    "Source",
    "activation_bytes",
    "aggregate_bytes_per_s",
    "all_gather_seconds",
    "all_to_all_seconds",
    "amdahl_speedup",
    "area_cost_share",
    "arithmetic_intensity",
    "attainable_flops_per_s",
    "attention_crossover_tokens",
    "attention_flops",
    "attention_flops_share",
    "attention_parameters",
    "attention_score_bytes",
    "availability",
    "bandwidth_utilisation",
    "bank_conflict_ways",
    "broadcast_seconds",
    "bus_bandwidth",
    "bytes_change_ratio",
    "bytes_in_flight",
    "checkpoint_bytes",
    "checkpoint_interval_seconds",
    "chinchilla_loss",
    "chinchilla_params",
    "chinchilla_tokens",
    "cluster_mtbf",
    "coalescing_efficiency",
    "communication_critical_batch_tokens",
    "compression_ratio",
    "compute_cost",
    "convolution_flops",
    "cost_per_good_die",
    "cost_per_million_tokens",
    "critical_batch_tokens",
    "data_loader_workers",
    "data_parallel_bytes",
    "decode_attention_intensity",
    "decode_ceiling_tokens_per_s",
    "decode_step_seconds",
    "device_feed_share",
    "die_share",
    "die_yield",
    "elementwise_intensity",
    "energy_joules",
    "energy_per_token_joules",
    "expert_parallel_bytes",
    "ffn_parameters",
    "flash_attention_bytes",
    "flops_per_currency",
    "flops_per_watt",
    "flops_utilisation",
    "forward_flops",
    "frame_budget_seconds",
    "gemm_efficiency",
    "gemm_intensity",
    "gpu_hours",
    "gpu_idle_share",
    "gross_dies_per_wafer",
    "gustafson_speedup",
    "hierarchical_all_reduce_seconds",
    "hybrid_kv_cache_bytes",
    "in_network_all_reduce_seconds",
    "inference_memory_bytes",
    "infiniband_bytes_per_s",
    "kernel_seconds",
    "kv_budget_sequences",
    "kv_cache_bytes",
    "kv_cache_bytes_per_device",
    "kv_crossover_tokens",
    "kv_paging_waste",
    "kv_transfer_seconds",
    "launch_gap_share",
    "launch_overhead",
    "littles_law",
    "lora_parameters",
    "mean_time_between_failures",
    "memory_bandwidth",
    "mig_slice_bytes",
    "mla_kv_cache_bytes",
    "mla_parameters",
    "model_flops_utilisation",
    "model_state_bytes",
    "moe_experts_touched",
    "moe_parameters",
    "network_bytes_per_s",
    "nvlink_bytes_per_s",
    "ownership_cost_per_hour",
    "partial_speedup",
    "pcie_bytes_per_s",
    "peak_flops",
    "pipeline_bubble",
    "prefill_seconds",
    "quantisation_error_rms",
    "quantisation_snr_db",
    "quantised_weight_bits",
    "recompute_overhead",
    "reduce_scatter_seconds",
    "reduction_ratio",
    "register_limit",
    "replicas_needed",
    "request_goodput",
    "request_latency_seconds",
    "resident_threads",
    "resnet50_intensity",
    "ridge_point",
    "ring_all_reduce_seconds",
    "saved_activation_bytes",
    "scaling_efficiency",
    "selective_recompute_saving",
    "serving_tokens_per_s",
    "sharded_bytes",
    "shared_memory_limit",
    "sm_occupancy",
    "sparse_peak_flops",
    "sparse_size_ratio",
    "speculative_tokens_per_step",
    "speedup_ratio",
    "tensor_parallel_limit",
    "tensor_parallel_seconds",
    "tile_efficiency",
    "tile_intensity",
    "tokens_per_step",
    "training_bytes_per_device",
    "training_flops",
    "training_goodput",
    "training_seconds",
    "training_seconds_achieved",
    "training_tokens_per_s",
    "transfer_seconds",
    "transformer_parameters",
    "transistor_density",
    "tree_all_reduce_seconds",
    "wave_efficiency",
    "weight_bytes",
    "zero_bytes_per_device",
]

if not TYPE_CHECKING:  # so that a type checker still refuses a misspelt name

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module 'tools' has no attribute {name!r}")
        from tools.catalogue import public

        globals().update(public())
        return globals()[name]


def __dir__() -> list[str]:
    return sorted(__all__)
