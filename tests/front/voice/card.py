"""A sound card without hardware: a PulseAudio of our own with a microphone that we speak into."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

RATE_HZ = 16_000
LOUD = 0.01
NEEDED = ("pulseaudio", "pactl", "paplay", "parec")
MISSING = [name for name in NEEDED if not shutil.which(name)]


class VirtualCard:
    """Runs while entered; `environment` makes a process use it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        socket = folder / "pulse.sock"
        self.environment = os.environ | {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_SERVER": f"unix:{socket}",
            "HOME": str(folder),
        }
        self._modules = (
            f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
            "module-null-sink sink_name=spk rate=48000 channels=1",
            "module-null-sink sink_name=micbus rate=48000 channels=1",
            "module-remap-source source_name=mic master=micbus.monitor",
            # As from a loudspeaker in the room: the microphone hears the interviewer too.
            "module-loopback source=spk.monitor sink=micbus latency_msec=50",
        )
        self._socket = socket

    def __enter__(self) -> Self:
        loads = [f"--load={module}" for module in self._modules]
        self._daemon = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *loads],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            if self._socket.exists() and self._set("set-default-sink", "spk"):
                break
            time.sleep(0.1)
        self._set("set-default-source", "mic")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.unplug()

    def unplug(self) -> None:
        """The card is gone from one moment to the next."""
        self._daemon.kill()
        self._daemon.wait(timeout=10)

    def _set(self, *words: str) -> bool:
        done = subprocess.run(
            ["pactl", *words], env=self.environment, capture_output=True, check=False
        )
        return done.returncode == 0

    def speak(self, wav: Path) -> None:
        """Into the microphone; returns when it has been said."""
        subprocess.run(
            ["paplay", "--device=micbus", str(wav)], env=self.environment, check=True, timeout=120
        )


class Monitor:
    """Hears what comes out of the speaker, and when."""

    def __init__(self, card: VirtualCard) -> None:
        self._recorder = subprocess.Popen(
            ["parec", "-d", "spk.monitor", f"--rate={RATE_HZ}", "--channels=1", "--format=s16le",
             "--raw", "--latency-msec=30"],
            env=card.environment,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        self.began_at: float | None = None
        self.loud_at = 0.0
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def forget(self) -> None:
        """What comes next counts as the beginning of an utterance."""
        self.began_at = None

    def wait_for_silence(self, after_seconds: float, is_vain: Callable[[], bool]) -> bool:
        """Until something was said and then nothing for a while; False where that is in vain."""
        while not is_vain():
            if self.began_at and time.monotonic() - self.loud_at >= after_seconds:
                return True
            time.sleep(0.05)
        return False

    def close(self) -> None:
        self._recorder.kill()
        self._recorder.communicate(timeout=10)
        self._reader.join(timeout=10)

    def _listen(self) -> None:
        assert self._recorder.stdout
        while block := self._recorder.stdout.read(1024):
            sound = np.frombuffer(block[: len(block) // 2 * 2], "<i2") / 32768
            if len(sound) and np.abs(sound).max() > LOUD:
                self.loud_at = time.monotonic()
                self.began_at = self.began_at or self.loud_at
