"""Parsers for what the real tools print: they read captured files and our own texts alike."""

import json
import re
from dataclasses import dataclass
from typing import Any

Row = dict[str, str]
METRIC = re.compile(r"    (\S.*?)\s{2,}(?:(\S+)\s+)?([\d.,]+)$")


def number(text: str) -> float:
    return float(text.replace(",", "").rstrip("%"))


def dmon(text: str) -> list[dict[str, float]]:
    """A dict of column to value for each sample line."""
    lines = [line for line in text.splitlines() if line and not line.startswith("$")]
    names = lines[0].lstrip("# ").split()
    return [
        dict(zip(names, map(float, line.split()), strict=True))
        for line in lines
        if not line.startswith("#")
    ]


@dataclass(frozen=True)
class SmiGpu:
    index: int
    name: str
    temperature_c: int
    power_w: int
    cap_w: int
    used_mib: int
    total_mib: int
    utilisation: int


def smi(text: str) -> list[SmiGpu]:
    heads = re.findall(r"^\|\s+(\d+)\s\s(.+?)\s+(?:On|Off)\s+\|\s+[0-9A-F]{8}:", text, re.MULTILINE)
    bodies = re.findall(
        r"\|\s*(?:N/A|\d+%)\s+(\d+)C\s+P\d\s+(\d+)W /\s+(\d+)W \|\s+(\d+)MiB /\s+(\d+)MiB \|"
        r"\s+(\d+)%",
        text,
    )
    return [
        SmiGpu(int(index), name, *map(int, body))
        for (index, name), body in zip(heads, bodies, strict=True)
    ]


def smi_processes(text: str) -> list[tuple[int, int, str, int]]:
    """GPU, PID, name and MiB of each process."""
    found = re.findall(
        r"^\|\s+(\d+)\s+N/A\s+N/A\s+(\d+)\s+C\s+(.+?)\s+(\d+)MiB \|$", text, re.MULTILINE
    )
    return [(int(gpu), int(pid), name, int(mib)) for gpu, pid, name, mib in found]


def smi_query(text: str) -> list[Row]:
    """Per GPU: `section/subsection/name` to value, by indentation."""
    gpus: list[Row] = []
    path: list[str] = []
    for line in text.splitlines():
        if re.match(r"GPU [0-9A-F]{8}:", line):
            gpus.append({})
        if not gpus or not line.startswith("    "):
            continue
        depth = (len(line) - len(line.lstrip())) // 4
        name, colon, value = line.strip().partition(" : ")
        path = [*path[: depth - 1], name.strip()]
        if colon:
            gpus[-1]["/".join(path)] = value.strip()
    return gpus


def topo(text: str) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The matrix by device and peer, and the CPU affinity by GPU."""
    plain = re.sub(r"\x1b\[\d+m", "", text)
    lines = [line for line in plain.splitlines() if "\t" in line]
    names = lines[0].split("\t")[1:]
    matrix: dict[str, dict[str, str]] = {}
    affinity: dict[str, str] = {}
    for line in lines[1:]:
        head, *cells = line.split("\t")
        values = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        affinity[head] = values.pop("CPU Affinity", "")
        matrix[head] = {n: v for n, v in values.items() if n.startswith(("GPU", "NIC")) and v}
    return matrix, affinity


def nsys(text: str, summary: str) -> list[Row]:
    """The rows of one summary, by the rule of dashes under the heads."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if f"({summary})" in line)
    rule_at = next(n for n in range(start, len(lines)) if re.match(r"\s*-+(\s+-+)+\s*$", lines[n]))
    spans = [match.span() for match in re.finditer(r"-+", lines[rule_at])]
    heads = [lines[rule_at - 1][a:b].strip() for a, b in spans]
    rows = []
    for line in lines[rule_at + 1 :]:
        if not line.strip():
            break
        cells = [line[a:b].strip() for a, b in spans[:-1]] + [line[spans[-1][0] :].strip()]
        rows.append(dict(zip(heads, cells, strict=True)))
    return rows


def ncu(text: str) -> list[dict[str, Any]]:
    """Per kernel: its name and every metric."""
    kernels: list[dict[str, Any]] = []
    for line in text.splitlines():
        if match := re.match(r"  (\S.*) \((\d+), \d+, \d+\)x\((\d+), \d+, \d+\), Context", line):
            kernels.append({"kernel": match[1], "grid": int(match[2]), "block": int(match[3])})
        elif kernels and (match := METRIC.match(line)):
            kernels[-1].setdefault(match[1], number(match[3]))
            kernels[-1].setdefault(f"{match[1]} unit", match[2] or "")
    return kernels


