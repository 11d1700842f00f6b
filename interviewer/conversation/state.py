"""What the graph carries from node to node: plain JSON, no more than a bookmark."""

from typing import TypedDict


class State(TypedDict, total=False):
    """Everything else is read from the record.

    round, question   positions in the plan, from 0
    turn              how many questions have been asked in the session
    move              the next move as JSON, or None when the question is done
    open              the id of the question that waits for an answer
    recorded          how many events the record held when the last node was done
    """

    round: int
    question: int
    turn: int
    move: dict[str, object] | None
    open: str | None
    recorded: int
