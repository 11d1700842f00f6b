"""How many parameters a model has: all, the active ones, those of its parts."""

import re

from interviewer.checking.filling import fill, in_text, nearest
from interviewer.checking.naming import fact_bounds, mentions_near, named
from interviewer.checking.readings import Reading
from interviewer.checking.slots import Bound, Ground, around

NOT_PARAMETERS = re.compile(
    r"[\s\-‐]*(?:\w+[ -])?(?:tok(?:en)?s?|transistors?|flops?|ops|requests?|dollars?|users?"
    r"|operations|"
    r"people|years?|cores?|elements?|samples?|images?|bytes?|hours?|gpu|rows|queries)\b",
    re.IGNORECASE,
)


PARAMETERS = re.compile(
    r"[\s\-‐]*(?:\w+ ){0,2}(?:param\w*|weights?|model|LLM|dense)\b", re.IGNORECASE
)


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
        found = [r for r in found if not is_active(ground, r)] or found * (not is_mixture(ground))
        if found:
            return tuple(Bound(amount(r), r.start, "", tier) for r in found[:3])
    return ()


def is_mixture(ground: Ground) -> bool:
    """Whether a model with experts is named, whose active parameters are not all."""
    entities, _, _ = named(ground, "model")
    return any("parameters.active" in entity.facts for entity in entities)


def amount(reading: Reading) -> float:
    return reading.amount("count") or 0.0


def is_params(ground: Ground, reading: Reading) -> bool:
    if not 5e6 <= amount(reading) <= 5e13:
        return False
    _, after = around(ground.scene, reading)
    unit = reading.unit("count")
    plain_after = ground.scene.document[reading.end : reading.end + 30]
    if unit and unit.symbol not in ("", "B", "b", "M", "T", "K", "k", "parameters", "weights"):
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


def gated_block_params(ground: Ground) -> tuple[Bound, ...]:
    """A gated block with F = 4D: 16 D squared, whose matrices match attention at T = 8D."""
    return tuple(
        Bound(16 * float(b.value) ** 2, b.at, "gated block, F = 4D", b.tier)
        for b in hidden_said_or_model(ground)
    )


def hidden_said_or_model(ground: Ground) -> tuple[Bound, ...]:
    return tuple(Bound(b.value, -1, b.note, b.tier) for b in fill(ground, "hidden_size"))


def is_gated(ground: Ground) -> tuple[Bound, ...]:
    """Today's models have gated feed-forward layers; GPT-2, GPT-3, OPT and BERT have none."""
    plain = in_text(
        ground, r"GPT-?[23]|\bOPT\b|BERT|\bViT\b|GELU|plain FFN|two matri|non-?gated|BLOOM|Falcon"
    )
    return (Bound(not plain),)
