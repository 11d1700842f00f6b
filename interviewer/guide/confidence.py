"""How sure it is that what was found answers what was asked."""

import math
from dataclasses import dataclass

# Fitted by logistic regression on evals/retrieval/queries.jsonl. The glossary's weight is half of
# the fitted one, since it was written with those queries in mind; the bias is set so that 1% of
# the answerable queries there are refused.
BIAS = -5.2
PER_SIMILARITY = 7.5
PER_COVERAGE = 4.4
AGREED = 1.1
MEANT = 1.0
# By hand: enough to outweigh that all its other words are known.
ELSEWHERE = -4.0
# Of words alone, without vectors, a coverage of 0.4 decides.
BIAS_OF_WORDS = -3.2
PER_COVERAGE_OF_WORDS = 8.0
KNOWN = 0.5


@dataclass(frozen=True)
class Signs:
    """What the first hits show: cosine similarity, share of the query's information held, 0 to 1;
    whether words and vectors agree on the first; whether the glossary knew what is meant, and
    whether it knows the subject as one that the guide leaves to others.

    `similarity` is None where there are no vectors.
    """

    similarity: float | None
    coverage: float
    is_agreed: bool
    is_meant: bool
    leads_elsewhere: bool = False


def confidence(signs: Signs) -> float:
    """The probability, 0 to 1, that an answer is among the first hits."""
    if signs.similarity is None:
        return probability(
            BIAS_OF_WORDS
            + PER_COVERAGE_OF_WORDS * signs.coverage
            + ELSEWHERE * signs.leads_elsewhere
        )
    return probability(
        BIAS
        + PER_SIMILARITY * signs.similarity
        + PER_COVERAGE * signs.coverage
        + AGREED * signs.is_agreed
        + MEANT * signs.is_meant
        + ELSEWHERE * signs.leads_elsewhere
    )


def probability(evidence: float) -> float:
    return round(1 / (1 + math.exp(-evidence)), 3)
