"""Audio files: whatever FFmpeg knows is read in pieces; WAV and FLAC are written."""

import wave
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from interviewer.errors import CapabilityMissing, ContentError
from interviewer.front.voice.sound import RATE_HZ, Sound, as_pcm16

if TYPE_CHECKING:
    from av.container import InputContainer

# By these a folder's recordings are told from its other files.
SUFFIXES = frozenset(
    {".wav", ".flac", ".mp3", ".m4a", ".mp4", ".ogg", ".oga", ".opus", ".webm", ".aac", ".aiff"}
)


def is_audio(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def recordings(folder: Path) -> list[Path]:
    """The audio files of a folder by name. Raises ContentError if there are none."""
    found = sorted(path for path in folder.iterdir() if path.is_file() and is_audio(path))
    if not found:
        raise ContentError(f"{folder}: holds no recordings; put WAV, FLAC, MP3 or M4A files there")
    return found


def blocks(source: Path | IO[bytes]) -> Iterator[Sound]:
    """The sound of a file or pipe as it is decoded, so that an hour takes no more than a minute.

    Raises ContentError for what is no audio, at once or where the file is broken.
    """
    name = getattr(source, "name", "the input")
    av = pyav()
    try:
        with av.open(str(source) if isinstance(source, Path) else source, mode="r") as container:
            if not container.streams.audio:
                raise ContentError(f"{name}: has no sound in it; give a recording of the answer")
            yield from decoded(container)
    except FileNotFoundError:
        raise ContentError(f"{name}: there is no such file; give a recording") from None
    except av.error.FFmpegError as error:
        reason = (error.strerror or "unknown").lower()
        raise ContentError(
            f"{name}: can't be read as audio ({reason}); "
            "give a WAV, FLAC, MP3, M4A, Ogg or WebM file that plays"
        ) from None


def decoded(container: "InputContainer") -> Iterator[Sound]:
    """Resampled to 16 kHz, all channels mixed into one."""
    resampler = pyav().AudioResampler(format="s16", layout="mono", rate=RATE_HZ)
    for frame in container.decode(audio=0):
        for part in resampler.resample(frame):
            yield as_floats(part)
    for part in resampler.resample(None):
        yield as_floats(part)


def as_floats(part: Any) -> Sound:
    sound: Sound = part.to_ndarray().reshape(-1).astype(np.float32) / np.float32(32768.0)
    return sound


def write_wav(path: Path, sound: Sound, rate_hz: int = RATE_HZ) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(as_pcm16(sound).tobytes())
    return path


class FlacFile:
    """A FLAC file written as the sound comes in; closed, it holds all that was added."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._container = pyav().open(str(path), mode="w", format="flac")
        self._stream = self._container.add_stream("flac", rate=RATE_HZ, layout="mono")
        self._samples = 0

    def add(self, sound: Sound) -> None:
        frame = pyav().AudioFrame.from_ndarray(
            as_pcm16(sound).reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate = RATE_HZ
        frame.pts = self._samples
        frame.time_base = Fraction(1, RATE_HZ)
        self._samples += len(sound)
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        self._container.mux(self._stream.encode(None))
        self._container.close()


def pyav() -> Any:
    """PyAV, which comes with the voice extra. Raises CapabilityMissing without it."""
    try:
        import av
        import av.error
    except ImportError:
        raise CapabilityMissing(
            "audio can't be read without the voice extra; run `pip install 'fiverounds[voice]'`"
        ) from None
    return av
