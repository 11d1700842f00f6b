"""OpenAI's speech as a voice, by choice: every sentence the interviewer says is sent there."""

from interviewer.errors import CapabilityMissing, KeyMissing
from interviewer.front.voice.sound import Sound
from interviewer.front.voice.speech import Voice
from interviewer.models.keys import key_for

MODEL = "gpt-4o-mini-tts"
# A deep and a light voice; the engine changes no pitch, so a persona's pitch picks one.
DEEP, LIGHT = "onyx", "shimmer"
TIMEOUT_SECONDS = 20.0


class OpenAISpeech:
    """Raises KeyMissing without a key, and CapabilityMissing when nothing comes back."""

    name = "openai"

    def __init__(self, key_command: str = "", base_url: str | None = None) -> None:
        from openai import OpenAI

        self._client = OpenAI(
            api_key=key_for("openai", key_command), base_url=base_url, timeout=TIMEOUT_SECONDS
        )

    def say(self, sentence: str, voice: Voice) -> Sound:
        """Raw samples of 16 bits at 24 kHz, as the service documents its `pcm` format."""
        import numpy as np
        from openai import AuthenticationError, OpenAIError

        try:
            spoken = self._client.audio.speech.create(
                model=MODEL,
                voice=DEEP if voice.pitch < 1 else LIGHT,
                input=sentence,
                speed=voice.speed,
                response_format="pcm",
            )
        except AuthenticationError:
            raise KeyMissing(
                "OpenAI refused the key for its voice; give another, or use --voice-out hibari"
            ) from None
        except OpenAIError as error:
            raise CapabilityMissing(
                f"OpenAI's voice did not answer ({type(error).__name__}); what is said stays on "
                "the screen, and --voice-out hibari speaks without a network"
            ) from None
        raw = spoken.content
        return np.frombuffer(raw[: len(raw) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)
