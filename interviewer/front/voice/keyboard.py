"""Keys while the candidate talks: space or Enter says "done", anything else begins a typed line."""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TextIO

BACKSPACE = ("\x7f", "\b")


@dataclass(frozen=True)
class Done:
    """The candidate has said all they wanted to."""


@dataclass(frozen=True)
class Line:
    """A whole line that was typed."""

    text: str


Key = Done | Line


class Keyboard:
    """On a terminal keys count at once; from a pipe each line counts, an empty one as Done.

    Enter `listening()` while keys are wanted: outside of it the terminal is as it was, so that
    editors and prompts work.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdin if stream is None else stream
        self._keys: SimpleQueue[Key] = SimpleQueue()
        self._typed = ""
        self.is_terminal = self._stream.isatty()
        self._reader: threading.Thread | None = None

    @property
    def typed_so_far(self) -> str:
        """The line that is being typed."""
        return self._typed

    def poll(self) -> Key | None:
        if self.is_terminal:
            self._take(ready(self._stream.fileno()))
        with contextlib.suppress(Empty):
            return self._keys.get_nowait()
        return None

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        if not self.is_terminal:
            self._read_lines()
            yield
            return
        import termios
        import tty

        handle = self._stream.fileno()
        before = termios.tcgetattr(handle)
        tty.setcbreak(handle, termios.TCSANOW)
        try:
            yield
        finally:
            termios.tcsetattr(handle, termios.TCSANOW, before)

    def _read_lines(self) -> None:
        """A pipe is read by a thread of its own, which ends with it."""
        if self._reader is None:
            self._reader = threading.Thread(target=self._lines, name="keys", daemon=True)
            self._reader.start()

    def _lines(self) -> None:
        for line in self._stream:
            self._keys.put(Line(line.strip()) if line.strip() else Done())

    def _take(self, text: str) -> None:
        for letter in text:
            if letter in BACKSPACE:
                self._typed = self._typed[:-1]
            elif letter in "\r\n":
                self._keys.put(Line(self._typed.strip()) if self._typed.strip() else Done())
                self._typed = ""
            elif letter == " " and not self._typed:
                self._keys.put(Done())
            elif letter.isprintable():
                self._typed += letter
        if text:
            sys.stderr.write(f"\r\033[K{self._typed}")
            sys.stderr.flush()


class NoKeyboard:
    """Where stdin brings sound, or nobody types."""

    is_terminal = False
    typed_so_far = ""

    def poll(self) -> Key | None:
        return None

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        yield


def ready(handle: int) -> str:
    """What has been typed by now, without waiting."""
    import select

    if not select.select([handle], [], [], 0)[0]:
        return ""
    return os.read(handle, 1024).decode("utf-8", "ignore")
