"""A redaction: one field of an earlier event was made unreadable, without changing the proof of the log."""

from typing import ClassVar

from events.fact import Fact


class EventRedacted(Fact, frozen=True, kw_only=True):
    """The value of one field at one position was replaced by its digest. Kept in the log's own stream."""

    TYPE: ClassVar[str] = "event-redacted"

    position: int
    field: str
    reason: str
    leaf: str | None = None
