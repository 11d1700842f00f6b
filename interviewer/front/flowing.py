"""Words that come in pieces, shown as they come and wrapped between words."""

from collections.abc import Callable


class Flow:
    """Writes through `write`, at most `width` columns wide; a piece may end inside a word."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self.write = write
        self.is_open = False
        self.width = 0
        self._column = self._head = 0
        self._held = ""

    def begin(self, width: int, column: int = 0) -> None:
        """Begins behind `column` columns that stand in the line already, with their space."""
        self.is_open, self.width, self._held = True, width, ""
        self._column = self._head = column

    def add(self, piece: str) -> None:
        text = self._held + piece
        *whole, self._held = text.split(" ") if " " in text else ["", text]
        for word in " ".join(whole).split():
            self.put(word)

    def end(self) -> None:
        """The last word; nothing is open any more."""
        for word in self._held.split():
            self.put(word)
        self.is_open = False

    def put(self, word: str) -> None:
        """On this line if it fits, behind a space if something stands there already."""
        gap = " " if self._column > self._head else ""
        if self._column and self._column + len(gap) + len(word) > self.width:
            gap, self._column, self._head = "\n", 0, 0
        self.write(gap + word)
        self._column += len(gap.strip("\n")) + len(word)
