"""The spoken interview: questions are said aloud, and answers are heard."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import inf

from interviewer.delivery import delivered
from interviewer.errors import CapabilityMissing, ContentError, InterviewerError
from interviewer.front.replies import Answer, Command, Hangup, Reply, typed
from interviewer.front.screen import Screen
from interviewer.front.voice.aloud import ReadAloud
from interviewer.front.voice.answering import Answering, longest_unannounced
from interviewer.front.voice.confirming import confirmed, unasked
from interviewer.front.voice.doubts import Doubt, doubts
from interviewer.front.voice.hearing import Utterance
from interviewer.front.voice.keeping import Kept
from interviewer.front.voice.keyboard import Line
from interviewer.front.voice.listening import Ending, Listener, Manner
from interviewer.front.voice.mouth import Mouth
from interviewer.front.voice.prompting import prompt_for
from interviewer.front.voice.sound import Sound
from interviewer.front.voice.turns import GIVEN_UP_AFTER_SECONDS, patience_seconds
from interviewer.questions import Question
from interviewer.session import Session
from interviewer.transcript.events import Asked, Delivered, Heard

HOW = (
    "Speak when the question has been asked, and take your time. Enter says that you are done; "
    "`335 -> 3.35` corrects what was heard, other typed words join the answer."
)
CONFIRMING_PATIENCE_SECONDS = 1.6
CONFIRMING_LIMIT_SECONDS = 10.0


@dataclass(frozen=True)
class Habits:
    """How a spoken interview is held. `patience` stretches every silence that ends an answer."""

    barge_in: bool = False
    push_to_talk: bool = False
    keep_audio: bool = False
    patience: float = 1.0


class SpokenScreen(ReadAloud):
    """Hears the answers through `listener`; what was understood is shown and kept at once."""

    def __init__(self, shown: Screen, mouth: Mouth, listener: Listener, habits: Habits) -> None:
        super().__init__(shown, mouth)
        self.listener = listener
        self.habits = habits
        self._answering: Answering | None = None
        self._said_before = 0.0
        self._longest_pause = 0.0

    def begun(self, session: Session, *, resumed: bool) -> None:
        self.listener.ear.wake()
        super().begun(session, resumed=resumed)
        if self.listener.source.is_live:
            self.tell(HOW)

    async def read(self, session: Session) -> Reply:
        """Listens to an answer; a typed command comes back at once and the answer goes on."""
        waiting = session.open_question
        assert waiting is not None
        answering = self._answer_to(waiting, session)
        track = session.record.header.track
        question = session.content.question(track, waiting.round, waiting.bank)
        try:
            ending = await self._listened(session, answering, question, waiting)
        except (CapabilityMissing, ContentError) as error:
            return self._gone(error, answering)
        if isinstance(ending, Line):
            return self._commanded(ending, answering)
        if ending is Ending.over and not answering.text and self.listener.source.is_over:
            return Hangup()
        with suppress(CapabilityMissing):
            await self._confirm(answering, waiting)
        return self._answered(session, answering)

    def tell(self, sentence: str) -> None:
        self.listener.meter.clear()
        super().tell(sentence)

    def _answer_to(self, waiting: Asked, session: Session) -> Answering:
        """The answer going on; of an interrupted session, what had been heard of it."""
        if self._answering is None or self._answering.to != waiting.question:
            draft = session.draft.strip()
            self._answering = Answering(waiting.question, [draft] if draft else [])
            if draft:
                self.tell(f"You had said: {draft}")
        return self._answering

    async def _listened(
        self, session: Session, answering: Answering, question: Question, waiting: Asked
    ) -> Ending | Line:
        begun = await self._turn_taken()
        manner = Manner(
            prompt=prompt_for(question),
            patience=self._patience(question, waiting),
            gives_up_after=GIVEN_UP_AFTER_SECONDS if self.listener.source.is_live else inf,
            on_heard=self._noting(session, answering),
            on_quiet=lambda: self.tell("Take your time."),
            is_command=lambda line: isinstance(typed(line, 0.0), Command),
        )
        if not self.habits.keep_audio:
            return await self.listener.listen(answering, manner, begun=begun)
        with Kept(session.store.folder_of(session.id), waiting.question) as kept:
            return await self.listener.listen(answering, manner, begun=begun, keeper=kept)

    async def _turn_taken(self) -> list[Sound]:
        """Until the interviewer is silent; what the candidate has said over them by then."""
        begun: list[Sound] = []
        if self.habits.barge_in and self.listener.source.is_live:
            begun = await self.listener.talked_over(self.mouth)
        await self.silent()
        if self.habits.push_to_talk:
            self.tell("Press Enter to speak, and Enter again when you are done.")
            await self.listener.pressed()
        return begun

    def _patience(self, question: Question, waiting: Asked) -> Callable[[str, float], float]:
        if self.habits.push_to_talk or self.listener.source.is_cut:
            return lambda _text, _longest: inf
        factor = self.habits.patience
        before = self._longest_pause
        return lambda text, longest: (
            factor * patience_seconds(text, question, waiting.kind, max(longest, before))
        )

    def _noting(self, session: Session, answering: Answering) -> Callable[[Utterance], None]:
        """Shows what was understood, and keeps it at once: a crash costs at most one stretch."""

        def note(utterance: Utterance) -> None:
            segment, number = utterance.segment, len(heard_so_far(session, answering.to)) + 1
            session.note(
                Heard(
                    to=answering.to,
                    number=number,
                    text=utterance.text,
                    start=round(answering.seconds + segment.start, 2),
                    end=round(answering.seconds + segment.end, 2),
                    confidence=round(utterance.confidence, 2),
                )
            )
            session.keep_draft(f"{answering.text} {utterance.text}")
            self.tell(f"heard: {utterance.text}")

        return note

    async def _confirm(self, answering: Answering, waiting: Asked) -> None:
        """Doubted numbers are asked again, from the last to the first, so that places stay."""
        text = answering.text
        for doubt in reversed(doubts(text, waiting.text, answering.confidence)):
            meant = await self._asked_again(doubt)
            text = text[: doubt.start] + meant + text[doubt.end :]
            if meant != doubt.heard:
                self.tell(f"“{doubt.heard}” is taken as “{meant}”")
        answering.rewrite(text)

    async def _asked_again(self, doubt: Doubt) -> str:
        if not self.listener.source.is_live:
            return unasked(doubt)
        self.tell(doubt.question)
        self.say(doubt.question)
        await self.silent()
        reply = Answering("")
        manner = Manner(
            prompt=f"{doubt.question} Yes, {doubt.meant or doubt.heard}.",
            patience=lambda _text, _longest: CONFIRMING_PATIENCE_SECONDS,
            gives_up_after=CONFIRMING_LIMIT_SECONDS,
            on_heard=lambda utterance: self.tell(f"heard: {utterance.text}"),
        )
        await self.listener.listen(reply, manner)
        return confirmed(doubt, reply.text)

    def _commanded(self, line: Line, answering: Answering) -> Reply:
        reply = typed(line.text, answering.seconds)
        if isinstance(reply, Command) and reply.name == "skip":
            self._answering = None
        return reply

    def _answered(self, session: Session, answering: Answering) -> Answer:
        said = self.mouth.spoken_seconds
        noted = session.note(
            delivered(
                answering.to,
                answering.text,
                answering.spoken,
                answering.words_by,
                said - self._said_before,
                number=1 + sum(e.to == answering.to for e in session.record.of(Delivered)),
            )
        )
        self._longest_pause = max(self._longest_pause, longest_unannounced(noted.pauses))
        self._said_before, self._answering = said, None
        seconds = round(answering.seconds, 1)
        return Answer(answering.text, seconds, answering.to, means="voice")

    def _gone(self, error: InterviewerError, answering: Answering) -> Hangup:
        """The sound has ended for good: what was heard waits as a draft."""
        self.fail(error)
        return Hangup(answering.text)


def heard_so_far(session: Session, question: str) -> list[Heard]:
    return [heard for heard in session.record.of(Heard) if heard.to == question]
