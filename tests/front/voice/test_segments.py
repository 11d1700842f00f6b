"""Speech is cut at silences, each stretch once, with its times right to a tenth of a second."""

import numpy as np
import pytest

from interviewer.front.voice.segments import LONGEST_SEGMENT_SECONDS, Segmenter, segments
from interviewer.front.voice.sound import RATE_HZ, Sound, framed
from tests.front.voice.candidate import room, spoken

FIRST = "I let the water cool to seventy five degrees."
SECOND = "I steep it for two minutes and taste it."


@pytest.fixture(scope="module")
def two() -> Sound:
    return spoken(2.0, FIRST, 3.0, SECOND, 2.0)


def test_two_sentences_with_a_pause_are_two_segments(two: Sound) -> None:
    first, second = segments(framed([two]))
    assert first.start < 2.2
    assert second.start - first.end > 2.0
    assert second.end < len(two) / RATE_HZ - 1.5


def test_pauses_are_measured_from_voice_activity(two: Sound) -> None:
    segmenter = Segmenter()
    for frame in framed([two]):
        segmenter.take(frame)
    gaps = [b[0] - a[1] for a, b in zip(segmenter.spoken, segmenter.spoken[1:], strict=False)]
    # The voice itself brings up to half a second of silence with each sentence.
    assert 3.0 <= max(gaps) <= 3.9


@pytest.mark.parametrize("noise", [0.0, 1e-4, 1e-2])
def test_a_quiet_room_has_no_segments(noise: float) -> None:
    quiet = np.random.default_rng(1).standard_normal(30 * RATE_HZ).astype(np.float32) * noise
    assert list(segments(framed([quiet]))) == []


def test_a_click_is_no_speech() -> None:
    sound = room(5.0)
    sound[20_000:20_100] = 0.9
    assert list(segments(framed([sound]))) == []


def test_speech_without_a_breath_is_cut_before_it_is_too_long_to_hear() -> None:
    talk = spoken(*[FIRST, SECOND] * 12)
    loud = talk[np.abs(np.convolve(np.abs(talk), np.ones(2000) / 2000, "same")) > 0.003]
    found = list(segments(framed([loud])))
    assert len(found) > 1
    assert all(each.end - each.start <= LONGEST_SEGMENT_SECONDS + 0.1 for each in found)
    covered = sum(len(each.sound) for each in found)
    assert covered > 0.9 * len(loud)


def test_what_is_open_at_the_end_is_not_lost(two: Sound) -> None:
    cut = two[: round(4.0 * RATE_HZ)]
    (only,) = segments(framed([cut]))
    assert only.end > 3.5
