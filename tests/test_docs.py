"""Everything that can be typed is documented, and the documents speak of nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from interviewer.cli.app import app
from interviewer.front.replies import COMMANDS
from interviewer.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs/commands.md").read_text()
README = (ROOT / "README.md").read_text()


def commands(group: object, path: str = "interviewer") -> Iterator[tuple[str, list[str]]]:
    """Every command with its long flags."""
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, f"{path} {name}")
        if not hasattr(command, "commands") or command.invoke_without_command:
            flags = [flag for option in command.params for flag in option.opts]
            yield f"{path} {name}", [flag for flag in flags if flag.startswith("--")]


ALL = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("command", ALL)
def test_every_command_and_flag_is_documented(command: str) -> None:
    assert command.removeprefix("interviewer ") in DOCUMENT
    assert [flag for flag in ALL[command] if flag not in DOCUMENT] == []


def test_every_documented_command_exists() -> None:
    for heading in re.findall(r"^## (interviewer [\w-]+)", DOCUMENT, re.MULTILINE):
        assert any(command.startswith(heading) for command in ALL), heading


def test_what_can_be_typed_in_a_session_is_documented() -> None:
    assert [name for name in COMMANDS if f"`/{name}" not in DOCUMENT] == []


def test_every_setting_is_documented() -> None:
    for name in Settings.model_fields:
        assert f"`{name}`" in DOCUMENT
        assert f"`{PREFIX}{name.upper()}`" in DOCUMENT


@pytest.mark.parametrize("page", [*sorted(ROOT.glob("docs/**/*.md")), ROOT / "README.md"])
def test_links_between_the_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
