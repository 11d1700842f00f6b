"""The nodes: each takes one step, writes what happened to the record, and may run again.

A step that was cut off by a crash runs again on resuming. It recalls what it had recorded by
key, and neither asks the engine nor writes a second time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar, cast

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from interviewer.content import Content
from interviewer.conversation.angles import angles
from interviewer.conversation.moves import Situation, next_move
from interviewer.conversation.openings import started
from interviewer.conversation.state import State
from interviewer.debrief.writing import write_debrief
from interviewer.engines.engine import Brief, Engine, Listened, Moment, Move, Spoken
from interviewer.guide.passages import Passage, probed
from interviewer.questions import Question
from interviewer.rounds import Round
from interviewer.scoring.committee import decide
from interviewer.scoring.criteria import of_question, of_rubrics
from interviewer.scoring.rounds import score_round
from interviewer.scoring.standing import Standing
from interviewer.transcript.events import (
    Answered,
    AnyEvent,
    Asked,
    Checked,
    Deliberated,
    Ended,
    Header,
    Judged,
    Planned,
    PlannedRound,
    RoundScored,
    Target,
)
from interviewer.transcript.exchanges import Exchange, exchanges
from interviewer.transcript.record import Record

E = TypeVar("E", bound=AnyEvent)
OPENING = Move("opening", Target(reason="opening"))


@dataclass(frozen=True)
class Conversation:
    """The collaborators of one session, and the steps they take together."""

    content: Content
    engine: Engine
    record: Record

    async def plan(self, state: State, runtime: Runtime[None]) -> State:
        if not self.record.recall("planned", Planned):
            with self.noting("", runtime):
                rounds = await self.engine.plan(self.brief())
            self.keep(Planned(rounds=rounds), runtime)
        return self.bookmark(round=0, question=0, turn=0)

    async def open_round(self, state: State, runtime: Runtime[None]) -> State:
        self.keep(started(self.round_at(state)), runtime)
        return self.bookmark(question=0, move=as_json(OPENING))

    async def ask(self, state: State, runtime: Runtime[None]) -> State:
        """Says the next thing; what an earlier run of this step said stands."""
        turn = state["turn"] + 1
        if not self.record.recall(f"asked q{turn}", Asked):
            move = from_json(state["move"])
            question = self.question_at(state)
            with self.noting(f"q{turn}", runtime):
                text = await self.say(self.moment(state, move), runtime)
            asked = Asked(
                question=f"q{turn}",
                round=self.round_at(state).id,
                bank=question.id,
                kind=move.kind,
                target=move.target,
                text=text,
            )
            self.keep(asked, runtime)
        return self.bookmark(turn=turn, open=f"q{turn}")

    async def listen(self, state: State) -> State:
        """Waits. Nothing else may stand here: what comes before `interrupt` runs twice."""
        return {"open": interrupt(state["open"])}

    async def check(self, state: State, runtime: Runtime[None]) -> State:
        if not self.record.recall(f"checked {state['open']}", Checked):
            with self.noting(str(state["open"]), runtime):
                claims = await self.engine.claims(self.heard(state))
            self.keep(Checked(to=str(state["open"]), claims=claims), runtime)
        return self.bookmark()

    async def judge(self, state: State, runtime: Runtime[None]) -> State:
        if not self.record.recall(f"judged {state['open']}", Judged):
            heard = self.heard(state)
            rubric = self.content.rubric(self.round_at(state).rubric)
            criteria = [*of_question(heard.question), *of_rubrics(self.content.values, rubric)]
            with self.noting(str(state["open"]), runtime):
                hearing = await self.engine.judge(heard, criteria)
            self.keep(Judged(to=str(state["open"]), **hearing._asdict()), runtime)
        return self.bookmark()

    async def decide(self, state: State) -> State:
        """The next move in this question, else the next question, else the end of the round."""
        if recorded := self.record.ahead(f"asked q{state['turn'] + 1}", Asked):
            return self.follow(recorded, state)
        remaining = self.remaining_seconds(state)
        standing = self.standing(self.exchange_at(state))
        move = next_move(Situation(standing, remaining, self.angles(standing)))
        if move:
            return self.bookmark(move=as_json(move))
        is_last = state["question"] + 1 == len(self.planned[state["round"]].questions)
        if is_last or remaining <= 0:
            return self.bookmark(move=None)
        return self.bookmark(question=state["question"] + 1, move=as_json(OPENING))

    async def score_round(self, state: State, runtime: Runtime[None]) -> State:
        round_ = self.round_at(state)
        standings = [self.standing(exchange) for exchange in self.exchanges(state)]
        rubric = self.content.rubric(round_.rubric)
        result = score_round(standings, rubric, self.content.values, self.header.level)
        scored = RoundScored(
            round=round_.id,
            rubric=f"{rubric.id} {rubric.version}",
            score=result.score,
            vote=result.vote,
            questions=result.questions,
            criteria=result.criteria,
            values=result.values,
            reason=result.reason,
            said=self.farewell(state),
        )
        self.keep(scored, runtime)
        return self.bookmark(round=state["round"] + 1, question=0)

    async def committee(self, state: State, runtime: Runtime[None]) -> State:
        rounds = self.record.of(RoundScored)
        titles = {r.round: self.content.round(self.header.track, r.round).title for r in rounds}
        decision = decide(rounds, titles)
        deliberated = Deliberated(
            outcome=decision.outcome, reasons=decision.reasons, dissents=decision.dissents
        )
        self.keep(deliberated, runtime)
        return self.bookmark()

    async def debrief(self, state: State, runtime: Runtime[None]) -> State:
        """Writes the debrief beside the transcript, then closes the record."""
        if self.record.path:
            write_debrief(self.record, self.content, self.record.path.parent)
        decided = self.record.recall("deliberated", Deliberated)
        self.keep(Ended(outcome=decided.outcome if decided else None), runtime)
        return self.bookmark()

    # What the steps look things up with.

    @property
    def header(self) -> Header:
        return self.record.header

    @property
    def planned(self) -> tuple[PlannedRound, ...]:
        return self.record.plan.rounds if self.record.plan else ()

    def brief(self) -> Brief:
        track, rounds = self.header.track, self.header.rounds
        return Brief(
            track=track,
            level=self.header.level,
            rounds=[self.content.round(track, r) for r in rounds],
            banks=[self.content.bank(track, r) for r in rounds],
            seed=self.header.seed,
            avoid=frozenset(self.header.avoid),
            only=frozenset(self.header.only),
        )

    def round_at(self, state: State) -> Round:
        return self.content.round(self.header.track, self.header.rounds[state["round"]])

    def question_at(self, state: State) -> Question:
        planned = self.planned[state["round"]]
        question_id = planned.questions[state["question"]]
        return self.content.question(self.header.track, planned.round, question_id)

    def exchanges(self, state: State) -> list[Exchange]:
        return exchanges(self.record, self.header.rounds[state["round"]])

    def exchange_at(self, state: State) -> Exchange:
        """The exchange on the current question, which must have been opened."""
        bank = self.question_at(state).id
        return next(e for e in self.exchanges(state) if e.bank == bank)

    def remaining_seconds(self, state: State) -> float:
        used = sum(exchange.seconds for exchange in self.exchanges(state))
        return self.round_at(state).minutes * 60 - used

    def standing(self, exchange: Exchange) -> Standing:
        question = self.content.question(self.header.track, exchange.round, exchange.bank)
        return Standing(question, exchange, self.header.level)

    def passages(self, question: Question) -> tuple[Passage, ...]:
        return tuple(self.content.passage(passage_id) for passage_id in question.passages)

    def angles(self, standing: Standing) -> tuple[str, ...]:
        """What the guide could still ask about a question; no probe twice in a session."""
        targets = (asked.target for asked in self.record.of(Asked))
        used = {target.id for target in targets if target.reason == "guide"}
        question = standing.question
        found = angles(question, self.passages(question), standing.exchange)
        return tuple(name for name in found if name not in used)

    def moment(self, state: State, move: Move) -> Moment:
        """`ask` has not recorded the new question yet, so the last exchange may be an old one."""
        so_far = self.exchanges(state)
        is_new = move.kind == "opening"
        before = so_far if is_new else so_far[:-1]
        return Moment(
            round=self.round_at(state),
            question=self.question_at(state),
            exchange=None if is_new else so_far[-1],
            previous=before[-1] if before else None,
            move=move,
            turn=sum(len(exchange.turns) for exchange in so_far),
            remaining_seconds=self.remaining_seconds(state),
            seed=self.header.seed,
            passages=() if is_new else self.passages(self.question_at(state)),
        )

    def heard(self, state: State) -> Listened:
        answer = self.record.recall(f"answered {state['open']}", Answered)
        assert answer is not None, f"{state['open']} has no answer in the record"
        question, exchange = self.question_at(state), self.exchange_at(state)
        founded = probed(self.passages(question), exchange.last.asked.target.id)
        return Listened(question, exchange, answer.text, founded[0] if founded else None)

    def farewell(self, state: State) -> str:
        """The interviewer's last words, naming whoever comes next."""
        script = self.round_at(state).script
        words = [script.time_up] if self.remaining_seconds(state) <= 0 else []
        if state["round"] + 1 == len(self.header.rounds):
            return " ".join([*words, script.closing])
        after = self.content.round(self.header.track, self.header.rounds[state["round"] + 1])
        over = script.hand_over.replace("{next_name}", after.persona.name)
        return " ".join([*words, over.replace("{next_seat}", after.persona.seat)])

    def follow(self, recorded: Asked, state: State) -> State:
        """The move that was recorded before a crash, whatever would be decided today."""
        planned = self.planned[state["round"]]
        if recorded.round != planned.round:
            return self.bookmark(move=None)
        move = Move(recorded.kind, recorded.target)
        return self.bookmark(question=planned.questions.index(recorded.bank), move=as_json(move))

    async def say(self, moment: Moment, runtime: Runtime[None]) -> str:
        pieces = []
        async for piece in self.engine.utter(moment):
            pieces.append(piece)
            runtime.stream_writer(Spoken(piece))
        return "".join(pieces)

    @contextmanager
    def noting(self, to: str, runtime: Runtime[None]) -> Iterator[None]:
        """Keeps what the engine did meanwhile, also when it fails: a call that was made costs."""
        try:
            yield
        finally:
            for note in self.engine.notes():
                placed = {"to": to, "number": len(self.record)}
                self.keep(note.model_copy(update=placed), runtime)

    def keep(self, event: E, runtime: Runtime[None]) -> E:
        """Records an event and, if it is new, passes it on to whoever is watching."""
        before = len(self.record)
        kept = self.record.append(event)
        if len(self.record) > before:
            runtime.stream_writer(kept)
        return kept

    def bookmark(self, **changes: object) -> State:
        return cast("State", {**changes, "recorded": self.record.seen})


def as_json(move: Move) -> dict[str, object]:
    return {"kind": move.kind, "target": move.target.model_dump(), "quote": move.quote}


def from_json(values: dict[str, object] | None) -> Move:
    assert values is not None, "the graph asks only when there is a move"
    return Move(
        kind=values["kind"],  # type: ignore[arg-type]
        target=Target.model_validate(values["target"]),
        quote=values["quote"],  # type: ignore[arg-type]
    )
