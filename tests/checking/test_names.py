"""How people name hardware and models, as they type it and as speech recognition hears it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.checking.facts import Ambiguous, Found, Unknown, facts
from interviewer.checking.names import Lexicon, Mention, Name
from interviewer.checking.saying import number_words

A100 = "a100-pcie-40gb a100-sxm-40gb a100-pcie-80gb a100-sxm-80gb"
H100 = "h100-pcie-80gb h100-sxm5-80gb h100-nvl-94gb"
ORIN_NANO = "jetson-orin-nano-8gb jetson-orin-nano-4gb"

ONE_THING = {
    "an H100 SXM": "h100-sxm5-80gb",
    "the H100 SXM5 GPU": "h100-sxm5-80gb",
    "H100 PCIe": "h100-pcie-80gb",
    "H100 NVL": "h100-nvl-94gb",
    "h one hundred s x m": "h100-sxm5-80gb",
    "H100-80GB-HBM3": "h100-sxm5-80gb",
    "A100 SXM4 80GB HBM2e": "a100-sxm-80gb",
    "a one hundred eighty gig pcie": "a100-pcie-80gb",
    "V100-SXM2-32GB": "v100-sxm2-32gb",
    "v one hundred 16 gigs": "v100-sxm2-16gb",
    "T4": "t4",
    "L40": "l40",
    "L40S": "l40s",
    "l 40 s": "l40s",
    "l forty s": "l40s",
    "b two hundred": "b200",
    "Blackwell B300": "b300",
    "GB200 superchip": "gb200-superchip",
    "GH200 144GB": "gh200-144gb",
    "4090": "rtx-4090",
    "a 4090": "rtx-4090",
    "forty ninety": "rtx-4090",
    "GeForce RTX 5090": "rtx-5090",
    "RTX 6000 Ada": "rtx-6000-ada",
    "RTX PRO 6000 Blackwell": "rtx-pro-6000-blackwell",
    "AGX Orin 64GB": "jetson-agx-orin-64gb",
    "Jetson Orin NX": "jetson-orin-nx-16gb",
    "Orin Nano Super": "jetson-orin-nano-8gb",
    "Jetson AGX Thor": "jetson-agx-thor-t5000",
    "DGX H100": "dgx-h100",
    "d g x h one hundred": "dgx-h100",
    "GB200 NVL72": "gb200-nvl72",
    "g b 200 nvl 72": "gb200-nvl72",
    "NDR": "ib-ndr",
    "InfiniBand HDR": "ib-hdr",
    "PCIe Gen5 x16": "pcie-5",
    "PCI Express 4.0": "pcie-4",
    "NVLink 4": "nvlink-4",
    "fifth-generation NVLink": "nvlink-5",
    "NVLink-C2C": "nvlink-c2c",
    "CX7": "connectx-7",
    "ConnectX-8 SuperNIC": "connectx-8-supernic",
    "Llama 3 70B": "llama-3-70b",
    "llama-3.1 70 b": "llama-3-1-70b",
    "llama three point one four oh five b": "llama-3-1-405b",
    "llama three seventy b": "llama-3-70b",
    "Meta-Llama-3.1-8B-Instruct": "llama-3-1-8b",
    "a 70 billion llama 2": "llama-2-70b",
    "DeepSeek V3": "deepseek-v3",
    "mixtral 8x7b": "mixtral-8x7b",
    "mixtral eight by seven b": "mixtral-8x7b",
    "Qwen2.5 7B": "qwen2-5-7b",
    "Qwen3-30B-A3B": "qwen3-30b-a3b",
    "Gemma 2 9B": "gemma-2-9b",
    "phi three mini": "phi-3-mini",
    "gpt-oss 120b": "gpt-oss-120b",
    "GPT-3 175B": "gpt-3-175b",
    "resnet fifty": "resnet-50",
    "ViT-B/16": "vit-b-16",
    "whisper large v3": "whisper-large-v3",
    "whisper large v3 turbo": "whisper-large-v3-turbo",
    "YOLOv8n": "yolov8n",
}

SEVERAL_THINGS = {
    "H100": H100,
    "h-100": H100,
    "H one hundred": H100,
    "two H100s": H100,
    "hopper H100 80GB": "h100-pcie-80gb h100-sxm5-80gb",
    "H100 (80 GB)": "h100-pcie-80gb h100-sxm5-80gb",
    "a one hundred": A100,
    "A 100": A100,
    "A100 80 gig": "a100-pcie-80gb a100-sxm-80gb",
    "A100-80": "a100-pcie-80gb a100-sxm-80gb",
    "an 80 gig A100": "a100-pcie-80gb a100-sxm-80gb",
    "L40s": "l40 l40s",
    "GB200": "gb200-per-gpu gb200-superchip",
    "RTX 6000": "rtx-6000-ada rtx-pro-6000-blackwell",
    "Orin": f"{ORIN_NANO} jetson-orin-nx-16gb jetson-agx-orin-32gb jetson-agx-orin-64gb",
    "Jetson Orin Nano": ORIN_NANO,
    "NVL72": "gb200-nvl72 gb300-nvl72",
    "InfiniBand": "ib-hdr ib-ndr ib-xdr",
    "Llama 70B": "llama-2-70b llama-3-70b llama-3-1-70b",
    "Llama 3": "llama-3-8b llama-3-70b",
    "DeepSeek": "deepseek-v2 deepseek-v3 deepseek-r1",
    "Gemma 27B": "gemma-2-27b gemma-3-27b",
}
UNKNOWN_THINGS = {
    "H150": "NVIDIA H100 PCIe 80GB",
    "H100 40GB": "NVIDIA H100 PCIe 80GB",
    "HGX H100": "DGX H100",
    "A10G": "NVIDIA A10",
    "RTX 4090 Ti": "GeForce RTX 4090",
    "PCIe Gen5 x8": "PCIe 5.0 x16",
    "Mistral 7B v0.3": "Mistral 7B v0.1",
    "Llama 3.3 70B": "Llama 2 70B",
    "Whisper large v2": "Whisper large-v3",
    "H100 and A100": None,
    "a spoon": None,
    "": None,
}


@pytest.mark.parametrize(("said", "key"), ONE_THING.items())
def test_a_full_name_finds_one_thing(said: str, key: str) -> None:
    match facts().find(said):
        case Found(entity):
            assert entity.id == key
        case other:
            pytest.fail(f"{said!r} gave {other}")


@pytest.mark.parametrize(("said", "ids"), SEVERAL_THINGS.items())
def test_a_short_name_keeps_all_that_it_may_mean(said: str, ids: str) -> None:
    match facts().find(said):
        case Ambiguous(variants, differing):
            assert [variant.id for variant in variants] == ids.split()
            assert differing
        case other:
            pytest.fail(f"{said!r} gave {other}")


@pytest.mark.parametrize(("said", "suggestion"), UNKNOWN_THINGS.items())
def test_an_unknown_name_is_never_guessed(said: str, suggestion: str | None) -> None:
    match facts().find(said):
        case Unknown(suggestions):
            assert suggestion is None or suggestion in suggestions
        case other:
            pytest.fail(f"{said!r} gave {other}")


def test_a_name_of_another_kind_is_unknown_among_gpus() -> None:
    assert isinstance(facts().find_gpu("DGX H100"), Unknown)
    assert isinstance(facts().find_model("H100 SXM"), Unknown)


def test_the_80_gb_h100s_differ_in_bandwidth_and_agree_on_capacity() -> None:
    match facts().find_gpu("H100 80GB"):
        case Ambiguous(_, differing):
            assert "memory.bandwidth" in differing
            assert "memory.capacity" not in differing
        case other:
            pytest.fail(str(other))


MENTIONED = {
    "8xH100 and two A100s beat H100s": ["H100", "A100s", "H100s"],
    "a DGX H100 holds H100's": ["DGX H100", "H100"],
    "H100-based nodes, A100/H100 pairs": ["H100", "A100", "H100"],
    "the A100, 80 GB of HBM": ["A100"],
    "A100 (80 GB) or H100 (SXM)": ["A100 (80 GB)", "H100 (SXM)"],
    "the H100 80 GB/s claim": ["H100"],
    "on the a one hundred, an a 100 has 80 GB": ["a one hundred", "a 100"],
    "eight h one hundreds and b 200s": ["h one hundreds", "b 200s"],
    "I serve Llama 3 8B at 40 tok/s": ["Llama 3 8B"],
    "GPT-3 with 175 billion parameters": ["GPT-3"],
    "NVLink 900 GB/s against PCIe 64 GB/s": ["NVLink", "PCIe"],
    "an RTX 3090 Ti or an RTX 3090": ["RTX 3090"],
    "a 4090 is fast": ["4090"],
    "Hopper allows 227 KB": ["Hopper"],
}
NOTHING_MENTIONED = (
    "a 100 GB model on a 40 layer net with a 10x gain",
    "H1000, XH100 and GH100",
    "a 4090 token context in 3090 steps",
    "a bloom filter, a falcon and an opt pass",
    "a one hundred percent hit rate of a 100 node cluster",
    "llama.cpp and gpt-3.json",
    "Llama 65B and Llama 3.3 70B",
    "the HGX H100",
)


@pytest.mark.parametrize(("text", "named"), MENTIONED.items())
def test_free_text_mentions_the_longest_names(text: str, named: list[str]) -> None:
    assert [mention.text for mention in facts().mentions(text)] == named


@pytest.mark.parametrize("text", NOTHING_MENTIONED)
def test_other_words_and_plain_numbers_are_no_mention(text: str) -> None:
    assert facts().mentions(text) == []


def test_a_version_is_no_count() -> None:
    (mention,) = facts().mentions("NVLink 3 times faster")
    assert mention.text == "NVLink"
    assert len(mention.candidates) == 5


def test_properties_are_mentioned_by_their_aliases() -> None:
    mentions = facts().property_mentions("HBM bandwidth, FP8 tensor cores and L2 cache")
    said = {mention.text: mention.candidates for mention in mentions}
    assert said == {
        "HBM bandwidth": ("memory.bandwidth",),
        "FP8 tensor cores": ("peak.fp8",),
        "L2 cache": ("cache.l2",),
    }


@given(st.text(max_size=200))
def test_any_text_can_be_searched_for_names(text: str) -> None:
    for mention in facts().mentions(text):
        assert text[mention.start : mention.end] == mention.text
    facts().find(text)


PIECES = [
    *ONE_THING,
    *SEVERAL_THINGS,
    *MENTIONED,
    "a",
    "the",
    "100",
    "s",
    "GB",
    "/s",
    "x",
    "(",
    "İ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " ", "-", ", "]))
def test_mentions_never_overlap(pieces: list[str], gap: str) -> None:
    mentions = facts().mentions(gap.join(pieces))
    for earlier, later in pairwise(mentions):
        assert earlier.end <= later.start


def test_thirty_mentions_in_two_hundred_words_take_under_5_ms() -> None:
    text = "We moved Llama 3 70B from eight A100 80GB to an H100 SXM over NVLink 4 and " * 8
    text += "then watched the latency of every single request fall quite a lot " * 7
    assert len(text.split()) > 200
    assert len(facts().mentions(text)) >= 30
    took = []
    for _ in range(5):
        start = time.process_time()
        facts().mentions(text)
        took.append(time.process_time() - start)
    assert min(took) < 0.005


def test_a_lexicon_needs_no_hardware() -> None:
    lexicon = Lexicon([Name("tea-2", "drink", ("Tea",), ("2", "two sugars"))])
    assert lexicon.mentions("tea two") == [Mention(0, 7, "tea two", "drink", ("tea-2",))]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("100", "one hundred"),
        ("405", "four oh five"),
        ("175", "one hundred and seventy five"),
        ("3.1", "three point one"),
        ("4090", "forty ninety"),
        ("6000", "six thousand"),
    ],
)
def test_numbers_are_said_in_words(number: str, said: str) -> None:
    assert tuple(said.split()) in number_words(number)
