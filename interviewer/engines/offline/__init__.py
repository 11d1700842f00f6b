"""The engine that needs no key and no network: authored content, matching, calculators."""

from interviewer.engines.offline.engine import OfflineEngine

__all__ = ["OfflineEngine"]
