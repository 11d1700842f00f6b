"""Text to speech: one sentence at a time, by Hibari, the system's own voice, or OpenAI's."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from interviewer.errors import CapabilityMissing, ContentError, UsageError
from interviewer.front.voice.files import blocks
from interviewer.front.voice.sound import RATE_HZ, Sound, resampled
from interviewer.front.voice.weights import EXTRA

SPOKEN_RATE_HZ = 24_000
# A rate of 1 is about this many words a minute in `say` and espeak-ng.
SYSTEM_WORDS_PER_MINUTE = 165
SYSTEM_PITCH = 50
LONGEST_SYSTEM_SECONDS = 60


@dataclass(frozen=True)
class Voice:
    """How a persona speaks; 1 is the engine's own speed and pitch."""

    speed: float = 1.0
    pitch: float = 1.0


class Speech(Protocol):
    """An engine; `say` gives sound at 24 kHz."""

    name: str

    def say(self, sentence: str, voice: Voice) -> Sound: ...


class Hibari:
    """The voice that comes with the installation. Raises CapabilityMissing without the extra."""

    name = "hibari"

    def __init__(self) -> None:
        self._model = hibari()

    def say(self, sentence: str, voice: Voice) -> Sound:
        """Speaks slower and plays faster, or the reverse, to change the pitch."""
        sound = self._model(sentence, speed=voice.speed / voice.pitch, seed=0)
        return resampled(sound, SPOKEN_RATE_HZ * voice.pitch, SPOKEN_RATE_HZ)


@cache
def hibari() -> Any:
    try:
        from hibari import Hibari as Model
    except ImportError:
        raise CapabilityMissing(
            f"the interviewer has no voice without the voice extra; {EXTRA}, or use "
            "--voice-out system or --voice-out off"
        ) from None
    return Model()


class SystemVoice:
    """`say` on macOS, espeak-ng elsewhere. Raises CapabilityMissing where there is neither."""

    name = "system"

    def __init__(self) -> None:
        self._command = system_command()

    def say(self, sentence: str, voice: Voice) -> Sound:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "said.wav"
            command = self._command(path, voice)
            try:
                subprocess.run(
                    command,
                    input=sentence,
                    text=True,
                    check=True,
                    capture_output=True,
                    timeout=LONGEST_SYSTEM_SECONDS,
                )
                sound = np.concatenate([*blocks(path), np.zeros(0, np.float32)])
            except (OSError, subprocess.SubprocessError, ContentError) as error:
                raise CapabilityMissing(
                    f"{command[0]} did not speak ({error}); use --voice-out hibari or off"
                ) from None
        return resampled(sound, RATE_HZ, SPOKEN_RATE_HZ)


def system_command() -> Callable[[Path, Voice], Sequence[str]]:
    if sys.platform == "darwin" and shutil.which("say"):
        return say_command
    if shutil.which("espeak-ng"):
        return espeak_command
    raise CapabilityMissing(
        "the system has no voice of its own; install espeak-ng (`apt-get install espeak-ng`), "
        "or use --voice-out hibari"
    )


def say_command(path: Path, voice: Voice) -> Sequence[str]:
    pace = str(round(SYSTEM_WORDS_PER_MINUTE * voice.speed))
    return ["say", "-r", pace, "-o", str(path), "--data-format=LEI16@22050", "-f", "-"]


def espeak_command(path: Path, voice: Voice) -> Sequence[str]:
    pace = str(round(SYSTEM_WORDS_PER_MINUTE * voice.speed))
    pitch = str(max(0, min(99, round(SYSTEM_PITCH * voice.pitch))))
    return ["espeak-ng", "-s", pace, "-p", pitch, "-w", str(path), "--stdin"]


ENGINES: dict[str, Callable[[], Speech]] = {"hibari": Hibari, "system": SystemVoice}


def speech(name: str, key_command: str = "") -> Speech | None:
    """The engine of that name; None for `off`. Raises UsageError and CapabilityMissing."""
    if name == "off":
        return None
    if name == "openai":
        from interviewer.front.voice.openai_speech import OpenAISpeech

        return OpenAISpeech(key_command)
    if name not in ENGINES:
        raise UsageError(f"there is no voice {name!r}; use hibari, system, openai or off")
    return ENGINES[name]()
