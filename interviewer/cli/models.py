"""`interviewer models`: the language models that can be had."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.options import BaseUrl, Json, settings

if TYPE_CHECKING:
    from interviewer.models.listing import Listing
    from interviewer.models.prices import Price

SCHEMA_VERSION = 1


def models(
    engine: Annotated[
        str | None, typer.Option("--engine", help="Ask this one: openai, anthropic, compatible.")
    ] = None,
    base_url: BaseUrl = None,
    key_command: Annotated[
        str | None, typer.Option("--key-command", help="A command that prints the key.")
    ] = None,
    json: Json = False,
) -> None:
    """List default models by role, known prices, and with --engine what is offered now."""
    import asyncio
    from json import dumps

    from interviewer.models.listing import listings
    from interviewer.models.prices import shipped

    chosen = settings(engine=engine, base_url=base_url, key_command=key_command)
    found = asyncio.run(listings(chosen))
    as_of = shipped().as_of.isoformat()
    if json:
        rows = [plain(listing) for listing in found]
        typer.echo(dumps({"schema_version": SCHEMA_VERSION, "as_of": as_of, "engines": rows}))
        return
    for listing in found:
        typer.echo("\n".join(lines(listing, is_asked=len(found) == 1)))
    typer.echo(f"\nPrices in US dollars for a million tokens, as of {as_of}.")


def plain(listing: "Listing") -> dict[str, Any]:
    return {
        "engine": listing.engine,
        "provider": listing.provider,
        "roles": listing.roles,
        "prices": [price.model_dump(exclude={"engine"}) for price in listing.prices],
        "offered": listing.offered,
    }


def lines(listing: "Listing", *, is_asked: bool) -> Iterator[str]:
    """The listing for a person."""
    yield listing.engine + (f" at {listing.provider}" if listing.provider != listing.engine else "")
    for role, model in listing.roles.items():
        yield f"  {role:12} {model}"
    if not listing.roles:
        yield "  no defaults: name a model by --model, an address by --base-url"
    for price in listing.prices:
        yield f"  {price.model:20} {cost(price)}"
    if listing.offered is not None:
        yield f"  offered now: {', '.join(listing.offered) or 'none'}"
    elif is_asked:
        yield "  what it offers now can be asked with a key; docs/models.md says where keys go"


def cost(price: "Price") -> str:
    above = f", above {price.above_tokens:,} tokens" if price.above_tokens >= 0 else ""
    return f"{price.input:g} in, {price.cached:g} cached, {price.output:g} out{above}"
