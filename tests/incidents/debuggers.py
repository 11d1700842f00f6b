"""Scripted debuggers: one good conversation per fault, and several ways of being bad at it."""

from collections.abc import Callable
from dataclasses import dataclass

from interviewer.incidents.incident import Incident
from interviewer.incidents.playing import Play

from . import parsers

Texts = dict[str, str]
OPENING = "What are the batch size and the hardware, and what changed on Tuesday?"
AFTER = "Afterwards I'd measure {after}, before and after, on the same node."


@dataclass(frozen=True)
class Script:
    """Where it is played, what is asked, and the readings that the conclusion cites."""

    fault: str
    hardware: str
    workload: str
    asks: tuple[str, ...]
    cites: Callable[[Texts], str]
    concludes: str
    after: str


def hottest(texts: Texts) -> str:
    row = max(parsers.dmon(texts["dmon"]), key=lambda row: row["gtemp"])
    return f"{row['gtemp']:.0f} C at {row['pclk']:.0f} MHz and only {row['pwr']:.0f} W"


def capped(texts: Texts) -> str:
    row = parsers.dmon(texts["dmon"])[0]
    return f"{row['pwr']:.0f} W at {row['pclk']:.0f} MHz and a cool {row['gtemp']:.0f} C"


def second_process(texts: Texts) -> str:
    processes = parsers.smi_processes(texts["smi"])
    stray = next(p for p in processes if p[1] < 20_000)
    return f"pid {stray[1]} holds {stray[3]} MiB on GPU {stray[0]}"


def launches(texts: Texts) -> str:
    rows = parsers.nsys(texts["nsys-kernels"], "cuda_gpu_kern_sum")
    shortest = min(rows, key=lambda row: parsers.number(row["Avg (ns)"]))
    return f"{shortest['Instances']} kernels of {shortest['Avg (ns)']} ns on average"


def waits_for_input(texts: Texts) -> str:
    line = texts["loader-log"].splitlines()[1].split()
    return f"next() takes {line[6]} ms with a queue of {line[4]}"


def socket_rate(texts: Texts) -> str:
    rows = parsers.nccl_tests(texts["nccl-tests"])
    return f"busbw is {rows[-1]['busbw']:.2f} GB/s, {rows[-1]['time']:.0f} us for the largest"


def dram(texts: Texts) -> str:
    kernel = parsers.ncu(texts["ncu"])[0]
    share, compute = kernel["DRAM Throughput"], kernel["Compute (SM) Throughput"]
    return f"DRAM throughput is {share:.2f} % and compute {compute:.2f} %"


def saves(texts: Texts) -> str:
    line = next(t for t in texts["training-log"].splitlines() if "saved" in t)
    size, took = line.split("(")[1].split()[0], line.split(" in ")[1]
    return f"a save of {size} GB takes {took}"


