"""Scenarios: who they are, and that what they expect can fail."""

from collections import Counter
from pathlib import Path

import pytest

from evals.expectations import misses
from evals.playing import played
from evals.scenario import AskExpected, ClaimExpected, Expected, Line, Scenario, read, scenarios
from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.errors import ContentError

CONTENT = Content()
SAID = "An H100 SXM has 9 TB/s of memory bandwidth."
FALSE = Scenario(
    id="false",
    about="Expects everything that will not happen.",
    traits=("test",),
    track="mle",
    questions={"ml-depth": (CONTENT.question_ids("mle", "ml-depth")[0],)},
    lines=(Line(kind="opening", text=SAID), Line(to="elsewhere", text="Never asked for.")),
    otherwise=("I don't know.",),
    expect=Expected(
        asked=(AskExpected(reason="deeper"),),
        absent=(AskExpected(reason="wrong_number"),),
        rounds={"ml-depth": (4.5, 5.0)},
        votes={"ml-depth": ("strong_yes",)},
        outcome=("advance",),
        says=("words that nobody says",),
        claims=(ClaimExpected(span="11 TB/s", verdict="right"),),
    ),
)


def test_they_play_every_round_of_both_tracks_at_every_level() -> None:
    rounds = {(one.track, round_) for one in scenarios() for round_ in one.questions}
    assert rounds == {(t, r) for t in CONTENT.track_ids for r in CONTENT.track(t).rounds}
    assert {one.level for one in scenarios()} == {"entry", "senior", "staff"}
    assert len(scenarios()) >= 60


def test_each_has_a_name_of_its_own_which_is_that_of_its_file() -> None:
    names = Counter(one.id for one in scenarios())
    assert max(names.values()) == 1


def test_every_expectation_that_fails_is_told() -> None:
    told = "\n".join(misses(played(FALSE, OfflineEngine())))
    for fault in (
        "“11 TB/s” should be right, is nothing",
        "“9 TB/s” is called wrong",
        "should ask: deeper",
        "should not ask: wrong_number",
        "round ml-depth should be 4.5 to 5.0",
        "ml-depth should vote strong_yes",
        "outcome should be advance",
        "nobody says 'words that nobody says'",
        "was never asked for: 'Never asked for.'",
        "expects “11 TB/s”, which was not said",
    ):
        assert fault in told


def test_a_question_that_the_bank_lacks_is_named() -> None:
    lost = FALSE.model_copy(update={"questions": {"ml-depth": ("no-such-question",)}})
    with pytest.raises(ContentError, match="has no question 'no-such-question'"):
        played(lost, OfflineEngine())


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('manner = "mumbling"', "manner: must be one of"),
        ("seed = 'seven'", "seed: must be"),
        ("lines = []\notherwise = []", "a scripted candidate needs lines"),
        ("colour = 3", "colour: is not a field here"),
    ],
)
def test_a_fault_in_a_file_is_one_sentence(line: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(
        f'id = "odd"\nabout = "x"\ntraits = ["x"]\ntrack = "mle"\n{line}\n'
        '[questions]\nml-depth = ["x"]\n[expect]\n'
    )
    with pytest.raises(ContentError, match=fault):
        read(path)
