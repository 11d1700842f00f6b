"""A sentence said and heard again: whether voice, voice activity and recognition work together."""

from interviewer.front.voice.hearing import Ear
from interviewer.front.voice.prompting import prompt_for
from interviewer.front.voice.segments import segments
from interviewer.front.voice.sound import RATE_HZ, framed, resampled, silence
from interviewer.front.voice.speech import SPOKEN_RATE_HZ, Voice, speech

SENTENCE = "The cache takes forty two gigabytes."
EXPECTED = ("cache", "42")


def heard_back(model: str, engine: str = "hibari") -> str:
    """What was understood. Raises CapabilityMissing where a part is missing."""
    speaker = speech(engine)
    assert speaker is not None
    said = resampled(speaker.say(SENTENCE, Voice()), SPOKEN_RATE_HZ, RATE_HZ)
    ear = Ear(model)
    stream = framed([silence(0.5), said, silence(1.5)])
    return " ".join(ear.hear(each, prompt_for(None)).text for each in segments(stream))


def is_sound(heard: str) -> bool:
    return all(word in heard for word in EXPECTED)
