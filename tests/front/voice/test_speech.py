"""Voices: each persona has one, engines say what they lack, weights are what they should be."""

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from interviewer.content import Content
from interviewer.errors import CapabilityMissing, UsageError
from interviewer.front.voice import weights
from interviewer.front.voice.mouth import Mouth, WavFolder
from interviewer.front.voice.openai_speech import OpenAISpeech
from interviewer.front.voice.speech import Hibari, SystemVoice, Voice, speech
from interviewer.front.voice.voices import voice_of, voices


def test_every_persona_has_a_voice_and_no_two_sound_alike() -> None:
    content = Content()
    personas = [
        content.round(track, round_).persona.name
        for track in content.track_ids
        for round_ in content.track(track).rounds
    ]
    assert sorted(voices()) == sorted(set(personas))
    assert len({(voice.speed, voice.pitch) for voice in voices().values()}) == len(voices())
    assert voice_of("somebody else") == Voice()


def test_speed_changes_the_length_and_pitch_does_not() -> None:
    engine = Hibari()
    usual = engine.say("The cache takes forty two gigabytes.", Voice())
    fast = engine.say("The cache takes forty two gigabytes.", Voice(speed=1.25))
    deep = engine.say("The cache takes forty two gigabytes.", Voice(pitch=0.85))
    assert len(fast) < 0.9 * len(usual)
    assert len(deep) == pytest.approx(len(usual), rel=0.1)


def test_the_same_sentence_is_said_the_same() -> None:
    engine = Hibari()
    assert np.array_equal(engine.say("Once more.", Voice()), engine.say("Once more.", Voice()))


def test_an_utterance_is_one_file(tmp_path: Path) -> None:
    mouth = Mouth(Hibari(), WavFolder(tmp_path))
    for text in ("Two sentences. They are one utterance.", "Another."):
        mouth.say(text)
        mouth.end()
    mouth.wait()
    mouth.close()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["001.wav", "002.wav"]


def test_off_is_nobody_and_an_unknown_voice_is_a_sentence() -> None:
    assert speech("off") is None
    with pytest.raises(UsageError, match="use hibari, system, openai or off"):
        speech("parrot")


@pytest.mark.skipif(bool(shutil.which("espeak-ng")), reason="the system has a voice here")
def test_a_system_without_a_voice_says_what_to_install() -> None:
    with pytest.raises(CapabilityMissing, match="espeak-ng"):
        speech("system")


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs espeak-ng")
def test_the_system_speaks() -> None:
    assert len(SystemVoice().say("The cache takes forty two gigabytes.", Voice())) > 24_000


class Provider(BaseHTTPRequestHandler):
    asked: dict[str, object]

    def do_POST(self) -> None:
        Provider.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = np.full(2400, 8192, "<i2").tobytes()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def provider() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_openai_speaks_by_the_key_that_is_set(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    sound = OpenAISpeech(base_url=provider).say("A sentence.", Voice(pitch=0.9))
    assert len(sound) == 2400
    assert sound[0] == pytest.approx(0.25)
    assert Provider.asked["input"] == "A sentence."
    assert Provider.asked["voice"] == "onyx"


def test_weights_that_are_not_the_known_ones_are_refused(tmp_path: Path) -> None:
    shipped = weights.SHIPPED["tiny.en"]
    assert Path(weights.weights("tiny.en")).is_dir()
    with pytest.raises(CapabilityMissing, match="SHA-256"):
        weights.verified(shipped._replace(sha256="0" * 64))
    with pytest.raises(CapabilityMissing, match="not installed"):
        weights.verified(shipped._replace(package="no_such_package"))
    assert weights.weights(str(tmp_path)) == str(tmp_path)
