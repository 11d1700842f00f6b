"""What a named model, GPU, link and number format tell a calculator about its inputs.

A name may fit several variants ("H100"): it serves what they agree on, and asks which is meant
where they differ. Each value keeps its fact, so that source and certainty reach the reader.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from interviewer.checking.facts import (
    Ambiguous,
    Entity,
    Fact,
    Found,
    Kind,
    Unknown,
    agreeing,
    facts,
)
from interviewer.checking.quantities import Quantity
from interviewer.checking.units import named
from interviewer.errors import UsageError

# A GPU has these links of its own; said without a generation they are the GPU's.
OWN_LINKS = {"nvlink": "nvlink.one_way", "pcie": "pcie.one_way"}
EXAMPLES: Mapping[Kind, str] = {
    "model": "Llama 3 70B or DeepSeek-V3",
    "gpu": "H100 SXM or A100 80GB PCIe",
    "link": "NVLink 4, PCIe 5 or InfiniBand NDR",
    "system": "DGX H100",
}
# Written of memory on a chip, KB and MB are binary.
ON_CHIP = ("limits.", "cache.")


@dataclass(frozen=True)
class Subject:
    """A thing as it was `said`, and all the variants that the name fits."""

    said: str
    kind: Kind
    variants: tuple[Entity, ...]

    @classmethod
    def named(cls, said: str, kind: Kind) -> Self:
        """Raises UsageError with near names if nothing of this kind is called so."""
        known = facts()
        entities = {"model": known.models, "gpu": known.gpus, "link": known.links}[kind]
        if said in entities:
            return cls(said, kind, (entities[said],))
        match known.find(said, kind):
            case Found(entity):
                return cls(said, kind, (entity,))
            case Ambiguous(variants):
                return cls(said, kind, variants)
            case Unknown(suggestions):
                near = " or ".join(suggestions) or f"a name such as {EXAMPLES[kind]}"
                raise UsageError(f"--{kind}: {said!r} is not in the data; try {near}")

    @property
    def name(self) -> str:
        return self.variants[0].name if len(self.variants) == 1 else self.said

    def fact(self, *properties: str) -> Fact | None:
        """The first of `properties` that there is; UsageError if the variants differ in it."""
        for property_id in properties:
            match agreeing(self.variants, property_id):
                case Fact() as fact:
                    return fact
                case {} as by_value if by_value:
                    raise UsageError(self.which(by_value, property_id))
        return None

    def which(self, by_value: Mapping[object, tuple[Entity, ...]], property_id: str) -> str:
        property_name = property_id.partition(".")[2].replace(".", " ").replace("_", " ")
        variants = "; ".join(
            f"{' or '.join(entity.name for entity in having)}"
            f" ({property_name} {figured(having[0].fact(property_id))})"
            for having in by_value.values()
        )
        return f"--{self.kind} {self.said!r} can be {variants}: say which"

    @property
    def sliding_windows(self) -> Iterator[str]:
        """What the data says about them: they change what a KV cache holds."""
        for variant in self.variants:
            for note in variant.record.notes:
                if "sliding" in note.lower():
                    yield f"{variant.name}: {note} hybrid-kv-cache counts windows"

    def beyond_context(self, tokens: object) -> Iterator[str]:
        """A remark if `tokens` are more than the model is made for."""
        lengths = [
            length.value
            for variant in self.variants
            if (length := variant.facts.get("context.length"))
        ]
        longest = max((n for n in lengths if isinstance(n, int)), default=None)
        if longest and isinstance(tokens, int) and tokens > longest:
            yield f"{self.name} is made for {longest:,} tokens: {tokens:,} are beyond that"


def figured(fact: Fact) -> str:
    """The value with its unit, as the data gives it: `3,350 GB/s`."""
    value = f"{fact.value:,}" if isinstance(fact.value, int | float) else fact.value
    return f"{value} {fact.unit}".rstrip()


def si(fact: Fact) -> float | str:
    """The value in base units; text, bare counts and counts of operations as they are."""
    units = named(fact.unit) if fact.unit else ()
    if isinstance(fact.value, str) or not units:
        return fact.value
    said = Quantity(fact.value, units[0])
    return (said.as_binary() if fact.property_id.startswith(ON_CHIP) else said).si


def known_names(kind: Kind) -> list[str]:
    """The names of all things of a kind, for completion."""
    known = facts()
    entities = {"model": known.models, "gpu": known.gpus, "link": known.links}[kind]
    return [entity.name for entity in entities.values()]
