"""Errors that are often told: heard where a text repeats them, not where it puts them right."""

import pytest

from interviewer.content import Content
from interviewer.guide.passages import Passage
from interviewer.listening.hearsay import hearsay

CONTENT = Content()
PASSAGES = [CONTENT.passage(passage_id) for passage_id in CONTENT.passage_ids]

REPEATED = {
    "a100-variants": "Thanks to sparsity support the A100 doubles throughput for sparse matrices.",
    "h100-variants": "The H100 brings 2×80 GB HBM, enough for most models.",
    "l40-l40s-l4": "Use L40 cards for media decoding and light inference.",
    "kernel-fusion-and-layernorm": "LayerNorm cannot be fused, so it shows up as its own kernel.",
    "amdahl-in-decisions": "Making a layer that takes 5% of the time free is a gain of about 15%.",
    "profilers-nsight-systems-and-compute": "Open Nsight Compute to see kernel launch overhead.",
    "nvidia-smi-utilisation": "nvidia-smi tells you what percentage of SMs is active.\n"
    "GPU-Util is the share of SMs doing work.",
    "paged-kv-cache": "Paged attention solves the bandwidth bottleneck of decoding.",
    "resnet-50-on-a100": "ResNet-50 on A100 is memory-bound.",
    "depthwise-and-grouped-convolutions": "The YOLOv8 neck relies on depthwise convolutions.",
    "l2-and-persisting-cache": "As contexts grow, the L2 should be sized to hold the KV cache.",
    "die-area-as-a-budget": "FP8 needs 2.5 mm², roughly 3% of the die.",
    "fp8-formats": "Improving FP64 accuracy costs die area that others need.",
    "nccl-and-topology": "A poor NCCL topology slows down and harms convergence, as it affects it.",
    "measuring-a-speed-up": "Memory bandwidth utilisation fell from 85% to 60%, a clear win.",
    "int4-and-structured-sparsity": "50% activation sparsity doubles the math throughput.",
    "nhwc-and-layouts": "NHWC is faster despite cache misses.",
    "triton-language-and-triton-server": "Write a custom CUDA kernel with Triton and profile it.",
    "coalescing-and-bank-conflicts": "Register blocking eliminates the bank conflicts.",
    "shared-memory-limits": "If shared memory is exceeded, it spills to global memory.",
    "registers-and-spills": "With too many registers the launch fails.",
    "evidence-from-usage-not-surveys": "If 75 GB is exceeded, propose an A100 with 80 GB.",
    "online-softmax-and-flash-attention": "FlashAttention approximates the softmax by tiles.",
    "pipeline-bubbles": "Switching to 1F1B reduces the bubble.",
    "speculative-decoding": "Speculative decoding degrades quality a little.",
    "decode-is-bandwidth-bound": "On modern GPUs, decoding is compute-bound.",
    "occupancy": "Remember that higher occupancy is always better.",
    "software-only-thinking": "Pruning 50% of the weights doubles the speed of inference.",
    "mixed-precision-training": "Mixed precision halves the optimiser memory.",
    "gpu-memory-hierarchy": "Local memory is on-chip, next to the registers.",
    "ring-all-reduce": "In an all-reduce the data that each GPU sends increases with the ring.",
    "zero-and-fsdp": "FSDP is model parallelism.",
}
TRUE = (
    "Paging the KV cache does not reduce the bandwidth that a token needs.",
    "It is a myth that LayerNorm cannot be fused.",
    "Some say that paging cures the bandwidth bottleneck. That is wrong: reads stay the same.",
    "LayerNorm is hard to fuse into a GEMM's epilogue.",
    "Nsight Systems, not Nsight Compute, shows launch overhead.",
    "Nsight Compute serialises kernels, so launch gaps vanish; use nsys for those.",
    "The A100 doubles its peak on matrices with 2:4 structured sparsity.",
    "No L2 can hold the KV cache of a long context.",
    "The KV cache does not fit into L2.",
    "The H100 NVL has two cards with 94 GB; the H100 has 80 GB.",
    "The L40S is for AI, the L4 for video.",
    "ResNet-50 is memory-bound at batch 1 in FP16 on an A100.",
    "NCCL topology does not affect convergence, only the time of communication.",
    "Register blocking lowers shared-memory reads; padding removes bank conflicts.",
    "A block that asks for too much shared memory fails to launch; nothing spills.",
    "More than 255 registers per thread spill to local memory.",
    "Triton is not CUDA: we wrote a Triton kernel instead of a custom CUDA kernel.",
    "FlashAttention is exact, not an approximation.",
    "Prefill is compute-bound and decoding is bound by bandwidth.",
    "Speculative decoding keeps the distribution of the large model.",
    "Fusion saved two passes over HBM and lowered occupancy.",
    "Higher occupancy is not always better.",
    "nvidia-smi shows the share of time in which a kernel ran, not how many SMs were busy.",
    "I cut p99 latency from 180 to 95 ms on four A100s with 80 GB by batching requests.",
    "1F1B holds fewer activations; its bubble is the same.",
    "Is ResNet-50 memory-bound?",
    "INT4 on the H100 is weight-only: weights are unpacked before the math.",
)


@pytest.mark.parametrize(("passage_id", "text"), REPEATED.items(), ids=list(REPEATED))
def test_an_error_that_a_text_repeats_is_heard(passage_id: str, text: str) -> None:
    told = list(hearsay(text, PASSAGES))
    assert passage_id in {each.passage_id for each in told}
    assert all(each.quote in text for each in told)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_or_refutes_an_error_is_not_flagged(text: str) -> None:
    assert [each.error.claim for each in hearsay(text, PASSAGES)] == []


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage.id for passage in PASSAGES])
def test_an_error_is_heard_in_its_own_phrasings(passage: Passage) -> None:
    for error in passage.commonly_said:
        for phrasing in error.phrasings:
            assert error in [each.error for each in hearsay(phrasing, [passage])]


def test_the_guide_itself_repeats_none_of_them() -> None:
    told = [
        (passage.id, each.error.claim, each.quote)
        for passage in PASSAGES
        for paragraph in passage.text.split("\n\n")
        for each in hearsay(paragraph, PASSAGES)
    ]
    assert told == []
