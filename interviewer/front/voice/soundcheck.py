"""The sound check: twenty seconds of quiet and speech, what is wrong with them, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from interviewer.front.voice.segments import Segmenter
from interviewer.front.voice.sound import FLOOR_DBFS, FRAME_SECONDS, Sound, level_dbfs

CHECK_SECONDS = 20.0
CLIPPED = 0.985
MUTED_BELOW_DBFS = -75.0
QUIET_SPEECH_BELOW_DBFS = -42.0
CLIPPED_SHARE_FROM = 0.001
# Below this distance recognition loses jargon, below the next it loses numbers.
NOISY_BELOW_DB = 15.0
VERY_NOISY_BELOW_DB = 8.0


@dataclass(frozen=True)
class SoundCheck:
    """Levels in dB below full scale; `sentences` say what is wrong and how to mend it."""

    speech_seconds: float
    speech_dbfs: float
    noise_dbfs: float
    clipped_share: float
    sentences: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not self.sentences


def examined(frames: Iterable[Sound]) -> SoundCheck:
    segmenter = Segmenter()
    speech: list[float] = []
    quiet: list[float] = []
    clipped = total = 0
    for frame in frames:
        segmenter.take(frame)
        (speech if segmenter.is_speech else quiet).append(level_dbfs(frame))
        clipped += int(np.count_nonzero(np.abs(frame) >= CLIPPED))
        total += len(frame)
    loudest = max([*speech, *quiet], default=FLOOR_DBFS)
    check = SoundCheck(
        speech_seconds=round(len(speech) * FRAME_SECONDS, 1),
        speech_dbfs=round(median(speech), 1),
        noise_dbfs=round(median(quiet), 1),
        clipped_share=round(clipped / total, 5) if total else 0.0,
        sentences=(),
    )
    return SoundCheck(**{**vars(check), "sentences": tuple(faults(check, loudest, total))})


def faults(check: SoundCheck, loudest_dbfs: float, samples: int) -> Iterable[str]:
    if not samples:
        yield "No sound came in at all: choose another device (`interviewer voice --devices`)."
    elif loudest_dbfs < MUTED_BELOW_DBFS:
        yield (
            "The microphone is muted, or another one is meant: only silence came in. Unmute it in "
            "the system's sound settings, or choose another with --microphone."
        )
    elif check.speech_seconds < 1.0:
        yield (
            "Sound came in, but no speech: talk during the check, come nearer, or choose another "
            "microphone with --microphone."
        )
    else:
        yield from faults_of_speech(check)


def faults_of_speech(check: SoundCheck) -> Iterable[str]:
    distance_db = check.speech_dbfs - check.noise_dbfs
    if check.clipped_share > CLIPPED_SHARE_FROM:
        yield "The sound clips: lower the microphone's level or move away a hand's breadth."
    if check.speech_dbfs < QUIET_SPEECH_BELOW_DBFS:
        yield "You are very quiet: raise the microphone's level or come nearer."
    if distance_db < VERY_NOISY_BELOW_DB:
        yield (
            f"Your voice is only {distance_db:.0f} dB above the room, and numbers would be "
            "misheard: use a headset, close the window, switch fans off."
        )
    elif distance_db < NOISY_BELOW_DB:
        yield (
            f"The room is noisy, {distance_db:.0f} dB below your voice: a headset helps, and "
            "what was heard is shown so that you can correct it."
        )


def median(levels: list[float]) -> float:
    return float(np.median(levels)) if levels else FLOOR_DBFS
