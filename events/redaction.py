"""A redaction: one field of an earlier event was made unreadable, without changing the proof of the log."""

from typing import ClassVar

from events.fact import Fact


class EventRedacted(Fact, frozen=True, kw_only=True):
    """The value of one field at one position was replaced by its digest; `leaf` has the first digits of that event's.

    Kept in the stream of the event that it is about, so that its thing gets a new version with what it says less.
    """

    TYPE: ClassVar[str] = "event-redacted"

    position: int
    field: str
    reason: str
    leaf: str | None = None
