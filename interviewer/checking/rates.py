"""Rates of memories, links and arithmetic: said, or those of the part named."""

import re
from collections.abc import Callable

from interviewer.checking.filling import context, every, fill, in_text, nearest
from interviewer.checking.naming import fact_bounds, named, values
from interviewer.checking.slots import Bound, Ground, around, said
from interviewer.checking.widths import near_formats

OTHER_RATE = re.compile(
    r"nvlink|pcie|infiniband|ethernet|link|network|interconnect|nic\b|all[- ]?reduc|disk|ssd"
    r"|storage|l2\b"
    r"|shared memory|per gpu link|fabric|one[- ]way|each way|bidirectional|wire|collective",
    re.IGNORECASE,
)


def rates(ground: Ground, dimension: str, wanted: Callable[[str, str], bool]) -> tuple[Bound, ...]:
    for tier, here in enumerate(ground.inputs):
        found = [
            Bound(value, r.start, "", tier)
            for r in here
            if (value := r.amount(dimension)) and wanted(*around(ground.scene, r))
        ]
        if found:
            return tuple(found[:3])
    return ()


def hbm_bytes_per_s(ground: Ground) -> tuple[Bound, ...]:
    """Memory bandwidth: a rate said of no link, or that of the part named."""
    spoken = rates(ground, "byte_rate", lambda before, after: not is_link(before, after))
    of_part = fact_bounds(ground, "gpu", "memory.bandwidth")
    if of_part and not fact_bounds(ground, "gpu", "memory.bandwidth")[0].verified:
        of_part = of_part[:1]
    rounded = tuple(
        Bound(round(float(b.value), -11), b.at, "rounded bandwidth", b.tier, verified=b.verified)
        for b in of_part
        if float(b.value) > 1e12
    )
    return nearest(spoken, (*of_part, *rounded), system_rate(ground)) or unitless_rate(ground)


def unitless_rate(ground: Ground) -> tuple[Bound, ...]:
    """The 3.35 of "989 teraflops over 3.35", meant in TB/s."""
    for tier, here in enumerate(ground.inputs[:2]):
        for reading in here:
            before, _ = around(ground.scene, reading)
            over = re.search(r"flops?\s?(?:/s )?(?:over|divided by|/|by)\s$", before, re.IGNORECASE)
            if over and reading.unit("count") and 0.1 < reading.value < 30:
                return (Bound(reading.value * 1e12, reading.start, "in TB/s", tier),)
    return ()


def system_rate(ground: Ground) -> tuple[Bound, ...]:
    """A DGX system's memory bandwidth, a GPU's share of it."""
    entities, mention, tier = named(ground, "system")
    found = []
    for entity in entities:
        rate, count = entity.facts.get("memory.bandwidth"), entity.facts.get("gpus.count")
        if mention and rate and count:
            found.append(Bound(values(rate)[0] / float(str(count.value)), -1, entity.name, tier))
    return tuple(found)


def is_link(before: str, after: str) -> bool:
    return bool(OTHER_RATE.search(before[-34:]) or OTHER_RATE.search(after[:34]))


def link_bytes_per_s(ground: Ground) -> tuple[Bound, ...]:
    """A link's one-way rate: said in bytes or bits, or that of the link or part named."""
    spoken = rates(ground, "byte_rate", lambda *_: True)
    in_bytes = bit_rates(ground)
    named_rate = fact_bounds(ground, "link", "rate.one_way")
    of_part: tuple[Bound, ...] = ()
    if re.search(
        r"nvlink|dgx|hgx|node", " ".join([ground.sentence_text, context(ground)]), re.IGNORECASE
    ):
        of_part = fact_bounds(ground, "gpu", "nvlink.one_way")
    if re.search(r"pcie", ground.sentence_text, re.IGNORECASE) and not named_rate:
        of_part = fact_bounds(ground, "gpu", "pcie.one_way")
    return nearest(spoken, in_bytes, named_rate) or of_part


def bit_rates(ground: Ground) -> tuple[Bound, ...]:
    """Rates said in bits, as bytes: "400 Gb/s", and "400 gigabit" for short."""
    bits = rates(ground, "bit_rate", lambda *_: True) or tuple(
        b for b in rates(ground, "bits", lambda *_: True) if float(b.value) >= 1e8
    )
    return tuple(Bound(float(b.value) / 8, b.at, "", b.tier) for b in bits)


def peak_flops_dense(ground: Ground) -> tuple[Bound, ...]:
    """A peak rate said, or the part's at the format said: BF16 if none is."""
    spoken = rates(ground, "flop_rate", lambda *_: True)
    plain_flops = tuple(b for b in spoken if float(b.value) >= 1e9)
    return nearest(plain_flops, part_peaks(ground, "dense"))


def part_peaks(ground: Ground, convention: str) -> tuple[Bound, ...]:
    near = near_formats(ground, "kv", "weights") or near_formats(ground, "kv")
    first = [f.rate for tier, f in near if tier == near[0][0]][:2]
    asked = dict.fromkeys(rate if rate != "int4" else "bf16" for rate in first)
    formats = asked or {"bf16": None, "fp16": None}
    bounds: dict[float, Bound] = {}
    for rate in formats:
        for b in fact_bounds(ground, "gpu", f"peak.{rate}.{convention}"):
            note = b.note or f"{convention} {rate.upper()} peak"
            bounds.setdefault(
                float(b.value), Bound(b.value, -1, note, b.tier, not asked, b.verified)
            )
    return tuple(bounds.values())


def peak_flops_sparse(ground: Ground) -> tuple[Bound, ...]:
    return part_peaks(ground, "sparse")


def any_byte_rate(ground: Ground) -> tuple[Bound, ...]:
    spoken = rates(ground, "byte_rate", lambda *_: True)
    bits = bit_rates(ground)
    if spoken or bits:
        return nearest(spoken, bits)
    if in_text(ground, r"nvlink|pcie|infiniband|ethernet|network|gigabit"):
        return fill(ground, "link_bytes_per_s")
    return fill(ground, "hbm_bytes_per_s")


def per_link_rate(ground: Ground) -> tuple[Bound, ...]:
    return nearest(rates(ground, "byte_rate", lambda *_: True), fill(ground, "hbm_bytes_per_s"))


def peak_flops_other(ground: Ground) -> tuple[Bound, ...]:
    """The peak against which an achieved rate is held: the larger said, else the part's."""
    spoken = [(t, r, a) for t, r, a in every(ground, "flop_rate", 1e9)]
    if len(spoken) >= 2:
        largest = max(spoken[:2], key=lambda one: one[2])
        return (Bound(largest[2], largest[1].start, "", largest[0]),)
    return part_peaks(ground, "dense")


def peak_flops_any(ground: Ground) -> tuple[Bound, ...]:
    """All dense peaks of the part named, for what holds in no format."""
    entities, _, tier = named(ground, "gpu")
    peaks = (
        fact
        for e in entities
        for name, fact in e.facts.items()
        if name.endswith(".dense") and "int" not in name
    )
    found = {value: Bound(value, -1, "", tier) for fact in peaks for value in values(fact)}
    return tuple(found.values())


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


def arrivals(ground: Ground) -> tuple[Bound, ...]:
    rates_said = said(ground, "requests_per_s")
    plain = [Bound(a, r.start, "", t) for t, r, a in every(ground, "rate")]
    return rates_said or tuple(plain[:2])
