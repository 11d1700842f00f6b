"""A Chroma server in place of the folder: the same searches, shared between machines."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interviewer.errors import CapabilityMissing
from interviewer.guide.index import Index
from interviewer.guide.search import Search
from interviewer.guide.shelf import Shelf

STARTS_WITHIN_SECONDS = 60
RUN = "from chromadb.cli.cli import app; app()"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def processes() -> "list[subprocess.Popen[bytes]]":
    """The servers that a test has started."""
    return []


@pytest.fixture
def server(tmp_path: Path, processes: "list[subprocess.Popen[bytes]]") -> Iterator[str]:
    """A real `chroma run` on loopback, stopped at the end."""
    port = free_port()
    arguments = ["run", "--path", str(tmp_path / "served"), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments, "--host", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    processes.append(process)
    wait_for(port, process)
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("chroma run did not start")


def test_a_server_holds_what_another_machine_indexed(
    opened: Callable[..., Index], server: str, tmp_path: Path, passages: Path
) -> None:
    first = opened(server)
    assert first.refresh() == first.ledger.count()
    elsewhere = Index(tmp_path / "another-machine", server, passages)
    assert elsewhere.refresh() == 0
    for index in (first, elsewhere):
        assert Search(index).find("how hot should the water be").hits[0].id == "water-for-tea"
    elsewhere.ledger.close()


def test_a_document_removed_on_one_machine_is_gone_on_the_other(
    opened: Callable[..., Index], server: str, tmp_path: Path, passages: Path
) -> None:
    note = tmp_path / "note.md"
    note.write_text("Matcha is whisked with a chasen of bamboo.")
    here = opened(server)
    there = Index(tmp_path / "another-machine", server, passages)
    (added,) = Shelf(here).add([note])
    here.refresh()
    there.refresh()
    assert [document.id for document in Shelf(there).documents()] == [added.document]
    list(Shelf(here).remove([added.document]))
    here.refresh()
    again = Index(tmp_path / "another-machine", server, passages)
    again.refresh()
    assert Shelf(again).documents() == []
    there.ledger.close()
    again.ledger.close()


def test_a_server_that_goes_away_is_a_sentence(
    opened: Callable[..., Index], server: str, processes: "list[subprocess.Popen[bytes]]"
) -> None:
    index = opened(server)
    index.refresh()
    processes[0].kill()
    processes[0].wait()
    with pytest.raises(CapabilityMissing, match=r"don't answer .*; what was begun is completed"):
        Search(index).find("tea")


def test_a_server_that_does_not_answer_is_a_sentence(opened: Callable[..., Index]) -> None:
    index = opened(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(CapabilityMissing, match="no Chroma server answers at"):
        index.refresh()