GOOD: tuple[Script, ...] = (
    Script(
        "thermal", "8xh100", "training",
        ("Can I see the training log and dmon?",
         "I see a power cap, a thermal problem or another process as candidates. A power cap would"
         " show pviol and a cool GPU. Can I see nvidia-smi -q?"),
        hottest,
        "Conclusion: one GPU is thermally throttling, its clock drops: {cites}. It's not the power"
        " cap. Fix the airflow and fans and drain the node until then. I expect {gain}.",
        "the clocks, the temperature and steps per second",
    ),
    Script(
        "power-cap", "8xh100", "training",
        ("Can I see the training log and dmon?",
         "Either it's thermal or someone lowered the power limit; if it were thermal, tviol would"
         " be set. Show me nvidia-smi -q please."),
        capped,
        "Root cause: the power limit was lowered, so the clocks are capped: {cites}. Set the power"
        " limit back to its default with nvidia-smi -pl once facilities agree. I expect {gain}.",
        "clocks, power and steps per second",
    ),
    Script(
        "straggler", "8xh100", "training",
        ("Can I see the training log?",
         "I think of the nccl transport or of a second process on one GPU; with a wrong transport"
         " all ranks would be equally long. Show me the time per rank.",
         "One rank is short in the collective. Could I see nvidia-smi?"),
        second_process,
        "Conclusion: another process shares one gpu and that rank is the straggler: {cites}. Kill"
        " the stray process and set exclusive process compute mode. I predict {gain}.",
        "the time per rank and steps per second",
    ),
    Script(
        "launch-bound", "4xh200", "decode",
        ("Can I see the server log?",
         "Either it's memory bandwidth or launch overhead; if it's bandwidth, DRAM would be above"
         " 80 %. Can I have the nsys kernel summary?",
         "And the cuda api summary, please?"),
        launches,
        "Conclusion: the step is launch-bound, the cpu can't issue these small kernels fast enough:"
        " {cites}. Capture the step in a cuda graph. I expect {gain}.",
        "tokens per second and the step time",
    ),
    Script(
        "cpu-loader", "8xh100", "detector",
        ("Can I see the training log?",
         "It could be the data loader or pageable copies; if copies were the limit, memcpy would"
         " dominate. Show me the loader log.",
         "And the flame graph, please?"),
        waits_for_input,
        "Conclusion: the data loader can't keep up and the GPU starves: {cites}. More workers with"
        " prefetching, or decode with DALI. I expect {gain}.",
        "the data time and steps per second",
    ),
    Script(
        "wrong-transport", "16xh100", "training",
        ("Can I see the training log?",
         "Either one straggler or the wrong nccl transport; a straggler would have one rank short."
         " Show me the time per rank.",
         "All ranks are long. Can I see the nccl log and nccl-tests?"),
        socket_rate,
        "Conclusion: nccl fell back to sockets instead of infiniband: {cites}. Remove"
        " NCCL_IB_DISABLE and pass the infiniband devices into the container. I expect {gain}.",
        "busbw with nccl-tests and steps per second",
    ),
    Script(
        "bandwidth-bound-decode", "h100", "decode",
        ("How fast is it, in tokens per second?", "Can I see the server log?",
         "Either launch overhead or memory bandwidth; launches would leave the GPU idle between"
         " kernels. Can I see ncu?"),
        dram,
        "Conclusion: decode is memory bandwidth bound, every token reads all the weights: {cites}."
        " Quantise the weights to fp8, half the bytes. I expect {gain}.",
        "tokens per second and quality",
    ),
    Script(
        "checkpoint-stall", "8xh100", "training",
        ("Can I see the configuration?",
         "Periodic stalls may be checkpoints or recompilation; recompiles would be in the log."
         " Show me the training log."),
        saves,
        "Conclusion: synchronous checkpoints every 20 steps stall all ranks: {cites}. Save"
        " asynchronously and every 500 steps. I expect {gain}.",
        "the step time around a checkpoint and steps per second",
    ),
)  # fmt: skip


def play_well(script: Script, drawn: Incident) -> Play:
    play = Play(drawn)
    for message in (OPENING, *script.asks):
        play.hear(message)
    gain = f"{drawn.speedup * 1.03:.2f}x"
    said = script.concludes.format(cites=script.cites(play.shown), gain=gain)
    play.hear(f"{said} {AFTER.format(after=script.after)}")
    return play


Manner = Callable[[Script], list[str]]


def guesses_at_once(_: Script) -> list[str]:
    return [
        "Conclusion: it's probably the data loader, the GPU starves. Add workers.",
        "Twice as fast.",
    ]


def wants_everything(_: Script) -> list[str]:
    return [
        "Give me everything you have.",
        "All logs please.",
        "Conclusion: the GPUs are too slow, buy newer ones. 2x. Then compare.",
    ]


def names_every_cause(_: Script) -> list[str]:
    return [
        "Conclusion: thermal throttling, power cap lowered, data loader too few workers, pageable"
        " copies, launch overhead of small kernels, memory bandwidth of weights, nccl socket"
        " fallback, second process on the gpu, checkpoint stalls, recompilation of shapes, item"
        " synchronisation per step, fragmentation of memory, ecc errors. Fix: fans, power limit,"
        " more workers, pin memory async, cuda graphs, fp8, infiniband enable, kill process, save"
        " asynchronously, bucket. 1.5x. Measure steps per second, clocks, temperature, step time.",
    ]


def blames_a_rival(script: Script) -> list[str]:
    wrong = (
        "the pcie link negotiated down to gen 1 and must be reseated"
        if script.fault != "pcie-link"
        else "thermal throttling"
    )
    return [OPENING, "Show me dmon.", f"Conclusion: {wrong}. I expect 3x. Afterwards measure it."]


def cites_nothing(_: Script) -> list[str]:
    return [
        "It feels slow. I would profile it.",
        "There are tools for that, such as profilers.",
        "Conclusion: something in the software is inefficient, optimise it. It gets faster.",
    ]


def reads_in_silence(script: Script) -> list[str]:
    return [*script.asks[:1], "Conclusion: I don't know, maybe the network. Some percent.", "No."]


BAD = (
    guesses_at_once,
    wants_everything,
    names_every_cause,
    blames_a_rival,
    cites_nothing,
    reads_in_silence,
)


def play_badly(script: Script, drawn: Incident, manner: Manner) -> Play:
    play = Play(drawn)
    for message in manner(script):
        if not play.is_over:
            play.hear(message)
    return play
