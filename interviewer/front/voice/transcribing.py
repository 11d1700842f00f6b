"""A whole recording in words, one stretch of speech after the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from interviewer.front.voice.confirming import unasked
from interviewer.front.voice.doubts import doubts
from interviewer.front.voice.files import blocks
from interviewer.front.voice.hearing import Ear, Utterance
from interviewer.front.voice.prompting import prompt_for
from interviewer.front.voice.segments import segments
from interviewer.front.voice.sound import framed


def written_answer(source: Path, model: str = "tiny.en") -> str:
    """A recorded answer as one text, with its doubtful numbers mended or marked.

    Raises ContentError for what is no audio and CapabilityMissing without the voice extra.
    """
    text, confidence = "", 1.0
    for utterance in transcribed(source, model):
        text = f"{text} {utterance.text}".strip()
        confidence = min(confidence, utterance.confidence)
    for doubt in reversed(doubts(text, confidence=confidence)):
        text = text[: doubt.start] + unasked(doubt) + text[doubt.end :]
    return text


def transcribed(
    source: Path | IO[bytes], model: str = "tiny.en", context: str = ""
) -> Iterator[Utterance]:
    """Each stretch as soon as it is understood, in memory that does not grow with the length.

    Raises ContentError for what is no audio, after what was whole of it.
    """
    ear = Ear(model)
    prompt = f"{context} {prompt_for(None)}".strip()
    for segment in segments(framed(blocks(source))):
        utterance = ear.hear(segment, prompt)
        if utterance.text:
            yield utterance
