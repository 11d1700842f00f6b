"""A guide of four passages about tea, and its index in a folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interviewer.guide.index import Index

PASSAGE = """+++
id = "{id}"
title = "{title}"
tracks = ["{track}"]
rounds = ["leaves"]
topics = ["{topic}"]
status = "{status}"

[[sources]]
title = "The book of tea"
date = "1906"
+++
{text}
"""
WATER = (
    "Green tea wants water of 75 degrees, since boiling water makes it bitter. Let the kettle "
    "stand for four minutes.\n\nBlack tea wants boiling water, or it stays thin."
)
LEAVES = (
    "Three grams of leaves go into a cup of 200 ml. More leaves give a stronger cup, not a "
    "better one.\n\n| leaf | grams | minutes |\n|---|---|---|\n| Sencha S200 | 3 | 2 |\n"
    "| Assam A40 | 2 | 4 |"
)
POTS = "A pot of iron keeps warm and must not be washed with soap. Porcelain tells no tales."
GUESTS = "Ask a guest how they drink it before you pour. A question costs nothing."


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a passage into the guide and returns its path."""

    def passage(
        name: str, text: str, topic: str = "brewing", track: str = "tea", status: str = "fact"
    ) -> Path:
        path = tmp_path / "passages" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        title = name.replace("-", " ").capitalize()
        values = {"id": name, "title": title, "topic": topic, "track": track, "status": status}
        path.write_text(PASSAGE.format(text=text, **values), encoding="utf-8")
        return path

    return passage


@pytest.fixture
def passages(write: Callable[..., Path]) -> Path:
    write("water-for-tea", WATER)
    write("leaves-and-cups", LEAVES)
    write("pots-of-iron", POTS, topic="vessels", track="pots")
    return write("asking-guests", GUESTS, topic="manners", status="advice").parent


@pytest.fixture
def opened(tmp_path: Path, passages: Path) -> Iterator[Callable[..., Index]]:
    """Opens the index as a new process would, and closes all at the end."""
    indexes: list[Index] = []

    def index(server: str = "") -> Index:
        indexes.append(Index(tmp_path / "guide", server, passages))
        return indexes[-1]

    yield index
    for each in indexes:
        each.ledger.close()


@pytest.fixture
def index(opened: Callable[..., Index]) -> Index:
    made = opened()
    made.refresh()
    return made
