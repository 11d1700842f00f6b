"""The picture of an incident's timeline."""

from xml.etree import ElementTree as ET

import pytest

from interviewer.front.drawing.timeline import LEFT, RIGHT, WAIT, WIDTH, svg
from interviewer.incidents.incident import incident

SVG = "{http://www.w3.org/2000/svg}"


def drawn(fault: str) -> ET.Element:
    return ET.fromstring(svg(incident(3, fault_id=fault, hardware="8xh100")))


def bars(picture: ET.Element) -> list[ET.Element]:
    return [rect for rect in picture.iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]


@pytest.mark.parametrize("fault", ["straggler", "checkpoint-stall", "wrong-transport"])
def test_every_bar_lies_inside_the_frame(fault: str) -> None:
    found = bars(drawn(fault))
    assert found
    for bar in found:
        left, width = float(bar.get("x", "0")), float(bar.get("width", "0"))
        assert left >= LEFT
        assert left + width <= WIDTH - RIGHT + 1


def test_the_rank_that_is_hit_is_marked() -> None:
    late = incident(3, fault_id="straggler", hardware="8xh100").conditions.shared_rank
    marked = [
        label.text
        for label in drawn("straggler").iter(f"{SVG}text")
        if label.get("fill") == WAIT[1]
    ]
    assert marked == [f"rank {late}"]


def test_a_rare_stall_is_in_the_window() -> None:
    titles = [bar.findtext(f"{SVG}title") or "" for bar in bars(drawn("checkpoint-stall"))]
    assert any(title.startswith(f"{WAIT[0]}: save") for title in titles)
