"""Inputs put together from several things said, and the table of what fills each slot."""

import re
from collections.abc import Callable

from interviewer.checking.changes import of_change
from interviewer.checking.devices import (
    NVLINK_GENERATION,
    PCIE_GENERATION,
    PCIE_LANES,
    ZERO_STAGE,
    capability_or_any,
    compute_capability,
    devices,
    devices_or_each,
    devices_reading,
    devices_rented,
    links_or_devices,
    pcie_lanes_or_16,
    ranks,
    workers_ratio,
    zero_or_fsdp,
)
from interviewer.checking.filling import (
    FILLERS,
    every,
    fill,
    in_text,
    or_one,
    pattern_slot,
    same_as,
)
from interviewer.checking.matrices import (
    lora_matrices,
    lora_side,
    m_less_one,
    matrix,
    tile,
    tile_rows_only,
)
from interviewer.checking.parameters import (
    active_params,
    gated_block_params,
    hidden_said_or_model,
    is_gated,
    params,
)
from interviewer.checking.rates import (
    achieved_byte_rate,
    achieved_flops,
    any_byte_rate,
    arrivals,
    hbm_bytes_per_s,
    link_bytes_per_s,
    peak_flops_any,
    peak_flops_dense,
    peak_flops_other,
    peak_flops_sparse,
    per_link_rate,
    rates,
)
from interviewer.checking.slots import Bound, Ground, around, said
from interviewer.checking.storage import (
    active_weight_bytes,
    batch_meant,
    batch_or_one,
    buffer_bytes,
    bytes_or_memory,
    extreme_bytes,
    head_dim,
    kv_bytes_per_token,
    kv_heads,
    memory_bytes_total,
    tokens,
    tokens_large,
    tokens_of_batch,
    tokens_or_1024,
    tokens_or_gpt3,
    weight_bytes,
)
from interviewer.checking.widths import (
    block_dtype,
    bytes_per_element,
    dtype,
    format_bits,
    from_dtype,
    kv_bytes,
    to_dtype,
    weight_bits,
    weight_width,
    width_fp32,
)

__all__ = ["fill"]


def share_left(slot: str) -> Callable[[Ground], tuple[Bound, ...]]:
    """One minus a share said."""
    return lambda ground: tuple(
        Bound(1 - float(b.value), b.at, "", b.tier) for b in fill(ground, slot)
    )


def serial_share(ground: Ground) -> tuple[Bound, ...]:
    direct = said(ground, "serial_fraction")
    return direct or tuple(
        Bound(1 - float(b.value), b.at, "", b.tier) for b in said(ground, "parallel_fraction")
    )


def parallel_share(ground: Ground) -> tuple[Bound, ...]:
    return tuple(Bound(1 - float(b.value), b.at, "", b.tier) for b in serial_share(ground))


def training_budget(ground: Ground) -> tuple[Bound, ...]:
    """Total training FLOPs: said, else 6 for each parameter and token."""
    spoken = said(ground, "total_flops") or total_flops_or_count(ground)
    tokens = said(ground, "training_tokens")
    computed = tuple(
        Bound(6 * float(p.value) * float(t.value), -1, "6 FLOPs a parameter and token", t.tier)
        for p in fill(ground, "active_params")[:3]
        for t in tokens[:2]
        if p.at != t.at
    )
    return (*spoken, *computed)


def total_flops_or_count(ground: Ground) -> tuple[Bound, ...]:
    """A compute budget, also where the unit is left out: "5.76e23"."""
    spoken = said(ground, "total_flops")
    if spoken:
        return spoken
    return tuple(Bound(a, r.start, "", t) for t, r, a in every(ground, "count", 1e18))[:2]


def is_causal(ground: Ground) -> tuple[Bound, ...]:
    return (
        (Bound(True),)
        if in_text(ground, r"(?<!without a )(?<!without )(?<!no )(?<!non-)\bcausal")
        else ()
    )


