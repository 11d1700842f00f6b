"""What an open question has to show, written or generated, and which of it a message asks for."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from interviewer.questions import Artefact, PlantedIncident, Question

if TYPE_CHECKING:
    from interviewer.incidents.incident import Incident

Called = Callable[[Artefact, str], bool]


def artefacts(question: Question) -> tuple[Artefact, ...]:
    """The written ones, then those of the question's incident."""
    if question.incident is None:
        return question.artefacts
    from interviewer.incidents.artefacts import sheets

    return (*question.artefacts, *sheets.artefacts(incident(question.incident)))


@lru_cache(maxsize=4)
def incident(planted: PlantedIncident) -> "Incident":
    """Drawn once; importing what draws it takes a moment, so only when a question has one."""
    from interviewer.incidents.incident import incident as drawn

    return drawn(
        planted.seed,
        fault_id=planted.fault,
        hardware=planted.hardware,
        workload_id=planted.workload,
        level=planted.level,
    )


def wanted(question: Question, message: str, is_called: Called) -> tuple[Artefact, ...]:
    """What a message asks for and nothing more; empty if it is, or may be, an answer."""
    if not message.strip() or (not question.artefacts and question.incident is None):
        return ()
    from interviewer.incidents.requesting import is_only_a_request

    if not is_only_a_request(message):
        return ()
    written = tuple(a for a in question.artefacts if is_called(a, message))
    return written or (told_or_shown(question.incident, message) if question.incident else ())


def told_or_shown(planted: PlantedIncident, message: str) -> tuple[Artefact, ...]:
    """Facts of the job in words, then the texts; asking for everything shows nothing."""
    from interviewer.incidents.asking import request
    from interviewer.incidents.playing import TOO_MUCH

    found = incident(planted)
    asked = request(found, message)
    if asked.wants_everything:
        return (spoken("everything", TOO_MUCH),)
    told = tuple(spoken(fact.id, fact.text(found)) for fact in asked.told)
    return (*told, *(sheet.artefact(found) for sheet in asked.sheets))


def spoken(fact_id: str, text: str) -> Artefact:
    return Artefact(id=f"told-{fact_id}", title="In words", asked_as=(fact_id,), text=text)
