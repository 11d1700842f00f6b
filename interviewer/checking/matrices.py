"""The sides of matrices and tiles: "8192x128x8192", "4k by 4k by 4k", "a 4096 square"."""

import re
from collections.abc import Callable, Iterator

from interviewer.checking.filling import fill, in_text
from interviewer.checking.readings import Reading
from interviewer.checking.slots import Bound, Ground, around, said


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


def side_of_pair(ground: Ground, index: int) -> tuple[Bound, ...]:
    """One side of the first "128 by 64" that is said: exactly two numbers in a chain."""
    for here in ground.inputs:
        ordered = sorted(here, key=lambda r: r.start)
        for at, first in enumerate(ordered):
            row = list(chained(ground, ordered[at:], first))
            if len(row) == 2:
                return (Bound(side(row[index]), -1),)
    return ()


def tile(index: int) -> Callable[[Ground], tuple[Bound, ...]]:
    return lambda ground: side_of_pair(ground, index)


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


def lora_side(index: int) -> Callable[[Ground], tuple[Bound, ...]]:
    def found(ground: Ground) -> tuple[Bound, ...]:
        if found_side := side_of_pair(ground, index):
            return found_side
        hidden = fill(ground, "hidden_size")
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
