"""What an interviewer must not say: a line that makes a point the candidate is to make."""

from interviewer.listening.matching import Heeded
from interviewer.questions import KeyPoint, Question


def given_away(line: str, question: Question) -> tuple[KeyPoint, ...]:
    """The key points of a question that a line makes."""
    heeded = Heeded(line)
    return tuple(point for point in question.key_points if heeded.states(point))
