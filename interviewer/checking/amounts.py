"""Inputs put together from several things said: the larger of two numbers, a matrix's sides."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from interviewer.checking.filling import (
    bit_rates,
    bytes_of,
    bytes_per_element,
    counted_parts,
    devices,
    dtype,
    fill,
    is_per_token,
    near_formats,
    nearest,
    part_peaks,
    rates,
)
from interviewer.checking.naming import fact_bounds
from interviewer.checking.readings import Reading
from interviewer.checking.slots import Bound, Ground, around, kilo_alternatives, said

ONE = (Bound(1),)


def inputs_for(ground: Ground, slot: str) -> tuple[Bound, ...]:
    """Everything that could fill `slot`, the likeliest first; () if nothing was said."""
    if slot not in AMOUNTS:
        return fill(ground, slot)
    if slot not in ground.cache:
        ground.cache[slot] = AMOUNTS[slot](ground)
    return ground.cache[slot]


def or_one(slot: str) -> Callable[[Ground], tuple[Bound, ...]]:
    return lambda ground: inputs_for(ground, slot) or ONE


def same_as(slot: str, *also: str) -> Callable[[Ground], tuple[Bound, ...]]:
    """The first of several slots that something fills."""
    return lambda ground: next((b for s in (slot, *also) if (b := inputs_for(ground, s))), ())


def in_text(ground: Ground, expression: str) -> bool:
    here = (ground.sentence_text, *(ground.scene.text(span) for span in ground.tiers[2:5]))
    return any(re.search(expression, text, re.IGNORECASE) for text in here)


def every(ground: Ground, dimension: str, low: float = 0.0) -> list[tuple[int, Reading, float]]:
    """Readings of a dimension in all tiers, nearest first, each once."""
    seen = set[int]()
    found = []
    for tier, here in enumerate(ground.inputs):
        for reading in here:
            amount = reading.amount(dimension)
            if amount is not None and amount >= low and reading.start not in seen:
                seen.add(reading.start)
                found.append((tier, reading, amount))
    return found


# Two numbers of one kind that are compared: "from 31 to 25 ms".
BETWEEN = re.compile(
    r"^[^.;]{0,40}?(?:→|->|\bto\b|\bdown to\b|\bversus\b|\bvs\.?|\bagainst\b|\bafter\b|\bnow\b"
    r"|\bthen\b"
    r"|\bwhere\b|\bbecomes?\b|\binto\b|\bbefore and\b"
    r"|\binstead of\b|\bthan\b|\bover\b|/)[^.;]{0,40}$",
    re.IGNORECASE,
)
COMPARED = frozenset(
    {"time", "bytes", "token_rate", "byte_rate", "flop_rate", "rate", "count", "ratio", "bits"}
)


def change(ground: Ground) -> tuple[float, float] | None:
    """The two compared numbers nearest the claim in its sentence, in their order."""
    span = ground.tiers[1]
    here = [r for r in ground.scene.within(span) if r is not ground.claimed]
    for first, second in pairwise(here):
        dimension = next((u.dimension for u in second.units), "")
        low, high = first.amount(dimension), second.amount(dimension)
        gap = ground.scene.document[first.end : second.start]
        usable = ground.usable(first) and ground.usable(second)
        bare = dimension in ("count", "ratio") and not is_from_to(ground, first, gap)
        if dimension in COMPARED and low and high and usable and not bare and BETWEEN.match(gap):
            return low, high
    return None


def is_from_to(ground: Ground, first: Reading, gap: str) -> bool:
    before = around(ground.scene, first)[0]
    return bool(re.search(r"\bfrom\s+\D{0,12}$", before, re.IGNORECASE)) and bool(
        re.search(r"\bto\b|→|->", gap)
    )


def of_change(pick: Callable[[float, float], float]) -> Callable[[Ground], tuple[Bound, ...]]:
    def found(ground: Ground) -> tuple[Bound, ...]:
        pair = change(ground)
        return () if pair is None else (Bound(pick(*pair)),)

    return found


def matrix(index: int) -> Callable[[Ground], tuple[Bound, ...]]:
    """A side of "8192x128x8192", "4k by 4k by 4k", "M=N=K=4096", "a 4096 square"."""
    return lambda ground: sides(ground)[index : index + 1]


BY = re.compile(r"\s*(?:x|×|by|\*|times)\s*", re.IGNORECASE)


def sides(ground: Ground) -> tuple[Bound, ...]:
    for here in ground.inputs:
        ordered = sorted(
            (r for r in here if r.unit("count") or r.unit("ratio")), key=lambda r: r.start
        )
        for at, first in enumerate(ordered):
            row = list(chained(ground, ordered[at:], first))
            if len(row) == 3:
                return tuple(Bound(side(r), -1) for r in row)
            if len(row) == 2 and is_square(ground, row):
                return tuple(Bound(side(row[0]), -1) for _ in range(3))
        for reading in ordered:
            if is_cube(ground, reading):
                return tuple(Bound(side(reading), -1) for _ in range(3))
    return ()


def side(reading: Reading) -> int:
    """4k of a matrix is 4,096."""
    value = reading.value
    return round(value / 1000) * 1024 if reading.kilo else int(value)


def chained(ground: Ground, ordered: list[Reading], first: Reading) -> Iterator[Reading]:
    yield first
    end = first.body_end
    for reading in ordered[1:]:
        if not BY.fullmatch(ground.scene.document[end : reading.start]):
            return
        yield reading
        end = reading.body_end


def is_square(ground: Ground, row: list[Reading]) -> bool:
    same = row[0].value == row[1].value
    after = around(ground.scene, row[1])[1]
    return same and not re.match(r"\s*tile|\s*block", after)


def is_cube(ground: Ground, reading: Reading) -> bool:
    before, after = around(ground.scene, reading)
    equal = re.search(r"M\s?=\s?N\s?=\s?K\s?=\s?$|\ball\s+$", before)
    return bool(equal or re.match(r"[\s-]*(?:cubed|square (?:matrix|matrices|matmul|GEMM))", after))


def tile(index: int) -> Callable[[Ground], tuple[Bound, ...]]:
    def found(ground: Ground) -> tuple[Bound, ...]:
        for here in ground.inputs:
            ordered = sorted(here, key=lambda r: r.start)
            for at, first in enumerate(ordered):
                row = list(chained(ground, ordered[at:], first))
                if len(row) == 2:
                    return (Bound(side(row[index]), -1),)
        return ()

    return found


def tile_rows_only(ground: Ground) -> tuple[Bound, ...]:
    return said(ground, "tile_m")


def m_less_one(ground: Ground) -> tuple[Bound, ...]:
    """The rows of one tile fewer: what is useful of the last one left out."""
    tiles = said(ground, "tile_m")
    return tuple(
        Bound(int(b.value) // int(t.value) * int(t.value), b.at)
        for b in said(ground, "m")
        for t in tiles
        if int(b.value) >= int(t.value)
    )


def share_left(slot: str) -> Callable[[Ground], tuple[Bound, ...]]:
    """One minus a share said."""
    return lambda ground: tuple(
        Bound(1 - float(b.value), b.at, "", b.tier) for b in inputs_for(ground, slot)
    )


def serial_share(ground: Ground) -> tuple[Bound, ...]:
    direct = said(ground, "serial_fraction")
    return direct or tuple(
        Bound(1 - float(b.value), b.at, "", b.tier) for b in said(ground, "parallel_fraction")
    )


def parallel_share(ground: Ground) -> tuple[Bound, ...]:
    return tuple(Bound(1 - float(b.value), b.at, "", b.tier) for b in serial_share(ground))


def buffer_bytes(ground: Ground) -> tuple[Bound, ...]:
    """What a collective works on: bytes said, or the gradients of a model's parameters."""
    spoken = [Bound(a, r.start, "", t) for t, r, a in every(ground, "bytes", 1.0)]
    if spoken:
        return tuple(spoken[:2])
    if not in_text(ground, r"gradients?|weights|parameters?|model"):
        return ()
    sizes = bytes_per_element(ground)
    return tuple(
        Bound(float(p.value) * float(s.value), p.at, s.note, p.tier)
        for p in fill(ground, "params")[:3]
        for s in sizes[:2]
    )


