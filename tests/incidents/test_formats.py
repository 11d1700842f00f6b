"""The parsers read what the real tools printed, and our renderers' texts as well."""

from pathlib import Path

import pytest

from interviewer.incidents.artefacts.sheets import artefacts
from interviewer.incidents.incident import incident

from . import parsers

CAPTURED = Path(__file__).parent / "captured"
NSYS = """
 ** CUDA API Summary (cuda_api_sum):

 Time (%)  Total Time (ns)  Num Calls  Avg (ns)  Med (ns)  Min (ns)  Max (ns)  StdDev (ns)        Name
 --------  ---------------  ---------  --------  --------  --------  --------  -----------  ----------------
     92.3        4,100,250      1,000   4,100.3   4,080.0     3,977     9,112        120.4  cudaLaunchKernel
      7.7          340,000         10  34,000.0  34,000.0    34,000    34,000          0.0  cudaMemcpyAsync
"""  # noqa: E501 - as nsys prints it


def captured(name: str) -> str:
    return (CAPTURED / name).read_text()


@pytest.fixture(scope="module")
def ours() -> dict[str, str]:
    drawn = incident(5, fault_id="straggler", hardware="8xh100", workload_id="training")
    return {artefact.id: artefact.text for artefact in artefacts(drawn)}


def test_dmon_has_the_captured_columns(ours: dict[str, str]) -> None:
    real, made = parsers.dmon(captured("dmon.txt")), parsers.dmon(ours["dmon"])
    assert list(made[0]) == list(real[0])
    assert len(made) == 8 * 6


def test_dmon_lines_are_laid_out_like_the_captured_ones(ours: dict[str, str]) -> None:
    heads = [line for line in captured("dmon.txt").splitlines() if line.startswith("#")]
    made = ours["dmon"].splitlines()
    assert made[1:3] == heads
    assert len(made[3]) == len(heads[0])


def test_the_table_of_nvidia_smi_has_the_captured_frame(ours: dict[str, str]) -> None:
    real, made = captured("smi.txt").splitlines(), ours["smi"].splitlines()
    assert made[2:9] == real[2:9]
    assert {len(line) for line in made[2:] if line} == {91}
    assert parsers.smi(captured("smi.txt"))[0].total_mib == 81559
    assert [gpu.total_mib for gpu in parsers.smi(ours["smi"])] == [81559] * 8


def test_the_query_names_its_fields_as_captured(ours: dict[str, str]) -> None:
    real = parsers.smi_query(captured("smi-q.txt"))[0]
    made = parsers.smi_query(ours["smi-q"])
    own = {name for name in made[0] if not name.startswith("Processes/")}
    assert own <= set(real)
    assert len(made) == 8


def test_topo_is_a_matrix_between_tabs(ours: dict[str, str]) -> None:
    real, _ = parsers.topo(captured("topo.txt"))
    assert real["GPU0"]["GPU0"] == "X"
    matrix, affinity = parsers.topo(ours["topo"])
    assert matrix["GPU0"]["GPU7"] == "NV18"
    assert affinity["GPU0"] != affinity["GPU7"]


def test_nsys_rows_are_read_by_their_rules(ours: dict[str, str]) -> None:
    real = parsers.nsys(NSYS, "cuda_api_sum")
    made = parsers.nsys(ours["nsys-api"], "cuda_api_sum")
    assert list(made[0]) == list(real[0])
    assert parsers.nsys(ours["nsys-kernels"], "cuda_gpu_kern_sum")[0]["Instances"]
    assert parsers.nsys(ours["nsys-memory"], "cuda_gpu_mem_time_sum")[0]["Operation"]


def test_ncu_metrics_are_named_as_captured(ours: dict[str, str]) -> None:
    real, made = parsers.ncu(captured("ncu.txt")), parsers.ncu(ours["ncu"])
    assert real[0]["Theoretical Occupancy"] == 100
    assert made[0]["Duration unit"] in ("ns", "us", "ms")
    for name in ("DRAM Throughput", "Registers Per Thread", "Block Limit Registers", "# SMs"):
        assert name in real[0]
        assert name in made[0]


def test_the_profilers_table_has_the_captured_heads(ours: dict[str, str]) -> None:
    real, _, _ = parsers.torch_profile(captured("torch-profile.txt"))
    made, cpu_s, cuda_s = parsers.torch_profile(ours["torch-profile"])
    assert set(made[0]) <= set(real[0])
    assert cpu_s > 0
    assert cuda_s > 0


def test_folded_stacks_and_speedscope_hold_the_same_samples(ours: dict[str, str]) -> None:
    stacks, scope = parsers.folded(ours["stacks"]), parsers.speedscope(ours["speedscope"])
    assert sum(stacks.values()) * 0.01 == pytest.approx(sum(scope.values()), abs=0.1)
    assert len(stacks) == len(scope)


def test_ptxas_and_the_memory_error_read_as_captured() -> None:
    assert parsers.ptxas(captured("ptxas.txt")) == [26, 14]
    assert parsers.oom(captured("oom.txt"))["unallocated"] == 0
    broken = incident(1, fault_id="fragmentation-oom", hardware="8xh100")
    texts = {artefact.id: artefact.text for artefact in artefacts(broken)}
    assert parsers.oom(texts["oom"])["unallocated"] > 5
    assert parsers.ptxas(texts["ptxas"])


def test_nccl_tests_and_dcgm_are_read(ours: dict[str, str]) -> None:
    rows = parsers.nccl_tests(ours["nccl-tests"])
    assert rows[0]["size"] == 2**23
    found = parsers.metrics(ours["dcgm"])
    assert len(found["DCGM_FI_DEV_SM_CLOCK"]) == 8


def test_a_jetson_prints_tegrastats_and_no_nvidia_smi() -> None:
    drawn = incident(2, fault_id="thermal", hardware="orin")
    texts = {artefact.id: artefact.text for artefact in artefacts(drawn)}
    assert not {"dmon", "smi", "smi-q", "topo", "dcgm", "nccl-log"} & set(texts)
    assert parsers.tegrastats(texts["tegrastats"])[0]["temperature"] >= 95
