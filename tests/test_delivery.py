"""How answers were spoken: measured from voice activity, counted with care, never scored."""

from hypothesis import given
from hypothesis import strategies as st

from interviewer.delivery import announces_pause, delivered, overall
from interviewer.transcript.events import Delivered

SPOKEN = [(1.5, 4.0), (4.2, 6.0), (13.0, 16.0)]
SAID_BY = [(4.1, "Um, let me think."), (6.0, "I guess it is the cache."), (16.0, "We measured it.")]
TEXT = "Um, let me think. I guess it is the cache. We measured it."


def answer() -> Delivered:
    return delivered("q1", TEXT, SPOKEN, SAID_BY, interviewer_seconds=8.0)


def test_times_come_from_the_stretches_of_speech() -> None:
    found = answer()
    assert (found.first_word, found.speaking) == (1.5, 7.5)
    (pause,) = found.pauses
    assert (pause.at, pause.seconds, pause.after) == (6.0, 7.0, "I guess it is the cache.")


def test_words_are_counted_by_kind() -> None:
    found = answer()
    assert (found.words, found.fillers) == (13, 1)
    assert (found.hedges, found.certainties) == (("i guess",), ("we measured",))


def test_pace_counts_over_speech_only() -> None:
    whole = overall([answer()])
    assert whole
    assert whole.words_per_minute == round(60 * 13 / 7.5, 1)
    assert whole.talk_ratio == round(7.5 / 15.5, 2)
    assert whole.longest_pause
    assert whole.longest_pause.seconds == 7.0


def test_a_session_without_speech_has_no_delivery() -> None:
    assert overall([]) is None
    assert overall([delivered("q1", "", [])]) is None


def test_a_pause_can_be_announced() -> None:
    assert announces_pause("So we have 80 layers. Let me think about that.")
    assert not announces_pause(
        "Let me think. " + "The cache holds keys and values of each layer. " * 2
    )


TIMES = st.lists(st.floats(0, 500, allow_nan=False), min_size=2, max_size=30, unique=True)


@given(TIMES)
def test_any_speech_gives_measures_that_hold_together(times: list[float]) -> None:
    ordered = sorted(times)
    stretches = list(zip(ordered[::2], ordered[1::2], strict=False))
    found = delivered("q1", "word " * len(ordered), stretches)
    assert found.first_word is not None
    assert found.speaking >= 0
    assert all(pause.seconds >= 1.0 for pause in found.pauses)
    assert list(found.pauses) == sorted(found.pauses, key=lambda pause: pause.at)
