"""A meeting: any meeting named, its identity, its series, its organizers and what it is part of.

When and where a meeting is and whether it was held is said by the activities about it; only where no agency says
it does the secretariat (`MeetingScheduled`).
"""

from collections.abc import Iterable
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, corrected, moved_on
from events.honest_date import HonestDate
from events.identity import Noun
from events.place import Place
from events.vocabulary import MeetingOutcome


class MeetingRegistered(Fact, frozen=True, kw_only=True):
    """A meeting was named, without a word yet on when and where."""

    TYPE: ClassVar[str] = "meeting-registered"

    title: str
    kind: str
    series: str | None = None
    organizers: tuple[str, ...] = ()
    organizers_text: str | None = None
    host: str | None = None
    chair: str | None = None
    part_of: str | None = None
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    theme: str | None = None
    recurrence: str | None = None
    count: int | None = None
    participants_text: str | None = None
    participants_count: int | None = None
    mandate: str | None = None
    url: str | None = None
    note: str | None = None
    source: str | None = None

    def tags(self) -> Iterable[str]:
        yield from (f"agency:{organizer}" for organizer in self.organizers)
        yield from (f"meeting:{other}" for other in (self.part_of, *self.related) if other)


class MeetingScheduled(Fact, frozen=True, kw_only=True):
    """The secretariat said when and where the meeting is, or whether it was held, for no agency does."""

    TYPE: ClassVar[str] = "meeting-scheduled"

    date: HonestDate | None = None
    place: Place | None = None
    outcome: MeetingOutcome | None = None
    note: str | None = None


class MeetingMerged(Fact, frozen=True, kw_only=True):
    """The entry turned out to be the same meeting as another, which is used in its place from then on."""

    TYPE: ClassVar[str] = "meeting-merged"

    into: str
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"meeting:{self.into}",)


class MeetingCorrected(Fact, frozen=True, kw_only=True):
    """What the register said of the meeting was wrong; the fields given here replace it."""

    TYPE: ClassVar[str] = "meeting-corrected"

    title: str | None = None
    kind: str | None = None
    series: str | None = None
    organizers: tuple[str, ...] | None = None
    host: str | None = None
    part_of: str | None = None
    aliases: tuple[str, ...] | None = None
    theme: str | None = None
    url: str | None = None
    note: str | None = None


MeetingFact = MeetingRegistered | MeetingScheduled | MeetingMerged | MeetingCorrected | ReportedOnCorrected


class Meeting(Struct, frozen=True, kw_only=True):
    """The meeting as the log has it; `date`, `place` and `outcome` are the secretariat's word alone."""

    id: str
    title: str
    kind: str
    series: str | None = None
    organizers: tuple[str, ...] = ()
    organizers_text: str | None = None
    host: str | None = None
    chair: str | None = None
    part_of: str | None = None
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    theme: str | None = None
    recurrence: str | None = None
    count: int | None = None
    participants_text: str | None = None
    participants_count: int | None = None
    mandate: str | None = None
    url: str | None = None
    note: str | None = None
    source: str | None = None
    date: HonestDate | None = None
    place: Place | None = None
    outcome: MeetingOutcome | None = None
    merged_into: str | None = None
    first_reported_on: str = ""
    version: int = 0
    positions: tuple[str, ...] = ()


def evolve(meeting: Meeting | None, recorded: Recorded[MeetingFact]) -> Meeting | None:
    """The meeting after one more fact; a fact about a meeting that is not registered yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, MeetingRegistered):
        return begun(Meeting, Noun.MEETING, recorded)
    if meeting is None:
        return None
    meeting = moved_on(meeting, recorded)
    match fact:
        case MeetingScheduled():
            return replace(
                meeting,
                date=fact.date or meeting.date,
                place=fact.place or meeting.place,
                outcome=fact.outcome or meeting.outcome,
            )
        case MeetingMerged():
            return replace(meeting, merged_into=fact.into)
        case MeetingCorrected():
            return corrected(meeting, fact)
        case ReportedOnCorrected():
            return meeting
        case _:
            assert_never(fact)
