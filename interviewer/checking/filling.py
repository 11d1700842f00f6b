"""Fills a calculator's inputs from what was said and from the facts of what was named."""

import re
from collections.abc import Callable

from interviewer.checking.facts import facts
from interviewer.checking.formats import Format
from interviewer.checking.naming import fact_bounds, mentions_near, named, values
from interviewer.checking.readings import Reading
from interviewer.checking.slots import Bound, Ground, around, kilo_alternatives, said
from tools.dtypes import FORMATS

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
NOT_PARAMETERS = re.compile(
    r"[\s\-‐]*(?:\w+[ -])?(?:tok(?:en)?s?|transistors?|flops?|ops|requests?|dollars?|users?"
    r"|operations|"
    r"people|years?|cores?|elements?|samples?|images?|bytes?|hours?|gpu|rows|queries)\b",
    re.IGNORECASE,
)
PARAMETERS = re.compile(
    r"[\s\-‐]*(?:\w+ ){0,2}(?:param\w*|weights?|model|LLM|dense)\b", re.IGNORECASE
)
OTHER_RATE = re.compile(
    r"nvlink|pcie|infiniband|ethernet|link|network|interconnect|nic\b|all[- ]?reduc|disk|ssd"
    r"|storage|l2\b"
    r"|shared memory|per gpu link|fabric|one[- ]way|each way|bidirectional|wire|collective",
    re.IGNORECASE,
)
SPARSE = re.compile(
    r"\bspars|\b2:4\b|two to four|marketing|headline|datasheet|brochure", re.IGNORECASE
)


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


def params(ground: Ground) -> tuple[Bound, ...]:
    """A model's parameters: "70B", "7 billion parameters", or those of the model named."""
    return nearest(spoken_params(ground), model_params(ground))


def model_params(ground: Ground) -> tuple[Bound, ...]:
    exact = fact_bounds(ground, "model", "parameters.total")
    nominal = fact_bounds(ground, "model", "nominal.total")
    rounded = [Bound(b.value, b.at, b.note, b.tier) for b in nominal]
    return (*exact, *rounded, *size_in_name(ground))


def size_in_name(ground: Ground) -> tuple[Bound, ...]:
    """The 70 of "Llama 3 70B", as people compute with it."""
    for tier, mention in mentions_near(ground, "model"):
        match = re.search(r"(\d+(?:\.\d+)?)\s?-?(B|b|billion)\b", mention.text)
        mixture = re.search(r"\dx", mention.text)
        return (Bound(float(match.group(1)) * 1e9, -1, "", tier),) if match and not mixture else ()
    return ()


def spoken_params(ground: Ground) -> tuple[Bound, ...]:
    for tier, here in enumerate(ground.inputs):
        found = [r for r in here if is_params(ground, r)]
        if found:
            return tuple(Bound(amount(r), r.start, "", tier) for r in found[:3])
    return ()


def amount(reading: Reading) -> float:
    return reading.amount("count") or 0.0


def is_params(ground: Ground, reading: Reading) -> bool:
    if not 5e6 <= amount(reading) <= 5e13:
        return False
    _, after = around(ground.scene, reading)
    unit = reading.unit("count")
    plain_after = ground.scene.document[reading.end : reading.end + 30]
    if unit and unit.symbol not in ("", "B", "M", "T", "K", "k", "parameters", "weights"):
        return "param" in unit.symbol or "weight" in unit.symbol
    bytes_too = reading.unit("bytes") and reading.value >= 2000
    return (
        not bytes_too and not NOT_PARAMETERS.match(plain_after) and not NOT_PARAMETERS.match(after)
    )


def active_params(ground: Ground) -> tuple[Bound, ...]:
    """Those that one token uses: all of a dense model's."""
    active = fact_bounds(ground, "model", "parameters.active")
    said_active = tuple(
        Bound(amount(r), r.start, "", tier)
        for tier, here in enumerate(ground.inputs)
        for r in here
        if is_params(ground, r) and is_active(ground, r)
    )
    return said_active[:2] or active or params(ground)


def is_active(ground: Ground, reading: Reading) -> bool:
    before, after = around(ground.scene, reading)
    return bool(
        re.match(r"\W*(?:\w+ ){0,2}active", after) or re.search(r"activ\w+ (?:\w+ )?$", before)
    )


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


def context(ground: Ground) -> str:
    return " ".join(ground.scene.text(span) for span in ground.tiers[2:6])


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


