"""A screen whose words are also said aloud; answers are typed on it as ever."""

from interviewer.engines.engine import Spoken
from interviewer.errors import CapabilityMissing, InterviewerError
from interviewer.front.replies import Reply
from interviewer.front.screen import Screen
from interviewer.front.voice.mouth import Mouth
from interviewer.front.voice.speakable import SentenceStream
from interviewer.front.voice.voices import voice_of
from interviewer.session import Seen, Session
from interviewer.transcript.events import Asked, RoundScored, RoundStarted


class ReadAloud:
    """Shows everything on `shown`, and says what the interviewer says through `mouth`."""

    def __init__(self, shown: Screen, mouth: Mouth) -> None:
        self.shown = shown
        self.mouth = mouth
        self._stream = SentenceStream()
        self._has_streamed = False

    def begun(self, session: Session, *, resumed: bool) -> None:
        self.shown.begun(session, resumed=resumed)
        if resumed and session.round:
            self.mouth.voice = voice_of(session.round.persona.name)

    def show(self, event: Seen) -> None:
        self.shown.show(event)
        match event:
            case RoundStarted():
                self.mouth.voice = voice_of(event.interviewer)
                self.say(event.opening)
            case Spoken():
                self._has_streamed = True
                for sentence in self._stream.feed(event.text):
                    self.mouth.say(sentence)
            case Asked():
                self.say(self._stream.rest() if self._has_streamed else event.text)
                self._has_streamed = False
            case RoundScored():
                self.say(event.said)

    def say(self, text: str) -> None:
        """One utterance, or the end of one that has been streamed."""
        self.mouth.say(text)
        self.mouth.end()

    async def silent(self) -> None:
        """Until all is said; a speaker that has gone leaves the words on the screen."""
        try:
            await self.mouth.finished()
        except CapabilityMissing as error:
            self.fail(error)
            self.mouth.engine = None

    async def read(self, session: Session) -> Reply:
        await self.silent()
        return await self.shown.read(session)

    def sketched(self, argument: str) -> str:
        return self.shown.sketched(argument)

    def pause(self) -> None:
        self.mouth.stop()
        self.shown.pause()

    def tell(self, sentence: str) -> None:
        self.shown.tell(sentence)

    def fail(self, error: InterviewerError) -> None:
        self.shown.fail(error)

    def help(self) -> None:
        self.shown.help()

    def ended(self, session: Session) -> None:
        self.mouth.wait()
        self.shown.ended(session)

    def left(self, session: Session) -> None:
        self.mouth.stop()
        self.shown.left(session)
