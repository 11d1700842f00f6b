"""The machines that incidents happen on: GPUs of the fact base, counted, with their links."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated

from pydantic import Field

from interviewer.checking.facts import Entity, facts
from interviewer.data import data
from interviewer.errors import UsageError
from interviewer.incidents.reckoning import number
from interviewer.loader import Written, load

GPUS_PER_NODE = 8
COUNTS = (1, 2, 4, 8, 16, 32, 64)
# FP16 multiply-adds per tensor core and clock, third generation: A100 whitepaper, 1,024 per SM.
THIRD_GENERATION_FMA = 256
# One 400 Gb/s adapter per GPU between nodes, as in HGX reference designs.
NETWORK_BITS_PER_S = 400e9
Celsius = Annotated[int, Field(gt=20, lt=110)]


class Board(Written):
    """What nvidia-smi shows of a part beyond its facts; temperatures in degrees Celsius."""

    id: str
    called: tuple[str, ...] = Field(min_length=1)
    product: str
    framebuffer_mib: int = Field(gt=0)
    memory_mhz: int | None = None
    idle_w: int = Field(gt=0)
    least_limit_w: int = Field(gt=0)
    warm_c: Celsius
    limit_c: Celsius
    slowdown_c: Celsius
    bus: tuple[str, ...] = Field(min_length=1)


class Boards(Written):
    boards: tuple[Board, ...]


@dataclass(frozen=True)
class Machine:
    """`gpus` of one part, eight to a node; rates in B/s one way, peaks dense in FLOP/s."""

    board: Board
    gpus: int

    @property
    def gpu(self) -> Entity:
        return facts().gpus[self.board.id]

    def fact(self, property_id: str) -> float:
        return float(self.gpu.facts[property_id].value)

    @property
    def is_jetson(self) -> bool:
        return self.board.id.startswith("jetson")

    @property
    def nodes(self) -> int:
        return max(self.gpus // GPUS_PER_NODE, 1)

    @property
    def local_gpus(self) -> int:
        return min(self.gpus, GPUS_PER_NODE)

    @property
    def name(self) -> str:
        parts = f"{self.gpus} × {self.board.product}"
        return f"{parts} in {self.nodes} nodes" if self.nodes > 1 else parts

    @cached_property
    def peak_flops(self) -> float:
        """16-bit tensor-core peak; the Jetson's from its tensor cores and clock."""
        if not self.is_jetson:
            return self.fact("peak.bf16.dense") * 1e12
        return number(
            "peak-flops",
            units=int(self.fact("cores.tensor")),
            fma_per_unit_clock=THIRD_GENERATION_FMA,
            clock_hz=self.sm_mhz * 1e6,
        )

    @property
    def memory_bytes_per_s(self) -> float:
        return self.fact("memory.bandwidth") * 1e9

    @property
    def memory_bytes(self) -> float:
        return self.board.framebuffer_mib * 2.0**20

    @property
    def sm_mhz(self) -> int:
        return int(self.fact("clock.boost"))

    @property
    def memory_mhz(self) -> int:
        """Double data rate over the bus: bandwidth / (width in bytes × 2), where not printed."""
        bus_bytes = self.fact("memory.bus") / 8
        return self.board.memory_mhz or round(self.memory_bytes_per_s / bus_bytes / 2 / 1e6)

    @property
    def tdp_w(self) -> int:
        return int(self.fact("power.tdp"))

    @property
    def sms(self) -> int:
        return int(self.fact("cores.sms"))

    @property
    def capability(self) -> str:
        return str(self.gpu.facts["capability.version"].value)

    @property
    def pcie_generation(self) -> int:
        return int(float(str(self.gpu.facts["pcie.generation"].value)))

    def pcie_bytes_per_s(self, generation: int, lanes: int) -> float:
        return number("pcie-bandwidth", pcie_generation=str(generation), lanes=lanes)

    @property
    def nvlink_bytes_per_s(self) -> float | None:
        """One way per GPU; None where GPUs talk over PCIe."""
        known = self.gpu.facts.get("nvlink.one_way")
        return float(known.value) * 1e9 if known else None

    @property
    def nvlinks(self) -> int:
        """Links to the switch: 12 on A100, 18 from H100 on (NVIDIA architecture whitepapers)."""
        return 12 if self.capability == "8.0" else 18

    @property
    def network_bytes_per_s(self) -> float:
        return number("network-bandwidth", link_bits_per_s=NETWORK_BITS_PER_S)


@cache
def boards() -> tuple[Board, ...]:
    return load(data("corpus/incidents/machines.toml"), Boards).boards


def machine(said: str) -> Machine:
    """`8xH100`, `h100` or `orin`; UsageError names what is known."""
    count, _, called = said.lower().replace(" ", "").rpartition("x")
    gpus = int(count) if count.isdigit() else 1
    board = next((b for b in boards() if called in (b.id, *b.called)), None)
    if board is None or (count and not count.isdigit()):
        known = ", ".join(b.called[0] for b in boards())
        raise UsageError(f"--hardware: {said!r} is not one of {known}; write it like 8xh100")
    if gpus not in COUNTS or (board.id.startswith("jetson") and gpus > 1):
        allowed = "1" if board.id.startswith("jetson") else ", ".join(map(str, COUNTS))
        raise UsageError(f"--hardware: {gpus} of {called} can't be built; write one of {allowed}")
    return Machine(board, gpus)