def bytes_or_memory(ground: Ground) -> tuple[Bound, ...]:
    spoken = [Bound(a, r.start, "", t) for t, r, a in every(ground, "bytes", 1e6)][:2]
    return nearest(tuple(spoken), fact_bounds(ground, "gpu", "memory.capacity"))


def any_byte_rate(ground: Ground) -> tuple[Bound, ...]:
    spoken = rates(ground, "byte_rate", lambda *_: True)
    bits = bit_rates(ground)
    if spoken or bits:
        return nearest(spoken, bits)
    if in_text(ground, r"nvlink|pcie|infiniband|ethernet|network|gigabit"):
        return fill(ground, "link_bytes_per_s")
    return fill(ground, "hbm_bytes_per_s")


def active_weight_bytes(ground: Ground) -> tuple[Bound, ...]:
    active = fill(ground, "active_params")
    total = {float(b.value) for b in fill(ground, "params")}
    return tuple(
        Bound(float(p.value) * bytes_of(str(d.value)), p.at, d.note, p.tier, d.assumed)
        for p in active
        if float(p.value) not in total
        for d in dtype(ground)[:2]
    )


def memory_bytes_total(ground: Ground) -> tuple[Bound, ...]:
    count = int((devices(ground) or ONE)[0].value)
    return tuple(
        Bound(float(b.value) * count, b.at, b.note, b.tier)
        for b in fact_bounds(ground, "gpu", "memory.capacity")
    )


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


