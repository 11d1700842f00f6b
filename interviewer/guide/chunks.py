"""What is indexed: pieces of passages and documents, cut by structure, never in a sentence."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Literal, Self

from interviewer.guide.passages import Passage
from interviewer.guide.prose import FENCE, TABLE_ROW, Section, sections, sentences

# About 100 tokens: half of what the embedding model sees, so that a vector has one subject.
MOST_WORDS = 75
FEWEST_WORDS = 25
LONGEST_SENTENCE_WORDS = 200

Origin = Literal["guide", "document"]
Part = Literal["text", "card", "question"]


@dataclass(frozen=True)
class Chunk:
    """`parent` is the passage's or document's id; `tags` are `track:mle`, `topic:roofline` ….

    `status` is the passage's, or `own` for the candidate's documents, or `disputed` where
    `remark` says, a line each, what does not hold. `path` and `sha256` are those of the file
    that a document was read from. A `card` sums a passage up by the first sentences of its
    paragraphs, a `question` is one that it answers: they are searched and never shown.
    """

    id: str
    parent: str
    origin: Origin
    title: str
    text: str
    source: str
    status: str
    part: Part = "text"
    tags: tuple[str, ...] = ()
    remark: str = ""
    path: str = ""
    sha256: str = ""

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(self.as_json().encode()).hexdigest()[:32]

    @property
    def embedded(self) -> str:
        """What the vector is made of."""
        if self.part == "question":
            return self.text
        topics = f" ({', '.join(self.topics)})" if self.topics else ""
        return f"{self.title}{topics}. {self.text}"

    @property
    def topics(self) -> tuple[str, ...]:
        """Its topics as words: kv cache, gpu specs."""
        kinds = (tag.partition(":") for tag in self.tags)
        return tuple(topic.replace("-", " ") for kind, _, topic in kinds if kind == "topic")

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        values = json.loads(text)
        return cls(**values | {"tags": tuple(values["tags"])})


def of_passage(passage: Passage) -> list[Chunk]:
    """Its card, the questions that it answers, and then its text in order."""
    texts = [piece for _, piece in pieces(sections(passage.text))]
    parts: list[tuple[str, Part, str]] = [("card", "card", opening_sentences(passage.text))]
    parts += [(f"asked-{n}", "question", asked) for n, asked in enumerate(passage.asked_as)]
    parts += [(str(number), "text", text) for number, text in enumerate(texts)]
    return [
        Chunk(
            id=f"{passage.id}#{mark}",
            parent=passage.id,
            origin="guide",
            title=passage.title,
            text=text,
            source="; ".join(f"{source.title} ({source.date})" for source in passage.sources),
            status=passage.status,
            part=part,
            tags=tags(passage),
        )
        for mark, part, text in parts
    ]


def opening_sentences(markdown: str) -> str:
    """The first sentence of each paragraph."""
    blocks = (block for section in sections(markdown) for block in section.blocks)
    written = (block for block in blocks if not TABLE_ROW.match(block) and not FENCE.match(block))
    return " ".join(sentences(block)[0] for block in written)


def tags(passage: Passage) -> tuple[str, ...]:
    return (
        *(f"track:{track}" for track in passage.tracks),
        *(f"round:{round_}" for round_ in passage.rounds),
        *(f"topic:{topic}" for topic in passage.topics),
    )


def pieces(parts: Iterable[Section]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each piece with what stands above it; a piece has about `MOST_WORDS` words at most."""
    for above, blocks in parts:
        units = [unit for block in blocks for unit in divided(block)]
        yield from ((above, piece) for piece in gathered(units))


def divided(block: str) -> list[str]:
    """A block that is too long, cut between sentences; a table's head heads each of its parts."""
    if words(block) <= MOST_WORDS:
        return [block]
    if TABLE_ROW.match(block):
        head, rows = block.splitlines()[:2], block.splitlines()[2:]
        return ["\n".join([*head, *part]) for part in runs(rows, "\n")]
    whole = [part for sentence in sentences(block) for part in bounded(sentence)]
    return [" ".join(part) for part in runs(whole, " ")]


def bounded(sentence: str) -> list[str]:
    """What goes on for hundreds of words is a log or a list of names, and cut by count."""
    if words(sentence) <= LONGEST_SENTENCE_WORDS:
        return [sentence]
    found = sentence.split()
    starts = range(0, len(found), MOST_WORDS)
    return [" ".join(found[start : start + MOST_WORDS]) for start in starts]


def runs(units: Iterable[str], joint: str) -> Iterator[list[str]]:
    """Units in order, in runs of even length that stay below `MOST_WORDS` where they can."""
    units = list(units)
    total = sum(map(words, units))
    parts = max(1, -(-total // MOST_WORDS))
    run: list[str] = []
    for unit in units:
        if run and words(joint.join(run)) + words(unit) / 2 > total / parts:
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def gathered(units: list[str]) -> list[str]:
    """Short neighbours together, so that "Check it:" goes with what follows."""
    found: list[str] = []
    for unit in units:
        room = found and words(found[-1]) + words(unit) <= MOST_WORDS
        if room or (found and words(found[-1]) < FEWEST_WORDS):
            found[-1] += f"\n\n{unit}"
        else:
            found.append(unit)
    if len(found) > 1 and words(found[-1]) < FEWEST_WORDS:
        found[-2:] = ["\n\n".join(found[-2:])]
    return found


def words(text: str) -> int:
    return len(text.split())
