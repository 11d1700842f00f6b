"""A blind debugger: it sees only the texts, read by the parsers, and names what is wrong."""

import re

from . import parsers

Texts = dict[str, str]
HOST_FRAMES = {
    "checkpoint-stall": "save_checkpoint",
    "recompilation": "compile_inner",
    "tokenizer": "encode",
    "cpu-loader": "__next__",
    "item-sync": "item",
}
LEAST_HOST_SHARE = 0.06


def diagnosed(texts: Texts) -> str:
    """The first rule that fires, the surest first; "nothing" if none does."""
    for fault, rule in RULES.items():
        if rule(texts):
            return fault
    return host_fault(texts) or last_resort(texts)


def is_fragmented(texts: Texts) -> bool:
    found = parsers.oom(texts.get("oom", ""))
    return bool(found) and found["unallocated"] > 0.1 * found["allocated"]


def is_broken(texts: Texts) -> bool:
    return "NVRM: Xid" in texts.get("kernel-log", "")


def is_shared(texts: Texts) -> bool:
    gpus = [gpu for gpu, *_ in parsers.smi_processes(texts.get("smi", ""))]
    return len(gpus) > len(set(gpus))


def is_hot(texts: Texts) -> bool:
    if "tegrastats" in texts:
        return parsers.tegrastats(texts["tegrastats"])[0]["temperature"] >= 94
    return any(row["tviol"] for row in parsers.dmon(texts["dmon"]))


def is_capped(texts: Texts) -> bool:
    if "tegrastats" in texts:
        return "MAXN" not in texts["tegrastats"]
    return any(row["pviol"] for row in parsers.dmon(texts["dmon"]))


def is_narrow(texts: Texts) -> bool:
    link = "PCI/GPU Link Info"
    for gpu in parsers.smi_query(texts.get("smi-q", "")):
        for what in ("PCIe Generation", "Link Width"):
            if gpu[f"{link}/{what}/Current"] != gpu[f"{link}/{what}/Max"]:
                return True
    return False


def is_remote(texts: Texts) -> bool:
    if "affinity" not in texts:
        return False
    _, near = parsers.topo(texts["topo"])
    bound = re.findall(r"affinity list: (\S+)", texts["affinity"])
    return any(near[f"GPU{gpu}"] != cores for gpu, cores in enumerate(bound))


def is_detoured(texts: Texts) -> bool:
    """Sockets between nodes, or host memory where topo shows NVLink."""
    ways = parsers.nccl_ways(texts.get("nccl-log", ""))
    has_nvlink = "NV1" in texts.get("topo", "")
    return any(
        way.startswith("NET/Socket") or (has_nvlink and way.startswith("SHM")) for way in ways
    )


def is_pageable(texts: Texts) -> bool:
    rows, _, cuda_s = parsers.torch_profile(texts["torch-profile"])
    copied = [r for r in rows if r["Name"].startswith("Memcpy HtoD (Pageable")]
    return any(parsers.seconds(row["Self CUDA"]) > 0.15 * cuda_s for row in copied)


def is_skewed(texts: Texts) -> bool:
    lookups = [
        int(line.split()[-1].replace(",", ""))
        for line in texts.get("shard-report", "").splitlines()[1:]
    ]
    return bool(lookups) and max(lookups) > 1.2 * min(lookups)


def is_starved_of_warps(texts: Texts) -> bool:
    """A kernel with few warps and neither memory nor compute busy, which costs much time."""
    return any(
        kernel["Theoretical Occupancy"] < 40
        and kernel["DRAM Throughput"] < 50
        and kernel["Compute (SM) Throughput"] < 30
        for kernel in parsers.ncu(texts["ncu"])
    )


RULES = {
    "fragmentation-oom": is_fragmented,
    "ecc-errors": is_broken,
    "straggler": is_shared,
    "thermal": is_hot,
    "power-cap": is_capped,
    "pcie-link": is_narrow,
    "cross-numa": is_remote,
    "wrong-transport": is_detoured,
    "pcie-bound-input": is_pageable,
    "shard-skew": is_skewed,
    "low-occupancy": is_starved_of_warps,
}


def host_fault(texts: Texts) -> str | None:
    """What the main thread's samples are full of."""
    stacks = parsers.folded(texts["stacks"])
    total = sum(stacks.values())
    for fault, function in HOST_FRAMES.items():
        count = sum(
            n for stack, n in stacks.items() if any(f.startswith(f"{function} ") for f in stack)
        )
        if count > LEAST_HOST_SHARE * total:
            return fault
    return None


def last_resort(texts: Texts) -> str:
    """Launches that take as long as the kernels, else memory that is nearly full."""
    _, cpu_s, _ = parsers.torch_profile(texts["torch-profile"])
    launches = [
        row
        for row in parsers.nsys(texts["nsys-api"], "cuda_api_sum")
        if row["Name"] == "cudaLaunchKernel"
    ]
    kernels = parsers.nsys(texts["nsys-kernels"], "cuda_gpu_kern_sum")
    busy_s = sum(parsers.number(row["Total Time (ns)"]) for row in kernels) / 1e9
    if launches and busy_s < 0.95 * cpu_s:
        return "launch-bound"
    if parsers.ncu(texts["ncu"])[0]["DRAM Throughput"] >= 80:
        return "bandwidth-bound-decode"
    return "nothing"
