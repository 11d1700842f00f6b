"""Numbers that claim a fact of the data: which part, which property, which convention.

A name that fits several variants accepts the value of each and says whose it is; dense or
sparse, one way or both is accepted as the words allow, and named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from interviewer.checking.facts import Entity, Fact, facts
from interviewer.checking.families import NAMED_BY, of_family
from interviewer.checking.formats import Format
from interviewer.checking.names import Mention
from interviewer.checking.naming import named, si, values
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene
from interviewer.checking.slots import Ground, around
from interviewer.checking.spec_words import SPECS, SpecWords
from interviewer.checking.widths import near_formats

ONE_WAY = re.compile(
    r"one[- ]way|each (?:way|direction)|per direction|unidirectional|single direction"
    r"|in (?:only |just )?one direction|(?:only|just) (?:in )?one (?:way|direction)",
    re.IGNORECASE,
)
BOTH_WAYS = re.compile(
    r"bi-?directional|both (?:ways|directions)|full[- ]duplex|combined|round[- ]trip"
    r"|\bin total\b|total bandwidth|aggregate",
    re.IGNORECASE,
)
ADVERTISED = re.compile(
    r"spars|2:4|market|headline|datasheet|data sheet|brochure|advertis|on paper|quoted"
    r"|with sparsity|structured",
    re.IGNORECASE,
)
NOT_SPARSE = r"(?:without|no|not with|not) (?:any |the )?(?:structured |2:4 )?spars\w+|non-?sparse"
DENSE = re.compile(rf"\bdense|{NOT_SPARSE}", re.IGNORECASE)
LEFT_DENSE = re.compile(NOT_SPARSE, re.IGNORECASE)
FARTHEST = 5


@dataclass(frozen=True)
class Spec:
    """What was claimed of which thing, the facts that make it right, and others it may be."""

    words: SpecWords
    dimension: str
    distance: int
    fitting: tuple[tuple[Entity, Fact], ...]
    others: tuple[tuple[Entity, Fact], ...]
    entities: tuple[Entity, ...]
    named_format: bool
    loose: bool
    adjacent: bool
    is_plural: bool


def specs(scene: Scene, reading: Reading, ground: Ground) -> Iterator[Spec]:
    """Every property that the reading could be claimed for, the plainest words first."""
    for words, dimensions in specs_of(tuple(unit.dimension for unit in reading.units)):
        for dimension in dimensions:
            if spec := spec_of(words, dimension, scene, reading, ground):
                yield spec
                break


@cache
def specs_of(dimensions: tuple[str, ...]) -> tuple[tuple[SpecWords, tuple[str, ...]], ...]:
    """The properties that a number of these dimensions can be, with which of them."""
    found = ((words, tuple(d for d in words.dimensions if d in dimensions)) for words in SPECS)
    return tuple((words, fitting) for words, fitting in found if fitting)


def spec_of(
    words: SpecWords, dimension: str, scene: Scene, reading: Reading, ground: Ground
) -> Spec | None:
    unit = reading.unit(dimension)
    if unit is None or (unit.per and unit.per not in ("GPU", "SM", "device", "token", "image")):
        return None
    if not said_so(words, scene, reading, ground):
        return None
    entities, mention, tier = named(ground, *words.kinds)
    family = NAMED_BY.get(words.properties[0].partition(".")[0])
    if mention is None and family:
        entities, mention, tier = of_family(ground, family)
    if mention is None or tier > (FARTHEST if scene.leans_back(reading) else 1):
        return None
    loose = words.loose or is_rivalled(words, reading, ground)
    loose = loose or is_apart(scene, reading, mention) or is_rival_said(words, ground)
    if words.adjacent and not is_adjacent(scene, reading, mention):
        return None
    if "link" in words.kinds and len(entities) > 1 and named(ground, "gpu")[2] <= 1:
        return None
    wanted = tuple(
        pair for pair in every_fact(entities, words, ground) if measures(pair[1], dimension)
    )
    if not wanted:
        return None
    fitting = tuple(pair for pair in wanted if allowed(pair[1], ground))
    others = tuple(pair for pair in wanted if pair not in fitting)
    formats = bool(formats_said(ground)) or is_in_ops(reading)
    return Spec(
        words,
        dimension,
        2 * tier,
        fitting or wanted,
        others,
        entities,
        formats,
        loose,
        adjacent=is_adjacent(scene, reading, mention),
        is_plural=mention.text.endswith("s"),
    )


def measures(fact: Fact, dimension: str) -> bool:
    """Whether a rate is in bytes or bits as claimed."""
    if dimension == "byte_rate":
        return fact.unit in ("GB/s", "TB/s")
    return fact.unit in ("Gb/s", "GT/s") if dimension in ("bit_rate", "bits") else True


def said_so(words: SpecWords, scene: Scene, reading: Reading, ground: Ground) -> bool:
    before, after = around(scene, reading)
    if words.avoid and words.avoid.search(ground.unnamed_clause):
        return False
    if words.before and not words.before.search(before):
        return False
    headed = words.after and is_headed(words.after, scene, reading, ground)
    if words.after and not (words.after.match(after) or headed):
        return False
    return not words.near or is_near(words.near, ground, loose=words.loose)


HEADING = re.compile(r"[^:.;]{2,40}:")
NAME_BEFORE = re.compile(r"\s?[=:]?\s?$")


def is_headed(noun: re.Pattern[str], scene: Scene, reading: Reading, ground: Ground) -> bool:
    """Whether what a bare number counts stands before a colon: "SM counts: A100 108, …"."""
    heading = HEADING.match(ground.sentence_text.lstrip())
    if reading.end > reading.body_end or not (heading and noun.search(heading.group())):
        return False
    return any(
        m.end <= reading.start and NAME_BEFORE.fullmatch(scene.document[m.end : reading.start])
        for m in scene.mentions
    )


def is_near(near: re.Pattern[str], ground: Ground, *, loose: bool) -> bool:
    """In the clause, else in the sentence."""
    if near.search(ground.unnamed_clause):
        return True
    return not loose and bool(near.search(ground.sentence_text))


def is_apart(scene: Scene, reading: Reading, mention: Mention) -> bool:
    """Whether a thing is named only after the number and a comma or bracket: "(A100 has 64)"."""
    between = scene.document[reading.end : mention.start]
    return mention.start > reading.end and bool(re.search(r"[(,;:.]", between))


MOST_BETWEEN = len(" GPU only comes with about ")


def is_adjacent(scene: Scene, reading: Reading, mention: Mention) -> bool:
    """Whether the name is the subject right before the verb: "B200 comes with 141 GB"."""
    between = reading.start - mention.end
    joined = not re.search(r"[.,;:(]", scene.document[mention.end : reading.start])
    return 0 < between <= MOST_BETWEEN and joined


def is_rival_said(words: SpecWords, ground: Ground) -> bool:
    """Whether a bare verb may speak of what the sentence says elsewhere: links, a cache."""
    return words.by_verb and bool(words.avoid and words.avoid.search(ground.sentence_text))


def is_rivalled(words: SpecWords, reading: Reading, ground: Ground) -> bool:
    """Whether the words stand in another clause, where they may mean another number."""
    if not words.near or words.near.search(ground.unnamed_clause):
        return False
    mine = {unit.dimension for unit in reading.units}
    rivals = [r for r in ground.inputs[1] if mine & {unit.dimension for unit in r.units}]
    return any(rival.value != reading.value for rival in rivals)


def every_fact(
    entities: tuple[Entity, ...], words: SpecWords, ground: Ground
) -> Iterator[tuple[Entity, Fact]]:
    for entity in entities:
        for name in words.properties:
            for fact in facts_about(entity, name, ground):
                if isinstance(fact.value, int | float) and not isinstance(fact.value, bool):
                    yield entity, fact


def formats_said(ground: Ground) -> list[tuple[int, Format]]:
    """Formats of the sentence or of the question; an earlier sentence's may be another's."""
    near = near_formats(ground, "kv", "weights")
    return [(t, f) for t, f in near if t <= 1 or f.start < ground.scene.offset]


def facts_about(entity: Entity, name: str, ground: Ground) -> tuple[Fact, ...]:
    if name != "peak":
        return entity.about(name)
    formats = formats_said(ground)
    if not formats and is_in_ops(ground.claimed):
        return entity.about("peak.int8")
    first = [f.rate for tier, f in formats if tier == formats[0][0]][:3]
    rates = list(dict.fromkeys(first)) or [""]
    found: list[Fact] = []
    for rate in rates:
        about = entity.about(f"peak.{rate}" if rate else "peak")
        found += about
        if rate == "fp64":
            found += entity.about("peak.fp64_tensor")
    return tuple(found)


def is_in_ops(reading: Reading) -> bool:
    """Whether a rate is said in TOPS, which are of INT8 unless another format is named."""
    return bool(re.search(r"[TP]OPS|(?:tera|peta) ?op(?:s|erations)", reading.text, re.IGNORECASE))


def allowed(fact: Fact, ground: Ground) -> bool:
    """Whether the words fit the convention in which a fact is counted.

    TOPS without a word on sparsity are advertised both ways.
    """
    if is_in_ops(ground.claimed) and not (formats_said(ground) or DENSE.search(ground.clause_text)):
        return True
    own = ground.clause_text
    said_here = ADVERTISED.search(own) or DENSE.search(own)
    clause = own if said_here else ground.sentence_text
    advertised = bool(ADVERTISED.search(LEFT_DENSE.sub("", clause)))
    both = advertised and DENSE.search(clause)
    match fact.convention:
        case "sparse":
            return advertised
        case "dense":
            return (
                bool(both)
                or not re.search(r"\bsparse|with (?:2:4 )?sparsity", clause, re.IGNORECASE)
                or bool(DENSE.search(clause))
            )
        case "one_way":
            return not BOTH_WAYS.search(clause)
        case "bidirectional":
            return not ONE_WAY.search(clause)
    return True


def expected(spec: Spec) -> tuple[tuple[float, Entity, Fact], ...]:
    """Every value that counts as right, in base units, with whose it is."""
    return tuple((value, entity, fact) for entity, fact in spec.fitting for value in values(fact))


def is_verified(spec: Spec) -> bool:
    return any(fact.verified for _, fact in spec.fitting)


def related(spec: Spec) -> Iterator[tuple[float, str, str]]:
    """Values that a wrong number may have been taken from, with the slip and its sentence."""
    for entity, fact in spec.others:
        yield si(fact), slip_of(fact), f"That is {entity.name}'s {said_as(fact)} figure."
    entity, fact = spec.fitting[0]
    for other in entity.about(fact.property_id.partition(".")[0]):
        if isinstance(other.value, int | float) and other.property_id != fact.property_id:
            yield si(other), slip_between(fact, other), f"That is its {said_as(other)} figure."
    if count := entity.facts.get("gpus.count"):
        yield si(fact) / si(count), "per_gpu_vs_aggregate", "That is one GPU's share."
    for sibling in siblings(entity):
        for theirs in sibling.about(fact.quantity):
            if isinstance(theirs.value, int | float):
                yield si(theirs), "wrong_variant", f"That is the {sibling.name}'s."


def siblings(entity: Entity) -> Iterator[Entity]:
    """Other things of its kind, those with the nearest names first."""
    same = [other for other in facts().all.values() if other.kind == entity.kind]
    head = entity.id.split("-")[0]
    same.sort(key=lambda other: other.id.split("-")[0] != head)
    return (other for other in same if other.id != entity.id)


def slip_of(fact: Fact) -> str:
    if fact.convention in ("dense", "sparse"):
        return "sparse_vs_dense"
    return "uni_vs_bidirectional" if fact.convention else "confused_quantity"


def slip_between(fact: Fact, other: Fact) -> str:
    if {fact.property_id, other.property_id} == {"shape.kv_heads", "shape.attention_heads"}:
        return "mha_vs_gqa"
    if {fact.property_id, other.property_id} == {"parameters.total", "parameters.active"}:
        return "active_vs_total"
    if fact.quantity == other.quantity and fact.convention != other.convention:
        return slip_of(other)
    return "wrong_dtype" if fact.property_id.startswith("peak") else "confused_quantity"


def said_as(fact: Fact) -> str:
    return fact.property_id.replace(".", " ").replace("_", " ")
