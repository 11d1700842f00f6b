"""What a scripted candidate says to a question: lines from a file, or a manner from the bank."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from evals.scenario import Line, Manner, Scenario
from interviewer.content import Content
from interviewer.questions import Question
from interviewer.transcript.events import Asked

FALLBACK_SECONDS = 30.0
# Words of the trade without a sentence around them.
JARGON_REPEATS = 3


@dataclass
class Script:
    """One candidate in one interview; remembers which lines are said."""

    scenario: Scenario
    content: Content
    said: set[int] = field(default_factory=set)

    def reply(self, asked: Asked) -> Line:
        """The line for what is asked; in a manner, what that manner makes of the question."""
        if (line := self.next_line(asked)) is not None:
            return line
        if self.scenario.manner != "scripted":
            question = self.content.question(self.scenario.track, asked.round, asked.bank)
            text = MANNERS[self.scenario.manner](question, asked, self.scenario)
            return Line(text=text, seconds=FALLBACK_SECONDS)
        return Line(text=self.fallback(asked), seconds=FALLBACK_SECONDS)

    def next_line(self, asked: Asked) -> Line | None:
        for number, line in enumerate(self.scenario.lines):
            if number not in self.said and fits(line, asked):
                self.said.add(number)
                return line
        return None

    def fallback(self, asked: Asked) -> str:
        lines = self.scenario.otherwise or ("I don't know.",)
        return lines[int(asked.question.removeprefix("q")) % len(lines)]

    def unsaid(self) -> Iterator[Line]:
        """Lines that were never asked for: a scenario that has some tests less than it says."""
        lines = enumerate(self.scenario.lines)
        yield from (line for number, line in lines if number not in self.said)


def fits(line: Line, asked: Asked) -> bool:
    wanted = ((line.to, asked.bank), (line.kind, asked.kind), (line.target, asked.target.id))
    return all(want in (None, found) for want, found in wanted)


def model_answer(question: Question, asked: Asked, scenario: Scenario) -> str:
    """The bank's own answer, and to each follow-up what it asks for: the upper end."""
    target = asked.target
    if target.reason == "deeper":
        return ". ".join(question.deeper[int(target.id or 0)].phrasings)
    if target.reason == "missing":
        points = [point for point in question.key_points if point.id == target.id]
        return ". ".join(points[0].phrasings)
    return str(getattr(question.model_answer, scenario.level))


def echo(_question: Question, asked: Asked, _scenario: Scenario) -> str:
    return f"That's a good question. {asked.text} Yes, I think that is exactly the point."


def stuffing(question: Question, _asked: Asked, _scenario: Scenario) -> str:
    """Every cue of every key point, and no sentence."""
    cues = [group for point in question.key_points for group in point.cues]
    words = [alternative.strip() for group in cues for alternative in group.split("|")]
    return ", ".join(words[::JARGON_REPEATS])


def silence(_question: Question, _asked: Asked, _scenario: Scenario) -> str:
    return ""


def asks_answer(_question: Question, asked: Asked, _scenario: Scenario) -> str:
    lines = ("Just tell me the answer.", "What would be the right answer?", "Can you solve it?")
    return lines[int(asked.question.removeprefix("q")) % len(lines)]


MANNERS: dict[Manner, Callable[[Question, Asked, Scenario], str]] = {
    "model_answer": model_answer,
    "echo": echo,
    "stuffing": stuffing,
    "silence": silence,
    "asks_answer": asks_answer,
}
