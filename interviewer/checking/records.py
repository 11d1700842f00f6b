"""What every file of `corpus/hardware` is made of: sourced groups of fields, and named records.

Facts come in groups; each group of fields has its sources and a grade. A key says its unit
(`bandwidth_gb_s`) and its convention (`dense_tflops`, `one_way_gb_s`).
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from interviewer.loader import Written

Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Number = Annotated[int | float, Field(gt=0)]
Count = Annotated[int, Field(gt=0)]
Value = int | float | str | bool
# A first-party, B copy of a first-party document, C secondary, D derived by a formula from
# graded values, U unverified. U must never be used to mark somebody wrong.
Grade = Literal["A", "B", "C", "D", "U"]


class Sourced(Written):
    """A group of fields read from the same `sources` (ids of sources.toml).

    `accepted` gives [low, high] where credible sources differ or a part is configurable;
    `unverified` lists fields (patterns such as `*.sparse_*`) that the grade does not cover.
    """

    grade: Grade
    sources: tuple[Id, ...] = Field(min_length=1)
    accepted: dict[str, tuple[Number, Number]] = Field(default_factory=dict)
    unverified: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def exceptions_fit_the_fields(self) -> Self:
        fields = dict(leaves(self))
        for name, (low, high) in self.accepted.items():
            value = fields.get(name)
            if not isinstance(value, int | float) or not low <= value <= high:
                raise ValueError(f"accepted.{name} must hold the field's value {value!r}")
        for pattern in self.unverified:
            if not any(fnmatchcase(name, pattern) for name in fields):
                raise ValueError(f"unverified names {pattern!r}, which is no field of the group")
        return self

    def grade_of(self, field: str) -> Grade:
        return "U" if any(fnmatchcase(field, p) for p in self.unverified) else self.grade


class Rate(Written):
    """A peak rate without and with 2:4 structured sparsity; integer rates are in TOPS."""

    dense_tflops: Number | None = None
    sparse_tflops: Number | None = None
    dense_tops: Number | None = None
    sparse_tops: Number | None = None
    dense_pflops: Number | None = None
    sparse_pflops: Number | None = None
    dense_pops: Number | None = None
    sparse_pops: Number | None = None


class Peak(Sourced):
    """By precision: on Tensor Cores, except fp64, fp32 and fp16_vector (CUDA cores)."""

    fp64: Rate | None = None
    fp64_tensor: Rate | None = None
    fp32: Rate | None = None
    tf32: Rate | None = None
    bf16: Rate | None = None
    fp16: Rate | None = None
    fp16_fp16_accumulate: Rate | None = None
    fp16_vector: Rate | None = None
    fp8: Rate | None = None
    fp8_fp16_accumulate: Rate | None = None
    fp6: Rate | None = None
    fp4: Rate | None = None
    int8: Rate | None = None
    int4: Rate | None = None


class BothWays(Written):
    one_way_gb_s: Number | None = None
    bidirectional_gb_s: Number | None = None
    bidirectional_tb_s: Number | None = None


class Power(Sourced):
    tdp_w: Number | None = None
    max_kw: Number | None = None


class Form(Sourced):
    factor: Text


class Memory(Sourced):
    capacity_gb: Number | None = None
    capacity_tb: Number | None = None
    type: Text | None = None
    bandwidth_gb_s: Number | None = None
    bandwidth_tb_s: Number | None = None
    bus_bits: Count | None = None
    fast_tb: Number | None = None
    cpu_tb: Number | None = None


class Record(Written):
    """A thing with names; `told_apart_by` are the words that pick it among its variants."""

    id: Id
    name: Text
    called: tuple[Text, ...] = Field(min_length=1)
    told_apart_by: tuple[Text, ...] = ()
    disagreements: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.called

    @property
    def variant_words(self) -> tuple[str, ...]:
        return self.told_apart_by

    @property
    def groups(self) -> dict[str, Sourced]:
        values = ((field, getattr(self, field)) for field in type(self).model_fields)
        return {field: value for field, value in values if isinstance(value, Sourced)}


class Source(Written):
    title: Text
    url: Text | None = None


class Property(Written):
    """What can be asked of a thing: `id` begins the ids of its facts, `said` are its names."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")]
    label: Text
    said: tuple[Text, ...] = Field(min_length=1)


def leaves(group: Written, path: str = "") -> Iterator[tuple[str, Value]]:
    """Every field that is set, with its dotted path: `fp8.dense_tflops`."""
    for field in type(group).model_fields:
        value = getattr(group, field)
        if isinstance(value, Written):
            yield from leaves(value, f"{path}{field}.")
        elif value is not None and field not in Sourced.model_fields:
            yield path + field, value
