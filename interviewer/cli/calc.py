"""`interviewer calc`: the calculators, each with options made from its inputs.

Calculators and parts are read when a command needs them, so that `interviewer --help` stays
quick; what the options of a calculator are called, mean and complete to comes from its inputs.
"""

from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from interviewer.cli import roofline
from interviewer.cli.options import Json

if TYPE_CHECKING:
    from interviewer.checking.calculators import Calculator, InputSpec

Schema = Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the inputs.")]
MEANINGS = {
    "model": "A model that fills inputs, such as 'Llama 3 70B'.",
    "gpu": "A GPU that fills inputs, such as 'H100 SXM'.",
    "link": "A link that fills inputs, such as 'NVLink 4' or 'InfiniBand NDR'.",
    "dtype": "A number format, such as fp8: of the weights, the cache or the arithmetic.",
}


class Calculators(TyperGroup):
    """A command per calculator, made when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        from interviewer.checking.calculators import names

        return names()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Raises UsageError for an unknown name, unless a shell is only completing it."""
        from interviewer.checking.calculators import get, names

        if cmd_name not in names() and ctx.resilient_parsing:
            return None
        return command(get(cmd_name))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        from interviewer.checking.calculators import topics

        for topic, entries in topics().items():
            with formatter.section(topic):
                formatter.write_dl([(entry.name, entry.summary) for entry in entries])


app = typer.Typer(cls=Calculators, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def calc(context: typer.Context, json: Json = False) -> None:
    """Calculators for GPUs and ML systems; without a name, all of them by topic."""
    from json import dumps

    from interviewer.checking.calculators import topics
    from interviewer.errors import UsageError

    if context.invoked_subcommand:
        if json:
            raise UsageError("--json belongs after the calculator's name; write it there")
        return
    entries = [entry for topic in topics().values() for entry in topic]
    if json:
        rows = [{"name": entry.name, "summary": entry.summary} for entry in entries]
        typer.echo(
            dumps({"schema_version": 1, "calculators": sorted(rows, key=lambda r: r["name"])})
        )
        return
    width = max(len(entry.name) for entry in entries)
    for topic, members in topics().items():
        typer.echo(f"{topic}")
        for entry in members:
            typer.echo(f"  {entry.name:<{width}}  {entry.summary}")


def command(entry: "Calculator") -> Any:
    """The command of one calculator, with an option per input and per kind of name."""
    from interviewer.checking.typed import command_line

    one = typer.Typer(rich_markup_mode=None, add_completion=False)

    def run(**options: Any) -> None:
        calculate(entry, options)

    run.__signature__ = Signature(parameters(entry))  # type: ignore[attr-defined]
    run.__doc__ = entry.function.__doc__
    example = f"Example: {command_line(entry, entry.example)}"
    one.command(entry.name, epilog=example)(run)
    return typer.main.get_command(one)


def parameters(entry: "Calculator") -> list[Parameter]:
    from interviewer.checking.calculators import fillable

    kinds = fillable(entry)
    found = [option_of(entry, name) for name in entry.inputs if name not in kinds]
    found += [named_option(kind) for kind in kinds]
    if entry.name == "roofline":
        found += roofline.parameters()
    return [*found, keyword("json", Json, False), keyword("schema", Schema, False)]


def keyword(name: str, annotation: Any, default: Any = None) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def option_of(entry: "Calculator", name: str) -> Parameter:
    from interviewer.checking.typed import option

    spec, text = entry.inputs[name], meaning(entry, entry.inputs[name])
    if spec.type is bool:
        flags = f"{option(name)}/--no-{option(name)[2:]}"
        return keyword(name, Annotated[bool | None, typer.Option(flags, help=text)])
    complete = typer.Option(
        option(name), help=text, metavar=metavar(spec), autocompletion=lambda: list(spec.choices)
    )
    return keyword(name, Annotated[str | None, complete])


def meaning(entry: "Calculator", spec: "InputSpec") -> str:
    """What an input means, with its choices or its default as one would type it."""
    from interviewer.checking.calculators import fillable
    from interviewer.checking.fillable import FILLED_FROM
    from interviewer.checking.typed import written

    notes = [f"one of {', '.join(spec.choices)}"] if spec.choices else []
    if spec.name in entry.required:
        kinds = [f"--{kind}" for kind in fillable(entry) if spec.name in FILLED_FROM[kind]]
        notes.append(f"needed, or {' or '.join(kinds)}" if kinds else "needed")
    elif entry.defaults[spec.name] is not None:
        notes.append(f"default {written(spec, entry.defaults[spec.name])}")
    text = spec.field.meaning
    return f"{text[0].upper()}{text[1:]} [{'; '.join(notes)}]" if notes else text


def metavar(spec: "InputSpec") -> str:
    """The unit that a bare number counts: `BYTES`, `B/s`."""
    from interviewer.checking.typed import unit_of

    unit = unit_of(spec)
    if spec.choices:
        return "NAME"
    return unit.replace(" of ", "_of_").replace(" ", "_") if unit else "NUMBER"


def named_option(kind: Any) -> Parameter:
    complete = typer.Option(
        f"--{kind}", help=MEANINGS[kind], metavar="NAME", autocompletion=lambda: known(kind)
    )
    return keyword(kind, Annotated[str | None, complete])


def known(kind: Any) -> list[str]:
    """All names of a kind, for completion."""
    from interviewer.checking.subjects import known_names

    return known_names(kind)


def calculate(entry: "Calculator", options: dict[str, Any]) -> None:
    """Prints the schema, or the answer as text or JSON; a roofline is also drawn."""
    from json import dumps

    from interviewer.checking.calculators import answer, fillable, schema
    from interviewer.front.working import working

    if options.pop("schema"):
        typer.echo(dumps(schema(entry.name), indent=2))
        return
    json = options.pop("json")
    drawing = roofline.Drawing.taken(options) if entry.name == "roofline" else None
    named = {kind: options.pop(kind) for kind in fillable(entry)}
    given = {name: typed(value) for name, value in options.items() if value is not None}
    kernel = drawing.kernel(given) if drawing else {}
    found = answer(entry.name, given | kernel, **named)
    chart = drawing.chart(found, named["gpu"], stated=not kernel) if drawing else None
    if drawing and chart:
        drawing.save(chart)
    if json:
        drawn = {"roofline": chart.as_dict()} if chart else {}
        typer.echo(dumps({"schema_version": 1, **found.as_dict(), **drawn}))
        return
    typer.echo(working(found))
    if drawing and chart:
        typer.echo()
        drawing.show(chart)


def typed(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value
