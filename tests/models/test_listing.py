"""What a provider offers, asked by both real SDKs."""

import pytest

from interviewer.errors import InterviewerError, KeyMissing, ModelError, ModelUnreachable
from interviewer.models.listing import listings
from interviewer.settings import Settings
from tests.models import plays
from tests.models.conftest import PATHS
from tests.models.loopback import Loopback, Play, loopback

MODELS = b'{"object": "list", "data": [{"id": "b"}, {"id": "a"}], "has_more": false}'


def chosen(engine: str, server: Loopback) -> Settings:
    return Settings(engine=engine, base_url=server.url + PATHS[engine])


@pytest.mark.parametrize("engine", PATHS)
async def test_a_provider_is_asked_what_it_offers(engine: str) -> None:
    async with loopback(plays.body("application/json", MODELS)) as server:
        (listing,) = await listings(chosen(engine, server))
    assert listing.offered == ["a", "b"]
    assert server.received[0].path.partition("?")[0].endswith("/v1/models")


@pytest.mark.parametrize("engine", PATHS)
@pytest.mark.parametrize(
    ("play", "kind", "says"),
    [
        (plays.status(401, {"type": "authentication_error"}), KeyMissing, "one that is valid"),
        (plays.status(404, plays.HTML), ModelError, "404.* instead of a list of models"),
        (plays.status(500), ModelUnreachable, "in trouble"),
        (plays.body("text/html", plays.HTML.encode()), ModelError, "instead of a list of models"),
        (plays.body("application/json", b'{"data": 3}'), ModelError, "a list of models"),
        (plays.body("application/json", b"{"), ModelError, "a list of models"),
        (plays.dropped, ModelUnreachable, "can't be reached"),
    ],
)
async def test_what_goes_wrong_is_said(
    engine: str, play: Play, kind: type[InterviewerError], says: str
) -> None:
    async with loopback(play) as server:
        with pytest.raises(kind, match=says):
            await listings(chosen(engine, server))


async def test_offline_all_engines_are_listed_and_nobody_is_asked() -> None:
    found = await listings(Settings(engine="offline"))
    assert [listing.engine for listing in found] == ["openai", "anthropic", "compatible"]
    assert all(listing.offered is None for listing in found)