def gemm_free(slot: str) -> Callable[[Ground], tuple[Bound, ...]]:
    return lambda ground: said(ground, slot)


def peak_flops_other(ground: Ground) -> tuple[Bound, ...]:
    """The peak against which an achieved rate is held: the larger said, else the part's."""
    spoken = [(t, r, a) for t, r, a in every(ground, "flop_rate", 1e9)]
    if len(spoken) >= 2:
        largest = max(spoken[:2], key=lambda one: one[2])
        return (Bound(largest[2], largest[1].start, "", largest[0]),)
    return part_peaks(ground, "dense")


def achieved_flops(ground: Ground) -> tuple[Bound, ...]:
    spoken = [(t, r, a) for t, r, a in every(ground, "flop_rate", 1e9)]
    if not spoken:
        return ()
    smallest = min(spoken[:2], key=lambda one: one[2])
    return (Bound(smallest[2], smallest[1].start, "", smallest[0]),)


def achieved_byte_rate(ground: Ground) -> tuple[Bound, ...]:
    spoken = [(t, r, a) for t, r, a in every(ground, "byte_rate", 1e6)]
    if not spoken:
        return ()
    smallest = min(spoken[:2], key=lambda one: one[2])
    return (Bound(smallest[2], smallest[1].start, "", smallest[0]),)


def formats_compared(ground: Ground) -> list[str]:
    near = near_formats(ground)
    return [f.storage for tier, f in near if tier <= 1] or [f.storage for _, f in near[:2]]


def to_dtype(ground: Ground) -> tuple[Bound, ...]:
    """The narrower of the formats compared."""
    names = formats_compared(ground)
    return (Bound(min(names, key=bits_of)),) if names else ()


def from_dtype(ground: Ground) -> tuple[Bound, ...]:
    names = formats_compared(ground)
    if len(set(names)) >= 2:
        return (Bound(max(names, key=bits_of)),)
    return (Bound("fp16", -1, "against 16 bits", 9, assumed=True),) if names else ()


def bits_of(storage: str) -> float:
    return bytes_of(storage) * 8


def block_dtype(ground: Ground) -> tuple[Bound, ...]:
    """A block format, whose scales add to its bits."""
    near = [(t, f) for t, f in near_formats(ground) if re.match(r"mx|nv|nf|q\d", f.storage)]
    first = near[0][0] if near else 0
    close = sorted((f for t, f in near if t == first), key=lambda f: f.start)
    before = [f for f in close if f.start < ground.claimed.start]
    return tuple(Bound(f.storage) for f in (before[-1:] or close[:1]))


def format_bits(ground: Ground) -> tuple[Bound, ...]:
    near = near_formats(ground)
    if near:
        return (Bound(int(bits_of(near[0][1].storage)), -1, "", near[0][0]),)
    spoken = said(ground, "bit_width")
    return spoken[:1] or (Bound(16, -1, "16-bit values", 9, assumed=True),)


def weight_bits(ground: Ground) -> tuple[Bound, ...]:
    """Bits of a weight, its format's or as said."""
    near = [(t, f) for t, f in near_formats(ground, "kv") if f.storage in ("int4", "int8", "fp16")]
    named = tuple(Bound(int(bits_of(f.storage)), f.start, "", t) for t, f in near[:1])
    return nearest(named, said(ground, "weight_bits"))


