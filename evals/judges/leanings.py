"""How a model leans on each judgement: asked once, recorded, and read again without it."""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path

from evals.judges.judgements import PointJudgement
from evals.judges.weighing import Weigher
from interviewer.content import Content
from interviewer.engines.llm.fence import Fence
from interviewer.models.chat import ChatModel
from interviewer.models.recorder import Recorder, Replayer

FOLDER = Path(__file__).parent / "recorded"
# Fixed, so that the same answer has the same fence in every run and a recording is found again.
FENCE = Fence(b"evals")


def recorded(model: str) -> Path:
    return FOLDER / f"{model}.jsonl"


def record(model: ChatModel, name: str, content: Content, wanted: Iterable[PointJudgement]) -> None:
    """Asks `model` and keeps its replies; prompts are left out, since they can be made again."""
    path = recorded(name)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    asyncio.run(leanings(Recorder(model, path), content, wanted))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [{key: line[key] for key in ("version", "key", "model", "reply")} for line in lines]
    path.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")


def replayed(name: str, content: Content, wanted: Iterable[PointJudgement]) -> list[float]:
    """Raises ModelError when a prompt or an answer has changed since the recording."""
    return asyncio.run(leanings(Replayer(recorded(name), name), content, wanted))


async def leanings(
    model: ChatModel, content: Content, wanted: Iterable[PointJudgement]
) -> list[float]:
    """The log-odds of the model's yes, judgement by judgement."""
    weigher = Weigher(model, FENCE)
    return [
        await weigher.leaning(each.row.answer, each.question(content).text, each.point(content))
        for each in wanted
    ]
