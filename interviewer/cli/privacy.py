"""`interviewer privacy`: what is sent where, and what is kept."""

import typer

from interviewer.cli.options import BaseUrl, Engine, Json, Redact, settings

SCHEMA_VERSION = 1


def privacy(
    engine: Engine = None, base_url: BaseUrl = None, redact: Redact = None, json: Json = False
) -> None:
    """Say what is sent where with the settings in force, what never is, and what is kept here."""
    from json import dumps

    from interviewer.privacy.places import NEVER_SENT, SENT, place

    chosen = settings(engine=engine, base_url=base_url, redact=redact)
    here = place(chosen)
    if json:
        values = {
            "schema_version": SCHEMA_VERSION,
            "engine": here.engine,
            "provider": here.provider if here.has_models else None,
            "is_local": here.is_local,
            "is_redacted": here.is_redacted,
            "sent": SENT if here.has_models else None,
            "never_sent": NEVER_SENT,
            "kept_in": str(chosen.data_dir),
        }
        typer.echo(dumps(values, ensure_ascii=False))
        return
    for sentence in here.sentences:
        typer.echo(sentence)
    typer.echo(
        f"Kept on this machine, in {chosen.data_dir}: your sessions and documents. "
        "`interviewer sessions delete ID` removes a session with all that is kept of it."
    )
