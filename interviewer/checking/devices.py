"""How many devices work together, and of what compute capability."""

import re

from interviewer.checking.changes import change
from interviewer.checking.facts import facts
from interviewer.checking.filling import ONE, every, fill, in_text, nearest, pattern_slot
from interviewer.checking.naming import named
from interviewer.checking.slots import Bound, Ground, around, said


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


EACH = re.compile(
    r"(?:\bper|/|\beach|\bevery|\bon (?:an?|one|each)) ?(?:single )?(?:GPU|card|device"
    r"|chip|[HABVL]\d+"
    r"|[habv] (?:one|two) hundred)",
    re.IGNORECASE,
)


def devices_or_each(ground: Ground) -> tuple[Bound, ...]:
    """How many work together, or one where the rate is said of each."""
    found = fill(ground, "devices")
    return (*found, *ONE) if EACH.search(ground.sentence_text) else found


RENTED_WHOLE = re.compile(
    r"\b(?:node|server|box|machine|instance)\b[^.;]{0,30}?\b(?:for|at|costs?)\b", re.IGNORECASE
)


def devices_rented(ground: Ground) -> tuple[Bound, ...]:
    """How many are paid for each, or one where the price may be that of the whole node."""
    found = fill(ground, "devices_or_one")
    return (*found, *ONE) if RENTED_WHOLE.search(ground.sentence_text) else found


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


def devices_reading(ground: Ground) -> tuple[Bound, ...]:
    """How many share the reading; a bandwidth said of all together counts them already."""
    if ALONE.search(ground.sentence_text):
        return ONE
    found = fill(ground, "devices")
    if not found or in_text(ground, TOGETHER) or EACH_READS.search(ground.sentence_text):
        return (*found, *ONE)
    return found


TOGETHER = (
    r"together|combined|aggregate|in total|total of|jointly|between them|both (?:of them|cards)"
)


# What each reads was shared out already.
EACH_READS = re.compile(
    r"\b(?:each|every|per)\b (?:one|card|GPU|device|rank|of them|[HABV]\d+)\b",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"\bon (?:that|this|one|a single|the one|each) (?:single )?(?:card|GPU|device)\b"
)


def links_or_devices(ground: Ground) -> tuple[Bound, ...]:
    return (
        said(ground, "links") or said(ground, "ports") or counted_parts(ground) or devices(ground)
    )


def workers_ratio(ground: Ground) -> tuple[Bound, ...]:
    """How many times more workers: counts said, or "from 8 to 64 GPUs"."""
    pair = change(ground)
    if pair and 1 <= pair[0][0] < pair[1][0]:
        return (Bound(pair[1][0] / pair[0][0]),)
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


def capability_or_any(ground: Ground) -> tuple[Bound, ...]:
    """That of the part said, else the two limits of threads that an SM may have."""
    found = fill(ground, "compute_capability")
    return found or (
        Bound("9.0", -1, "2,048 threads an SM"),
        Bound("8.6", -1, "1,536 threads an SM"),
    )


def zero_or_fsdp(ground: Ground) -> tuple[Bound, ...]:
    stage = fill(ground, "zero_stage")
    full = in_text(ground, r"FSDP|fully shard")
    return stage or ((Bound(3, -1, "FSDP shards everything"),) if full else ())


def pcie_lanes_or_16(ground: Ground) -> tuple[Bound, ...]:
    return fill(ground, "pcie_lanes") or said(ground, "lanes") or (Bound(16, -1, "16 lanes"),)


TENSOR_PARALLEL = r"\bTP[- =]?(\d{1,3})\b"


ZERO_STAGE = r"\b(?:zero|stage)[- ]?(?:stage )?[- ]?([123]|one|two|three)\b"


NVLINK_GENERATION = r"nvlink[- ]?(?:gen(?:eration)? ?)?([2-6])\b"


PCIE_GENERATION = r"(?:pcie|pci express)[- ]?(?:gen(?:eration)?[- ]?)?([3-6]|three|four|five|six)\b"


PCIE_LANES = r"\bx(4|8|16)\b"
