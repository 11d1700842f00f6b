"""Bits and bytes of one value, by the number format said."""

import re

from interviewer.checking.filling import nearest
from interviewer.checking.formats import Format
from interviewer.checking.slots import Bound, Ground, around, said
from tools.dtypes import FORMATS


def near_formats(ground: Ground, *avoid: str) -> list[tuple[int, Format]]:
    at = ground.claimed.start
    ordered: list[tuple[int, Format]] = []
    seen = set[int]()
    for tier, span in enumerate(ground.tiers):
        here = [f for f in ground.scene.formats if span.holds(f.start)]
        here = [f for f in here if f.of not in (*avoid, "scale")]
        here.sort(key=lambda f: abs(f.start - at) + 40 * (f.start > at))
        ordered += [(tier, f) for f in here if f.start not in seen]
        seen.update(f.start for f in here)
    return ordered


def dtype(ground: Ground) -> tuple[Bound, ...]:
    """The format of weights: said, else assumed to have 16 bits."""
    near = near_formats(ground, "kv")
    if near:
        first = near[0][0]
        assumed = first > 1 and near[0][1].start >= ground.scene.offset
        return tuple(
            Bound(f.storage, f.start, "", tier, assumed) for tier, f in near if tier == first
        )[:3]
    spoken = bytes_per_value(ground)
    bits = bits_said(ground)
    if bits:
        return bits
    by_bytes = {4.0: "fp32", 2.0: "fp16", 1.0: "int8", 0.5: "int4"}
    told = tuple(Bound(by_bytes[b], at, "", t) for b, at, t in spoken if b in by_bytes)
    return told or (Bound("fp16", -1, "16-bit weights", 9, assumed=True),)


def bits_said(ground: Ground) -> tuple[Bound, ...]:
    """The format of "seven billion parameters at four bits"."""
    formats = {4.0: "int4", 8.0: "int8", 16.0: "fp16", 32.0: "fp32"}
    for tier, here in enumerate(ground.inputs):
        for reading in here:
            if (bits := reading.amount("bits")) in formats:
                return (Bound(formats[bits], reading.start, "", tier),)
    return ()


def bytes_per_value(ground: Ground) -> list[tuple[float, int, int]]:
    """ "2 bytes each", "two bytes per parameter", "at 1 byte": size, place and tier."""
    each = re.compile(
        r"\s*(?:each|apiece|per|a|of|for)?\s*(?:param|weight|element|value|number|each)?"
    )
    found = []
    for tier, here in enumerate(ground.inputs):
        for reading in here:
            size = reading.amount("bytes")
            if size in (0.5, 1, 2, 4, 8) and reading.text.lower().find("b") >= 0:
                _, after = around(ground.scene, reading)
                if each.match(after):
                    found.append((float(size), reading.start, tier))
    return found


def bytes_per_element(ground: Ground) -> tuple[Bound, ...]:
    """Of what a kernel reads and writes: by the format said, else 16 bits."""
    near = near_formats(ground)
    if near:
        first = near[0][0]
        sizes = [(bytes_of(f.storage), f.start, t) for t, f in near if t == first][:3]
        return tuple(Bound(size, at, "", t) for size, at, t in sizes)
    spoken = bytes_per_value(ground)
    return tuple(Bound(b, at, "", t) for b, at, t in spoken) or (
        Bound(2.0, -1, "16-bit values", 9, assumed=False),
    )


def bytes_of(storage: str) -> float:
    return FORMATS[storage].bits_per_weight / 8  # type: ignore[index]


def kv_bytes(ground: Ground) -> tuple[Bound, ...]:
    """Bytes of a cached key or value: 2, whatever the weights have, unless a format is said."""
    near = near_formats(ground, "weights")
    own = [(t, f) for t, f in near if f.of == "kv"] or [(t, f) for t, f in near if t <= 1] or near
    if own:
        first = own[0][0]
        found = [Bound(bytes_of(f.storage), f.start, "", t) for t, f in own if t == first][:2]
        if all(f.of != "kv" for t, f in own if t == first):
            found.append(Bound(2.0, -1, "16-bit cache", 9))
        return tuple(found)
    spoken = [b for b in bytes_per_value(ground) if b[2] <= 2]
    return tuple(Bound(b, at, "", t) for b, at, t in spoken) or (Bound(2.0, -1, "16-bit cache", 9),)


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
