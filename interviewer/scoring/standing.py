"""Where a candidate stands on one question: what was shown, what is missing, what is wrong."""

from dataclasses import dataclass
from functools import cached_property

from interviewer.levels import Level, reaches
from interviewer.questions import KeyPoint, Misconception, Question
from interviewer.transcript.events import Judgement, Verdict
from interviewer.transcript.exchanges import Exchange, Turn

CREDIT = {"met": 1.0, "partly": 0.5, "not_met": 0.0}
# A point that had to be asked for is worth less than one that came unasked.
PROMPTED_CREDIT = 0.8
# Nobody says everything: four fifths of what is expected at the level is full marks.
FULL_MARKS_COVERAGE = 0.8
RUNG_BONUS = 0.05
BEYOND_LEVEL_BONUS = 0.05
MISCONCEPTION_COST = 0.2
CORRECTED_MISCONCEPTION_COST = 0.04
WRONG_NUMBER_COST = 0.1
RED_FLAG_COST = 0.08


@dataclass(frozen=True)
class Standing:
    """One exchange on one question at one level; everything else is derived."""

    question: Question
    exchange: Exchange
    level: Level

    @cached_property
    def by_criterion(self) -> dict[str, list[tuple[Turn, Judgement]]]:
        found: dict[str, list[tuple[Turn, Judgement]]] = {}
        for turn in self.exchange.turns:
            for judgement in turn.judgements:
                found.setdefault(judgement.criterion, []).append((turn, judgement))
        return found

    def verdict(self, criterion: str) -> Verdict:
        """The best verdict over the exchange's turns."""
        verdicts = [judgement.verdict for _, judgement in self.by_criterion.get(criterion, [])]
        return max(verdicts, key=CREDIT.__getitem__, default="not_met")

    def quote(self, criterion: str) -> str | None:
        """The candidate's words for the best verdict."""
        wanted = self.verdict(criterion)
        for _, judgement in self.by_criterion.get(criterion, []):
            if judgement.verdict == wanted and judgement.quote:
                return judgement.quote
        return None

    def credit(self, point: KeyPoint) -> float:
        """0 to 1 for a key point: the best showing, less if it had to be asked for."""
        shown = self.by_criterion.get(f"key:{point.id}", [])
        return max((worth(turn, judgement, point) for turn, judgement in shown), default=0.0)

    def was_prompted(self, point: KeyPoint) -> bool:
        """Whether the point only came after a probe for it."""
        return self.credit(point) < CREDIT[self.verdict(f"key:{point.id}")]

    @cached_property
    def not_graded(self) -> frozenset[str]:
        """The criteria that no verdict could be had for, and that nothing else showed."""
        turns = self.exchange.turns
        lacking = {name for turn in turns if turn.judged for name in turn.judged.not_graded}
        return frozenset(lacking - self.by_criterion.keys())

    @cached_property
    def expected(self) -> tuple[KeyPoint, ...]:
        """The key points that this level is expected to make, without those not graded."""
        points = (p for p in self.question.key_points if f"key:{p.id}" not in self.not_graded)
        return tuple(point for point in points if reaches(self.level, point.from_level))

    @cached_property
    def missing(self) -> tuple[KeyPoint, ...]:
        """Expected key points not made at all, the heaviest first."""
        lacking = [p for p in self.expected if self.verdict(f"key:{p.id}") == "not_met"]
        return tuple(sorted(lacking, key=lambda point: -point.weight))

    @cached_property
    def coverage(self) -> float:
        """The weighted share of the expected key points, 0 to 1."""
        total = sum(point.weight for point in self.expected)
        shown = sum(point.weight * self.credit(point) for point in self.expected)
        return shown / total if total else 0.0

    @cached_property
    def rungs_met(self) -> int:
        """How many steps of the ladder were asked for and answered."""
        asked = {
            turn.asked.target.id: turn
            for turn in self.exchange.turns
            if turn.asked.target.reason == "deeper"
        }
        return sum(self.verdict(f"rung:{rung}") == "met" for rung in asked)

    @cached_property
    def held(self) -> tuple[Misconception, ...]:
        """Misconceptions that still stand: claimed, and not taken back when probed."""
        return tuple(m for m in self.question.misconceptions if self._last_holds(m))

    @cached_property
    def corrected(self) -> tuple[Misconception, ...]:
        """Misconceptions that were claimed and then given up after a probe."""
        claimed = [
            m for m in self.question.misconceptions if self.verdict(f"wrong:{m.id}") == "met"
        ]
        return tuple(m for m in claimed if m not in self.held)

    def _last_holds(self, wrong: Misconception) -> bool:
        claims = [
            t for t, j in self.by_criterion.get(f"wrong:{wrong.id}", []) if j.verdict == "met"
        ]
        if not claims:
            return False
        probed = [
            turn
            for turn in self.exchange.turns
            if turn.asked.target.id == wrong.id and turn.asked.target.reason == "misconception"
        ]
        gave_it_up = probed and probed[-1].is_substantive and probed[-1] not in claims
        return not gave_it_up

    @cached_property
    def wrong_numbers(self) -> int:
        """Numbers said wrong and not said right later in the exchange."""
        wrong = {c.quantity for t in self.exchange.turns for c in t.claims if c.verdict == "wrong"}
        right = {
            c.quantity
            for t in self.exchange.turns
            for c in t.claims
            if c.verdict.startswith("right")
        }
        return len(wrong - right)

    @cached_property
    def score(self) -> float | None:
        """1.0 to 5.0, or None if nothing was said that can be judged."""
        if not self.exchange.is_graded or not self.expected:
            return None
        beyond = [p for p in self.question.key_points if p not in self.expected]
        red = [f for f in self.question.red_flags if self.verdict(f"red:{f.id}") == "met"]
        share = (
            min(1.0, self.coverage / FULL_MARKS_COVERAGE)
            + RUNG_BONUS * self.rungs_met
            + BEYOND_LEVEL_BONUS * sum(self.verdict(f"key:{p.id}") == "met" for p in beyond)
            - MISCONCEPTION_COST * len(self.held)
            - CORRECTED_MISCONCEPTION_COST * len(self.corrected)
            - WRONG_NUMBER_COST * self.wrong_numbers
            - RED_FLAG_COST * len(red)
        )
        return round(1 + 4 * min(1.0, max(0.0, share)), 2)


def worth(turn: Turn, judgement: Judgement, point: KeyPoint) -> float:
    target = turn.asked.target
    was_prompted = target.reason == "missing" and target.id == point.id
    return CREDIT[judgement.verdict] * (PROMPTED_CREDIT if was_prompted else 1.0)
