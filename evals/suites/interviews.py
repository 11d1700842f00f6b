"""Scripted candidates through whole interviews: what must hold always, and what each expects."""

from collections.abc import Mapping, Sequence

from evals.always import CHECKS as ALWAYS
from evals.engines import engine as engine_of
from evals.expectations import CHECKS as EXPECTED
from evals.playing import Played, played
from evals.scenario import Scenario, scenarios
from evals.suites.suite import Failure, Figures, Outcome, count, mean
from interviewer.transcript.events import Answered, Asked, Judged


class Interviews:
    name = "interviews"
    about = "scripted candidates, with what must and must not happen"

    def cases(self) -> Sequence[str]:
        return [scenario.id for scenario in scenarios()]

    def run(self, case: str, engine: str) -> Outcome:
        went = played(scenario(case), engine_of(engine))
        broken = {check.__name__: [*check(went)] for check in ALWAYS}
        missed = {check.__name__: [*check(went)] for check in EXPECTED}
        failures = [Failure("never", fault) for found in broken.values() for fault in found]
        failures += [Failure(case, miss) for found in missed.values() for miss in found]
        measures = {name: len(found) for name, found in (broken | missed).items()}
        return Outcome(tuple(failures), measures | aim(went), transcript(went))

    def figures(self, outcomes: Mapping[str, Outcome]) -> Figures:
        measures = [outcome.measures for outcome in outcomes.values()]
        return {
            "scenarios that hold": mean(not outcome.failures for outcome in outcomes.values()),
            "key points given away": count(m["given_away"] > 0 for m in measures),
            "replies that were none and went on": count(
                m["advanced_on_nothing"] > 0 for m in measures
            ),
            "quotes that nobody said": count(
                m["quotes_that_are_none"] + m["debrief_without_proof"] > 0 for m in measures
            ),
            "probes for what was said already": count(
                m["asked_for_what_was_said"] > 0 for m in measures
            ),
            "probes at what was missing or wrong": mean(
                aimed for m in measures for aimed in m["aimed"]
            ),
            "committee as expected": mean(m["votes"] == 0 for m in measures),
        }


def scenario(id_: str) -> Scenario:
    return next(scenario for scenario in scenarios() if scenario.id == id_)


def aim(went: Played) -> dict[str, list[bool]]:
    """For each follow-up to an answer with content, whether it has a target in that exchange."""
    follow_ups = [asked for asked in went.record.of(Asked) if asked.kind == "probe"]
    return {"aimed": [asked.target.id is not None or is_open(asked) for asked in follow_ups]}


def is_open(asked: Asked) -> bool:
    """How somebody would find out is asked of whoever doesn't know, whatever the point."""
    return asked.target.reason == "find_out"


def transcript(went: Played) -> str:
    """The interview as lines to read, with how each answer was heard."""
    lines = []
    for event in went.record:
        match event:
            case Asked():
                lines.append(f"{event.question} {event.target.reason}: {event.text}")
            case Answered():
                lines.append(f"> {event.text}")
            case Judged():
                heard = ", ".join(f"{j.criterion} {j.verdict}" for j in event.judgements)
                lines.append(f"  ({event.reply}: {heard or 'nothing'})")
            case _:
                continue
    return "\n".join(lines)