def weight_width(ground: Ground) -> tuple[Bound, ...]:
    """Bytes of a weight where the weights' own format is said."""
    near = [f for _, f in near_formats(ground, "kv") if f.of == "weights"]
    return (Bound(bytes_of(near[0].storage)),) if near else ()


def width_fp32(ground: Ground) -> tuple[Bound, ...]:
    found = bytes_per_element(ground)
    return (
        found if near_formats(ground) or found[0].at >= 0 else (Bound(4.0, -1, "FP32 values", 9),)
    )


def zero_or_fsdp(ground: Ground) -> tuple[Bound, ...]:
    stage = fill(ground, "zero_stage")
    full = in_text(ground, r"FSDP|fully shard")
    return stage or ((Bound(3, -1, "FSDP shards everything"),) if full else ())


def gated_block_params(ground: Ground) -> tuple[Bound, ...]:
    """A gated block with F = 4D: 16 D squared, whose matrices match attention at T = 8D."""
    return tuple(
        Bound(16 * float(b.value) ** 2, b.at, "gated block, F = 4D", b.tier)
        for b in hidden_said_or_model(ground)
    )


def hidden_said_or_model(ground: Ground) -> tuple[Bound, ...]:
    return tuple(Bound(b.value, -1, b.note, b.tier) for b in inputs_for(ground, "hidden_size"))


def is_gated(ground: Ground) -> tuple[Bound, ...]:
    """Today's models have gated feed-forward layers; GPT-2, GPT-3, OPT and BERT have none."""
    plain = in_text(
        ground, r"GPT-?[23]|\bOPT\b|BERT|\bViT\b|GELU|plain FFN|two matri|non-?gated|BLOOM|Falcon"
    )
    return (Bound(not plain),)


def is_causal(ground: Ground) -> tuple[Bound, ...]:
    return (
        (Bound(True),)
        if in_text(ground, r"(?<!without a )(?<!without )(?<!no )(?<!non-)\bcausal")
        else ()
    )


def lora_side(index: int) -> Callable[[Ground], tuple[Bound, ...]]:
    def found(ground: Ground) -> tuple[Bound, ...]:
        for here in ground.inputs:
            ordered = sorted(here, key=lambda r: r.start)
            for at, first in enumerate(ordered):
                row = list(chained(ground, ordered[at:], first))
                if len(row) == 2:
                    return (Bound(side(row[index]), -1),)
        hidden = inputs_for(ground, "hidden_size")
        return tuple(Bound(b.value, -1, b.note, b.tier) for b in hidden)

    return found


def lora_matrices(ground: Ground) -> tuple[Bound, ...]:
    per_layer = re.search(
        r"\b(\d+|two|four|seven) (?:\S+ ){0,2}(?:matrices|projections|modules)",
        ground.sentence_text,
    )
    layers = fill(ground, "layers")
    words = {"two": 2, "four": 4, "seven": 7}
    count = words.get(per_layer.group(1)) or int(per_layer.group(1)) if per_layer else 1
    if layers and (
        per_layer or in_text(ground, r"each layer|every layer|per layer|q and v|layers")
    ):
        return (Bound(count * int(layers[0].value)),)
    return (Bound(count),) if per_layer else ()


def joules_per_token(ground: Ground) -> tuple[Bound, ...]:
    return tuple(Bound(a, r.start, "", t) for t, r, a in every(ground, "energy", 1e-6))[:2]


def device_hours_number(ground: Ground) -> tuple[Bound, ...]:
    return tuple(
        Bound(float(b.value) / 3600, b.at, "", b.tier) for b in said(ground, "device_hours")
    )


def per_link_rate(ground: Ground) -> tuple[Bound, ...]:
    return nearest(rates(ground, "byte_rate", lambda *_: True), fill(ground, "hbm_bytes_per_s"))


