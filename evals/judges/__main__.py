"""Compares a local model's judgement with the offline engine's and with length alone.

python -m evals.judges [--model NAME]
python -m evals.judges --record --base-url http://127.0.0.1:8080/v1 --model NAME
"""

import argparse

from evals.judges.judgements import judgements
from evals.judges.leanings import record
from evals.judges.table import JUDGES, evidence, fitted, results
from interviewer.content import Content
from interviewer.models.roles import chat_model
from interviewer.settings import resolve

DEFAULT_MODEL = "qwen2.5-coder-1.5b"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--record", action="store_true", help="ask the model anew")
    parser.add_argument("--base-url", help="the server to ask")
    asked = parser.parse_args()
    if asked.record:
        chosen = {"engine": "compatible", "base_url": asked.base_url, "model": asked.model}
        wanted = [*judgements("development"), *judgements("held_out")]
        record(chat_model(resolve(chosen)[0], "grader"), asked.model, Content(), wanted)
    print("\n".join(table(asked.model)))


def table(model: str) -> list[str]:
    """Markdown; then the weights of the last judge."""
    lines = [f"| judge ({model}) | accuracy [95%] | AUC | same length: accuracy | AUC |"]
    lines.append("|---|---|---|---|---|")
    every, matched = (results(model, matched_only=only) for only in (False, True))
    for one, same in zip(every, matched, strict=True):
        low, high = one.interval
        lines.append(
            f"| {one.judge} | {one.accuracy:.3f} [{low:.2f}, {high:.2f}] | {one.auc:.3f} "
            f"| {same.accuracy:.3f} | {same.auc:.3f} |"
        )
    learnt = evidence("development", model)
    weights = fitted(JUDGES["both, weighed"](learnt), learnt.is_made)
    return [*lines, "", "weights: " + ", ".join(f"{weight:.2f}" for weight in weights)]


if __name__ == "__main__":
    main()
