"""What was sent as batches, in a file that outlives the process that sent it."""

from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from interviewer.errors import RecordError
from interviewer.loader import Written
from interviewer.models.faults import Place

Status = Literal["under_way", "ended", "failed"]


class Shard(Written):
    """What was sent as one batch. All its items share a shape, by name."""

    batch: str
    items: tuple[str, ...]
    shape: str | None = None
    status: Status = "under_way"
    is_collected: bool = False


class State(Written):
    version: Literal[1] = 1
    engine: str
    model: str
    shards: tuple[Shard, ...] = ()

    @property
    def sent(self) -> set[str]:
        """Items that need not be sent again."""
        return {item for s in self.shards if s.status != "failed" for item in s.items}

    def with_more(self, shard: Shard) -> "State":
        return self.model_copy(update={"shards": (*self.shards, shard)})

    def without_failed(self) -> "State":
        return self.model_copy(
            update={"shards": tuple(s for s in self.shards if s.status != "failed")}
        )

    def with_change(self, shard: Shard, **fields: object) -> "State":
        changed = shard.model_copy(update=fields)
        shards = tuple(changed if s.batch == shard.batch else s for s in self.shards)
        return self.model_copy(update={"shards": shards})


def write(state: State, file: Path) -> None:
    """Whole or not at all."""
    beside = file.with_suffix(".new")
    beside.write_text(state.model_dump_json(indent=1), encoding="utf-8")
    beside.replace(file)


def read(file: Path, place: Place) -> State:
    """Raises RecordError for a state that can't be read or is another engine's or model's."""
    if not file.exists():
        return State(engine=place.engine, model=place.model)
    try:
        state = State.model_validate_json(file.read_bytes())
    except ValidationError:
        raise RecordError(f"{file} is no state of batches; move it away to begin anew") from None
    if (state.engine, state.model) != (place.engine, place.model):
        raise RecordError(
            f"{file} belongs to batches of {state.model} by {state.engine}; go on with these, or "
            "move it away to begin anew"
        )
    return state
