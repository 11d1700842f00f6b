"""The catalogue: every calculator listed, described, run and guarded in the same way."""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tools
from tools import catalogue
from tools.calculator import Entry
from tools.fields import FIELDS
from tools.result import Result
from tools.validation import Input

NAMES = catalogue.names()
BEYOND_ANY_NUMBER = [True, math.nan, math.inf, -math.inf, -1, "7", 10**400]
NUMBERS = [
    (name, spec.name)
    for name in NAMES
    for spec in catalogue.get(name).inputs.values()
    if spec.type in (int, float)
]


def plausible(spec: Input) -> st.SearchStrategy[Any]:
    if spec.choices:
        return st.sampled_from(spec.choices)
    if spec.type is bool:
        return st.booleans()
    low, high = spec.field.low, min(spec.field.high, 1e9)
    if spec.type is int:
        return st.integers(int(low), int(high))
    return st.floats(low, high, exclude_min=spec.field.above_low, allow_subnormal=False)


def inputs_of(entry: Entry) -> st.SearchStrategy[dict[str, Any]]:
    required = {name: plausible(entry.inputs[name]) for name in entry.required}
    optional = {name: plausible(entry.inputs[name]) for name in entry.defaults}
    return st.fixed_dictionaries(required, optional=optional)


def test_there_are_at_least_sixty_calculators() -> None:
    assert len(NAMES) >= 60


def test_names_are_kebab_case() -> None:
    assert all(name == name.lower().replace("_", "-").replace(" ", "-") for name in NAMES)


def test_topics_hold_every_calculator_once() -> None:
    assert sorted(name for names in catalogue.topics().values() for name in names) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_example_comes_out_as_published(name: str) -> None:
    entry = catalogue.get(name)
    result = catalogue.call(name, entry.example)
    assert result.value == pytest.approx(entry.expected, rel=1e-3)
    assert result.inputs == {**entry.defaults, **entry.example}
    assert (result.unit, result.formula) == (entry.unit, entry.formula)
    assert result.steps
    assert all("  " not in step for step in result.steps)


@pytest.mark.parametrize("name", NAMES)
def test_a_calculator_is_documented_and_sourced(name: str) -> None:
    entry = catalogue.get(name)
    assert entry.summary.endswith(".")
    assert len((entry.function.__doc__ or "").splitlines()) > 2
    assert set(entry.source_ids) <= tools.SOURCES.keys()
    assert entry.source_ids
    assert entry.units.keys() == entry.inputs.keys()


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_describes_every_input_and_accepts_no_other(name: str) -> None:
    entry, schema = catalogue.get(name), catalogue.schema(name)
    properties: Any = schema["properties"]
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert schema["required"] == entry.required
    assert properties.keys() == entry.inputs.keys()
    assert all(described["description"] for described in properties.values())
    json.dumps(schema)


def test_the_schema_carries_ranges_choices_and_defaults() -> None:
    properties: Any = catalogue.schema("zero-memory")["properties"]
    assert properties["params"] == {
        "type": "number",
        "description": "parameters of the model (parameters)",
        "exclusiveMinimum": 0,
        "maximum": 1e30,
    }
    assert properties["data_parallel"]["minimum"] == 1
    assert properties["zero_stage"]["enum"] == ["0", "1", "2", "3"]
    assert properties["optimiser"]["default"] == "adam_mixed_16"


@pytest.mark.parametrize("name", NAMES)
def test_a_result_is_plain_json(name: str) -> None:
    result = catalogue.call(name, catalogue.get(name).example)
    assert json.loads(json.dumps(result.as_dict()))["value"] == result.value


@pytest.mark.parametrize(("name", "field"), NUMBERS)
def test_what_is_no_number_in_range_is_refused_by_name(name: str, field: str) -> None:
    entry = catalogue.get(name)
    wrong = [*BEYOND_ANY_NUMBER, *([1.5] if entry.inputs[field].type is int else [])]
    for value in wrong:
        with pytest.raises(ValueError, match=rf"^{field} must be .*found"):
            catalogue.call(name, {**entry.example, field: value})


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_inputs_in_range_give_a_finite_result_or_a_reason(name: str, data: Any) -> None:
    inputs = data.draw(inputs_of(catalogue.get(name)))
    try:
        result = catalogue.call(name, inputs)
    except ValueError as refusal:
        # Either outcome is right; a refusal must say what it found.
        assert "found" in str(refusal)  # noqa: PT017
        return
    assert math.isfinite(result.value)
    assert all(math.isfinite(part) for part in result.parts.values())


def test_a_whole_float_counts_as_a_count() -> None:
    inputs = {"layers": 80.0, "kv_heads": 8, "head_dim": 128}
    assert catalogue.call("kv-cache", inputs).inputs["layers"] == 80


def test_an_unknown_calculator_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(ValueError, match="did you mean kv-cache"):
        catalogue.get("kv-cach")


def test_an_unknown_input_is_refused_with_those_allowed() -> None:
    with pytest.raises(ValueError, match="does not take heads: it takes layers, kv_heads"):
        catalogue.call("kv-cache", {"layers": 1, "kv_heads": 1, "head_dim": 1, "heads": 1})


def test_a_missing_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"kv-cache needs kv_heads, head_dim \(found layers\)"):
        catalogue.call("kv-cache", {"layers": 1})


def test_the_package_exports_exactly_its_public_names() -> None:
    assert sorted(tools.__all__) == sorted(catalogue.public())
    assert all(getattr(tools, name) is value for name, value in catalogue.public().items())
    with pytest.raises(AttributeError, match="no_such_name"):
        getattr(tools, "no_such_" + "name")


def test_importing_the_package_loads_no_calculator() -> None:
    code = "import sys, tools; print([m for m in sys.modules if m.startswith('tools')])"
    checkout = Path(str(tools.__file__)).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "['tools']"


def test_every_word_of_the_vocabulary_and_every_source_is_used() -> None:
    entries = [catalogue.get(name) for name in NAMES]
    assert {name for entry in entries for name in entry.inputs} == FIELDS.keys()
    assert {source for entry in entries for source in entry.source_ids} == tools.SOURCES.keys()


def test_a_result_is_frozen() -> None:
    result: Any = catalogue.call("ridge-point", catalogue.get("ridge-point").example)
    with pytest.raises(AttributeError):
        result.value = 0
    with pytest.raises(TypeError):
        result.inputs["peak_flops_dense"] = 0
    assert isinstance(result, Result)


def test_a_calculator_takes_keywords_only() -> None:
    function: Any = tools.ridge_point
    with pytest.raises(TypeError):
        function(1, 2)
    with pytest.raises(TypeError, match="hbm_bytes_per_s"):
        function(peak_flops_dense=1)
