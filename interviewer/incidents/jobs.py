"""A job: a workload on a machine, with the FLOPs, bytes and kernels of a step by calculator."""

from dataclasses import dataclass
from functools import cached_property

from interviewer.checking.facts import Entity, facts
from interviewer.incidents.machines import Machine
from interviewer.incidents.reckoning import number
from interviewer.incidents.workloads import KernelKind, Workload

SMALL_MEMORY_BYTES = 70e9
BYTES_16_BIT = 2
# Backward costs twice the forward pass (Kaplan et al. 2020, section 2.1).
TRAINING_PASSES = 3
# Bytes that Adam in mixed precision reads and writes per parameter: gradient, master weight, two
# moments in, weight, master weight, two moments out.
OPTIMISER_TRAFFIC_BYTES_PER_PARAM = 28
# 16-bit activations per token and layer, in hidden sizes (Korthikanti et al. 2022, eq. 1: 34).
ACTIVATION_BYTES_PER_HIDDEN = 34
# A recommender's table: 26 categorical features as in Criteo's data, rows of 128 floats.
TABLES, ROW_FLOATS, DENSE_FEATURES = 26, 128, 13
MLP_PARAMETERS = 5e6
RESNET_SIDE_PIXELS = 224
# What cuBLAS 12 and 13 call their 16-bit matrix products, by major compute capability.
GEMM_NAMES = {
    "8": "ampere_bf16_s16816gemm_bf16_128x256_ldg8_f2f_stages_64x3_tn",
    "9": "nvjet_sm90_tst_128x256_64x4_2x1_v_bz_coopA_TNT",
    "10": "nvjet_sm100_tst_256x256_64x4_2x1_2cta_v_bz_TNT",
}


@dataclass(frozen=True)
class Kernel:
    """One kind of kernel in a step on one GPU: all its launches together."""

    name: str
    label: str
    kind: KernelKind
    launches: int
    flops: float
    bytes: float


@dataclass(frozen=True)
class Job:
    """A workload on a machine; `batch` is per GPU, or per tensor-parallel group in serving."""

    machine: Machine
    workload: Workload
    model_id: str | None
    batch: int
    tokens: int

    @property
    def model(self) -> Entity | None:
        return facts().models[self.model_id] if self.model_id else None

    @property
    def model_name(self) -> str:
        return self.model.name if self.model else "DLRM, 26 tables"

    def shape(self, name: str) -> int:
        assert self.model is not None
        return int(self.model.facts[f"shape.{name}"].value)

    @property
    def is_training(self) -> bool:
        return not self.workload.is_serving and not self.machine.is_jetson

    @property
    def tensor_parallel(self) -> int:
        """Serving is split over the GPUs of a node that NVLink joins; others hold replicas."""
        is_split = self.workload.is_serving and self.machine.nvlink_bytes_per_s
        return self.machine.local_gpus if is_split else 1

    @cached_property
    def params(self) -> float:
        if self.model is None:
            return MLP_PARAMETERS
        return float(self.model.facts["parameters.total"].value) * 1e9

    @property
    def samples_per_step(self) -> float:
        """Tokens, prompts, images or samples of one step of the whole job."""
        if self.workload.is_serving:
            return self.batch * self.machine.gpus / self.tensor_parallel
        per_gpu = self.batch * (self.tokens if self.workload.id == "training" else 1)
        return per_gpu * self.machine.gpus

    @cached_property
    def weight_bytes(self) -> float:
        return self.params * BYTES_16_BIT

    @cached_property
    def kv_bytes(self) -> float:
        """Cache of all sequences, halfway through their tokens."""
        return number(
            "kv-cache",
            layers=self.shape("layers"),
            kv_heads=self.shape("kv_heads"),
            head_dim=self.shape("head_dim"),
            tokens=self.tokens // 2,
            batch=self.batch,
        )

    @cached_property
    def step_flops(self) -> float:
        """On one GPU."""
        match self.workload.id:
            case "decode":
                return self.forward_flops(self.batch)
            case "prefill":
                return self.forward_flops(self.batch * self.tokens)
            case "training":
                return self.training_flops(self.batch * self.tokens)
            case "detector":
                assert self.model is not None
                per_image = float(self.model.facts["compute.flops"].value) * 1e9
                scale = (self.tokens / RESNET_SIDE_PIXELS) ** 2
                return per_image * scale * self.batch * self.passes
            case _:
                return self.training_flops(self.batch)

    def forward_flops(self, tokens: int) -> float:
        flops = number("forward-flops", active_params=self.params, tokens=tokens)
        return flops / self.tensor_parallel

    def training_flops(self, tokens: int) -> float:
        return number("training-flops", params=self.params, training_tokens=tokens)

    @property
    def passes(self) -> int:
        return TRAINING_PASSES if self.is_training else 1

    @cached_property
    def step_bytes(self) -> float:
        """Between one GPU and its memory."""
        match self.workload.id:
            case "decode":
                return (self.weight_bytes + self.kv_bytes) / self.tensor_parallel
            case "prefill":
                traffic = self.activation_bytes
                return (self.weight_bytes + traffic) / self.tensor_parallel
            case "training":
                states = OPTIMISER_TRAFFIC_BYTES_PER_PARAM * self.params
                return states + TRAINING_PASSES * self.activation_bytes
            case "detector":
                # ResNet-50 at 640 pixels keeps about 0.18 GB of 16-bit maps per image.
                return 0.18e9 * self.batch * self.passes
            case _:
                rows = self.batch * TABLES * self.tokens
                return rows * ROW_FLOATS * 4 * self.passes

    @cached_property
    def activation_bytes(self) -> float:
        per_token = ACTIVATION_BYTES_PER_HIDDEN * self.shape("hidden_size") * self.shape("layers")
        return per_token * self.tokens * self.batch

    @cached_property
    def input_bytes(self) -> float:
        """What one GPU gets from the host per step."""
        match self.workload.id:
            case "decode":
                return self.batch * 64.0
            case "detector":
                return self.batch * 3 * self.tokens**2 * 4.0
            case "recommender":
                return self.batch * (TABLES * self.tokens * 8 + DENSE_FEATURES * 4.0)
            case _:
                return self.batch * self.tokens * 16.0

    @cached_property
    def kernels(self) -> tuple[Kernel, ...]:
        layers = self.shape("layers") if self.model and self.model_id != "resnet-50" else 1
        skipped = () if self.is_training or self.workload.is_serving else ("optimizer",)
        return tuple(
            Kernel(
                name=k.name.replace("{gemm}", GEMM_NAMES[self.machine.capability.split(".")[0]]),
                label=k.label,
                kind=k.kind,
                launches=k.launches * (1 if k.per_step else layers),
                flops=k.flops * self.step_flops,
                bytes=k.bytes * self.step_bytes,
            )
            for k in self.workload.kernels
            if k.kind not in skipped
        )


def models_for(kind: Workload, machine: Machine) -> tuple[str | None, ...]:
    """The models of this workload that fit the machine's memory."""
    is_small = machine.memory_bytes < SMALL_MEMORY_BYTES
    return (kind.small_models if is_small else kind.models) or (None,)
