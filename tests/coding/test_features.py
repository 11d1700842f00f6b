"""Follow-ups are about the candidate's own code: what is in it, and on which line."""

from interviewer.coding.features import features, fitting
from interviewer.coding.problem import FollowUp, problem
from interviewer.coding.reviewing import reviewed
from interviewer.coding.running import Inputs, run
from interviewer.coding.sandbox import LimitsOnly
from interviewer.rubric import Signals

CODE = """import numpy as np

def solve(x):
    rows = [np.sort(row) for row in x]
    for row in rows:
        for each in row:
            pass
    return np.stack(rows).copy() @ x
"""
POINT = Signals(phrasings=("one", "two"), cues=("one",))


def follow_up(ask: str, *features: str, lacks: tuple[str, ...] = ()) -> FollowUp:
    return FollowUp(features=features, lacks=lacks, ask=ask, point=POINT, because="So.")


def test_features_stand_on_their_lines() -> None:
    found = features(CODE)
    assert found["sort"] == found["loop"] == 4
    assert found["nested-loop"] == 5
    assert found["matmul"] == found["copy"] == found["calls:stack"] == 8
    assert "recursion" not in found


def test_code_that_does_not_parse_has_none() -> None:
    assert features("def f(:") == {}


def test_a_function_that_calls_itself_recurses() -> None:
    assert features("def f(n):\n    return f(n - 1)\n")["recursion"] == 2


def test_follow_ups_fit_the_code_and_name_its_lines() -> None:
    asks = (
        follow_up("Anything else?"),
        follow_up("Line {line} sorts?", "sort"),
        follow_up("Line {line} recurses?", "recursion"),
        follow_up("No loop?", lacks=("loop",)),
    )
    assert [ask for ask, _ in fitting(asks, CODE, 2)] == ["Line 4 sorts?", "Anything else?"]


def test_a_review_reads_what_nobody_runs() -> None:
    asked = problem("online-softmax")
    assert reviewed(asked, asked.starter)[0].endswith("returns nothing")
    assert "does not parse" in reviewed(asked, "def f(:")[0]
    assert "not defined" in reviewed(asked, "import torch\n")[0]
    assert "imports torch" in reviewed(asked, "import torch\n")[1]
    assert reviewed(asked, (asked.folder / "reference.py").read_text()) == []


def test_results_may_share_the_standard_output() -> None:
    """As in a container, which hands on no descriptor: what is printed goes to the errors."""

    class Shared(LimitsOnly):
        passes_descriptors = False

    ran = run(Shared(), "def solve(x):\n    print('{}')\n    return x\n", "solve", [Inputs((3,))])
    assert ran.returned[0].value == 3
    assert ran.printed == "{}\n"
