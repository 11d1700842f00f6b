"""Asks what to do when a provider fails in mid-interview: wait, another one, or offline."""

import asyncio
import json
import sys
from collections.abc import Sequence

from interviewer.engines.standby import WAIT, Choose
from interviewer.errors import InterviewerError
from interviewer.front.jsonlines import JsonLines
from interviewer.front.screen import Screen

OFFLINE = "offline"


def choosing(screen: Screen, *, may_ask: bool) -> Choose:
    """How this front end asks; one that may not goes on offline, and says so."""
    if not may_ask:
        return lambda trouble, _: going_offline(screen, trouble)
    if isinstance(screen, JsonLines):
        return lambda trouble, options: by_lines(screen, trouble, options)
    return lambda trouble, options: by_letters(screen, trouble, options)


async def going_offline(screen: Screen, trouble: InterviewerError) -> str:
    screen.fail(trouble)
    screen.tell("The interview goes on with the offline engine.")
    return OFFLINE


async def by_letters(screen: Screen, trouble: InterviewerError, options: Sequence[str]) -> str:
    """An option by its name or its first letter. Raises the trouble when the input ends."""
    screen.fail(trouble)
    while True:
        screen.tell(f"What now? {', '.join(map(offer, options))}. Nothing is lost if you leave.")
        line = await asyncio.to_thread(sys.stdin.readline)
        if not line:
            raise trouble
        word = line.strip().lower()
        if chosen := [option for option in options if word and option.startswith(word)]:
            return chosen[0]


def offer(option: str) -> str:
    what = {WAIT: "try again", OFFLINE: "go on without a model"}.get(option, f"ask {option}")
    return f"[{option[0]}]{option[1:]} to {what}"


async def by_lines(screen: JsonLines, trouble: InterviewerError, options: Sequence[str]) -> str:
    """An option as `{"command": "wait"}`. Raises the trouble when the input ends."""
    screen.send("error", message=str(trouble), options=list(options))
    while line := await asyncio.to_thread(sys.stdin.readline):
        try:
            given = json.loads(line)
        except ValueError:
            given = None
        word = given.get("command") if isinstance(given, dict) else None
        if word in options:
            return str(word)
        what = f'expected {{"command": …}} with one of {", ".join(options)}; nothing was taken'
        screen.send("error", message=what, options=list(options))
    raise trouble
