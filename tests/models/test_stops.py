"""Stop sequences that come in pieces."""

from hypothesis import given
from hypothesis import strategies as st

from interviewer.models.stops import Stops

LETTERS = st.text("ab\n", max_size=12)


def passed(stops: tuple[str, ...], pieces: list[str]) -> str:
    minded = Stops(stops)
    said = [said.text for piece in pieces for said in minded.take(piece)]
    return "".join([*said, *(rest.text for rest in minded.rest())])


@given(st.lists(LETTERS, max_size=6), st.lists(st.text("ab\n", min_size=1, max_size=4), max_size=3))
def test_text_ends_before_the_first_stop_however_it_is_cut(
    pieces: list[str], stops: list[str]
) -> None:
    whole = "".join(pieces)
    places = [whole.find(stop) for stop in stops if stop in whole]
    said = passed(tuple(stops), pieces)
    assert whole.startswith(said)
    assert not any(stop in said for stop in stops)
    if not places:
        assert said == whole
    elif len(stops) == 1:
        assert said == whole[: places[0]]


def test_nothing_is_held_back_without_need() -> None:
    minded = Stops(("\n\n",))
    assert [said.text for said in minded.take("a line")] == ["a line"]
    assert [said.text for said in minded.take("\n")] == []
    assert [said.text for said in minded.take("more")] == ["\nmore"]
