"""`python -m evals.calculator_docs`: writes docs/calculators from the calculators themselves.

A page per topic, a section per calculator with its worked example, and the page that compares
our results with published ones. `--check` writes nothing and exits with 1 if a page is stale.
"""

import sys
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from pathlib import Path

from evals import compared
from interviewer.checking.calculators import (
    Answer,
    Calculator,
    InputSpec,
    answer,
    fillable,
    topics,
)
from interviewer.checking.typed import command_line, option, unit_of, written

FOLDER = Path(__file__).parents[1] / "docs" / "calculators"
NOTICE = "<!-- Written by `python -m evals.calculator_docs`; change the calculators instead. -->"
INDEX = """# Calculators

{count} calculators, by topic. Each takes its inputs as you would write them (`128k`, `80GB`,
`3.35TB/s`, `400Gb/s`, `5%`, `$2/h`), and many fill them in from `--model`, `--gpu`, `--link` and
`--dtype`. `interviewer calc NAME --help` says the same on the terminal. How our results compare
with published ones, and where other tools differ: [compared](compared.md).
"""

# Topics whose words have a spelling of their own.
NAMES = {
    "flash-attention": "FlashAttention",
    "gemm": "GEMM",
    "kv-cache": "KV cache",
    "littles-law": "Little's law",
    "lora": "LoRA",
    "mfu": "MFU",
    "moe": "Mixture of experts",
    "training-flops": "Training FLOPs",
    "zero-memory": "ZeRO memory",
}


def pages() -> dict[str, str]:
    """Every page by its file name."""
    found = {f"{topic}.md": page(topic, entries) for topic, entries in topics().items()}
    return {"README.md": index(), "compared.md": paged(compared.page()), **found}


def paged(text: str) -> str:
    return f"{NOTICE}\n\n{text.strip()}\n"


def index() -> str:
    found = topics()
    count = sum(len(entries) for entries in found.values())
    rows = [
        f"| [{topic}]({topic}.md) | {', '.join(f'`{entry.name}`' for entry in entries)} |"
        for topic, entries in found.items()
    ]
    return paged(
        "\n".join([INDEX.format(count=count), "| topic | calculators |", "|---|---|", *rows])
    )


def page(topic: str, entries: Iterable[Calculator]) -> str:
    words = NAMES.get(topic) or topic.replace("-", " ")
    title = f"# {words[0].upper()}{words[1:]}"
    return paged("\n\n".join([title, *(section(entry) for entry in entries)]))


def section(entry: Calculator) -> str:
    """Summary, formula, inputs, a worked example and sources of one calculator."""
    summary, _, rest = cleandoc(entry.function.__doc__ or "").partition("\n")
    worked = example(entry)
    parts = [
        f"## {entry.name}",
        summary,
        rest.strip(),
        f"**Formula** `{entry.formula}`, in {unit_said(entry.unit)}.",
        "\n".join(inputs(entry)),
        "\n".join(working(entry, worked)),
        "**Sources** " + "; ".join(cited(worked)) + ".",
    ]
    return "\n\n".join(part for part in parts if part)


def example(entry: Calculator) -> Answer:
    """The worked example, run through the same door as the command."""
    typed = {name: written(entry.inputs[name], value) for name, value in entry.example.items()}
    return answer(entry.name, typed)


def inputs(entry: Calculator) -> Iterator[str]:
    yield "| input | unit | default | meaning |"
    yield "|---|---|---|---|"
    for name, spec in entry.inputs.items():
        cells = (f"`{option(name)}`", unit_of(spec) or "-", default(entry, spec), meant(spec))
        yield f"| {' | '.join(cells)} |"
    if kinds := fillable(entry):
        names = ", ".join(f"`--{kind}`" for kind in kinds)
        yield f"\nFilled in by {names}."


def default(entry: Calculator, spec: InputSpec) -> str:
    if spec.name in entry.required:
        return "needed"
    value = entry.defaults[spec.name]
    return "none" if value is None else f"`{written(spec, value)}`"


def meant(spec: InputSpec) -> str:
    choices = f": {', '.join(f'`{choice}`' for choice in spec.choices)}" if spec.choices else ""
    return spec.field.meaning + choices


def working(entry: Calculator, worked: Answer) -> Iterator[str]:
    """The example as typed, what it gives, its steps and what they assume."""
    yield f"```console\n$ {command_line(entry, entry.example)}\n{worked.shown}\n```\n"
    for number, step in enumerate(worked.result.steps, start=1):
        yield f"{number}. {step}"
    if worked.result.assumptions:
        yield f"\n**Assumes** {'; '.join(worked.result.assumptions)}."


def cited(worked: Answer) -> Iterator[str]:
    for source in worked.sources:
        is_link = source.ref.startswith("http")
        yield f"[{source.title}]({source.ref})" if is_link else named(source.title, source.ref)


def named(title: str, reference: str) -> str:
    """A repository's file becomes a link to the repository."""
    if not reference.startswith("github:"):
        return title
    repository, _, file = reference.removeprefix("github:").partition(" ")
    return f"[{title}](https://github.com/{repository}){f', `{file}`' if file else ''}"


def unit_said(unit: str) -> str:
    return "a plain ratio" if unit == "1" else f"`{unit}`"


def main() -> None:
    """Writes the pages, or with `--check` names those that are stale."""
    new = pages()
    old = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))
    if "--check" in sys.argv[1:]:
        for name in stale:
            print(f"docs/calculators/{name} is stale: run python -m evals.calculator_docs")
        raise SystemExit(bool(stale))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in new:
            (FOLDER / name).write_text(new[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    print(f"{len(new)} pages, {len(stale)} written")


if __name__ == "__main__":
    main()
