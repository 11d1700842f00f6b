"""`interviewer models`: what is known without asking, and what a provider offers."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

OFFERED = {"object": "list", "data": [{"id": "qwen"}, {"id": "llama"}], "has_more": False}


class Offers(BaseHTTPRequestHandler):
    """A server's list of models."""

    def do_GET(self) -> None:
        body = json.dumps(OFFERED).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def url() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Offers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def run(*arguments: str, home: Path, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    return subprocess.run(
        [sys.executable, "-m", "interviewer", "models", *arguments],
        env=kept | {"XDG_CONFIG_HOME": str(home)} | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_all_engines_are_listed_without_asking_anybody(tmp_path: Path) -> None:
    done = run("--json", home=tmp_path)
    listed = json.loads(done.stdout)
    assert listed["schema_version"] == 1
    assert [each["engine"] for each in listed["engines"]] == ["openai", "anthropic", "compatible"]
    assert all(each["offered"] is None for each in listed["engines"])
    assert set(listed["engines"][0]["roles"]) == {"interviewer", "grader", "checker"}


@pytest.mark.parametrize(("engine", "tail"), [("compatible", "/v1"), ("anthropic", "")])
def test_a_server_is_asked_what_it_offers(engine: str, tail: str, url: str, tmp_path: Path) -> None:
    done = run(
        "--engine", engine, "--base-url", url + tail, home=tmp_path, ANTHROPIC_API_KEY="sk-a"
    )
    assert done.returncode == 0
    assert "offered now: llama, qwen" in done.stdout
    assert done.stderr == ""


def test_without_a_key_there_is_what_is_known(tmp_path: Path) -> None:
    done = run("--engine", "openai", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "with a key" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--engine", "magic"), 2, "'magic' has no models"),
        (("--engine", "compatible"), 2, "give --base-url"),
        (("--engine", "compatible", "--base-url", "http://127.0.0.1:9/v1"), 1, "can't be reached"),
        (("--engine", "openai", "--key-command", "false"), 4, "gave no key"),
    ],
)
def test_what_goes_wrong_is_said(
    arguments: tuple[str, ...], status: int, says: str, tmp_path: Path
) -> None:
    done = run(*arguments, home=tmp_path)
    assert (done.returncode, done.stdout) == (status, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
