"""The level of the microphone as one line that moves, while the candidate talks."""

import sys
import time
from typing import TextIO

from interviewer.front.voice.keyboard import Keyboard, NoKeyboard
from interviewer.front.voice.sound import Sound, level_dbfs

QUIETEST_DBFS = -60.0
WIDTH = 24
EVERY_SECONDS = 0.1
# The level falls slowly, as a needle does, so that the eye can follow.
FALL_DB = 4.0


class LevelMeter:
    """Gives way to what is being typed."""

    def __init__(self, keyboard: Keyboard | NoKeyboard, out: TextIO | None = None) -> None:
        self._keyboard = keyboard
        self._out = out or sys.stderr
        self._shown_at = 0.0
        self._level = QUIETEST_DBFS

    def show(self, frame: Sound, *, is_speech: bool) -> None:
        self._level = max(level_dbfs(frame), self._level - FALL_DB)
        if time.monotonic() - self._shown_at < EVERY_SECONDS or self._keyboard.typed_so_far:
            return
        self._shown_at = time.monotonic()
        print(f"\r\033[K{meter_line(self._level, is_speech=is_speech)}", end="", file=self._out)
        self._out.flush()

    def clear(self) -> None:
        """Makes room for a whole line."""
        print("\r\033[K", end="", file=self._out, flush=True)


class NoMeter:
    """For pipes, plain lines and recordings."""

    def show(self, frame: Sound, *, is_speech: bool) -> None:
        pass

    def clear(self) -> None:
        pass


def meter_line(dbfs: float, *, is_speech: bool) -> str:
    share = (min(0.0, max(QUIETEST_DBFS, dbfs)) - QUIETEST_DBFS) / -QUIETEST_DBFS
    full = round(share * WIDTH)
    state = "hearing you" if is_speech else "listening"
    return f"  {'▮' * full}{'▯' * (WIDTH - full)}  {state} · Enter when you are done"
