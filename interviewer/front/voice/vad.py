"""Voice activity: how likely each frame of 32 ms holds speech, by Silero's network."""

import numpy as np

from interviewer.errors import CapabilityMissing
from interviewer.front.voice.sound import FRAME_SAMPLES, Sound

# Samples of the frame before that the network sees again, as it was trained to.
CONTEXT_SAMPLES = 64


class VoiceActivity:
    """Hears one stream frame by frame; the network's state goes on from each to the next.

    The network comes with faster-whisper, whose own call clears the state each time and is
    therefore not used. Raises CapabilityMissing without the voice extra.
    """

    def __init__(self) -> None:
        try:
            from faster_whisper.vad import get_vad_model
        except ImportError:
            raise CapabilityMissing(
                "speech can't be told from silence without the voice extra; run "
                "`pip install 'fiverounds[voice]'`"
            ) from None
        self._session = get_vad_model().session
        self.forget()

    def forget(self) -> None:
        """Starts anew, as with another stream."""
        self._h = np.zeros((1, 1, 128), np.float32)
        self._c = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(CONTEXT_SAMPLES, np.float32)

    def probability(self, frame: Sound) -> float:
        """From 0 to 1, of a frame of 512 samples."""
        assert len(frame) == FRAME_SAMPLES
        seen = np.concatenate([self._context, frame])[np.newaxis]
        given = {"input": seen, "h": self._h, "c": self._c}
        out, self._h, self._c = self._session.run(None, given)
        self._context = frame[-CONTEXT_SAMPLES:]
        return float(out.reshape(-1)[0])
