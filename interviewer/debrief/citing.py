"""Citing the guide: a passage with the paragraph of it that matters here."""

from interviewer.debrief.model import PassageRef
from interviewer.guide.passages import Passage
from interviewer.listening.clauses import content_stems


def cited(passage: Passage, about: str) -> PassageRef:
    return PassageRef(
        id=passage.id,
        title=passage.title,
        sources=tuple(f"{source.title} ({source.date})" for source in passage.sources),
        excerpt=excerpt(passage.text, about),
    )


def excerpt(text: str, about: str) -> str:
    """The paragraph that says most about something; the first one on a tie."""
    wanted = content_stems(about)
    return max(paragraphs(text), key=lambda one: len(content_stems(one) & wanted))


def paragraphs(text: str) -> list[str]:
    """Divided by blank lines; a block of code stays with the paragraph before it."""
    found: list[str] = []
    for part in text.strip().split("\n\n"):
        if found and (part.startswith("```") or found[-1].count("```") % 2):
            found[-1] += f"\n\n{part}"
        else:
            found.append(part)
    return found
