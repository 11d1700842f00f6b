"""Fills a calculator's inputs from what was said and from the facts of what was named."""

import re
from collections.abc import Callable

from interviewer.checking.naming import fact_bounds
from interviewer.checking.readings import Reading
from interviewer.checking.slots import Bound, Ground, said

MODEL_FACTS = {
    "layers": "shape.layers",
    "heads": "shape.attention_heads",
    "kv_heads": "shape.kv_heads",
    "head_dim": "shape.head_dim",
    "hidden_size": "shape.hidden_size",
    "ffn_size": "shape.ffn_size",
    "vocab_size": "shape.vocab_size",
    "experts": "shape.moe.routed_experts",
    "experts_per_token": "shape.moe.experts_per_token",
    "expert_ffn_size": "shape.moe.expert_ffn",
    "kv_latent_rank": "shape.mla.kv_lora_rank",
    "rope_dim": "shape.mla.qk_rope_head_dim",
}


GPU_FACTS = {
    "sms": "cores.sms",
    "die_area_mm2": "process.die_area",
    "device_power_w": "power.tdp",
    "transistors": "process.transistors",
    "memory_bytes": "memory.capacity",
    "bus_bits": "memory.bus",
    "clock_hz": "clock.boost",
}


ONE = (Bound(1),)


Filler = Callable[[Ground], tuple[Bound, ...]]


FILLERS: dict[str, Filler] = {}


def fill(ground: Ground, slot: str) -> tuple[Bound, ...]:
    """Everything that could fill `slot`, the likeliest first; () if nothing was said."""
    if slot not in ground.cache:
        ground.cache[slot] = FILLERS[slot](ground) if slot in FILLERS else plain(ground, slot)
    return ground.cache[slot]


def plain(ground: Ground, slot: str) -> tuple[Bound, ...]:
    """What was said for the slot, else the fact of the model or the part named."""
    bounds = said(ground, slot)
    if slot in MODEL_FACTS:
        return nearest(bounds, whole(fact_bounds(ground, "model", MODEL_FACTS[slot])))
    if slot in GPU_FACTS:
        return nearest(bounds, fact_bounds(ground, "gpu", GPU_FACTS[slot]))
    return bounds


def whole(bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
    return tuple(
        Bound(int(b.value), b.at, b.note, b.tier, b.assumed, b.verified)
        for b in bounds
        if isinstance(b.value, int | float)
    )


def nearest(*sources: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """The source said nearest, then the others as alternatives when they stand as near."""
    filled = [source for source in sources if source]
    if not filled:
        return ()
    first = min(filled, key=lambda source: source[0].tier)
    close = max(first[0].tier, 1)
    rest = [b for source in filled if source is not first for b in source if b.tier <= close]
    return (*first, *rest)


def or_one(slot: str) -> Callable[[Ground], tuple[Bound, ...]]:
    return lambda ground: fill(ground, slot) or ONE


def same_as(slot: str, *also: str) -> Callable[[Ground], tuple[Bound, ...]]:
    """The first of several slots that something fills."""
    return lambda ground: next((b for s in (slot, *also) if (b := fill(ground, s))), ())


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


def context(ground: Ground) -> str:
    return " ".join(ground.scene.text(span) for span in ground.tiers[2:6])


def pattern_slot(pattern: str, *, number: bool = True) -> Callable[[Ground], tuple[Bound, ...]]:
    """A slot that is read from a name with a number in it: "ZeRO stage 2", "PCIe Gen5"."""
    compiled = re.compile(pattern, re.IGNORECASE)
    words = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

    def found(ground: Ground) -> tuple[Bound, ...]:
        for tier, span in enumerate(ground.tiers):
            bounds: dict[int | str, Bound] = {}
            for match in compiled.finditer(ground.scene.document, span.start, span.end):
                word = match[1].lower()
                value = words.get(word) or int(word) if number else word
                bounds.setdefault(value, Bound(value, match.start(1), "", tier))
            if bounds:
                return tuple(bounds.values())
        return ()

    return found
