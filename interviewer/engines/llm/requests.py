"""The requests by which an interviewer speaks: who they are, what was said, what is due."""

from dataclasses import replace

from interviewer.engines.engine import Moment
from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.prompts import prompt
from interviewer.engines.offline.wording import ask, lead_in, was_left_open, was_skipped
from interviewer.models.chat import Message, Request
from interviewer.transcript.exchanges import Exchange, Turn

MOST_TOKENS = 220
LIVELY = 0.7
# What a model reads of an exchange that is too long for it.
SHORT_ANSWER_WORDS = 150
NOTHING = "(nothing)"
INSTRUCTIONS = {
    "missing": "They left something out. Ask so that they come to it by themselves.",
    "misconception": (
        "Something they said doesn't hold. Don't say so. Ask so that they find out by themselves."
    ),
    "deeper": "The answer was enough. Go one step deeper.",
    "guide": "They climbed the ladder. Ask one thing more, from another side.",
    "wrong_number": (
        "They said a number that doesn't come out. Don't say that it is off, and name no other. "
        "Have them derive it aloud, step by step."
    ),
    "find_out": "They don't know. That is an answer; stay friendly. Ask how they would find out.",
    "silence": "They said nothing, or next to nothing. Give them room, and put the question anew.",
    "off_topic": "They spoke of something else. Lead back without a reproach.",
    "asks_back": "They want the question explained. Put it in other words, and add nothing to it.",
    "declined": "They asked you for the answer. Keep it to yourself, kindly, and ask them again.",
}


def follow_up(
    moment: Moment, fence: Fence, said: str, fault: str, *, is_short: bool = False
) -> Request:
    """Asks for a reaction and the probe that is due.

    `said` are words of this utterance that the candidate has heard, `fault` what was off with
    the last attempt. `is_short` leaves out all but the last answer's end, never the question.
    """
    assert moment.exchange is not None
    *before, last = moment.exchange.turns
    persona = moment.round.persona
    system, user = prompt("speak").filled(
        fence,
        {
            "name": persona.name,
            "seat": persona.seat,
            "round": moment.round.title,
            "manner": persona.manner,
            "listens_for": "; ".join(persona.listens_for),
            "annoyed_by": "; ".join(persona.annoyed_by),
            "question": moment.question.text,
            "exchange": NOTHING if is_short else spoken(tuple(before)),
            "answer": shortened(answer(last)) if is_short else answer(last),
            "words": moment.move.quote or NOTHING,
            "said": said or NOTHING,
            "instruction": instruction(moment, fault),
            "ask": due(unquoted(moment)),
        },
    )
    return spoken_by(system, user)


def bridge(moment: Moment, fence: Fence) -> Request:
    """Asks for the sentence that leads over from the last question to the next."""
    assert moment.previous is not None
    persona = moment.round.persona
    system, user = prompt("bridge").filled(
        fence,
        {
            "name": persona.name,
            "seat": persona.seat,
            "round": moment.round.title,
            "manner": persona.manner,
            "before": moment.previous.turns[0].asked.text,
            "answer": shortened(answer(moment.previous.last)),
            "instruction": how_it_ended(moment.previous),
            "question": moment.question.text,
        },
    )
    return spoken_by(system, user)


def spoken_by(system: str, user: str) -> Request:
    return Request(
        system=system,
        messages=(Message("user", user),),
        most_tokens=MOST_TOKENS,
        temperature=LIVELY,
    )


def instruction(moment: Moment, fault: str) -> str:
    what = INSTRUCTIONS[moment.move.target.reason]
    return f"{what} Your last try could not be said: {fault}. Do better." if fault else what


def due(moment: Moment) -> str:
    """The bank's or the persona's own words for what is to be asked."""
    return ask(moment) or lead_in(moment)


def unquoted(moment: Moment) -> Moment:
    """Without the candidate's words, which stand in a prompt only behind a fence."""
    return replace(moment, move=replace(moment.move, quote=None))


def how_it_ended(exchange: Exchange) -> str:
    if was_skipped(exchange):
        return "They wanted to skip it. Let it go lightly."
    if was_left_open(exchange):
        return "It stayed open. Let it go without a reproach."
    return "It was talked through."


def spoken(turns: tuple[Turn, ...]) -> str:
    """Earlier turns as a script, oldest first."""
    lines = [f"Interviewer: {t.asked.text}\nCandidate: {answer(t)}" for t in turns]
    return "\n".join(lines) or NOTHING


def answer(turn: Turn) -> str:
    return (turn.answered.text.strip() if turn.answered else "") or NOTHING


def shortened(text: str) -> str:
    """The end of a text, where people come to their point."""
    words = text.split()
    return (
        text if len(words) <= SHORT_ANSWER_WORDS else "… " + " ".join(words[-SHORT_ANSWER_WORDS:])
    )
