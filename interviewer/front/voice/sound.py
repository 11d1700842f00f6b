"""Sound as the front end handles it: 16 kHz, one channel, float samples from -1 to 1."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16_000
FRAME_SAMPLES = 512
FRAME_SECONDS = FRAME_SAMPLES / RATE_HZ
# What a silent room is taken to be, so that the level of pure zeros is a number.
FLOOR_DBFS = -90.0

Sound = NDArray[np.float32]


def silence(seconds: float, rate_hz: int = RATE_HZ) -> Sound:
    return np.zeros(round(seconds * rate_hz), np.float32)


def seconds_of(sound: Sound, rate_hz: int = RATE_HZ) -> float:
    return len(sound) / rate_hz


def framed(blocks: Iterable[Sound]) -> Iterator[Sound]:
    """Blocks of any length as frames of 512 samples; the last is filled up with silence."""
    rest = np.zeros(0, np.float32)
    for block in blocks:
        rest = np.concatenate([rest, block]) if len(rest) else block
        whole = len(rest) // FRAME_SAMPLES * FRAME_SAMPLES
        yield from rest[:whole].reshape(-1, FRAME_SAMPLES)
        rest = rest[whole:]
    if len(rest):
        yield np.pad(rest, (0, FRAME_SAMPLES - len(rest)))


def resampled(sound: Sound, from_hz: float, to_hz: float) -> Sound:
    """At another rate, by straight lines between samples after a box filter against aliasing.

    Good enough for speech that is played; what is to be recognised is resampled by PyAV.
    """
    if from_hz == to_hz or not len(sound):
        return sound
    if (wide := round(from_hz / to_hz)) > 1:
        sound = np.convolve(sound, np.full(wide, 1 / wide, np.float32), "same")
    places = np.arange(round(len(sound) * to_hz / from_hz)) * (from_hz / to_hz)
    found: Sound = np.interp(places, np.arange(len(sound)), sound).astype(np.float32)
    return found


def level_dbfs(sound: Sound) -> float:
    """The root mean square in decibels below full scale, never under the floor."""
    power = float(np.mean(np.square(sound, dtype=np.float64))) if len(sound) else 0.0
    return max(FLOOR_DBFS, 10 * float(np.log10(power + 1e-30)))


def as_pcm16(sound: Sound) -> NDArray[np.int16]:
    return (np.clip(sound, -1.0, 1.0) * 32767.0).astype("<i2")
