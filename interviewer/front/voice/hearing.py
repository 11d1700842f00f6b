"""Speech to text: one segment at a time, in a thread of its own, never on silence."""

import math
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interviewer.errors import CapabilityMissing
from interviewer.front.voice.normalising import normalised_speech
from interviewer.front.voice.segments import Segment
from interviewer.front.voice.weights import EXTRA, weights

# One thread keeps the machine free for the rest; a second gains a tenth of a second.
THREADS = 1
# More likely noise than speech, and guessed at: what Whisper then writes was not said.
NOISE_FROM = 0.5
GUESSED_BELOW = 0.4


@dataclass(frozen=True)
class Utterance:
    """What was understood of a segment. `confidence`, 0 to 1, is the mean over its tokens."""

    segment: Segment
    text: str
    raw: str
    confidence: float


class Ear:
    """Whisper, loaded on the first segment or by `wake`.

    Raises CapabilityMissing: at once where there is no such model, or the weights are not what
    they should be.
    """

    def __init__(self, model: str = "tiny.en") -> None:
        self.model = model
        self._weights = known(weights(model))
        self._whisper: Any = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hearing")

    def wake(self) -> "Future[None]":
        """Begins to load the model beside whatever goes on."""
        return self._thread.submit(self._load)

    def begin(self, segment: Segment, prompt: str) -> "Future[Utterance]":
        """Begins to decode; the results come in the order of the calls."""
        return self._thread.submit(self.hear, segment, prompt)

    def hear(self, segment: Segment, prompt: str = "") -> Utterance:
        self._load()
        # The default ladder of temperatures stays: it rescues one segment in forty.
        pieces, _ = self._whisper.transcribe(
            segment.sound,
            language="en",
            initial_prompt=prompt or None,
            condition_on_previous_text=False,
        )
        heard = [piece for piece in pieces if not is_noise(piece)]
        raw = " ".join(piece.text.strip() for piece in heard)
        if is_echo(raw, prompt):
            heard, raw = [], ""
        return Utterance(segment, normalised_speech(raw), raw, confidence(heard))

    def close(self) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _load(self) -> None:
        if self._whisper is None:
            self._whisper = whisper(self.model, self._weights)


def known(place: str) -> str:
    """A folder as it is, or a name if faster-whisper has that model."""
    if Path(place).is_dir() or place in (models := faster_whisper().available_models()):
        return place
    raise CapabilityMissing(
        f"there is no Whisper model {place!r}; --voice-in takes {', '.join(models)}, or a folder"
    )


def faster_whisper() -> Any:
    try:
        import faster_whisper as module
    except ImportError:
        raise CapabilityMissing(
            f"speech can't be understood without the voice extra; {EXTRA}"
        ) from None
    return module


def whisper(model: str, place: str) -> Any:
    module = faster_whisper()
    try:
        return module.WhisperModel(place, device="cpu", compute_type="int8", cpu_threads=THREADS)
    except (OSError, ValueError, RuntimeError) as error:
        raise CapabilityMissing(
            f"the Whisper model {model!r} can't be loaded ({error}); use --voice-in tiny.en"
        ) from None


def is_noise(piece: Any) -> bool:
    return piece.no_speech_prob > NOISE_FROM and math.exp(piece.avg_logprob) < GUESSED_BELOW


def is_echo(text: str, prompt: str) -> bool:
    """Whether the model repeats its prompt, as it does on sounds that are no speech."""
    said = text.strip().strip(".").lower()
    return len(said) > 20 and said in prompt.lower()


def confidence(pieces: list[Any]) -> float:
    """The geometric mean of the tokens' probabilities, 0 where nothing was heard."""
    if not pieces:
        return 0.0
    tokens = [max(1, len(piece.tokens)) for piece in pieces]
    logs = [piece.avg_logprob * count for piece, count in zip(pieces, tokens, strict=True)]
    return math.exp(sum(logs) / sum(tokens))
