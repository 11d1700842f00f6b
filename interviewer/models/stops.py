"""Stop sequences, minded here where a provider knows none."""

from collections.abc import Iterator

from interviewer.models.chat import Said


class Stops:
    """Passes text on up to the first stop sequence; what may begin one is held back."""

    def __init__(self, stops: tuple[str, ...]) -> None:
        self.stops = stops
        self.held = ""
        self.met = False

    def take(self, text: str) -> Iterator[Said]:
        if self.met:
            return
        self.held += text
        places = [place for stop in self.stops if (place := self.held.find(stop)) >= 0]
        self.met = bool(places)
        safe = min(places) if places else len(self.held) - self.begun()
        if safe:
            yield Said(self.held[:safe])
        self.held = self.held[safe:]

    def begun(self) -> int:
        """The length of the longest end of the held text that begins a stop sequence."""
        longest = max(map(len, self.stops), default=1) - 1
        return next(
            (n for n in range(min(longest, len(self.held)), 0, -1) if self.is_beginning(n)), 0
        )

    def is_beginning(self, length: int) -> bool:
        return any(stop.startswith(self.held[-length:]) for stop in self.stops)

    def rest(self) -> Iterator[Said]:
        if self.held and not self.met:
            yield Said(self.held)
        self.held = ""
