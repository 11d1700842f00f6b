"""Any recording is read as 16 kHz, one channel; what is none is named in a sentence."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import ContentError
from interviewer.front.voice.files import FlacFile, blocks, recordings, write_wav
from interviewer.front.voice.sound import (
    FRAME_SAMPLES,
    RATE_HZ,
    Sound,
    framed,
    level_dbfs,
    resampled,
    silence,
)


def tone(seconds: float, rate_hz: int = RATE_HZ, hz: float = 440) -> Sound:
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate_hz)) / rate_hz)).astype(
        np.float32
    )


def whole(path: Path) -> Sound:
    return np.concatenate(list(blocks(path)))


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100, 48_000])
def test_every_rate_becomes_16_khz(rate_hz: int, tmp_path: Path) -> None:
    sound = whole(write_wav(tmp_path / "a.wav", tone(1.0, rate_hz), rate_hz))
    assert len(sound) == pytest.approx(RATE_HZ, abs=200)
    assert level_dbfs(sound[2000:14000]) == pytest.approx(-9.0, abs=0.5)


def test_stereo_becomes_one_channel(tmp_path: Path) -> None:
    both = np.stack([tone(1.0, 44_100), tone(1.0, 44_100)], axis=1)
    path = tmp_path / "stereo.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes((both * 32767).astype("<i2").tobytes())
    assert len(whole(path)) == pytest.approx(RATE_HZ, abs=200)


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", tone(0.5))
    piped = np.concatenate(list(blocks(io.BytesIO(path.read_bytes()))))
    assert np.array_equal(piped, whole(path))


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "can't be read as audio"), (b"no sound at all, only words\n" * 50, "can't be read")],
)
def test_what_is_no_audio_is_said_in_a_sentence(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    with pytest.raises(ContentError, match=says):
        whole(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no such file"):
        whole(tmp_path / "none.wav")


def test_a_recording_that_breaks_off_gives_what_there_is_of_it(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", tone(2.0))
    path.write_bytes(path.read_bytes()[:40_000])
    assert 1.0 < len(whole(path)) / RATE_HZ < 2.0


def test_a_folder_is_read_in_the_order_of_names_and_without_other_files(tmp_path: Path) -> None:
    for name in ("2.wav", "10.txt", "1.flac"):
        (tmp_path / name).touch()
    assert [path.name for path in recordings(tmp_path)] == ["1.flac", "2.wav"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(ContentError, match="holds no recordings"):
        recordings(tmp_path / "empty")


def test_what_is_kept_as_flac_comes_back_whole(tmp_path: Path) -> None:
    file = FlacFile(tmp_path / "audio" / "q1.flac")
    for frame in framed([tone(1.0)]):
        file.add(frame)
    file.close()
    kept = whole(tmp_path / "audio" / "q1.flac")
    assert np.abs(kept[:RATE_HZ] - tone(1.0)).max() < 1e-3


@given(st.lists(st.integers(0, 2000), max_size=8))
def test_frames_hold_every_sample_once(lengths: list[int]) -> None:
    samples = np.arange(1, sum(lengths) + 1, dtype=np.float32)
    parts = np.split(samples, np.cumsum(lengths)[:-1]) if lengths else []
    frames = list(framed(parts))
    assert all(len(frame) == FRAME_SAMPLES for frame in frames)
    joined = np.concatenate(frames) if frames else np.zeros(0, np.float32)
    assert np.array_equal(joined[: len(samples)], samples)
    assert not joined[len(samples) :].any()


@given(st.sampled_from([8_000.0, 20_160.0, 24_000.0, 44_100.0, 48_000.0]))
def test_resampling_keeps_length_and_level(from_hz: float) -> None:
    sound = resampled(tone(1.0, round(from_hz)), from_hz, RATE_HZ)
    assert len(sound) == pytest.approx(RATE_HZ, abs=2)
    assert level_dbfs(sound) == pytest.approx(-9.0, abs=0.6)


def test_silence_has_a_level_too() -> None:
    assert level_dbfs(silence(1)) == -90
    assert level_dbfs(np.zeros(0, np.float32)) == -90
