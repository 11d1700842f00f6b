"""The timeline of an incident as an SVG file: a few steps of each rank, the fault marked."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from interviewer.front.drawing.svg import INK, PALE, line, text
from interviewer.incidents.incident import Incident
from interviewer.incidents.timeline import Interval

WIDTH, LEFT, RIGHT, TOP = 980, 70, 44, 92
ROW_HEIGHT, BAR_HEIGHT, LEGEND_STEP = 34, 10, 148
STEPS_SHOWN, MOST_RANKS = 4, 8
LANES = ("host", "copy", "compute", "comm")
COLOURS = {
    "kernel": ("kernels", "#3f7d00"),
    "collective": ("collectives", "#2b6cb0"),
    "copy in": ("copies", "#8a6d1d"),
    "copy out": ("copies", "#8a6d1d"),
}
WAIT = ("host, GPU waits", "#b3400c")


def svg(incident: Incident) -> str:
    """The whole file; time runs to the right, a band a rank, lanes inside it."""
    ranks = min(incident.timeline.ranks, MOST_RANKS)
    height = TOP + ranks * (ROW_HEIGHT + 14) + 56
    first = first_step(incident)
    view = f"viewBox='0 0 {WIDTH} {height}' width='{WIDTH}' height='{height}'"
    title = f"{incident.fault.title}: {incident.job.workload.title}"
    return "\n".join(
        [
            f"<svg xmlns='http://www.w3.org/2000/svg' {view} role='img'"
            " font-family='system-ui, sans-serif'>",
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(incident.fault.discriminator)}</desc>",
            f"<rect width='{WIDTH}' height='{height}' fill='white'/>",
            text(LEFT, 28, title, size=17, weight="600"),
            *legend(),
            *(part for rank in range(ranks) for part in band(incident, rank, first)),
            *axis(incident, first, height - 40),
            "</svg>\n",
        ]
    )


def first_step(incident: Incident) -> int:
    """A window that holds the longest step, where something is rare."""
    seconds = incident.timeline.step_seconds
    longest = seconds.index(max(seconds))
    return max(min(longest - 1, len(seconds) - STEPS_SHOWN), 0)


def span(incident: Incident, first: int) -> tuple[float, float]:
    ends = (0.0, *incident.timeline.step_ends_s)
    return ends[first], ends[first + STEPS_SHOWN]


def across(incident: Incident, first: int, at_s: float) -> float:
    start, end = span(incident, first)
    share = min(max((at_s - start) / (end - start), 0.0), 1.0)
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def legend() -> Iterator[str]:
    for index, (name, colour) in enumerate(dict.fromkeys([*COLOURS.values(), WAIT])):
        x = LEFT + index * LEGEND_STEP
        yield f"<rect x='{x}' y='44' width='12' height='12' fill='{colour}'/>"
        yield text(x + 18, 55, name)


def band(incident: Incident, rank: int, first: int) -> Iterator[str]:
    top = TOP + rank * (ROW_HEIGHT + 14)
    colour = WAIT[1] if is_hit(incident, rank) else INK
    yield text(LEFT - 8, top + 22, f"rank {rank}", anchor="end", colour=colour)
    yield line(LEFT, top + ROW_HEIGHT + 6, WIDTH - RIGHT, top + ROW_HEIGHT + 6, PALE)
    start, end = span(incident, first)
    for interval in incident.timeline.by_rank[rank]:
        if interval.end_s > start and interval.start_s < end:
            yield bar(incident, interval, first, top)


def is_hit(incident: Incident, rank: int) -> bool:
    """Whether the fault sits on this rank; its name is then in the colour of waiting."""
    held = incident.conditions
    ranks = (*held.throttled_ranks, *held.remote_ranks, held.affects_one_rank)
    return rank in ranks


def bar(incident: Incident, interval: Interval, first: int, top: float) -> str:
    left = across(incident, first, interval.start_s)
    width = max(across(incident, first, interval.end_s) - left, 0.5)
    y = top + LANES.index(interval.lane) * (BAR_HEIGHT - 1)
    name, colour = COLOURS.get(interval.doing, WAIT)
    told = f"{name}: {interval.name[:60]}, {interval.seconds * 1e3:.3g} ms"
    return (
        f"<rect x='{left:.1f}' y='{y:.1f}' width='{width:.1f}' height='{BAR_HEIGHT - 2}'"
        f" fill='{colour}'><title>{escape(told)}</title></rect>"
    )


def axis(incident: Incident, first: int, y: float) -> Iterator[str]:
    start, _ = span(incident, first)
    yield line(LEFT, y, WIDTH - RIGHT, y, INK)
    ends = (0.0, *incident.timeline.step_ends_s)[first : first + STEPS_SHOWN + 1]
    for end in ends:
        x = across(incident, first, end)
        yield line(x, TOP, x, y + 5, PALE, "stroke-dasharray='3 4'")
        yield text(x, y + 20, f"{(end - start) * 1e3:,.4g} ms", anchor="middle")
