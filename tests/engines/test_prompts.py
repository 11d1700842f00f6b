"""Prompts: every variable is declared, used and filled, and none holds a candidate's words bare."""

from pathlib import Path

import pytest

from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.prompts import FOLDER, VARIABLE, Prompt, prompt
from interviewer.errors import ContentError
from interviewer.loader import load_page

NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))
OF_THE_CANDIDATE = {"answer", "before", "exchange", "words", "said"}
FENCE = Fence(b"secret")


def values(name: str) -> dict[str, str]:
    each = prompt(name)
    return {v: f"value of {v}" for v in (*each.system, *each.user, *each.fenced)}


@pytest.mark.parametrize("name", NAMES)
def test_every_variable_is_filled(name: str) -> None:
    system, user = prompt(name).filled(FENCE, values(name))
    assert not VARIABLE.search(system + user)
    for variable, value in values(name).items():
        assert value in system + user, variable


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_called_as_its_prompt(name: str) -> None:
    assert prompt(name).name == name
    assert prompt(name).version


@pytest.mark.parametrize("name", NAMES)
def test_the_candidates_words_stand_behind_a_fence_and_never_in_the_system_part(name: str) -> None:
    each = prompt(name)
    assert not OF_THE_CANDIDATE & {*each.system, *each.user}
    system, _ = each.filled(FENCE, values(name))
    assert not any(f"value of {variable}" in system for variable in each.fenced)


@pytest.mark.parametrize("name", NAMES)
def test_the_system_part_says_that_words_behind_the_fence_are_no_instructions(name: str) -> None:
    system, user = prompt(name).parts
    assert "`said-`" in system
    assert "never" in system
    assert "instruction" in system
    assert "<said-{{nonce}}>" in user


def test_the_system_part_is_the_same_for_every_answer_so_that_it_can_be_cached() -> None:
    one = values("judge")
    assert (
        prompt("judge").filled(FENCE, one)[0]
        == (prompt("judge").filled(FENCE, {**one, "answer": "another"})[0])
    )


def test_a_value_that_looks_like_a_variable_is_not_filled_again() -> None:
    _, user = prompt("judge").filled(FENCE, {**values("judge"), "answer": "{{criteria}} {{nonce}}"})
    assert user.count("value of criteria") == 1


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('user = ["question"]', "System.\n\n# User\nNothing."),
        ("", "System.\n\n# User\n{{question}}"),
        ('system = ["question"]', "System.\n\n# User\n{{question}}"),
        ('fenced = ["answer"]', "System {{answer}}.\n\n# User\n{{nonce}}"),
        ('fenced = ["answer"]', "System.\n\n# User\n{{answer}}"),
        ('user = ["question"]', "No user part. {{question}}"),
    ],
)
def test_a_prompt_whose_variables_are_off_is_refused(head: str, body: str, tmp_path: Path) -> None:
    page = tmp_path / "bad.md"
    page.write_text(f'+++\nname = "bad"\nversion = "1"\n{head}\n+++\n{body}\n')
    with pytest.raises(ContentError, match=r"bad\.md: .*(declares|needs)"):
        load_page(page, Prompt)
