"""A candidate made of synthetic speech: sentences and the silences in which they think."""

from pathlib import Path

import numpy as np

from interviewer.front.voice.files import write_wav
from interviewer.front.voice.sound import RATE_HZ, Sound, resampled, silence
from interviewer.front.voice.speech import SPOKEN_RATE_HZ, Hibari, Voice

Part = str | float


def spoken(*parts: Part, voice: Voice | None = None) -> Sound:
    """Strings are said, numbers are seconds of a quiet room."""
    speaker = Hibari()
    pieces = [
        room(part)
        if isinstance(part, (int, float))
        else resampled(speaker.say(part, voice or Voice()), SPOKEN_RATE_HZ, RATE_HZ)
        for part in parts
    ]
    return np.concatenate(pieces) if pieces else silence(0)


def room(seconds: float) -> Sound:
    noise = np.random.default_rng(0).standard_normal(round(seconds * RATE_HZ))
    return (noise * 1e-4).astype(np.float32)


def recorded(path: Path, *parts: Part, voice: Voice | None = None) -> Path:
    return write_wav(path, spoken(*parts, voice=voice))
