"""The candidate's clock: runs while they think and answer, stands while they pause."""

import time


class Stopwatch:
    def __init__(self) -> None:
        self._before = 0.0
        self._since: float | None = None

    def start(self) -> None:
        if self._since is None:
            self._since = time.monotonic()

    def pause(self) -> None:
        self._before = self.seconds
        self._since = None

    def reset(self) -> None:
        self._before, self._since = 0.0, None

    @property
    def is_running(self) -> bool:
        return self._since is not None

    @property
    def seconds(self) -> float:
        return self._before + (time.monotonic() - self._since if self._since else 0.0)
