"""A planned meeting: a meeting that an agency plans, holds or has held."""

from collections.abc import Iterable
from typing import ClassVar

from events.activity import ActivityReported
from events.vocabulary import ActivityKind, MeetingMode


class PlannedMeetingReported(ActivityReported, frozen=True, kw_only=True):
    """An agency reported a meeting: its venue, how people attend, who organizes it and who is the host."""

    TYPE: ClassVar[str] = "planned-meeting-reported"
    KIND: ClassVar[ActivityKind] = ActivityKind.PLANNED_MEETING

    venue: str | None = None
    mode: MeetingMode | None = None
    organizers: tuple[str, ...] = ()
    host: str | None = None

    def tags(self) -> Iterable[str]:
        yield from ActivityReported.tags(self)
        yield from dict.fromkeys(f"agency:{agency}" for agency in (*self.organizers, self.host) if agency)
