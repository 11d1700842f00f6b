"""The tables of Nsight Compute: metric, unit and value, aligned as `ncu` aligns them."""

from collections.abc import Sequence

Metric = tuple[str, str, str]
HEAD: Metric = ("Metric Name", "Metric Unit", "Metric Value")


def section(title: str, metrics: Sequence[Metric]) -> list[str]:
    """Names to the left, units and values to the right, a rule around the heads."""
    widths = [max(len(row[n]) for row in (HEAD, *metrics)) for n in range(3)]
    rule = " ".join("-" * width for width in widths)
    rows = [laid(row, widths) for row in metrics]
    head = laid(HEAD, widths)
    return [f"    Section: {title}", *(f"    {t}" for t in (rule, head, rule, *rows, rule)), ""]


def laid(row: Metric, widths: Sequence[int]) -> str:
    name, unit, value = row
    return f"{name:<{widths[0]}} {unit:>{widths[1]}} {value:>{widths[2]}}"


def rate(bytes_per_s: float) -> tuple[str, str]:
    """Unit and value of a throughput in the prefix that `ncu` picks."""
    for scale, unit in ((1e12, "Tbyte/s"), (1e9, "Gbyte/s"), (1e6, "Mbyte/s")):
        if bytes_per_s >= scale:
            return unit, f"{bytes_per_s / scale:.2f}"
    return "Kbyte/s", f"{bytes_per_s / 1e3:.2f}"


def duration(seconds: float) -> tuple[str, str]:
    for scale, unit in ((1e-3, "ms"), (1e-6, "us")):
        if seconds >= scale:
            return unit, f"{seconds / scale:.2f}"
    return "ns", f"{seconds / 1e-9:.2f}"
