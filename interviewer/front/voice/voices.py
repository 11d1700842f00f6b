"""Which persona speaks how, from `corpus/voices.toml`."""

from functools import cache

from pydantic import Field

from interviewer.data import data
from interviewer.front.voice.speech import Voice
from interviewer.loader import Written, load
from interviewer.rubric import Text


class PersonaVoice(Written):
    """Within these bounds every engine stays intelligible."""

    persona: Text
    speed: float = Field(ge=0.8, le=1.25)
    pitch: float = Field(ge=0.8, le=1.2)


class Voices(Written):
    voices: tuple[PersonaVoice, ...]


@cache
def voices() -> dict[str, Voice]:
    found = load(data("corpus/voices.toml"), Voices).voices
    return {each.persona: Voice(each.speed, each.pitch) for each in found}


def voice_of(persona: str) -> Voice:
    """The engine's own voice for a persona that the file doesn't name."""
    return voices().get(persona, Voice())