def links_or_devices(ground: Ground) -> tuple[Bound, ...]:
    return (
        said(ground, "links") or said(ground, "ports") or counted_parts(ground) or devices(ground)
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


def arrivals(ground: Ground) -> tuple[Bound, ...]:
    rates_said = said(ground, "requests_per_s")
    plain = [Bound(a, r.start, "", t) for t, r, a in every(ground, "rate")]
    return rates_said or tuple(plain[:2])


def tokens_large(ground: Ground) -> tuple[Bound, ...]:
    return tuple(Bound(int(a), r.start, "", t) for t, r, a in every(ground, "tokens", 1.0))[:2]


def tokens_or_gpt3(ground: Ground) -> tuple[Bound, ...]:
    spoken = fill(ground, "tokens")
    context = fact_bounds(ground, "model", "context.length")
    return spoken or tuple(Bound(int(float(b.value)), -1, "full context", b.tier) for b in context)


def tokens_or_1024(ground: Ground) -> tuple[Bound, ...]:
    return fill(ground, "tokens") or (Bound(1024),)


def pcie_lanes_or_16(ground: Ground) -> tuple[Bound, ...]:
    return fill(ground, "pcie_lanes") or said(ground, "lanes") or (Bound(16, -1, "16 lanes"),)


def workers_ratio(ground: Ground) -> tuple[Bound, ...]:
    """How many times more workers: counts said, or "from 8 to 64 GPUs"."""
    pair = change(ground)
    if pair and pair[0] >= 1 and pair[1] > pair[0]:
        return (Bound(pair[1] / pair[0]),)
    counts = re.compile(
        r"[\s-]*(?:\w+ ){0,2}(?:GPUs?|nodes?|pods?|workers?|machines?|devices?|chips?)\b",
        re.IGNORECASE,
    )
    found = [
        Bound(a, r.start, "", t)
        for t, r, a in every(ground, "count", 2.0)
        if counts.match(around(ground.scene, r)[1])
    ]
    return tuple(found[:2])


def extreme_bytes(pick: Callable[..., float]) -> Callable[[Ground], tuple[Bound, ...]]:
    def found(ground: Ground) -> tuple[Bound, ...]:
        amounts = [(t, a) for t, _, a in every(ground, "bytes", 1.0) if t <= 3][:2]
        return (Bound(pick(a for _, a in amounts)),) if len(amounts) == 2 else ()

    return found


def kv_per_token_said(ground: Ground) -> tuple[Bound, ...]:
    return tuple(
        Bound(a, r.start, "", t) for t, r, a in every(ground, "bytes") if is_per_token(ground, r)
    )


def tokens_of_batch(ground: Ground) -> tuple[Bound, ...]:
    batch = int((said(ground, "batch") or ONE)[0].value)
    return tuple(Bound(int(b.value) * batch, b.at, b.note, b.tier) for b in fill(ground, "tokens"))


PERIODS = {"hour": 3600, "day": 86_400, "week": 604_800, "month": 2_628_000, "year": 31_536_000}


def run_s(ground: Ground) -> tuple[Bound, ...]:
    """How long something runs: said in numbers, or "for a week"."""
    spoken = said(ground, "seconds")
    period = re.search(
        r"\b(?:for|in|over) (?:an?|one) (hour|day|week|month|year)\b", ground.sentence_text
    )
    return spoken or ((Bound(PERIODS[period.group(1)]),) if period else ())


def defects_per_cm2(ground: Ground) -> tuple[Bound, ...]:
    """A density of defects; a bare number of them is for a square centimetre."""
    dense = tuple(Bound(a * 100, r.start, "", t) for t, r, a in every(ground, "density"))
    return dense[:2] or said(ground, "defects_per_cm2")


def batch_or_one(ground: Ground) -> tuple[Bound, ...]:
    return tuple(kilo_alternatives(ground, said(ground, "batch"))) or ONE


AMOUNTS: dict[str, Callable[[Ground], tuple[Bound, ...]]] = {
    "achieved_byte_rate": achieved_byte_rate,
    "achieved_flops": achieved_flops,
    "active_weight_bytes": active_weight_bytes,
    "any_byte_rate": any_byte_rate,
    "arrivals": arrivals,
    "batch_or_one": batch_or_one,
    "block_dtype": block_dtype,
    "buffer_bytes": buffer_bytes,
    "bytes_or_memory": bytes_or_memory,
    "capability_said": same_as("compute_capability"),
    "change_first": of_change(lambda first, _: first),
    "change_larger": of_change(max),
    "change_second": of_change(lambda _, second: second),
    "change_smaller": of_change(min),
    "data_parallel_or_one": or_one("data_parallel"),
    "defects_per_cm2": defects_per_cm2,
    "device_hours_number": device_hours_number,
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
    "per_link_rate": per_link_rate,
    "rest_of_time": share_left("share_of_time"),
    "run_s": run_s,
    "serial_share": serial_share,
    "smaller_bytes": extreme_bytes(min),
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