def torch_profile(text: str) -> tuple[list[Row], float, float]:
    """Rows by head, and the totals of CPU and CUDA in seconds."""
    lines = text.splitlines()
    rules = [n for n, line in enumerate(lines) if re.match(r"-{10,}(\s+-+)+\s*$", line)]
    first, second, third = rules[:3]
    spans = [match.span() for match in re.finditer(r"-+", lines[first])]
    heads = re.split(r"\s{2,}", lines[first + 1].strip())
    rows = [
        dict(zip(heads, (line[a:b].strip() for a, b in spans), strict=True))
        for line in lines[second + 1 : third]
    ]
    cpu = re.search(r"Self CPU time total: (\S+)", text)
    cuda = re.search(r"Self CUDA time total: (\S+)", text)
    assert cpu
    assert cuda
    return rows, seconds(cpu[1]), seconds(cuda[1])


def seconds(text: str) -> float:
    match = re.fullmatch(r"([\d.]+)(us|ms|s)", text)
    assert match, text
    return float(match[1]) * {"us": 1e-6, "ms": 1e-3, "s": 1.0}[match[2]]


def folded(text: str) -> dict[tuple[str, ...], int]:
    stacks = {}
    for line in text.splitlines():
        stack, _, count = line.rpartition(" ")
        stacks[tuple(stack.split(";"))] = int(count)
    return stacks


def speedscope(text: str) -> dict[tuple[str, ...], float]:
    values = json.loads(text)
    frames = [frame["name"] for frame in values["shared"]["frames"]]
    profile = values["profiles"][0]
    found: dict[tuple[str, ...], float] = {}
    for stack, weight in zip(profile["samples"], profile["weights"], strict=True):
        key = tuple(frames[index] for index in stack)
        found[key] = found.get(key, 0.0) + weight
    return found


def nccl_tests(text: str) -> list[dict[str, float]]:
    names = ("size", "time", "algbw", "busbw")
    rows = []
    for line in text.splitlines():
        cells = line.split()
        if line and not line.startswith("#") and len(cells) == 13:
            rows.append(dict(zip(names, map(float, (cells[0], *cells[5:8])), strict=True)))
    return rows


def nccl_ways(text: str) -> list[str]:
    """By which transport each channel's peers are joined."""
    return re.findall(r"NCCL INFO Channel \d+/\d+ : .*? via (\S+)", text)


def metrics(text: str) -> dict[str, dict[int, float]]:
    """DCGM fields by name and GPU."""
    found: dict[str, dict[int, float]] = {}
    for name, gpu, value in re.findall(r'^(DCGM_\w+)\{gpu="(\d+)".*?\} (\S+)$', text, re.MULTILINE):
        found.setdefault(name, {})[int(gpu)] = float(value)
    return found


def oom(text: str) -> dict[str, float]:
    """GiB wanted, free, allocated, and reserved but unallocated; empty if nothing failed."""
    match = re.search(
        r"Tried to allocate ([\d.]+) GiB.* of which ([\d.]+) GiB is free.*?([\d.]+) GiB"
        r" is allocated by PyTorch, and ([\d.]+) (GiB|MiB|bytes) is reserved by PyTorch but"
        r" unallocated",
        text,
    )
    if not match:
        return {}
    scale = {"GiB": 1.0, "MiB": 1 / 1024, "bytes": 0.0}[match[5]]
    names = ("wanted", "free", "allocated", "unallocated")
    values = (float(match[1]), float(match[2]), float(match[3]), float(match[4]) * scale)
    return dict(zip(names, values, strict=True))


def ptxas(text: str) -> list[int]:
    return [int(count) for count in re.findall(r"Used (\d+) registers", text)]


def tegrastats(text: str) -> list[dict[str, float]]:
    found = []
    for line in text.splitlines():
        gpu = re.search(r"GR3D_FREQ (\d+)%@\[(\d+)", line)
        hot, power = re.search(r"gpu@(\d+)C", line), re.search(r"VDD_GPU_SOC (\d+)mW", line)
        if gpu and hot and power:
            values = (float(gpu[1]), float(gpu[2]), float(hot[1]), float(power[1]))
            found.append(dict(zip(("sm", "mhz", "temperature", "mw"), values, strict=True)))
    return found
