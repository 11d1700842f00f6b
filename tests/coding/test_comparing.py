"""Values are compared by kind, shape, type and number, and never absolutely."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from interviewer.coding import child
from interviewer.coding.comparing import difference

SMALL = np.array([1e-9, 2e-9, -3e-9])


@pytest.mark.parametrize(
    ("got", "expected", "word"),
    [
        (np.zeros(3), SMALL, "differ"),
        (np.full(3, np.nan), SMALL, "not finite"),
        (np.full(3, np.inf), SMALL, "not finite"),
        (SMALL.astype(np.float32), SMALL, "float32"),
        (SMALL[:2], SMALL, "shape"),
        (SMALL[None], SMALL, "shape"),
        (SMALL.tolist(), SMALL, "expected an array"),
        (None, SMALL, "nothing was returned"),
        (np.array([1, 2]), np.array([1, 3]), "at [1] 2, expected 3"),
        (True, 1, "a bool"),
        (1.0, 1, "a float"),
        (float("nan"), 1.0, "nan"),
        (0.0, 1e-12, "expected 1e-12"),
        ((1, 2), (1, 3), "the result[1] is 2; expected 3"),
        ([1], [1, 2], "has 1 values"),
        ({"a": 1}, {"b": 1}, "keys"),
        ("x", "y", "expected 'y'"),
    ],
)
def test_what_is_not_the_same_is_named(got: object, expected: object, word: str) -> None:
    assert word in difference(got, expected, 1e-5)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (SMALL * (1 + 1e-7), SMALL),
        (np.array([np.inf, np.nan, 1.0]), np.array([np.inf, np.nan, 1.0])),
        (np.array([1e-20, 1.0]), np.array([0.0, 1.0])),
        ([1, 2.0], (1, 2.0)),
        (2, 2.0),
        ({"a": SMALL}, {"a": SMALL}),
        (np.zeros(2), np.zeros(2)),
    ],
)
def test_what_is_near_enough_passes(got: object, expected: object) -> None:
    assert difference(got, expected, 1e-5) == ""


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | arrays.arrays(st.sampled_from(["f4", "f8", "i4", "i8", "u1", "?"]), arrays.array_shapes()),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=6,
)


@given(VALUES)
def test_values_cross_the_border_unchanged(value: object) -> None:
    again = child.decoded(child.encoded(value))
    assert child.encoded(again) == child.encoded(value)
    assert type(again) is type(value)


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x", 1j, np.array([object()]), print])
def test_what_the_checks_cannot_read_does_not_cross(value: object) -> None:
    with pytest.raises(TypeError, match="can't read"):
        child.encoded(value)


@pytest.mark.parametrize(
    "said", [{"array": ["O", [1], ""]}, {"array": ["<f8", [9], "AA=="]}, {"what": 1}, {"tuple": 1}]
)
def test_a_forged_value_is_refused(said: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        child.decoded(said)
