"""The debrief on a page and on paper: whole, escaped, searchable, whatever was said."""

import asyncio
import io
import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from interviewer.content import Content
from interviewer.debrief.building import build_debrief
from interviewer.debrief.model import Debrief, Note, TurnDebrief
from interviewer.engines.offline import OfflineEngine
from interviewer.front.debrief.page import page
from interviewer.front.debrief.paper import paper
from interviewer.front.debrief.showing import pieces
from interviewer.front.drawing.radar import SIZE, Axis, Radar
from interviewer.front.drawing.time_bars import WIDTH, TimeBars, Used
from interviewer.session import Store, begin
from interviewer.transcript.events import RoundScored
from tests.conftest import TEA, advanced, answered

INCIDENT = 'incident = { fault = "thermal", hardware = "8xh100", workload = "training", seed = 3 }'
ODD = (
    '<script>alert("x")</script> #panic("y") $z$ *stars* مرحبا שלום 茶 '
    "I let the water cool to seventy five degrees. An H100 SXM has 9 TB/s of memory bandwidth."
)


@pytest.fixture
def debrief(store: Store) -> Debrief:
    return told(store, whole=True)


@pytest.fixture
def planted(tmp_path: Path) -> Content:
    """The toy track, each question with an incident in it."""
    folder = tmp_path / "tea"
    shutil.copytree(TEA, folder)
    for path in folder.glob("corpus/questions/*/*/*.toml"):
        first, rest = path.read_text().split("\n", 1)
        path.write_text(f"{first}\n{INCIDENT}\n{rest}")
    return Content(folder)


def told(store: Store, *, whole: bool, content: Content | None = None) -> Debrief:
    """Played to the end, or until the first round is over."""
    content = content or Content(TEA)
    session = begin(store, content, OfflineEngine(), track="tea", seed=3)

    async def play() -> None:
        async with session:
            await advanced(session)
            while session.open_question and (whole or not session.record.of(RoundScored)):
                await answered(session, ODD)

    asyncio.run(play())
    return build_debrief(session.record, content)


def test_what_a_candidate_said_is_no_markup_on_the_page(debrief: Debrief) -> None:
    shown = page(debrief)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_the_page_needs_no_network(debrief: Debrief) -> None:
    assert not re.findall(r"(?:src|href)=\"(?!#)", page(debrief))


def test_the_page_can_be_read_without_seeing_its_drawings(debrief: Debrief) -> None:
    shown = page(debrief)
    assert shown.count("<svg") == shown.count('role="img" aria-label=')


def test_the_paper_holds_what_was_said_to_be_searched(debrief: Debrief) -> None:
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper(debrief))).pages)
    assert "seventy five degrees" in text.replace("\n", " ")
    assert debrief.rounds[0].title in text


def test_an_unfinished_session_says_so_in_both_forms(store: Store) -> None:
    debrief = told(store, whole=False)
    assert "what follows" in page(debrief)
    assert "No round is over yet" in page(debrief.model_copy(update={"rounds": ()}))
    assert "Not finished" in page(debrief)
    assert "Not finished" in PdfReader(io.BytesIO(paper(debrief))).pages[0].extract_text()


def test_the_job_of_an_incident_is_drawn_once_the_session_is_over(
    store: Store, planted: Content
) -> None:
    over = told(store, whole=True, content=planted)
    assert over.rounds[0].questions[0].incident
    assert ">rank 7</text>" in page(over)


def test_nothing_names_the_fault_of_an_incident_before_the_session_is_over(
    store: Store, planted: Content
) -> None:
    unfinished = told(store, whole=False, content=planted)
    assert any(round_.questions for round_ in unfinished.rounds)
    assert "thermal" not in page(unfinished)
    assert "thermal" not in unfinished.model_dump_json()


def test_an_answer_is_cut_where_notes_begin_and_end() -> None:
    notes = (
        Note(quote="b c", what="one", speaks_for=True),
        Note(quote="c d", what="two", speaks_for=False),
        Note(quote="not there", what="none", speaks_for=True),
    )
    found = [*pieces(TurnDebrief(asked="?", answered="a b c d", notes=notes))]
    assert "".join(piece.text for piece in found) == "a b c d"
    assert [len(piece.notes) for piece in found] == [0, 1, 2, 1]


def test_the_radar_puts_five_at_the_rim_and_what_is_not_graded_in_the_middle() -> None:
    radar = Radar([Axis("up", 5.0), Axis("right", None), Axis("down", 1.0), Axis("left", 3.0)])
    middle = SIZE / 2
    assert radar.shape.split()[0] == f"{middle},{middle - 100}"
    assert radar.shape.split()[1] == f"{middle},{middle}"
    assert len(radar.dots) == 3
    assert radar.title == "up: 5.0; right: not graded; down: 1.0; left: 3.0"


def test_bars_share_one_scale_and_stay_in_the_drawing() -> None:
    bars = TimeBars([Used("long", 10, [("a", 20), ("b", 20)]), Used("none", 30, [])])
    long, none = bars.rows
    last = long.stretches[-1]
    assert last.x + last.width <= WIDTH
    assert none.stretches == ()
    assert none.plan_x > long.plan_x


def test_an_ending_names_the_form(tmp_path: Path) -> None:
    from interviewer.cli.reports import Format, format_of

    assert format_of(tmp_path / "debrief.PDF") is Format.pdf
    assert format_of(tmp_path / "debrief.odd") is Format.md
    assert format_of(None) is Format.md
