"""JSON Schemas as providers take them, and the JSON object in what a model said."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from interviewer.models.chat import Shape

FENCED = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)
# platform.claude.com/docs/en/build-with-claude/structured-outputs, JSON Schema limitations.
NOT_FOR_ANTHROPIC = frozenset(
    {"minLength", "maxLength", "minimum", "maximum", "multipleOf", "minItems", "maxItems"}
    | {"exclusiveMinimum", "exclusiveMaximum", "uniqueItems", "pattern"}
)
# developers.openai.com/api/docs/guides/structured-outputs, supported properties.
NOT_FOR_OPENAI = frozenset({"minLength", "maxLength", "uniqueItems", "default"})


def shape_of(model: type[BaseModel], name: str) -> Shape:
    """The shape of replies that `model` validates."""
    return Shape(name, closed(model.model_json_schema()))


def by_tool(system: str, shape: Shape) -> str:
    """`system` for a model that gives the shape to a tool; not every server can force it to."""
    return f"{system}\n\nGive your whole answer to the tool {shape.name}; say nothing else."


def closed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """`schema` with every object closed and every field required, as strict modes want it."""
    kept = {key: inside(value, closed) for key, value in schema.items() if key != "title"}
    if "properties" in kept:
        kept |= {"additionalProperties": False, "required": list(kept["properties"])}
    return kept


def without(schema: Mapping[str, Any], keywords: frozenset[str]) -> dict[str, Any]:
    """`schema` less the keywords that a provider refuses; names of fields are left alone."""
    return {
        key: fields(value, keywords)
        if key in ("properties", "$defs")
        else inside(value, lambda part: without(part, keywords))
        for key, value in schema.items()
        if key not in keywords
    }


def fields(named: Mapping[str, Any], keywords: frozenset[str]) -> dict[str, Any]:
    return {name: without(schema, keywords) for name, schema in named.items()}


def inside(value: Any, change: Any) -> Any:
    if isinstance(value, Mapping):
        return change(value)
    if isinstance(value, list):
        return [inside(item, change) for item in value]
    return value


def object_in(text: str) -> str | None:
    """The one JSON object that `text` is, fenced or bare; None for prose and broken JSON."""
    fenced = FENCED.fullmatch(text.strip())
    found = fenced.group(1) if fenced else text.strip()
    try:
        return found if isinstance(json.loads(found), dict) else None
    except ValueError:
        return None
