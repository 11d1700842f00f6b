"""Sessions: begun, resumed, kept on disk, driven by any front end."""

from interviewer.session.session import Seen, Session, begin, resume
from interviewer.session.store import Store

__all__ = ["Seen", "Session", "Store", "begin", "resume"]
