"""The interview as a graph: wiring only. One flat graph, a cursor in its state.

plan → open_round → ask → listen → check → judge → decide
                     ↑                               │ follow-up or next question
                     └───────────────────────────────┤
            open_round ← (rounds left) score_round ←─┘
                                          └→ committee → debrief → END
"""

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from interviewer.conversation.nodes import Conversation
from interviewer.conversation.state import State

# Beyond any interview: five rounds of a dozen questions with all follow-ups.
MOST_STEPS = 10_000


def build(
    conversation: Conversation, saver: BaseCheckpointSaver[str] | None = None
) -> CompiledStateGraph[State, None, State, State]:
    graph = StateGraph(State)
    for name in (
        "plan",
        "open_round",
        "ask",
        "listen",
        "check",
        "judge",
        "decide",
        "score_round",
        "committee",
        "debrief",
    ):
        graph.add_node(name, getattr(conversation, name))
    graph.add_edge(START, "plan")
    graph.add_edge("plan", "open_round")
    graph.add_edge("open_round", "ask")
    graph.add_edge("ask", "listen")
    graph.add_edge("listen", "check")
    graph.add_edge("check", "judge")
    graph.add_edge("judge", "decide")
    graph.add_conditional_edges("decide", after_deciding, ["ask", "score_round"])
    rounds = len(conversation.header.rounds)
    graph.add_conditional_edges(
        "score_round",
        lambda state: "open_round" if state["round"] < rounds else "committee",
        ["open_round", "committee"],
    )
    graph.add_edge("committee", "debrief")
    graph.add_edge("debrief", END)
    return graph.compile(checkpointer=saver)


def after_deciding(state: State) -> str:
    return "ask" if state["move"] else "score_round"
