"""Word error rate, number fidelity and jargon of what was heard against what was meant."""

import re
from dataclasses import dataclass

from interviewer.checking.claims import check
from interviewer.checking.spoken import numerals

UNITS = {
    "gb": "gigabytes", "tb": "terabytes", "mb": "megabytes", "kb": "kilobytes",
    "ms": "milliseconds",
    "tb/s": "terabytes per second", "gb/s": "gigabytes per second", "%": "percent",
    "tflops": "teraflops", "gpus": "gpus", "dollars": "", "$": "", "cents": "",
}  # fmt: skip
SPELLINGS = {
    "quantising": "quantizing", "utilisation": "utilization", "datasheet": "data sheet",
    "allreduce": "all reduce", "flashattention": "flash attention", "doesnt": "doesn't",
    "pagedattention": "paged attention", "optimiser": "optimizer", "pcie": "pci express",
    "nvlink": "nv link", "microbatch": "micro batch", "microbatches": "micro batches",
}  # fmt: skip
TOKEN = re.compile(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?|[a-z]+\d+[a-z]*|[a-z']+|%|\$", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Lower case; numbers by value, units and spellings in one form, no punctuation."""
    shown, at = "", 0
    for numeral in numerals(text):
        shown += text[at : numeral.start] + f" {numeral.value:g} "
        at = numeral.end
    plain = (shown + text[at:]).lower().replace("’", "'")
    plain = re.sub(r"\b(tb|gb)/s\b", lambda m: UNITS[m.group().lower()], plain)
    found = [UNITS.get(word, SPELLINGS.get(word, word)) for word in TOKEN.findall(plain)]
    return " ".join(found).replace("'", "").split()


def errors(meant: list[str], heard: list[str]) -> int:
    """The edit distance in words."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(meant, 1):
        last, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (word != other))
    return row[-1]


@dataclass(frozen=True)
class Sentence:
    said: str
    means: str
    jargon: tuple[str, ...]
    half: str = "tuned"


@dataclass(frozen=True)
class Figures:
    """One sentence, as counts that add up over many."""

    words: int
    word_errors: int
    numbers: int
    numbers_kept: int
    numbers_heard: int
    jargon: int
    jargon_kept: int
    verdicts: int
    verdicts_kept: int
    accused: int

    def __add__(self, other: "Figures") -> "Figures":
        both = zip(vars(self).values(), vars(other).values(), strict=True)
        return Figures(*(a + b for a, b in both))


NOTHING = Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def measured(sentence: Sentence, raw: str, heard: str) -> Figures:
    """`raw` is what was heard, `heard` the same once doubted numbers are settled."""
    meant, found = words(sentence.means), words(heard)
    said = verdicts(sentence.means)
    checked = verdicts(heard)
    terms = " ".join(words(heard))
    return Figures(
        words=len(meant),
        word_errors=errors(meant, found),
        numbers=len(values(sentence.means)),
        numbers_kept=kept(values(sentence.means), values(heard)),
        numbers_heard=kept(values(sentence.means), values(raw)),
        jargon=len(sentence.jargon),
        jargon_kept=sum(" ".join(words(term)) in terms for term in sentence.jargon),
        verdicts=len(said),
        verdicts_kept=kept(said, checked),
        accused=sum(verdict == "wrong" for verdict in checked)
        > sum(verdict == "wrong" for verdict in said),
    )


def values(text: str) -> list[str]:
    return [f"{numeral.value:.4g}" for numeral in numerals(text)]


def verdicts(text: str) -> list[str]:
    return [claim.verdict for claim in check(text)]


def kept(meant: list[str], found: list[str]) -> int:
    """How many of `meant` stand in `found`, each counted once."""
    left = list(found)
    count = 0
    for each in meant:
        if each in left:
            left.remove(each)
            count += 1
    return count
