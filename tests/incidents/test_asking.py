"""What a message asks for, in plain words or as a command."""

import pytest

from interviewer.incidents.asking import request
from interviewer.incidents.incident import Incident, incident
from interviewer.incidents.requesting import is_only_a_request


@pytest.fixture(scope="module")
def drawn() -> Incident:
    return incident(3, fault_id="thermal", hardware="8xh100", workload_id="training")


@pytest.mark.parametrize(
    ("message", "ids"),
    [
        ("can I see dmon?", {"dmon"}),
        ("nsys kernel summary please", {"nsys-kernels"}),
        ("Can I see the nsys api summary?", {"nsys-api"}),
        ("nvidia-smi dmon", {"dmon"}),
        ("nvidia-smi -q", {"smi-q"}),
        ("I'd like to see nvidia-smi and the training log.", {"smi", "training-log"}),
        ("$ nvidia-smi topo -m", {"topo"}),
        ("Let me look at the flame graph.", {"stacks"}),
        ("I'd check nvidia-smi -q next, since the reasons tell thermal from power.", {"smi-q"}),
        ("dmesg", {"kernel-log"}),
        ("what does nvidia-smi say", {"smi"}),
        ("gpu temps?", {"dmon"}),
        ("Are the GPUs throttling?", {"smi-q"}),
        ("show me the logs", {"training-log"}),
        ("show me the profile", {"torch-profile"}),
    ],
)
def test_artefacts_are_asked_for_by_name_or_command(
    drawn: Incident, message: str, ids: set[str]
) -> None:
    assert {sheet.id for sheet in request(drawn, message).sheets} == ids


@pytest.mark.parametrize(
    ("message", "ids"),
    [
        ("nvida-smi pleese", {"smi"}),
        ("can i see the kernal sumary", {"nsys-kernels"}),
        ("the pytorch proflier?", {"torch-profile"}),
        ("asdf qwer", set()),
    ],
)
def test_a_name_may_be_misspelt(drawn: Incident, message: str, ids: set[str]) -> None:
    assert {sheet.id for sheet in request(drawn, message).sheets} == ids


def test_facts_of_the_job_are_asked_for_in_words(drawn: Incident) -> None:
    asked = request(drawn, "What's the batch size, which GPUs are these, and what changed?")
    assert {told.id for told in asked.told} == {"batch", "hardware", "changes"}
    told = next(told for told in asked.told if told.id == "batch")
    assert str(drawn.job.batch) in told.text(drawn)


@pytest.mark.parametrize(
    "message",
    [
        "Dmon shows GPU 3 at 87 C, so it's thermal.",
        "If it were power, dmon would show pviol.",
        "The kernel summary says that one kernel is slow.",
        "Root cause: one GPU is hot.",
    ],
)
def test_a_statement_about_an_artefact_asks_for_nothing(drawn: Incident, message: str) -> None:
    assert not request(drawn, message)


@pytest.mark.parametrize("message", ["Give me everything.", "All logs please", "show me all of it"])
def test_asking_for_everything_is_noticed(drawn: Incident, message: str) -> None:
    assert request(drawn, message).is_greedy


@pytest.mark.parametrize(
    "message",
    ["Can I see dmon?", "nsys kernel summary please", "nvidia-smi -q", "The batch?"],
)
def test_a_plain_question_or_a_command_is_only_a_request(message: str) -> None:
    assert is_only_a_request(message)


@pytest.mark.parametrize(
    "message",
    [
        "I'd open Nsight Systems and look at the launches.",
        "It's launch-bound, since the kernels are short. Can I see dmon?",
        "The CUDA API summary.",
    ],
)
def test_what_may_be_an_answer_is_not_only_a_request(message: str) -> None:
    assert not is_only_a_request(message)
