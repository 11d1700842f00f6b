"""Microphone and speaker through PortAudio, opened only when they are needed."""

import asyncio
import threading
import time
from collections import deque
from contextlib import suppress
from typing import Any

import numpy as np

from interviewer.errors import CapabilityMissing, UsageError
from interviewer.front.voice.sound import FRAME_SAMPLES, RATE_HZ, Sound, resampled
from interviewer.front.voice.speech import SPOKEN_RATE_HZ
from interviewer.front.voice.weights import EXTRA

SPEAKER_BLOCK_SECONDS = 0.05
# Less runs dry on a busy machine; a stop throws away what is left of it.
SPEAKER_LATENCY_SECONDS = 0.2
# A microphone that sends nothing for so long is gone, whatever the system says.
GONE_AFTER_SECONDS = 3.0
# The room still rings with the interviewer's last word.
ECHO_SECONDS = 0.15
MOST_WAITING_FRAMES = 4096
NO_PORTAUDIO = (
    "PortAudio is not installed, so no sound device can be opened; run `make system` or "
    "`apt-get install libportaudio2`, or talk from files with --input-wav"
)


def portaudio() -> Any:
    """The sounddevice module. Raises CapabilityMissing, with what to install."""
    try:
        import sounddevice
    except ImportError:
        raise CapabilityMissing(f"there is no way to the sound card; {EXTRA}") from None
    except OSError:
        raise CapabilityMissing(NO_PORTAUDIO) from None
    return sounddevice


def device_names() -> tuple[list[str], list[str]]:
    """All inputs and all outputs. Raises CapabilityMissing without PortAudio."""
    devices = portaudio().query_devices()
    inputs = [each["name"] for each in devices if each["max_input_channels"] > 0]
    outputs = [each["name"] for each in devices if each["max_output_channels"] > 0]
    return inputs, outputs


def chosen(wanted: str, names: list[str], kind: str) -> str | None:
    """The device that a name or a part of one means; None for the system's own choice."""
    if not names:
        raise CapabilityMissing(
            f"there is no {kind}; plug one in, or use --input-wav for files and --voice-out off "
            "or --output-wav for speech"
        )
    if not wanted:
        return None
    found = [name for name in names if wanted.lower() in name.lower()]
    if wanted in names or len(found) == 1:
        return wanted if wanted in names else found[0]
    listed = "; ".join(found or names)
    raise UsageError(f"{wanted!r} is not the name of one {kind}; there are: {listed}")


class Microphone:
    """A source of frames from a device; what comes in while nobody listens is dropped."""

    is_live = True
    is_cut = False
    is_over = False

    def __init__(self, wanted: str = "") -> None:
        audio = portaudio()
        device = chosen(wanted, device_names()[0], "microphone")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._came = asyncio.Event()
        self._frames: deque[Sound] = deque(maxlen=MOST_WAITING_FRAMES)
        self._rest = np.zeros(0, np.float32)
        self._deaf_until = 0.0
        self._stream = opened_input(audio, device, self._take)
        self._rate_hz = float(self._stream.samplerate)
        self._stream.start()

    @property
    def waiting(self) -> int:
        return len(self._frames)

    def begin(self) -> None:
        self._frames.clear()
        self._deaf_until = time.monotonic() + ECHO_SECONDS

    async def next(self) -> Sound | None:
        """Raises CapabilityMissing when the device has gone."""
        self._loop = asyncio.get_running_loop()
        while not self._frames:
            self._came.clear()
            try:
                await asyncio.wait_for(self._came.wait(), GONE_AFTER_SECONDS)
            except TimeoutError:
                raise CapabilityMissing(
                    "the microphone sends no more sound; plug it in again and go on with the "
                    "command below, or choose another with --microphone"
                ) from None
        return self._frames.popleft()

    def close(self) -> None:
        self._stream.close()

    def _take(self, block: Any, _count: int, _when: Any, _status: Any) -> None:
        """Called by PortAudio's own thread."""
        if time.monotonic() < self._deaf_until:
            return
        sound = resampled(block[:, 0].astype(np.float32), self._rate_hz, RATE_HZ)
        self._rest = np.concatenate([self._rest, sound])
        while len(self._rest) >= FRAME_SAMPLES:
            self._frames.append(self._rest[:FRAME_SAMPLES])
            self._rest = self._rest[FRAME_SAMPLES:]
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._came.set)


def opened_input(audio: Any, device: str | None, take: Any) -> Any:
    """At 16 kHz where the device can, else at its own rate."""
    own_rate_hz = None
    try:
        own_rate_hz = audio.query_devices(device, "input")["default_samplerate"]
        for rate_hz in (RATE_HZ, own_rate_hz):
            try:
                audio.check_input_settings(device, channels=1, samplerate=rate_hz)
            except audio.PortAudioError:
                continue
            return audio.InputStream(
                samplerate=rate_hz,
                blocksize=round(FRAME_SAMPLES * rate_hz / RATE_HZ),
                channels=1,
                dtype="float32",
                device=device,
                callback=take,
            )
    except (audio.PortAudioError, ValueError) as error:
        raise unopened("microphone", error) from None
    raise unopened("microphone", ValueError(f"neither {RATE_HZ} nor {own_rate_hz} Hz will do"))


def unopened(kind: str, error: Exception) -> CapabilityMissing:
    return CapabilityMissing(
        f"the {kind} can't be opened ({error}); close what else uses it, allow the terminal to "
        "use it, or choose another: `interviewer voice --devices` names them"
    )


class Speaker:
    """A sink that plays through a device; a stopped one falls silent at once."""

    def __init__(self, wanted: str = "") -> None:
        audio = portaudio()
        device = chosen(wanted, device_names()[1], "speaker")
        self._error: type[Exception] = audio.PortAudioError
        try:
            self._stream = audio.OutputStream(
                samplerate=SPOKEN_RATE_HZ,
                channels=1,
                dtype="float32",
                latency=SPEAKER_LATENCY_SECONDS,
                device=device,
            )
        except (audio.PortAudioError, ValueError) as error:
            raise unopened("speaker", error) from None

    def play(self, sound: Sound, stopped: threading.Event) -> None:
        """Raises CapabilityMissing when the device no longer takes any sound."""
        block = round(SPOKEN_RATE_HZ * SPEAKER_BLOCK_SECONDS)
        try:
            if not self._stream.active:
                self._stream.start()
            for at in range(0, len(sound), block):
                if stopped.is_set():
                    self._stream.abort()
                    return
                self._stream.write(sound[at : at + block].reshape(-1, 1))
        except self._error:
            raise CapabilityMissing(
                "the speaker takes no more sound; what is said stays on the screen"
            ) from None

    def end(self) -> None:
        """Waits until the last word has left the device."""
        with suppress(self._error):
            self._stream.stop()

    def close(self) -> None:
        with suppress(self._error):
            self._stream.close()
