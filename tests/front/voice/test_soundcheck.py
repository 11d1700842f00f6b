"""The sound check names what is wrong and how to mend it."""

import numpy as np
import pytest

from interviewer.front.voice.sound import RATE_HZ, Sound, framed
from interviewer.front.voice.soundcheck import examined
from tests.front.voice.candidate import room, spoken


@pytest.fixture(scope="module")
def speech() -> Sound:
    return spoken(4.0, "I had bread with butter, two eggs, and three cups of green tea.", 1.0)


def sentences(sound: Sound) -> str:
    return " ".join(examined(framed([sound])).sentences)


def test_a_clear_voice_is_well(speech: Sound) -> None:
    check = examined(framed([speech]))
    assert check.is_good
    assert check.speech_seconds > 2
    assert check.noise_dbfs < check.speech_dbfs - 20


def test_no_sound_at_all_is_a_device_to_change() -> None:
    assert "No sound came in at all" in sentences(np.zeros(0, np.float32))


def test_silence_is_a_muted_microphone() -> None:
    assert "muted" in sentences(np.zeros(5 * RATE_HZ, np.float32))


def test_a_room_without_a_voice_is_said_so() -> None:
    assert "no speech" in sentences(room(5.0) * 30)


def test_clipping_is_heard(speech: Sound) -> None:
    assert "clips" in sentences(np.clip(speech * 20, -1, 1))


def test_a_quiet_voice_is_brought_nearer(speech: Sound) -> None:
    assert "very quiet" in sentences(speech * 0.03)


def test_a_loud_room_is_named_with_its_distance(speech: Sound) -> None:
    noise = np.random.default_rng(2).standard_normal(len(speech)).astype(np.float32)
    level = np.sqrt(np.mean(np.square(speech[np.abs(speech) > 0.01])))
    assert "dB" in sentences(speech + noise * level * 0.25)