def joules_per_token(ground: Ground) -> tuple[Bound, ...]:
    return tuple(Bound(a, r.start, "", t) for t, r, a in every(ground, "energy", 1e-6))[:2]


def device_hours_number(ground: Ground) -> tuple[Bound, ...]:
    return tuple(
        Bound(float(b.value) / 3600, b.at, "", b.tier) for b in said(ground, "device_hours")
    )


def time_in_system(ground: Ground) -> tuple[Bound, ...]:
    """How long one stays: in seconds, or in cycles where arrivals are counted by the cycle."""
    cycles = [
        Bound(a, r.start, "", t)
        for t, r, a in every(ground, "count", 1.0)
        if re.match(r"[\s-]*(?:\w+ )?(?:cycles?|clocks?)\b", around(ground.scene, r)[1])
    ]
    if cycles:
        return tuple(cycles[:2])
    return tuple(Bound(a, r.start, "", t) for t, r, a in every(ground, "time"))[:2]


DAY_S = 86_400
PERIODS = {"hour": 3600, "day": 86_400, "week": 604_800, "month": 2_628_000, "year": 31_536_000}


def bytes_per_param(ground: Ground) -> tuple[Bound, ...]:
    """Bytes said of each parameter: "16 bytes per parameter"."""
    return tuple(
        Bound(reading.value * unit.factor, reading.start, "", tier)
        for tier, here in enumerate(ground.inputs)
        for reading in here
        for unit in reading.units
        if unit.dimension == "bytes" and unit.per in ("parameter", "param", "weight")
    )[:2]


def tile_elements(ground: Ground) -> tuple[Bound, ...]:
    rows, columns = fill(ground, "tile_rows"), fill(ground, "tile_columns")
    if not (rows and columns):
        return ()
    return (Bound(float(rows[0].value) * float(columns[0].value), columns[0].at, "", rows[0].tier),)


def run_s(ground: Ground) -> tuple[Bound, ...]:
    """How long something runs: said in numbers, or "for a week"."""
    spoken = said(ground, "seconds")
    period = re.search(
        r"\b(?:for|in|over) (?:an?|one) (hour|day|week|month|year)\b", ground.sentence_text
    )
    return spoken or ((Bound(PERIODS[period.group(1)]),) if period else ())


def period_s(ground: Ground) -> tuple[Bound, ...]:
    """The time over which something is counted: "in a 30-day month", "a year"."""
    spoken = tuple(b for b in said(ground, "seconds") if float(b.value) >= DAY_S)
    named = re.search(
        r"\b(?:an?|per|each|every|the|in|over the|/) ?(hour|day|week|month|year)\b",
        ground.sentence_text,
    )
    return spoken or (
        (Bound(PERIODS[named.group(1)], -1, f"one {named.group(1)}"),) if named else ()
    )


NINES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def availability(ground: Ground) -> tuple[Bound, ...]:
    """The share of time up: said in percent, or as "three nines"."""
    nines = re.search(r"\b(two|three|four|five|six) nines\b", ground.sentence_text, re.IGNORECASE)
    spoken = said(ground, "availability")
    return spoken or ((Bound(1 - 10.0 ** -NINES[nines[1].lower()]),) if nines else ())


def defects_per_cm2(ground: Ground) -> tuple[Bound, ...]:
    """A density of defects; a bare number of them is for a square centimetre."""
    dense = tuple(Bound(a * 100, r.start, "", t) for t, r, a in every(ground, "density"))
    return dense[:2] or said(ground, "defects_per_cm2")


