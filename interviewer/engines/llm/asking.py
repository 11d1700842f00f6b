"""Answers from the guide by a model: every sentence cites a passage, every figure stands in one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.prompts import prompt
from interviewer.engines.llm.reading import replied
from interviewer.errors import ContextTooLong, ReplyUnusable
from interviewer.guide.answers import Answer, Quote
from interviewer.models.chat import ChatModel, Message, Request

MOST_TOKENS = 500
CITATION = re.compile(r"\s*\[([\w#., -]+)\]")
# A sentence with the citations behind its end, or before it.
CITED = re.compile(r"[^\[\]]+?(?:\s*\[[\w#., -]+\])+[.!?]?", re.DOTALL)
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Source:
    """A passage as a model reads it."""

    id: str
    title: str
    status: str
    text: str


@dataclass(frozen=True)
class Guide:
    """Asks `model` for an answer from passages, and believes none of its sentences unproved."""

    model: ChatModel
    fence: Fence

    async def answered(self, question: str, sources: Sequence[Source], found: Answer) -> Answer:
        """The model's answer; `found`, in the guide's own sentences, where that does not hold.

        Raises the kinds of ModelError that say that the model can't be had.
        """
        if not found.quotes:
            return found
        values = {"question": question, "passages": "\n\n".join(map(shown, sources))}
        system, user = prompt("ask").filled(self.fence, values)
        request = Request(system, (Message("user", user),), most_tokens=MOST_TOKENS)
        try:
            text = (await replied(self.model, request)).text
        except (ReplyUnusable, ContextTooLong):
            return found
        quotes = proved(text, question, {source.id: source for source in sources})
        return Answer(quotes, found.nearest, found.confidence) if quotes else found


def shown(source: Source) -> str:
    return f"[{source.id}] {source.title} ({source.status})\n{source.text}"


def proved(text: str, question: str, sources: Mapping[str, Source]) -> tuple[Quote, ...]:
    """The sentences with their passages; none at all if a single one is not proved."""
    if not text.strip() or CITED.sub("", text).strip(" \n.!?"):
        return ()
    found = [sentence(match[0], question, sources) for match in CITED.finditer(text)]
    return tuple(each for each in found if each) if all(found) else ()


def sentence(text: str, question: str, sources: Mapping[str, Source]) -> Quote | None:
    """A cited sentence; None if a passage doesn't exist or a figure stands in none of them."""
    ids = [id_.strip() for cited in CITATION.findall(text) for id_ in cited.split(",")]
    if not ids or any(id_ not in sources for id_ in ids):
        return None
    known = {f for id_ in ids for f in FIGURE.findall(sources[id_].text)}
    bare = CITATION.sub("", text).strip()
    if not set(FIGURE.findall(bare)) <= known | set(FIGURE.findall(question)):
        return None
    first = sources[ids[0]]
    return Quote(bare, first.id, first.title, first.status, 0)
