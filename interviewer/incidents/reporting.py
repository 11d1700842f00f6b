"""What an incident says of itself: the judgement in words, and all of it as plain JSON values."""

from collections.abc import Iterator
from textwrap import fill

from interviewer.incidents.artefacts.sheets import Sheet, sheets, titles
from interviewer.incidents.incident import Incident
from interviewer.incidents.judging import Judgement, Mark
from interviewer.incidents.playing import Play

WIDTH = 88
WORDS = {"met": "met", "partly": "partly", "not_met": "not met"}


def report(play: Play, judgement: Judgement) -> str:
    """The score, each criterion with its quote, and what it was."""
    incident = play.incident
    lines = [f"Score {judgement.score:.1f} of 5", ""]
    for mark in judgement.marks:
        lines += [*of_mark(mark)]
    return "\n".join([*lines, "", *solution(incident)])


def of_mark(mark: Mark) -> Iterator[str]:
    yield f"{WORDS[mark.verdict]:>8}  {mark.title}: {mark.reason}"
    if mark.quote:
        yield f'{"":10}you: "{" ".join(mark.quote.split())}"'


def solution(incident: Incident) -> list[str]:
    """What it was, what separates it from its like, and what the fix is worth."""
    fault, where = incident.fault, titles(telling(incident))
    rival = "; ".join(incident.fault.rivals)
    steps = "; ".join(incident.gain.result.steps)
    herrings = " ".join(f"{h.said} {h.harmless}" for h in incident.herrings)
    texts = (
        f"It was: {fault.cause.what}",
        f"It shows in: {where}.",
        f"What it is not ({rival}): {fault.discriminator}",
        f"Fix: {fault.fix.what}",
        f"Gain: {fault.gain} {steps}. Again: {incident.gain.command}",
        f"Harmless: {herrings}",
        f"Sources: {'; '.join(fault.sources)}",
    )
    return [fill(t, WIDTH, break_long_words=False, break_on_hyphens=False) for t in texts]


def telling(incident: Incident) -> list[Sheet]:
    return [s for s in sheets(incident) if s.id in incident.fault.tell_tales]


def public(incident: Incident) -> dict[str, object]:
    """What may be known before the end: nothing that gives the fault away."""
    return {
        "seed": incident.seed,
        "level": incident.level,
        "hardware": incident.job.machine.name,
        "workload": incident.job.workload.id,
        "symptom": incident.symptom,
        "artefacts": [{"id": s.id, "title": s.title} for s in sheets(incident)],
    }


def answer(incident: Incident) -> dict[str, object]:
    """What it was, for a program."""
    fault = incident.fault
    return {
        "fault": fault.id,
        "rank": incident.rank,
        "tell_tales": list(fault.tell_tales),
        "cause": fault.cause.what,
        "fix": fault.fix.what,
        "step_s": incident.timeline.step_s,
        "restart_share": incident.conditions.restart_share,
        "speedup": incident.speedup,
        "gain_steps": list(incident.gain.result.steps),
        "herrings": [herring.id for herring in incident.herrings],
    }


def played(play: Play, judgement: Judgement) -> dict[str, object]:
    """The whole exchange with its marks."""
    turns = [
        {
            "said": turn.said,
            "revealed": [artefact.id for artefact in turn.revealed],
            "reply": turn.reply,
            "is_conclusion": turn.is_conclusion,
        }
        for turn in play.turns
    ]
    marks = [
        {
            "id": mark.id,
            "verdict": mark.verdict,
            "weight": mark.weight,
            "evidence": mark.quote,
            "reason": mark.reason,
        }
        for mark in judgement.marks
    ]
    return {"turns": turns, "score": judgement.score, "criteria": marks}
