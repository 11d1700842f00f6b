"""GPUs, systems and links as `corpus/hardware` describes them.

GB, TB and TFLOPS are decimal; KB and MB on a chip are binary, as NVIDIA writes them.
"""

from typing import Annotated

from pydantic import Field

from interviewer.checking.records import (
    BothWays,
    Count,
    Form,
    Memory,
    Number,
    Peak,
    Power,
    Record,
    Sourced,
    Text,
)
from interviewer.loader import Written


class Capability(Sourced):
    version: Annotated[str, Field(pattern=r"^\d+\.\d$")]


class Clock(Sourced):
    boost_mhz: Count


class Cache(Sourced):
    l2_mb: Number


class Mig(Sourced):
    instances: Annotated[int, Field(ge=0)]


class Sparsity(Sourced):
    structured_2_4: bool


class Cores(Sourced):
    sms: Count
    cuda: Count
    tensor: Count
    tensor_generation: Text


class Ports(Sourced, BothWays):
    """A GPU's NVLink or PCIe."""

    generation: Text
    lanes: Count | None = None
    layout: Text | None = None
    note: Text | None = None


class Process(Sourced):
    node: Text
    die_area_mm2: Number | None = None
    transistors_billion: Number | None = None


class Limits(Sourced):
    """What one SM offers; KB are binary, registers 32-bit."""

    shared_memory_per_sm_kb: Count
    shared_memory_per_block_kb: Count
    shared_memory_per_block_optin_kb: Count
    l1_and_shared_memory_kb: Count
    registers_per_sm: Count
    registers_per_thread: Count
    threads_per_sm: Count
    warps_per_sm: Count
    blocks_per_sm: Count
    threads_per_block: Count
    threads_per_warp: Count


class Gpu(Record):
    architecture: Text
    die: Text
    capability: Capability
    clock: Clock | None = None
    cache: Cache
    power: Power
    mig: Mig
    sparsity: Sparsity
    form: Form
    cores: Cores
    memory: Memory
    peak: Peak
    nvlink: Ports | None = None
    pcie: Ports
    process: Process

    @property
    def names(self) -> tuple[str, ...]:
        """An architecture stands for its data-centre parts; others have brackets: Ampere (iGPU)."""
        return self.called if "(" in self.architecture else (*self.called, self.architecture)

    @property
    def variant_words(self) -> tuple[str, ...]:
        """Memory and architecture tell parts apart too: A100 80GB, H100 HBM3, Ada RTX 6000."""
        kind = (self.memory.type or "").split()[:1]
        generation = (self.architecture, self.architecture.split()[0])
        return (*self.told_apart_by, f"{self.memory.capacity_gb} GB", *kind, *generation)


class SystemFigures(Sourced):
    """Counts, names and bandwidths of a whole system; NVLink per GPU and summed over all GPUs."""

    count: Count | None = None
    model: Text | None = None
    cores: Count | None = None
    domain_gpus: Count | None = None
    per_gpu: BothWays | None = None
    aggregate: BothWays | None = None
    bandwidth_tb_s: Number | None = None
    switches: Count | None = None
    switch: Text | None = None
    trays: Count | None = None
    chips: Count | None = None
    compute: Text | None = None
    storage: Text | None = None


class System(Record):
    gpus: SystemFigures
    memory: Memory
    nvlink: SystemFigures
    switches: SystemFigures | None = None
    bisection: SystemFigures | None = None
    peak: Peak
    cpu: SystemFigures | None = None
    network: SystemFigures
    power: Power | None = None
    form: Form | None = None


class LinkFigures(Sourced, BothWays):
    """Per GPU for NVLink, for 16 lanes of PCIe, per port for a network; Gb/s are one way."""

    gpus: Text | None = None
    infiniband: Text | None = None
    links: Count | None = None
    lanes: Count | None = None
    ports: Count | None = None
    per_link: BothWays | None = None
    per_chip: BothWays | None = None
    per_tray: BothWays | None = None
    per_system: Count | None = None
    trays: Count | None = None
    system: Text | None = None
    link: Text | None = None
    lane_gt_s: Number | None = None
    lane_gbit_s: Number | None = None
    port_gbit_s: Number | None = None


class Link(Record):
    """A link, adapter or switch; `marketed` is a datasheet's raw figure, before encoding."""

    rate: LinkFigures | None = None
    marketed: LinkFigures | None = None
    generation: LinkFigures | None = None
    ports: LinkFigures | None = None
    chips: LinkFigures | None = None
    host: LinkFigures | None = None


class Capabilities(Written):
    id: Annotated[str, Field(pattern=r"^\d+\.\d$")]
    limits: Limits