def devices(ground: Ground) -> tuple[Bound, ...]:
    """How many parts work together: "8 H100s", "TP=8", "a DGX H100"."""
    named_degree = pattern_slot(TENSOR_PARALLEL)(ground)
    spoken = nearest(counted_parts(ground), named_degree, said(ground, "tensor_parallel"))
    spoken = spoken or said(ground, "devices")
    entities, mention, tier = named(ground, "system")
    counts = {
        int(str(entity.facts["gpus.count"].value))
        for entity in entities
        if "gpus.count" in entity.facts
    }
    of_system = tuple(Bound(count, -1, "", tier) for count in sorted(counts)) if mention else ()
    return nearest(spoken, of_system)


def counted_parts(ground: Ground) -> tuple[Bound, ...]:
    """Counts right before a part's name: "8xH100", "two A100s"."""
    kinds = {m.start: m for m in ground.scene.mentions if m.kind in ("gpu", "system")}
    for tier, here in enumerate(ground.inputs):
        for reading in here:
            text = ground.scene.document[reading.body_end : reading.body_end + 24]
            gap = re.match(r"\s*[x×*]?\s*(?:NVIDIA |of the |-?way )?", text)
            if gap and reading.body_end + gap.end() in kinds and reading.unit("count") is not None:
                value = reading.amount("count") or 0
                if 1 <= value <= 1e6 and value == int(value):
                    return (Bound(int(value), reading.start, "", tier),)
    return ()


def ranks(ground: Ground) -> tuple[Bound, ...]:
    return nearest(counted_parts(ground), said(ground, "ranks")) or devices(ground)


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


CAPABILITY = re.compile(
    r"(?:compute capability|cc|sm_?)\s?(?:of |is )?(\d{1,2})[.]?(\d)\b", re.IGNORECASE
)


ARCHITECTURES = {
    "hopper": "9.0", "ampere": "8.0", "volta": "7.0", "turing": "7.5", "ada": "8.9",
    "blackwell": "10.0",
}  # fmt: skip
ARCHITECTURE = re.compile(rf"\b({'|'.join(ARCHITECTURES)})\b(?! \w*\d)", re.IGNORECASE)


def compute_capability(ground: Ground) -> tuple[Bound, ...]:
    for tier, span in enumerate(ground.tiers):
        text = ground.scene.text(span)
        versions = [f"{m.group(1)}.{m.group(2)}" for m in CAPABILITY.finditer(text)]
        also = re.search(
            r"(?:compute capability|cc)\D{0,8}\d\.\d\s?(?:or|and|/|,)\s?(\d{1,2}\.\d)", text
        )
        known = [v for v in [*versions, *(also.groups() if also else ())] if v in facts().limits]
        if known:
            return tuple(Bound(version, span.start, "", tier) for version in known)
    for tier, span in enumerate(ground.tiers):
        if architecture := ARCHITECTURE.search(ground.scene.text(span)):
            return (Bound(ARCHITECTURES[architecture.group(1).lower()], -1, "", tier),)
    entities, mention, tier = named(ground, "gpu")
    versions = [str(e.facts["capability.version"].value) for e in entities]
    return tuple(Bound(v, -1, "", tier) for v in dict.fromkeys(versions)) if mention else ()


def pattern_slot(pattern: str, *, number: bool = True) -> Callable[[Ground], tuple[Bound, ...]]:
    """A slot that is read from a name with a number in it: "ZeRO stage 2", "PCIe Gen5"."""
    compiled = re.compile(pattern, re.IGNORECASE)
    words = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

    def found(ground: Ground) -> tuple[Bound, ...]:
        for tier, span in enumerate(ground.tiers):
            said_here = compiled.findall(ground.scene.text(span))
            if said_here:
                plain_words = [s.lower() for s in said_here]
                read = [words.get(s) or int(s) if number else s for s in plain_words]
                return tuple(Bound(value, -1, "", tier) for value in dict.fromkeys(read))
        return ()

    return found


TENSOR_PARALLEL = r"\bTP[- =]?(\d{1,3})\b"
ZERO_STAGE = r"\b(?:zero|stage)[- ]?(?:stage )?[- ]?([123]|one|two|three)\b"
NVLINK_GENERATION = r"nvlink[- ]?(?:gen(?:eration)? ?)?([2-6])\b"
PCIE_GENERATION = r"(?:pcie|pci express)[- ]?(?:gen(?:eration)?[- ]?)?([3-6]|three|four|five|six)\b"
PCIE_LANES = r"\bx(4|8|16)\b"
FILLERS: dict[str, Callable[[Ground], tuple[Bound, ...]]] = {
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
}  # fmt: skip
