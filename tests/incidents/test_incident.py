"""What can go wrong where, and how it is drawn."""

import pytest

from interviewer.errors import UsageError
from interviewer.incidents.artefacts.sheets import SHEETS
from interviewer.incidents.effects import EFFECTS
from interviewer.incidents.faults import faults
from interviewer.incidents.incident import combinations, incident
from interviewer.incidents.machines import boards, machine


def test_every_fault_is_simulated_and_described() -> None:
    assert {fault.id for fault in faults()} == set(EFFECTS)
    assert len(EFFECTS) >= 18


def test_every_tell_tale_is_a_text_that_exists() -> None:
    known = {sheet.id for sheet in SHEETS}
    for fault in faults():
        assert set(fault.tell_tales) <= known, fault.id


def test_every_fault_happens_somewhere_and_every_machine_has_faults() -> None:
    possible = list(combinations(None, None, None))
    assert {what.id for what, _, _ in possible} == set(EFFECTS)
    assert {on.board.id for _, on, _ in possible} == {board.id for board in boards()}
    assert {on.gpus for _, on, _ in possible} == {1, 2, 4, 8, 16, 32, 64}


@pytest.mark.parametrize("fault", [fault.id for fault in faults()])
def test_what_is_given_is_kept(fault: str) -> None:
    drawn = incident(9, fault_id=fault, level="entry")
    assert drawn.fault.id == fault
    assert 1.12 <= drawn.speedup <= 12


def test_the_level_decides_how_clear_it_is() -> None:
    clear, subtle = (
        incident(5, fault_id="cpu-loader", hardware="8xh100", level=level)
        for level in ("entry", "staff")
    )
    assert clear.speedup > subtle.speedup
    assert len(clear.herrings) < len(subtle.herrings)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"fault_id": "gremlins"}, "--fault: 'gremlins' is not one of"),
        ({"hardware": "8xabacus"}, "--hardware: '8xabacus' is not one of"),
        ({"hardware": "3xh100"}, "3 of h100 can't be built"),
        ({"workload_id": "chess"}, "--workload: 'chess' is not one of"),
        ({"fault_id": "tokenizer", "workload_id": "training"}, "nobody would notice"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(given: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("(", r"\(")):
        incident(1, **given)  # type: ignore[arg-type]


def test_peaks_and_rates_come_from_the_facts() -> None:
    h100 = machine("8xh100")
    assert h100.peak_flops == 989.4e12
    assert h100.nvlink_bytes_per_s == 450e9
    assert h100.pcie_bytes_per_s(1, 16) == pytest.approx(4e9)
    assert machine("orin").peak_flops == pytest.approx(42.6e12, rel=0.01)
