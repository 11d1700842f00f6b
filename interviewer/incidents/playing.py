"""An incident being played: a message in, what is shown and said back, until the conclusion."""

import re
from dataclasses import dataclass, field

from interviewer.incidents.artefacts.sheets import sheets, titles
from interviewer.incidents.asking import Request, request
from interviewer.incidents.incident import Incident
from interviewer.incidents.predicting import predicted
from interviewer.incidents.requesting import PLAIN_REQUEST
from interviewer.questions import Artefact

CONCLUDES = re.compile(
    r"^\s*/conclude\b|\b(?:my\s+conclusion|in\s+conclusion|to\s+conclude|conclusion\s*:"
    r"|root\s+cause\s+(?:is|was|:)|root\s+cause:|final\s+answer)",
    re.IGNORECASE,
)
MEASURES = re.compile(
    r"\b(?:measure|verify|verified|compare|confirm|monitor|watch|re-?run|afterwards|after\s+the\s+fix"
    r"|before\s+and\s+after|same\s+benchmark|keep\s+an\s+eye|check\s+that)\b",
    re.IGNORECASE,
)
PROMPTS = (
    "Go on. What do you want to see, and what would it tell you?",
    "Noted. Which output do you want to see next?",
    "All right. What's your next command?",
)
TOO_MUCH = (
    "I could send you all of it, but then you'd be reading until tomorrow. Which one first, and"
    " what do you expect to find in it?"
)
OPENING = (
    "Ask for whatever you'd look at, in words or as a command, and about the job itself. When you"
    " are sure, begin with 'Conclusion:' and tell me the root cause, the fix, the gain you"
    " predict, and what you'd measure afterwards."
)


@dataclass(frozen=True)
class Turn:
    """One message and what came back."""

    said: str
    asked: Request
    revealed: tuple[Artefact, ...]
    reply: str
    is_conclusion: bool


@dataclass
class Play:
    """All turns so far. A conclusion that leaves something out may be completed once."""

    incident: Incident
    turns: list[Turn] = field(default_factory=list)
    is_over: bool = False

    @property
    def opening(self) -> str:
        return f"{self.incident.symptom} {OPENING}"

    @property
    def concluding(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.is_conclusion]

    @property
    def conclusion(self) -> str:
        return "\n".join(turn.said for turn in self.concluding)

    @property
    def shown(self) -> dict[str, str]:
        """The texts revealed so far, by id."""
        return {a.id: a.text for turn in self.turns for a in turn.revealed}

    @property
    def known(self) -> str:
        """What was told for nothing: quoting it proves no look at an artefact."""
        return "\n".join([self.incident.symptom, *(turn.reply for turn in self.turns)])

    def hear(self, message: str) -> Turn:
        """Answers a message; after the conclusion `is_over`."""
        if self.concluding or CONCLUDES.search(message):
            return self.conclude(message)
        asked = request(self.incident, message)
        revealed = (
            ()
            if asked.wants_everything
            else tuple(sheet.artefact(self.incident) for sheet in asked.sheets)
        )
        turn = Turn(message, asked, revealed, self.reply_to(message, asked), is_conclusion=False)
        self.turns.append(turn)
        return turn

    def conclude(self, message: str) -> Turn:
        is_second = bool(self.concluding)
        nothing = Request((), (), wants_everything=False)
        whole = f"{self.conclusion}\n{message}"
        missing = [] if is_second else self.left_out(whole)
        reply = f"Before we stop: {' and '.join(missing)}?" if missing else "Thank you."
        turn = Turn(message, nothing, (), reply, is_conclusion=True)
        self.turns.append(turn)
        self.is_over = not missing
        return turn

    def left_out(self, conclusion: str) -> list[str]:
        """What a conclusion must also hold, asked for without giving anything away."""
        missing = []
        if predicted(conclusion, self.incident.steps_per_s) is None:
            missing.append("how much do you expect to gain")
        if not MEASURES.search(conclusion):
            missing.append("what would you measure afterwards")
        return missing

    def reply_to(self, message: str, asked: Request) -> str:
        if asked.wants_everything:
            return TOO_MUCH
        told = " ".join(fact.text(self.incident) for fact in asked.told)
        if told or asked.sheets:
            return told
        if PLAIN_REQUEST.search(message):
            return f"I have nothing by that name. There is {titles(sheets(self.incident))}."
        return PROMPTS[len(self.turns) % len(PROMPTS)]
