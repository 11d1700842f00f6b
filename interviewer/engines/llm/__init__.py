"""The engine that decides by a language model, and keeps in code what must not be left to one."""

from interviewer.engines.llm.engine import LlmEngine

__all__ = ["LlmEngine"]
