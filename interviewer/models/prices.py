"""What tokens cost: dated prices of models that are known; of others there are only tokens."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import platformdirs
from pydantic import Field

from interviewer.loader import Written, load
from interviewer.models.chat import Usage

FILE = Path(__file__).with_name("prices.toml")
SNAPSHOT = re.compile(r"-(\d{4}-\d{2}-\d{2}|\d{8})$")
MILLION = 1_000_000


class Price(Written):
    """US dollars for a million tokens, of requests with more input than `above_tokens`."""

    engine: str
    model: str
    input: float = Field(ge=0)
    cached: float = Field(ge=0)
    written: float = Field(ge=0)
    output: float = Field(ge=0)
    above_tokens: int = Field(-1, ge=-1)

    def usd(self, used: Usage) -> float:
        fresh = used.input - used.cached - used.written
        parts = (
            (fresh, self.input),
            (used.cached, self.cached),
            (used.written, self.written),
            (used.output, self.output),
        )
        return sum(tokens * price for tokens, price in parts) / MILLION


class Prices(Written):
    """`batch_share` of the price is what batch services ask."""

    as_of: date
    sources: tuple[str, ...] = ()
    batch_share: float = Field(1, gt=0, le=1)
    prices: tuple[Price, ...]


def usd(engine: str, model: str, used: Usage) -> float | None:
    """What `used` costs; None where no price is known."""
    of_size = [p for p in known(engine, model) if p.above_tokens < used.input]
    price = max(of_size, key=lambda p: p.above_tokens, default=None)
    return price.usd(used) if price else None


def batch_usd(engine: str, model: str, used: Usage) -> float | None:
    """What `used` costs where it came by a batch service."""
    cost = usd(engine, model, used)
    return None if cost is None else cost * shipped().batch_share


def known(engine: str, model: str) -> list[Price]:
    """The prices of `model`, yours before ours; a dated snapshot costs what its model does."""
    for prices in (own(), shipped()):
        for name in (model, SNAPSHOT.sub("", model)):
            if found := [p for p in prices.prices if (p.engine, p.model) == (engine, name)]:
                return found
    return []


@cache
def shipped() -> Prices:
    return load(FILE, Prices)


def own() -> Prices:
    """Prices of your own, in the same form, beside your settings."""
    path = own_file()
    return load(path, Prices) if path.exists() else Prices(as_of=date.min, prices=())


def own_file() -> Path:
    return Path(platformdirs.user_config_dir("interviewer")) / "prices.toml"
