"""What makes an answer suspect: stuffing, echo, words to the grader, a pasted model answer."""

import re
from itertools import accumulate

from interviewer.listening.clauses import WORD, clauses, content_stems, stems
from interviewer.listening.replies import vocabulary
from interviewer.questions import Question
from interviewer.words import STOP_WORDS

# Measured on written answers: prose has 0.35 to 0.55 function words, lists of terms under 0.15.
FEWEST_FUNCTION_WORDS_SHARE = 0.15
FEWEST_WORDS_TO_JUDGE_STYLE = 12
# A list of points has few function words too, but its items are longer than a term.
LIST_MARK = re.compile(r"(?:^|\s)(?:[-–•*]|\(?\[?\d+[.)\]])(?=\s|[A-Za-z])|\n|;|:")
FEWEST_LIST_MARKS = 3
FEWEST_WORDS_AN_ITEM = 2.5
# The most that an honest answer has between its commas is a dozen terms in a row.
AFTER_COMMA = re.compile(r",\s+")
FEWEST_TERMS, FEWEST_TERMS_SHARE, MOST_WORDS_A_TERM = 15, 0.8, 4
ECHO_SHARE = 0.8
ECHO_RUN_WORDS = 5
ECHO_RUNS_SHARE = 0.5
PASTED_RUN_WORDS = 8
PASTED_SHARE = 0.5
# The most fitting third of an answer to its own question: from 0.73, and 0.49 for stories; of one
# to another question: up to 0.64. The whole would be diluted by pleasantries.
ON_TOPIC_SHARE, STORY_ON_TOPIC_SHARE = 0.66, 0.45
CORE_OF_ANSWER = 1 / 3
FEWEST_WORDS_TO_FIT = 3
# Measured on written answers: stories from 1.2 %, other answers up to 0.9 %.
FEWEST_TOLD_SHARE = 0.01
TOLD = re.compile(
    r"""\b(?:was|were|had|did|didn|wasn|weren|went|took|ran|found|built|wrote|made|said|told|got|saw
    |thought|gave|left|led|kept|came|felt|held|lost|showed|brought|became|broke|knew|began|chose
    |(?:i|we|he|she|they)\s+(?:\w+ly\s+)?\w+ed)\b""",
    re.IGNORECASE | re.VERBOSE,
)
FORMULA = re.compile(r"[=×÷·/^√Σ≈<>+*]|\d")
OPERATOR = re.compile(r"[=×÷·^√Σ≈<>+*]")
# Of the words of a line: names of functions and variables stand between the signs of code.
FORMULA_SHARE, OPERATOR_SHARE = 0.5, 0.2
TO_THE_GRADER = re.compile(
    r"""
      \b(ignore|disregard|forget|override)\b.{0,30}
        \b(instructions?|prompts?|rubrics?|guidelines|everything\s+above)\b
    | \b(you\s+are|act\s+as|pretend\s+to\s+be|as)\s+(now\s+)?(a|an|the|my)\s+(\w+\s+)?
        (grader|evaluator|examiner|marker)\b
    | \b(give|award|assign|grant|deserves?|rate|score|mark|grade)\b.{0,40}
        \b(full\s+(marks?|scores?|points?|credit)|(maximum|highest|top|perfect)\s+
        (marks?|score|grade|rating|points?)|\d+\s*/\s*(5|10|100)\b|\d+\s+out\s+of\s+\d+)
    | \b(award|assign|grant)\b.{0,20}\b(maximum|highest)\b
    | \b(dear|to\s+the|note\s+to|attention|hello|hi)\s+(the\s+)?
        (grader|evaluator|examiner|judge|reviewer|marker|llm)\b
    | ^\s*(system|developer|assistant)(\s+(prompt|message))?\s*:
    | \b(new|your|updated|following)\s+system\s+(prompt|message)\b
    | </?\s*(system|assistant|instructions?|answer|rubric)\s*>
    | \b(all|every)\s+(key\s+)?(points?|criteri(a|on)|boxes)\b.{0,30}
        \b(met|covered|satisfied|ticked)
    | \bverdict\b"?\s*[:=]|"?\bscore\b"?\s*[:=]\s*\d|"(criterion|quote)"\s*:
    | \b(decode|decrypt|translate|read\s+backwards)\b(\s+\w+){0,3}\s+(obey|follow|execute|run)\b
    | (?<!\S)[A-Za-z0-9+/]{40,}={0,2}(?!\S) | (?<!\w)(\w\s+){8,}
    """,
    re.IGNORECASE | re.VERBOSE,
)


