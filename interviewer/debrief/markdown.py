"""The debrief as Markdown: read on a screen, kept in a file, printed."""

from collections.abc import Iterator

from interviewer.debrief.model import (
    CriterionDebrief,
    Debrief,
    DeliveryDebrief,
    FromGuide,
    Misconceived,
    PassageRef,
    QuestionDebrief,
    RoundDebrief,
    Shown,
    ValueDebrief,
)
from interviewer.scoring.committee import VOTE_WORDS
from interviewer.transcript.events import Claim, Outcome, Vote

OUTCOMES: dict[Outcome, str] = {"advance": "Advance", "hold": "Hold", "no": "No, not this time"}
NOT_GRADED = "not graded"
QUOTE_LENGTH = 240


def markdown(debrief: Debrief) -> str:
    return "\n".join(lines(debrief)) + "\n"


def lines(debrief: Debrief) -> Iterator[str]:
    yield f"# Debrief: {debrief.role}, {debrief.level} level"
    yield ""
    yield f"Session {debrief.session}, begun {debrief.began[:16].replace('T', ' ')} UTC."
    yield ""
    yield from verdict(debrief)
    yield from overview(debrief)
    yield from next_steps(debrief)
    yield from values(debrief)
    for round_ in debrief.rounds:
        yield from round_lines(round_)
    if debrief.delivery:
        yield from delivery_lines(debrief.delivery)
    yield (
        f"Judged by the {debrief.engine} engine, content {debrief.content}. Scores run from 1 to "
        "5; what could not be graded says so. Every quote stands word for word in your answers."
    )


def verdict(debrief: Debrief) -> Iterator[str]:
    if not debrief.is_over:
        yield "## Not finished"
        yield ""
        yield f"{so_far(debrief)} `interviewer sessions resume {debrief.session}` goes on."
    else:
        outcome = OUTCOMES[debrief.outcome] if debrief.outcome else "No decision"
        yield f"## The committee: {outcome}"
        yield ""
        yield f"In the chair: {debrief.committee_chair}."
        yield ""
        yield from (f"- {reason}" for reason in debrief.reasons)
        for dissent in debrief.dissents:
            yield ""
            yield f"**A dissent.** {dissent.stated}"
            if dissent.quote:
                yield ""
                yield quoted(dissent.quote)
            yield ""
            yield f"How it was weighed: {dissent.weighed}"
    yield ""


def so_far(debrief: Debrief) -> str:
    """What to expect of the debrief of a session that isn't over."""
    if not debrief.rounds:
        return "No round is over yet, so there is nothing to show; the committee meets at the end."
    return "The committee meets after the last round; what follows is what there is so far."


def overview(debrief: Debrief) -> Iterator[str]:
    if not debrief.rounds:
        return
    yield "| round | interviewer | score | vote | your time |"
    yield "|---|---|---|---|---|"
    for r in debrief.rounds:
        time = f"{r.seconds / 60:.0f} of {r.minutes:.0f} min"
        yield f"| {r.title} | {r.interviewer} | {score(r.score)} | {vote(r.vote)} | {time} |"
    yield ""


def next_steps(debrief: Debrief) -> Iterator[str]:
    if not debrief.next_steps:
        return
    count = len(debrief.next_steps)
    title = {1: "One thing", 2: "Two things", 3: "Three things"}[count]
    yield f"## {title} to do next"
    yield ""
    for number, step in enumerate(debrief.next_steps, 1):
        yield f"{number}. **{step.action}**"
        yield ""
        yield f"   {step.why}"
        yield ""
        yield f"   From the guide, {named(step.passage)}:"
        yield ""
        yield from (f"   > {line}".rstrip() for line in step.passage.excerpt.splitlines())
        yield ""


def values(debrief: Debrief) -> Iterator[str]:
    if not debrief.rounds:
        return
    yield "## Value by value"
    yield ""
    for value in debrief.values:
        yield from value_lines(value)


def value_lines(value: ValueDebrief) -> Iterator[str]:
    yield f"**{value.name}: {score(value.score)}.** Looked for: {value.looked_for}"
    yield ""
    if value.anchor:
        yield f"What this score looks like: {value.anchor}"
        yield ""
    for quote in value.quotes:
        yield quoted(quote)
        yield ""


def round_lines(round_: RoundDebrief) -> Iterator[str]:
    yield f"## {round_.title}: {score(round_.score)}, {vote(round_.vote)}"
    yield ""
    yield f"With {round_.interviewer}, {round_.seat}. {round_.reason}"
    yield ""
    for question in round_.questions:
        yield from question_lines(question)
    if round_.not_reached:
        yield f"Not reached in the time: {'; '.join(round_.not_reached)}."
        yield ""
    yield "### What was noticed across the round"
    yield ""
    for criterion in round_.criteria:
        yield from criterion_lines(criterion)


