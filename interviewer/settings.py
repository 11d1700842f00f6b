"""Settings, and where each came from: flag > environment > project file > user file > default."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, ValidationError, field_validator

from interviewer.errors import UsageError
from interviewer.levels import Level
from interviewer.loader import Written, sentence

APP = "interviewer"
PREFIX = "INTERVIEWER_"
PROJECT_FILE = Path("interviewer.toml")


class Settings(Written):
    """Each field is a flag, an environment variable and a key of the settings files."""

    track: str = Field("mle", description="the loop to practise: ai-pm or mle")
    level: Level = Field("senior", description="how deep it goes: entry, senior or staff")
    engine: str = Field(
        "offline", description="who makes the decisions: offline, openai, anthropic or compatible"
    )
    base_url: str = Field(
        "", description="the address of a compatible server, such as http://127.0.0.1:8080/v1"
    )
    model: str = Field("", description="the model for every role; empty takes the defaults")
    interviewer_model: str = Field("", description="the model that speaks")
    grader_model: str = Field("", description="the model that judges answers")
    checker_model: str = Field("", description="the model that finds the numbers in answers")
    key_command: str = Field("", description="a command that prints the provider's key")
    max_cost: float | None = Field(
        None, gt=0, description="the most a session or a batch may cost, in US dollars"
    )
    redact: bool = Field(
        False, description="hide addresses, numbers, links and names from the provider"
    )
    candidate_name: str = Field("", description="your name, which --redact hides")
    employers: str = Field("", description="names that --redact hides, divided by commas")
    content: Path | None = Field(None, description="a folder with tracks of your own")
    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir(APP)),
        description="where sessions and documents are kept",
    )
    store: str = Field(
        "", description="a Chroma server for the guide, such as http://127.0.0.1:8000"
    )
    embedding: str = Field(
        "local", description="what makes the guide's vectors: local, openai or openai:MODEL"
    )
    voice_in: str = Field(
        "tiny.en", description="what hears: tiny.en, another Whisper model, a folder, or off"
    )
    voice_out: str = Field("hibari", description="who speaks: hibari, system, openai or off")
    microphone: str = Field("", description="a part of the microphone's name")
    speaker: str = Field("", description="a part of the speaker's name")
    plain: bool = Field(False, description="no colours, panels or live clock")

    @field_validator("store")
    @classmethod
    def is_a_chroma_server(cls, store: str) -> str:
        url = urlsplit(store)
        if store and not (url.scheme in {"http", "https"} and url.hostname):
            raise ValueError(
                "must be the http:// or https:// address of a Chroma server, such as "
                "http://127.0.0.1:8000, or empty for a folder; other databases are not supported"
            )
        return store

    @field_validator("embedding")
    @classmethod
    def is_an_embedding(cls, embedding: str) -> str:
        kind, mark, model = embedding.partition(":")
        if kind not in {"local", "openai"} or (mark and (kind == "local" or not model.strip())):
            raise ValueError("must be local, openai or openai:MODEL")
        return embedding

    @property
    def sessions(self) -> Path:
        return self.data_dir / "sessions"

    @property
    def guide(self) -> Path:
        return self.data_dir / "guide"


def user_file() -> Path:
    return Path(platformdirs.user_config_dir(APP)) / "config.toml"


def resolve(flags: Mapping[str, Any] | None = None) -> tuple[Settings, dict[str, str]]:
    """The settings in force, and the origin of each by name.

    Flags that are None were not given. Raises UsageError naming origin, field and fault.
    """
    values: dict[str, Any] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    for origin, layer in layers(flags or {}):
        check(origin, layer)
        values |= layer
        origins |= dict.fromkeys(layer, origin)
    return Settings.model_validate(values), origins


def layers(flags: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every source with what it sets, the weakest first."""
    given = {name: value for name, value in flags.items() if value is not None}
    return [
        (str(user_file()), from_file(user_file())),
        (str(PROJECT_FILE), from_file(PROJECT_FILE)),
        ("environment", from_environment()),
        ("flag", given),
    ]


def from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: can't be read as TOML ({error}); mend or remove it") from None


def from_environment() -> dict[str, Any]:
    found = ((name, os.environ.get(PREFIX + name.upper())) for name in Settings.model_fields)
    return {name: value for name, value in found if value}


def check(origin: str, layer: dict[str, Any]) -> None:
    try:
        Settings.model_validate(layer)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise UsageError(f"settings from {origin}: {sentence(fault, Settings)}") from None
