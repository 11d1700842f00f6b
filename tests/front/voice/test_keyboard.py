"""Keys while somebody talks: on a real terminal, and line by line from a pipe."""

import io
import os
import pty
import time

from interviewer.front.voice.keyboard import Done, Key, Keyboard, Line


def pressed(keyboard: Keyboard) -> list[Key]:
    until = time.monotonic() + 2
    found: list[Key] = []
    while time.monotonic() < until and len(found) < 3:
        key = keyboard.poll()
        found += [key] if key else []
        time.sleep(0.01)
    return found


def test_on_a_terminal_space_and_enter_say_done_and_words_make_a_line() -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave, "r") as terminal:
        keyboard = Keyboard(terminal)
        with keyboard.listening():
            os.write(master, b" ")
            os.write(master, b"33\x7f5 -> 3\n")
            os.write(master, b"\n")
            assert pressed(keyboard) == [Done(), Line("35 -> 3"), Done()]
    os.close(master)


def test_from_a_pipe_an_empty_line_says_done() -> None:
    keyboard = Keyboard(io.StringIO("335 -> 3.35\n\n/skip\n"))
    with keyboard.listening():
        assert pressed(keyboard) == [Line("335 -> 3.35"), Done(), Line("/skip")]
