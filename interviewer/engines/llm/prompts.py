"""Prompts: Markdown files with a TOML head, whose variables are declared, used and filled."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import model_validator

from interviewer.engines.llm.fence import Fence, fenced
from interviewer.loader import Written, load_page
from interviewer.rubric import Id, Text

FOLDER = Path(__file__).parent / "prompts"
USER = "\n# User\n"
VARIABLE = re.compile(r"\{\{(\w+)\}\}")


class Prompt(Written):
    """`prompts/<name>.md`: the part before `# User` is the system's, fixed but for our own words.

    `system` and `user` are the variables of the two parts. Those in `fenced` hold words of the
    candidate: they stand in the user's part only, and are fenced as they are filled in.
    `nonce` is filled with that of the fences.
    """

    name: Id
    version: Text
    system: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    fenced: tuple[str, ...] = ()
    text: Text

    @model_validator(mode="after")
    def variables_are_declared_and_used(self) -> Self:
        if USER not in self.text:
            raise ValueError("needs a line '# User' between the system's part and the user's")
        asked_for = {*self.user, *self.fenced, *(("nonce",) if self.fenced else ())}
        for part, declared in zip(self.parts, (set(self.system), asked_for), strict=True):
            if odd := set(VARIABLE.findall(part)) ^ declared:
                raise ValueError(f"declares or uses alone: {', '.join(sorted(odd))}")
        return self

    @property
    def parts(self) -> tuple[str, str]:
        """The text of the system's part and of the user's."""
        system, _, user = self.text.partition(USER)
        return system.strip(), user.strip()

    def filled(self, fence: Fence, values: Mapping[str, str]) -> tuple[str, str]:
        """Both parts with their variables filled; KeyError for one that is not given."""
        nonce = fence.nonce(*(values[name] for name in self.fenced))
        given = {**values, "nonce": nonce}
        given |= {name: fenced(values[name], nonce) for name in self.fenced}
        system, user = (VARIABLE.sub(lambda found: given[found[1]], part) for part in self.parts)
        return system, user


@cache
def prompt(name: str) -> Prompt:
    """The prompt of that name; ContentError names what is off in its file."""
    return load_page(FOLDER / f"{name}.md", Prompt)