def question_lines(question: QuestionDebrief) -> Iterator[str]:
    yield f"### {question.title}: {score(question.score)}"
    yield ""
    yield f"*{question.text}*"
    yield ""
    if question.shown:
        yield "What you said that counts:"
        yield ""
        for point in question.shown:
            yield from shown_lines(point)
    if question.missing:
        yield "What a strong answer also holds:"
        yield ""
        yield from (f"- {point.point} {point.why}" for point in question.missing)
        yield ""
    for wrong in question.misconceptions:
        yield from misconception_lines(wrong)
    yield from (f"- Good habit: {habit}" for habit in question.good_habits)
    yield from (f"- Watch out: {habit}" for habit in question.bad_habits)
    if question.good_habits or question.bad_habits:
        yield ""
    yield from claim_lines(question.claims)
    for one in question.from_guide:
        yield from guide_lines(one)
    for sketch in question.sketches:
        yield from ("Your sketch:", "", *fenced(sketch), "")
    yield "A model answer at your level:"
    yield ""
    yield quoted(question.model_answer, whole=True)
    yield ""


def shown_lines(point: Shown) -> Iterator[str]:
    how = [
        word
        for word, is_so in (
            ("in part", point.verdict == "partly"),
            ("after a hint", point.was_prompted),
        )
        if is_so
    ]
    yield f"- {point.point}" + (f" ({', '.join(how)})" if how else "")
    if point.quote:
        yield f"  {quoted(point.quote)}"
    yield ""


def misconception_lines(wrong: Misconceived) -> Iterator[str]:
    ending = "You put it right yourself when asked." if wrong.was_corrected else wrong.correction
    yield f"**Not so:** {wrong.claim} {ending}"
    yield ""
    if wrong.quote:
        yield quoted(wrong.quote)
        yield ""


def claim_lines(claims: tuple[Claim, ...]) -> Iterator[str]:
    if not claims:
        return
    yield "| number said | about | recomputed | verdict |"
    yield "|---|---|---|---|"
    for claim in claims:
        expected = "" if claim.expected is None else f"{claim.expected:.4g} {claim.unit}"
        said, verdict_ = cell(claim.text), claim.verdict.replace("_", " ")
        yield f"| {said} | {cell(claim.quantity)} | {expected} | {verdict_} |"
    yield ""
    for claim in claims:
        if claim.verdict == "wrong":
            yield f"- {claim.quantity}: {'; '.join(claim.steps)}. {slips(claim)}".rstrip()
    yield ""


def slips(claim: Claim) -> str:
    """What may have happened, as a question: slips are offered and never asserted."""
    return " ".join(f"Perhaps: {slip.explanation}" for slip in claim.slips)


def guide_lines(one: FromGuide) -> Iterator[str]:
    yield f"You were also asked: {one.asked} The guide on it, in {named(one.passage)}:"
    yield ""
    yield from (f"> {line}".rstrip() for line in one.passage.excerpt.splitlines())
    yield ""


def named(passage: PassageRef) -> str:
    return f"*{passage.title}* (`guide show {passage.id}`)"


def delivery_lines(delivery: DeliveryDebrief) -> Iterator[str]:
    yield "## How you came across"
    yield ""
    count = delivery.compared_with
    before = f"the median of your last {count} sessions" if count > 1 else "your session before"
    compared = f", beside {before}" if count else ""
    answers = "one spoken answer" if delivery.answers == 1 else f"{delivery.answers} spoken answers"
    yield f"From {answers}{compared}. It is for practice and enters no score."
    yield ""
    yield "| measure | now | before |"
    yield "|---|---|---|"
    for measure in delivery.measures:
        usual = "" if measure.earlier is None else f"{measure.earlier:g}"
        yield f"| {measure.name} | {measure.now:g} | {usual} |"
    yield ""
    for remark in delivery.remarks:
        yield f"- {remark.advice}" + (f" ({remark.at})" if remark.at else "")
        if remark.quote:
            yield f"  {quoted(remark.quote)}"
    yield f"- The guide on this: `guide show {delivery.passage}`."
    yield ""


def criterion_lines(criterion: CriterionDebrief) -> Iterator[str]:
    yield f"- **{criterion.point}** {score(criterion.score)}."
    if criterion.anchor:
        yield f"  {criterion.anchor}"
    for quote in criterion.quotes:
        yield f"  {quoted(quote)}"
    yield ""


def score(value: float | None) -> str:
    return NOT_GRADED if value is None else f"{value:.1f} of 5"


def vote(value: Vote | None) -> str:
    return VOTE_WORDS[value] if value else "no vote"


def quoted(text: str, *, whole: bool = False) -> str:
    """A block quote on one line; long ones are cut between words, with a mark."""
    line = " ".join(text.split())
    if not whole and len(line) > QUOTE_LENGTH:
        line = line[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
    return f"> {line}"


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def fenced(text: str) -> tuple[str, ...]:
    """A code block whose fence is longer than any in the text."""
    fence = "```"
    while fence in text:
        fence += "`"
    return (fence, text, fence)
