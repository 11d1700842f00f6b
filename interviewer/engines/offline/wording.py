"""Words the next utterance from the persona's script and the bank's questions."""

from interviewer.engines.engine import Moment
from interviewer.guide.passages import probed
from interviewer.listening.clauses import WORD
from interviewer.rounds import Script
from interviewer.transcript.events import Target
from interviewer.transcript.exchanges import Exchange

QUOTE_WORDS = 12
SHORT_OF_TIME_SECONDS = 300.0
REACTED_TO = ("missing", "misconception", "deeper", "guide")
RESTATED = ("silence", "off_topic", "asks_back", "declined")


def wording(moment: Moment) -> str:
    """The whole utterance: a reaction, a lead-in and one question."""
    parts = (reaction(moment), lead_in(moment), ask(moment))
    return " ".join(part for part in parts if part)


def reaction(moment: Moment) -> str:
    """Shows that the candidate was heard: their own words, or a neutral nod. Never a verdict."""
    script = moment.round.script
    if moment.move.target.reason not in REACTED_TO:
        return ""
    if moment.move.quote:
        return pick(script.quoting, moment).replace("{quote}", shortened(moment.move.quote))
    return pick(script.acknowledging, moment)


def lead_in(moment: Moment) -> str:
    script = moment.round.script
    if moment.move.target.reason == "opening":
        return opening_line(moment, script)
    lines = {
        "missing": script.probing,
        "misconception": script.probing,
        "deeper": script.going_deeper,
        "guide": script.another_angle,
        "wrong_number": script.wrong_number,
        "find_out": script.find_out,
        "silence": script.silence,
        "off_topic": script.restating,
        "asks_back": script.restating,
        "declined": script.declining,
    }[moment.move.target.reason]
    return pick(lines, moment).replace("{quote}", shortened(moment.move.quote or "that number"))


def opening_line(moment: Moment, script: Script) -> str:
    """Nothing before a round's first question: the interviewer has just introduced themselves."""
    if moment.previous is None:
        return ""
    if moment.remaining_seconds < SHORT_OF_TIME_SECONDS:
        return pick(script.time_short, moment)
    if was_skipped(moment.previous):
        return pick(script.skipping, moment)
    if was_left_open(moment.previous):
        return pick(script.moving_on, moment)
    is_story = moment.question.kind == "behavioural"
    return pick(script.values_question if is_story else script.next_question, moment)


def was_skipped(exchange: Exchange) -> bool:
    return exchange.last.answered is not None and exchange.last.answered.means == "skip"


def was_left_open(exchange: Exchange) -> bool:
    return exchange.last.judged is not None and not exchange.last.is_substantive


def ask(moment: Moment) -> str:
    """The question itself; for some moments the lead-in already is one."""
    target = moment.move.target
    if target.reason == "opening":
        return moment.question.text
    if target.reason in RESTATED:
        return restated(moment)
    return question_for(moment, target)


def restated(moment: Moment) -> str:
    """What was asked last, in other words."""
    assert moment.exchange is not None
    asked = [turn.asked.target for turn in moment.exchange.turns]
    last = next(target for target in reversed(asked) if target.reason not in RESTATED)
    return question_for(moment, last) or moment.question.restated


def question_for(moment: Moment, target: Target) -> str:
    question = moment.question
    match target.reason:
        case "missing":
            probes = next(p.probes for p in question.key_points if p.id == target.id)
            return probes[moment.turn % len(probes)]
        case "misconception":
            return next(m.probe for m in question.misconceptions if m.id == target.id)
        case "deeper":
            return question.deeper[int(target.id or 0)].ask
        case "guide":
            founded = probed(moment.passages, target.id)
            return founded[1].ask if founded else ""
        case _:
            return ""


def pick(lines: tuple[str, ...], moment: Moment) -> str:
    """Lines in turn, from a place that the seed decides, so that none comes twice in a row."""
    return lines[(moment.turn + moment.seed) % len(lines)]


def shortened(quote: str) -> str:
    """At most twelve words of a quote, cut between words."""
    words = list(WORD.finditer(quote))
    if len(words) <= QUOTE_WORDS:
        return quote.strip().rstrip(".,;:!?")
    return quote[words[0].start() : words[QUOTE_WORDS - 1].end()].strip() + " …"