FILLERS.update(
    {
        "params": params,
        "active_params": active_params,
        "dtype": dtype,
        "bytes_per_element": bytes_per_element,
        "kv_bytes": kv_bytes,
        "kv_heads": kv_heads,
        "head_dim": head_dim,
        "tokens": tokens,
        "hbm_bytes_per_s": hbm_bytes_per_s,
        "link_bytes_per_s": link_bytes_per_s,
        "peak_flops_dense": peak_flops_dense,
        "peak_flops_sparse": peak_flops_sparse,
        "devices": devices,
        "ranks": ranks,
        "weight_bytes": weight_bytes,
        "kv_bytes_per_token": kv_bytes_per_token,
        "compute_capability": compute_capability,
        "zero_stage": pattern_slot(ZERO_STAGE),
        "nvlink_generation": pattern_slot(NVLINK_GENERATION),
        "pcie_generation": pattern_slot(PCIE_GENERATION),
        "pcie_lanes": pattern_slot(PCIE_LANES),
        "achieved_byte_rate": achieved_byte_rate,
        "achieved_flops": achieved_flops,
        "active_weight_bytes": active_weight_bytes,
        "any_byte_rate": any_byte_rate,
        "arrivals": arrivals,
        "batch_meant": batch_meant,
        "batch_or_one": batch_or_one,
        "block_dtype": block_dtype,
        "bytes_per_param": bytes_per_param,
        "buffer_bytes": buffer_bytes,
        "bytes_or_memory": bytes_or_memory,
        "capability_or_any": capability_or_any,
        "capability_said": same_as("compute_capability"),
        "change_first": of_change(lambda first, _: first),
        "change_larger": of_change(max),
        "change_second": of_change(lambda _, second: second),
        "change_smaller": of_change(min),
        "data_parallel_or_one": or_one("data_parallel"),
        "defects_per_cm2": defects_per_cm2,
        "device_hours_number": device_hours_number,
        "devices_reading": devices_reading,
        "devices_or_each": devices_or_each,
        "devices_or_one": or_one("devices"),
        "flop_rate_said": lambda ground: rates(ground, "flop_rate", lambda *_: True),
        "format_bits": format_bits,
        "from_dtype": from_dtype,
        "gated_block_params": gated_block_params,
        "gemm_k": matrix(2),
        "gemm_m": matrix(0),
        "gemm_n": matrix(1),
        "heads_or_one": or_one("heads"),
        "hidden_said_or_model": hidden_said_or_model,
        "in_features": lora_side(0),
        "is_causal": is_causal,
        "is_gated": is_gated,
        "joules_per_token": joules_per_token,
        "larger_bytes": extreme_bytes(max),
        "layers_or_one": or_one("layers"),
        "links_or_devices": links_or_devices,
        "lora_matrices": lora_matrices,
        "m_less_one": m_less_one,
        "memory_bytes_total": memory_bytes_total,
        "micro_or_batch": same_as("micro_batch", "batch_or_one"),
        "out_features": lora_side(1),
        "parallel_share": parallel_share,
        "pcie_lanes_or_16": pcie_lanes_or_16,
        "peak_flops_other": peak_flops_other,
        "peak_flops_any": peak_flops_any,
        "per_link_rate": per_link_rate,
        "rest_of_time": share_left("share_of_time"),
        "devices_rented": devices_rented,
        "devices_or_nodes": same_as("devices", "nodes"),
        "availability": availability,
        "downtime_share": share_left("availability"),
        "period_s": period_s,
        "run_s": run_s,
        "serial_share": serial_share,
        "smaller_bytes": extreme_bytes(min),
        "tile_elements": tile_elements,
        "tile_columns": tile(1),
        "tile_rows": tile(0),
        "tile_rows_only": tile_rows_only,
        "time_in_system": time_in_system,
        "to_dtype": to_dtype,
        "tokens_large": tokens_large,
        "tokens_of_batch": tokens_of_batch,
        "tokens_or_1024": tokens_or_1024,
        "tokens_or_gpt3": tokens_or_gpt3,
        "total_flops_or_count": total_flops_or_count,
        "training_budget": training_budget,
        "weight_bits": weight_bits,
        "weight_width": weight_width,
        "width_fp32": width_fp32,
        "workers_ratio": workers_ratio,
        "zero_or_fsdp": zero_or_fsdp,
    }
)
