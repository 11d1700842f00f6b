"""Checks across content files: what one file cannot know about another."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from interviewer.bank_standard import shortcomings
from interviewer.content import CORPUS, Content
from interviewer.data import shown
from interviewer.errors import InterviewerError
from interviewer.guide.passages import Passage
from interviewer.listening.giving_away import given_away
from interviewer.questions import Question
from interviewer.rounds import Round

T = TypeVar("T")
NAMED_PARTS = ("key_points", "misconceptions", "red_flags", "green_flags", "artefacts")


@dataclass
class Report:
    """How much of each kind was read, and one sentence per fault."""

    counts: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def reading(self, kind: str, read: Callable[[], T]) -> T | None:
        """What `read` gives, counted; None, with the fault noted, if it can't."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        try:
            return read()
        except InterviewerError as error:
            self.faults.append(str(error))
            return None


def check(content: Content) -> Report:
    """Reads everything there is and holds the files against each other."""
    report = Report()
    report.reading("values rubrics", lambda: content.values)
    for passage_id in content.passage_ids:
        passage = report.reading("passages", partial(content.passage, passage_id))
        place = shown(content.place(f"{CORPUS}/guide/{passage_id}.md"))
        found = passage_faults(passage) if passage else ()
        report.faults += [f"{place}: {fault}" for fault in found]
    report.faults += uncovered(content)
    for track_id in content.track_ids:
        track = report.reading("tracks", partial(content.track, track_id))
        for round_id in track.rounds if track else ():
            check_round(content, track_id, round_id, report)
    report.faults += strays(content)
    return report


def strays(content: Content) -> Iterator[str]:
    """Files that no interview would ever read, mostly for a misspelt name of a folder."""
    for path in content.files(f"{CORPUS}/tracks/*/*.toml"):
        if path.parent.name not in content.track_ids:
            yield f"{shown(path)}: must lie beside a track.toml (found none)"
    for path in content.files(f"{CORPUS}/questions/*/*/*.toml"):
        track_id, round_id = path.parts[-3:-1]
        if not is_held(content, track_id, round_id):
            yield f"{shown(path)}: must lie in a round of its track (found {round_id!r})"


def is_held(content: Content, track_id: str, round_id: str) -> bool:
    """Whether a track names the round; a track that can't be read is a fault of its own."""
    with suppress(InterviewerError):
        return round_id in content.track(track_id).rounds
    return track_id in content.track_ids


def uncovered(content: Content) -> Iterator[str]:
    """The subjects that no readable passage covers."""
    covered: set[str] = set()
    for passage_id in content.passage_ids:
        with suppress(InterviewerError):
            covered.update(content.passage(passage_id).covers)
    for subject in content.subjects:
        if subject not in covered:
            yield f"corpus/subjects.toml: {subject} must be covered by a passage (found none)"


def passage_faults(passage: Passage) -> Iterator[str]:
    """Figures that do not stand in the text, or that are not what their origin gives."""
    # Facts and calculators are read only when some content is checked.
    from interviewer.checking.figures import fault

    for figure, origin in passage.figures.items():
        if figure not in passage.text:
            yield f"figures: must stand in the text as they are written (found {figure!r})"
        if wrong := fault(figure, origin):
            yield f"figures: {wrong}"
    for number in passage.given:
        if number not in passage.text:
            yield f"given: must stand in the text as they are written (found {number!r})"


def check_round(content: Content, track_id: str, round_id: str, report: Report) -> None:
    round_ = report.reading("rounds", partial(content.round, track_id, round_id))
    if round_ is None:
        return
    report.reading("round rubrics", partial(content.rubric, round_.rubric))
    try:
        ids = content.question_ids(track_id, round_id)
    except InterviewerError as error:
        report.faults.append(str(error))
        return
    read = [
        report.reading("questions", partial(content.question, track_id, round_id, question_id))
        for question_id in ids
    ]
    questions = [question for question in read if question]
    place = shown(content.place(f"{CORPUS}/tracks/{track_id}/{round_id}.toml"))
    report.faults += [f"{place}: {fault}" for fault in plan_faults(round_, questions)]
    for question in questions:
        relative = f"{CORPUS}/questions/{track_id}/{round_id}/{question.id}.toml"
        place = shown(content.place(relative))
        found = question_faults(question, content.passage_ids)
        report.faults += [f"{place}: {fault}" for fault in (*found, *unaskable(question, content))]


def plan_faults(round_: Round, questions: Sequence[Question]) -> Iterator[str]:
    stories = sum(question.kind == "behavioural" for question in questions)
    if len(questions) < round_.questions:
        most = f"at most the {len(questions)} in the bank"
        yield f"questions: must be {most} (found {round_.questions})"
    if stories < round_.values_questions:
        most = f"at most the {stories} behavioural questions in the bank"
        yield f"values_questions: must be {most} (found {round_.values_questions})"


def question_faults(question: Question, passage_ids: Sequence[str]) -> Iterator[str]:
    for place, passage_id in enumerate(question.passages):
        if passage_id not in passage_ids:
            yield f"passages[{place}]: must be the id of a passage (found {passage_id!r})"
    for part in NAMED_PARTS:
        yield from repeated(part, [item.id for item in getattr(question, part)])
    yield from shortcomings(question)
    yield from leaks(question)


def unaskable(question: Question, content: Content) -> Iterator[str]:
    """A question whose passages have probes, of which each would give a point of it away."""
    known = [name for name in question.passages if name in content.passage_ids]
    with suppress(InterviewerError):
        probes = [probe for name in known for probe in content.passage(name).probes]
        if probes and all(given_away(probe.ask, question) for probe in probes):
            yield "passages: must have a probe that gives no key point away (found none)"


def repeated(part: str, ids: Sequence[str]) -> Iterator[str]:
    for place, one in enumerate(ids):
        if one in ids[:place]:
            yield f"{part}[{place}].id: must be unique in the question (found {one!r} twice)"


def leaks(question: Question) -> Iterator[str]:
    """What an interviewer says must not make a point that the candidate is to make."""
    for place, line in spoken(question):
        for point in given_away(line, question):
            yield f"{place}: must not give key point {point.id!r} away (found {line!r})"


def spoken(question: Question) -> Iterator[tuple[str, str]]:
    """Every line that a candidate hears before the debrief, with its place in the file.

    The ladder is left out: it is climbed when the key points have been made.
    """
    yield "text", question.text
    yield "restated", question.restated
    for n, point in enumerate(question.key_points):
        yield from ((f"key_points[{n}].probes[{i}]", p) for i, p in enumerate(point.probes))
    for n, wrong in enumerate(question.misconceptions):
        yield f"misconceptions[{n}].probe", wrong.probe
