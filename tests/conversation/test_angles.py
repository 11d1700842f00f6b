"""What is asked from the guide and when; nothing twice, and nothing that gives a point away."""

import pytest

from interviewer.content import Content
from interviewer.conversation.angles import angles
from interviewer.conversation.moves import Situation, next_move
from interviewer.guide.passages import Passage, Probe, probed
from interviewer.questions import Question
from interviewer.transcript.events import Target
from interviewer.transcript.exchanges import Exchange, Turn
from tests.scenes import standing, turn

ALL = ("key:temperature", "key:time", "key:amount", "key:taste")
RUNGS = [Target(reason="deeper", id=str(rung)) for rung in range(2)]


@pytest.fixture
def question(tea: Content) -> Question:
    return tea.question("tea", "leaves", "green-tea")


@pytest.fixture
def water(tea: Content) -> Passage:
    return tea.passage("water")


def climbed(seconds: float = 10) -> list[Turn]:
    """The whole ladder of a senior, in three answers of this length."""
    later = [turn(n + 2, f"rung:{n}", target=rung, seconds=seconds) for n, rung in enumerate(RUNGS)]
    return [turn(1, *ALL, seconds=seconds), *later]


def asking(passage: Passage, **probes: str) -> Passage:
    """The passage with these probes; `about="ask?"`."""
    written = tuple(Probe(about=(about,), ask=ask) for about, ask in probes.items())
    return passage.model_copy(update={"probes": written})


def offered(question: Question, passage: Passage, *turns: Turn) -> tuple[str, ...]:
    return angles(question, [passage], Exchange("leaves", question.id, turns))


def said(answer: str) -> Turn:
    one = turn(1)
    assert one.answered
    answered = one.answered.model_copy(update={"text": answer})
    return Turn(one.asked, answered, one.checked, one.judged)


def test_whoever_has_climbed_the_ladder_is_asked_one_thing_from_the_guide(
    question: Question,
) -> None:
    situation = Situation(standing(question, *climbed()), 3600, ["water#0", "water#1"])
    move = next_move(situation)
    assert move
    assert (move.kind, move.target) == ("deeper", Target(reason="guide", id="water#0"))
    again = turn(4, target=move.target)
    assert next_move(Situation(standing(question, *climbed(), again), 3600, ["water#1"])) is None


def test_nothing_is_asked_from_the_guide_before_that(question: Question) -> None:
    situation = Situation(standing(question, *climbed()[:2]), 3600, ["water#0"])
    move = next_move(situation)
    assert move
    assert move.target.reason == "deeper"


def test_nothing_is_asked_from_the_guide_when_the_planned_time_is_up(question: Question) -> None:
    slow = climbed(seconds=question.minutes * 60 / 3)
    assert next_move(Situation(standing(question, *slow), 3600, ["water#0"])) is None


def test_what_takes_up_the_candidates_words_comes_first(question: Question, water: Passage) -> None:
    passage = asking(water, kettle="Which vessel?", wells="Where from?")
    assert offered(question, passage, said("From a kettle.")) == ("water#0", "water#1")
    assert offered(question, passage, said("Our well is good.")) == ("water#1", "water#0")


def test_what_was_asked_already_is_not_asked_again(question: Question, water: Passage) -> None:
    one = turn(1)
    heard = one.asked.model_copy(update={"text": "So, which kettle do you boil the water in?"})
    passage = asking(water, kettle="Which kettle would you boil your water in?", well="Where from?")
    before = Turn(heard, one.answered, one.checked, one.judged)
    assert offered(question, passage, before) == ("water#1",)


def test_what_gives_a_point_away_is_not_asked(question: Question, water: Passage) -> None:
    passage = asking(water, time="Why do you steep it for two minutes?", well="Where from?")
    assert offered(question, passage, turn(1)) == ("water#1",)


def test_the_passage_nearest_to_the_question_comes_first(
    question: Question, water: Passage
) -> None:
    far = asking(water, x="Far?")
    near = asking(water, x="Near?").model_copy(
        update={"id": "near", "topics": (*water.topics, *question.topics)}
    )
    assert angles(question, [far, near], Exchange("leaves", question.id, (turn(1),)))[0] == "near#0"


def test_a_probe_is_found_by_its_name_and_one_that_is_gone_is_not(water: Passage) -> None:
    passage = asking(water, well="Where from?")
    assert probed([passage], "water#0") == (passage, passage.probes[0])
    assert probed([passage], "water#1") is None
    assert probed([passage], None) is None


def test_every_passage_of_ours_has_a_probe_and_none_is_written_twice() -> None:
    content = Content()
    asks = [p.ask for name in content.passage_ids for p in content.passage(name).probes]
    assert all(content.passage(name).probes for name in content.passage_ids)
    assert len(asks) == len(set(asks))
