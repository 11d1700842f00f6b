"""Redaction: who somebody is does not leave the machine, and quotes come back as they were said."""

import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.models.chat import Called, Message, Piece, Request, Said
from interviewer.privacy.redaction import Redacting, Redaction
from interviewer.settings import Settings
from tests.engines.scripted import Scripted

SETTINGS = Settings(
    redact=True, candidate_name="Ana María Lopez", employers="Initech, Umbrella Corp"
)
CV = (
    "I am Ana Lopez (ana.lopez+jobs@mail.example.org, +49 170 1234567, 030/123 45 67 89). At "
    "Initech and later at umbrella corp I cut cost by 40%. See https://example.org/ana?x=1 and "
    "github.com/ana-l. María can tell."
)
PRIVATE = (
    "Ana", "Lopez", "María", "example.org", "1234567", "123 45", "Initech", "umbrella", "github",
)  # fmt: skip


def redaction() -> Redaction:
    return Redaction.of(SETTINGS)


def test_nothing_that_says_who_somebody_is_stays() -> None:
    sent = redaction().redacted(CV)
    assert [word for word in PRIVATE if word.lower() in sent.lower()] == []
    assert "I cut cost by 40%" in sent


def test_the_same_thing_gets_the_same_placeholder() -> None:
    hidden = redaction()
    assert hidden.redacted("a@b.de and c@d.de") == "[email-1] and [email-2]"
    assert hidden.redacted("c@d.de") == "[email-2]"


@pytest.mark.parametrize(
    "text",
    [
        "1,117,320,768 bytes",
        "3.35 TB/s at 2048 tokens, batch 32",
        "from 2019 to 2024 with 70 billion parameters",
        "8192 4096 128",
        "analysis and an anagram",
        "989 TFLOPS / 3350 GB/s = 295",
    ],
)
def test_figures_and_plain_words_stay(text: str) -> None:
    assert redaction().redacted(text) == text


@given(st.text())
def test_what_was_hidden_comes_back(text: str) -> None:
    hidden = redaction()
    sent = hidden.redacted(f"{text} {CV}")
    assert hidden.restored(sent) == f"{text} {CV}"


async def test_a_reply_names_things_again_however_it_is_cut() -> None:
    hidden = redaction()
    model = Scripted(["So [name-1] wrote from [email-1] [sic], did they [not"])
    request = Request("s", (Message("user", "Ana is ana@b.de"),))
    said = [piece async for piece in Redacting(model, hidden).respond(request)]
    assert "".join(p.text for p in said if isinstance(p, Said)) == (
        "So Ana wrote from ana@b.de [sic], did they [not"
    )
    assert model.requests[0].messages[0].text == "[name-1] is [email-1]"


async def test_the_arguments_of_a_call_name_things_again() -> None:
    call = Called("1", "tool", json.dumps({"claim": "[employer-1]"}))
    request = Request("s", (Message("user", "Initech"),))
    pieces = Redacting(Scripted([[call]]), redaction()).respond(request)
    assert [p.arguments async for p in calls(pieces)] == ['{"claim": "Initech"}']


async def calls(pieces: AsyncIterator[Piece]) -> AsyncIterator[Called]:
    async for piece in pieces:
        if isinstance(piece, Called):
            yield piece
