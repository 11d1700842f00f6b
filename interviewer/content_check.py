"""Checks across content files: what one file cannot know about another."""

from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.content import Content
from interviewer.errors import InterviewerError
from interviewer.listening.matching import Heeded
from interviewer.questions import Question
from interviewer.rounds import Round


@dataclass(frozen=True)
class Report:
    counts: dict[str, int]
    faults: list[str]


def check(content: Content) -> Report:
    """Reads everything; each fault is one sentence naming file, field, found and allowed."""
    counts = dict.fromkeys(("tracks", "rounds", "questions", "passages"), 0)
    return Report(counts, list(faults(content, counts)))


def faults(content: Content, counts: dict[str, int]) -> Iterator[str]:
    yield from said(lambda: content.values)
    for passage_id in content.passage_ids:
        counts["passages"] += 1
        yield from said(lambda p=passage_id: content.passage(p))  # type: ignore[misc]
    for track_id in content.track_ids:
        counts["tracks"] += 1
        try:
            track = content.track(track_id)
        except InterviewerError as error:
            yield str(error)
            continue
        for round_id in track.rounds:
            counts["rounds"] += 1
            yield from round_faults(content, track_id, round_id, counts)


def said(read: object) -> Iterator[str]:
    try:
        read()  # type: ignore[operator]
    except InterviewerError as error:
        yield str(error)


def round_faults(
    content: Content, track_id: str, round_id: str, counts: dict[str, int]
) -> Iterator[str]:
    place = f"corpus/tracks/{track_id}/{round_id}.toml"
    try:
        round_ = content.round(track_id, round_id)
        yield from rubric_faults(content, round_, place)
        ids = content.question_ids(track_id, round_id)
    except InterviewerError as error:
        yield str(error)
        return
    questions = []
    for question_id in ids:
        counts["questions"] += 1
        try:
            questions.append(content.question(track_id, round_id, question_id))
        except InterviewerError as error:
            yield str(error)
    for question in questions:
        where = f"corpus/questions/{track_id}/{round_id}/{question.id}.toml"
        yield from (f"{where}: {fault}" for fault in question_faults(content, question))
    yield from (f"{place}: {fault}" for fault in plan_faults(round_, questions))


def rubric_faults(content: Content, round_: Round, place: str) -> Iterator[str]:
    try:
        content.rubric(round_.rubric)
    except InterviewerError as error:
        yield f"{place}: rubric: {error}"


def plan_faults(round_: Round, questions: list[Question]) -> Iterator[str]:
    stories = sum(question.kind == "behavioural" for question in questions)
    if len(questions) < round_.questions:
        yield f"questions: must be at most the {len(questions)} in the bank (found {round_.questions})"
    if stories < round_.values_questions:
        yield (
            f"values_questions: must be at most the {stories} behavioural questions in the bank "
            f"(found {round_.values_questions})"
        )


def question_faults(content: Content, question: Question) -> Iterator[str]:
    for place, passage_id in enumerate(question.passages):
        if passage_id not in content.passage_ids:
            yield f"passages[{place}]: must be the id of a passage of the guide (found {passage_id!r})"
    for field in ("key_points", "misconceptions", "red_flags", "green_flags", "artefacts"):
        yield from repeated(field, [item.id for item in getattr(question, field)])
    yield from leaks(question)


def repeated(field: str, ids: list[str]) -> Iterator[str]:
    for place, one in enumerate(ids):
        if one in ids[:place]:
            yield f"{field}[{place}].id: must be unique in the question (found {one!r} twice)"


def leaks(question: Question) -> Iterator[str]:
    """What an interviewer says must not make a point that the candidate is to make."""
    for place, line in spoken(question):
        heeded = Heeded(line)
        for point in question.key_points:
            if heeded.heard(point).verdict == "met":
                yield f"{place}: must not give key point {point.id!r} away (found {line!r})"


def spoken(question: Question) -> Iterator[tuple[str, str]]:
    yield "restated", question.restated
    for n, point in enumerate(question.key_points):
        yield from ((f"key_points[{n}].probes[{i}]", p) for i, p in enumerate(point.probes))
    yield from (
        (f"misconceptions[{n}].probe", m.probe) for n, m in enumerate(question.misconceptions)
    )
