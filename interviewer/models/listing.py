"""What `interviewer models` lists: defaults by role, known prices, and what a provider offers."""

from dataclasses import dataclass, field

from interviewer.models.defaults import Role, defaults
from interviewer.models.faults import Place
from interviewer.models.keys import has_key
from interviewer.models.prices import Price, own, shipped
from interviewer.models.roles import ENGINES, provider, wire_for
from interviewer.settings import Settings


@dataclass(frozen=True)
class Listing:
    """`offered` is None where the provider was not asked."""

    engine: str
    provider: str
    roles: dict[Role, str]
    prices: list[Price] = field(default_factory=list)
    offered: list[str] | None = None


async def listings(settings: Settings) -> list[Listing]:
    """Of the engine that the settings choose, with what its provider offers now if there is a key
    to ask with; of all engines, without asking anybody, where they choose the offline one.

    Raises KeyMissing, UsageError or ModelError where the provider was asked in vain.
    """
    if settings.engine == "offline":
        return [known(settings.model_copy(update={"engine": engine})) for engine in ENGINES]
    if settings.engine in ENGINES and not has_key(settings.engine, settings.key_command):
        return [known(settings)]
    return [known(settings, await offered(settings))]


def known(settings: Settings, names: list[str] | None = None) -> Listing:
    engine = settings.engine
    priced = [p for p in (*own().prices, *shipped().prices) if p.engine == engine]
    roles = defaults().roles.get(engine, {})
    return Listing(engine, provider(settings), roles, priced, names)


async def offered(settings: Settings) -> list[str]:
    wire = wire_for(settings)
    try:
        return sorted(await wire.models(Place(settings.engine, provider(settings))))
    finally:
        await wire.close()
