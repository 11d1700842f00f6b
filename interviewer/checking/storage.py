"""What a memory holds: weights, caches, buffers, and of how many tokens and sequences."""

import re
from collections.abc import Callable

from interviewer.checking.devices import devices
from interviewer.checking.filling import ONE, every, fill, in_text, nearest, whole
from interviewer.checking.naming import fact_bounds, named
from interviewer.checking.parameters import params
from interviewer.checking.readings import Reading
from interviewer.checking.slots import Bound, Ground, around, kilo_alternatives, said
from interviewer.checking.widths import bytes_of, bytes_per_element, dtype, kv_bytes


def kv_heads(ground: Ground) -> tuple[Bound, ...]:
    """KV heads said, or the model's; those of a model with full attention are all its heads."""
    spoken = said(ground, "kv_heads")
    of_model = whole(fact_bounds(ground, "model", "shape.kv_heads"))
    if is_latent(ground):
        of_model = ()
    full = re.search(r"\bMHA\b|multi-?head attention|full attention|no GQA", ground.sentence_text)
    all_heads = said(ground, "heads") if full or not (spoken or of_model) else ()
    return nearest(spoken, of_model) or all_heads


def is_latent(ground: Ground) -> bool:
    entities, _, _ = named(ground, "model")
    return any("shape.mla.kv_lora_rank" in entity.facts for entity in entities)


def head_dim(ground: Ground) -> tuple[Bound, ...]:
    spoken = nearest(
        said(ground, "head_dim"), whole(fact_bounds(ground, "model", "shape.head_dim"))
    )
    if spoken:
        return spoken
    hidden, heads = fill(ground, "hidden_size"), fill(ground, "heads")
    if hidden and heads and int(hidden[0].value) % int(heads[0].value) == 0:
        return (Bound(int(hidden[0].value) // int(heads[0].value), hidden[0].at, "hidden / heads"),)
    return ()


def tokens(ground: Ground) -> tuple[Bound, ...]:
    bounds = tuple(kilo_alternatives(ground, said(ground, "tokens")))
    if bounds or not re.search(r"full context|maximum context|max context", ground.sentence_text):
        return bounds
    return whole(fact_bounds(ground, "model", "context.length"))


def weight_bytes(ground: Ground) -> tuple[Bound, ...]:
    """Bytes of the weights: said, or parameters times their format."""
    bounds = [
        Bound(float(p.value) * bytes_of(str(d.value)), p.at, d.note, max(p.tier, 0),
              d.assumed or p.assumed, p.verified)
        for p in params(ground)
        for d in dtype(ground)
    ]  # fmt: skip
    return (*spoken_weights(ground), *bounds)[:6]


def spoken_weights(ground: Ground) -> tuple[Bound, ...]:
    for tier, here in enumerate(ground.inputs):
        found = [
            Bound(size, r.start, "", tier)
            for r in here
            if (size := r.amount("bytes")) and size >= 1e8 and not other_bytes(ground, r)
        ]
        if found:
            return tuple(found[:2])
    return ()


OTHER_BYTES = re.compile(r"\b(?:KV|cache|HBM|capacity|memory|VRAM|card|GPU|activations?|SRAM|L2)\b")


def other_bytes(ground: Ground, reading: Reading) -> bool:
    before, after = around(ground.scene, reading)
    covered = any(m.start <= reading.start < m.end for m in ground.scene.mentions)
    return covered or bool(OTHER_BYTES.search(after[:26])) or bool(OTHER_BYTES.search(before[-14:]))


def kv_bytes_per_token(ground: Ground) -> tuple[Bound, ...]:
    spoken = tuple(
        Bound(size, r.start, "", tier)
        for tier, here in enumerate(ground.inputs)
        for r in here
        if (size := r.amount("bytes")) and is_per_token(ground, r)
    )
    shape = [fill(ground, slot) for slot in ("layers", "kv_heads", "head_dim")]
    if not all(shape):
        return spoken[:2] or fact_bounds(ground, "model", "kv_cache.per_token")
    layers, heads, dim = (float(bounds[0].value) for bounds in shape)
    computed = [
        Bound(2 * layers * heads * dim * float(b.value), -1, b.note, shape[0][0].tier)
        for b in kv_bytes(ground)
    ]
    return (*spoken[:2], *computed)


def is_per_token(ground: Ground, reading: Reading) -> bool:
    unit = reading.unit("bytes")
    _, after = around(ground.scene, reading)
    return bool(
        (unit and unit.per == "token") or re.match(r"\D{0,24}(?:per|a|each|/)\s?token", after)
    )


def kv_per_token_said(ground: Ground) -> tuple[Bound, ...]:
    return tuple(
        Bound(a, r.start, "", t) for t, r, a in every(ground, "bytes") if is_per_token(ground, r)
    )


def tokens_of_batch(ground: Ground) -> tuple[Bound, ...]:
    batch = int((said(ground, "batch") or ONE)[0].value)
    return tuple(Bound(int(b.value) * batch, b.at, b.note, b.tier) for b in fill(ground, "tokens"))


def batch_or_one(ground: Ground) -> tuple[Bound, ...]:
    return tuple(kilo_alternatives(ground, said(ground, "batch"))) or ONE


def batch_meant(ground: Ground) -> tuple[Bound, ...]:
    """Sequences that an amount is for: one if it is said to be that of each."""
    _, after = around(ground.scene, ground.claimed)
    if any(unit.per for unit in ground.claimed.units) or APIECE.match(after):
        return ONE
    return said(ground, "batch")


APIECE = re.compile(
    r"\W*(?:(?:per|a|an|each|every|for (?:a|each|one)) )(?:\w+ )?"
    r"(?:request|user|seq|conv|chat|prompt|stream)"
)


def tokens_large(ground: Ground) -> tuple[Bound, ...]:
    return tuple(Bound(int(a), r.start, "", t) for t, r, a in every(ground, "tokens", 1.0))[:2]


def tokens_or_gpt3(ground: Ground) -> tuple[Bound, ...]:
    spoken = fill(ground, "tokens")
    context = fact_bounds(ground, "model", "context.length")
    return spoken or tuple(Bound(int(float(b.value)), -1, "full context", b.tier) for b in context)


def tokens_or_1024(ground: Ground) -> tuple[Bound, ...]:
    return fill(ground, "tokens") or (Bound(1024),)


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


def bytes_or_memory(ground: Ground) -> tuple[Bound, ...]:
    spoken = [Bound(a, r.start, "", t) for t, r, a in every(ground, "bytes", 1e6)][:2]
    return nearest(tuple(spoken), fact_bounds(ground, "gpu", "memory.capacity"))


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


def extreme_bytes(pick: Callable[..., float]) -> Callable[[Ground], tuple[Bound, ...]]:
    def found(ground: Ground) -> tuple[Bound, ...]:
        amounts = [(t, a) for t, _, a in every(ground, "bytes", 1.0) if t <= 3][:2]
        return (Bound(pick(a for _, a in amounts)),) if len(amounts) == 2 else ()

    return found