def without_words_to_the_grader(answer: str) -> tuple[str, bool]:
    """The answer with the clauses that address its grader blanked, and whether there were any.

    Blanked, not cut, so that places in the answer stay what they are.
    """
    spans = [(c.start, c.end) for c in clauses(answer) if TO_THE_GRADER.search(c.text)]
    for start, end in spans:
        answer = answer[:start] + " " * (end - start) + answer[end:]
    return answer, bool(spans)


def is_no_answer(answer: str, asked: str, question: Question, *, is_opening: bool) -> bool:
    """Whether it answers nothing by its form: terms without sentences, or the question again.

    An opening must also be about its question; a follow-up is judged by what it asks for.
    """
    is_long_enough = len(answer.split()) >= FEWEST_WORDS_TO_JUDGE_STYLE
    is_elsewhere = is_opening and is_long_enough and is_beside(answer, question)
    return is_elsewhere or is_stuffed(answer) or is_echo(answer, asked)


def is_stuffed(answer: str) -> bool:
    """Whether it is a bag of terms: no sentences between commas, or next to no function words.

    A list of points and a formula are neither.
    """
    if is_enumeration(answer):
        return True
    prose = "\n".join(line for line in answer.splitlines() if not is_formula(line))
    words = [word.lower() for word in WORD.findall(prose)]
    if len(words) < FEWEST_WORDS_TO_JUDGE_STYLE or is_list(prose, len(words)):
        return False
    return sum(word in STOP_WORDS for word in words) / len(words) < FEWEST_FUNCTION_WORDS_SHARE


def is_enumeration(answer: str) -> bool:
    """Whether it is little more than terms between commas."""
    terms = [len(part.split()) for part in AFTER_COMMA.split(answer)]
    short = sum(words <= MOST_WORDS_A_TERM for words in terms)
    return len(terms) >= FEWEST_TERMS and short / len(terms) >= FEWEST_TERMS_SHARE


def is_list(text: str, words: int) -> bool:
    marks = len(LIST_MARK.findall(text))
    return marks >= FEWEST_LIST_MARKS and words / marks >= FEWEST_WORDS_AN_ITEM


def is_formula(line: str) -> bool:
    tokens = line.split() or [line]
    signs, operators = (
        sum(bool(mark.search(token)) for token in tokens) / len(tokens)
        for mark in (FORMULA, OPERATOR)
    )
    return signs >= FORMULA_SHARE or operators >= OPERATOR_SHARE


def is_echo(answer: str, asked: str) -> bool:
    """Whether it says the question again: its words, and in its order."""
    said = content_stems(answer)
    runs = word_runs(answer, ECHO_RUN_WORDS)
    if not said or not runs:
        return False
    words_share = len(said & content_stems(asked)) / len(said)
    runs_share = len(runs & word_runs(asked, ECHO_RUN_WORDS)) / len(runs)
    return words_share >= ECHO_SHARE and runs_share >= ECHO_RUNS_SHARE


def is_pasted(answer: str, question: Question) -> bool:
    """Whether half of its runs of eight words stand in a model answer."""
    mine = word_runs(answer, PASTED_RUN_WORDS)
    models = [word_runs(text, PASTED_RUN_WORDS) for text in vars(question.model_answer).values()]
    return bool(mine) and max(len(mine & one) for one in models) / len(mine) >= PASTED_SHARE


def is_beside(answer: str, question: Question) -> bool:
    """Whether too few of its words belong to the question: another question's answer.

    A story may be about anything; what is asked for a story and tells none may not.
    """
    is_story = question.kind == "behavioural" and tells_a_story(answer)
    fewest = STORY_ON_TOPIC_SHARE if is_story else ON_TOPIC_SHARE
    known = vocabulary(question)
    said = core(answer, known)
    return bool(said) and len(said & known) / len(said) < fewest


def tells_a_story(answer: str) -> bool:
    return len(TOLD.findall(answer)) >= FEWEST_TOLD_SHARE * len(answer.split())


def core(answer: str, known: frozenset[str]) -> frozenset[str]:
    """The meaningful stems of the clauses that fit best, a third of the answer."""

    def fit(content: frozenset[str]) -> float:
        is_long_enough = len(content) >= FEWEST_WORDS_TO_FIT
        return len(content & known) / len(content) if is_long_enough else 0.0

    contents = sorted((clause.content for clause in clauses(answer)), key=fit, reverse=True)
    enough = CORE_OF_ANSWER * sum(map(len, contents))
    before = accumulate(map(len, contents), initial=0)
    return frozenset().union(
        *(content for content, words in zip(contents, before, strict=False) if words < enough)
    )


def word_runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = stems(text)
    return {words[i : i + length] for i in range(len(words) - length + 1)}
