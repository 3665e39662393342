"""A coordination meeting: one of a numbered series, with its agenda, its speakers and its papers."""

from collections.abc import Iterable
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, corrected, moved_on, part_of
from events.honest_date import HonestDate
from events.identity import Noun
from events.place import Place
from events.vocabulary import MeetingOutcome


class CoordinationMeetingConvened(Fact, frozen=True, kw_only=True):
    """A meeting of the series was convened; its days and place are said by `CoordinationMeetingScheduled`."""

    TYPE: ClassVar[str] = "coordination-meeting-convened"

    title: str
    number: int
    series: str | None = None
    mandate: str | None = None
    organizers: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    expected_outcome: str | None = None
    participants_text: str | None = None
    note: str | None = None
    documents_note: str | None = None
    source: str | None = None

    def tags(self) -> Iterable[str]:
        yield from (f"agency:{organizer}" for organizer in self.organizers)
        yield from (f"mandate:{mandate}" for mandate in (self.mandate, self.expected_outcome) if mandate)


class CoordinationMeetingScheduled(Fact, frozen=True, kw_only=True):
    """The days and the place of the meeting, and whether it was held."""

    TYPE: ClassVar[str] = "coordination-meeting-scheduled"

    date: HonestDate | None = None
    place: Place | None = None
    outcome: MeetingOutcome | None = None
    note: str | None = None


class AgendaItemSet(Fact, frozen=True, kw_only=True):
    """An item of the agenda was set, or set anew: `item` is its number as printed, such as VI.1."""

    TYPE: ClassVar[str] = "agenda-item-set"

    item: str
    title: str
    subtitle: str | None = None
    part_of: str | None = None
    day: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    session: str | None = None
    slot_text: str | None = None
    tour_de_table: bool = False
    speakers_count: int | None = None
    note: str | None = None


class AgendaSpeakerNamed(Fact, frozen=True, kw_only=True):
    """Somebody was named in the programme or the report as speaking to an item; each name is one event."""

    TYPE: ClassVar[str] = "agenda-speaker-named"

    item: str
    name: str
    honorific: str | None = None
    function: str | None = None
    agency: str | None = None
    affiliation: str | None = None
    presentation_title: str | None = None
    discussion_leader: bool = False
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"agency:{self.agency}",) if self.agency else ()


class PaperListed(Fact, frozen=True, kw_only=True):
    """A paper of the meeting was listed: a contributed paper, a background document, an annex, the report."""

    TYPE: ClassVar[str] = "paper-listed"

    kind: str
    title: str | None = None
    symbol: str | None = None
    group: str | None = None
    agency: str | None = None
    mandate: str | None = None

    def tags(self) -> Iterable[str]:
        if self.agency:
            yield f"agency:{self.agency}"
        if self.mandate:
            yield f"mandate:{self.mandate}"


class CoordinationMeetingCorrected(Fact, frozen=True, kw_only=True):
    """What was said of the meeting was wrong; the fields given here replace it."""

    TYPE: ClassVar[str] = "coordination-meeting-corrected"

    title: str | None = None
    number: int | None = None
    series: str | None = None
    mandate: str | None = None
    organizers: tuple[str, ...] | None = None
    objectives: tuple[str, ...] | None = None
    participants_text: str | None = None
    note: str | None = None


CoordinationMeetingFact = (
    CoordinationMeetingConvened
    | CoordinationMeetingScheduled
    | AgendaItemSet
    | AgendaSpeakerNamed
    | PaperListed
    | CoordinationMeetingCorrected
    | ReportedOnCorrected
)


class AgendaItem(Struct, frozen=True, kw_only=True):
    """An item of the agenda; times of the day are local to the place (HH:MM)."""

    item: str
    title: str
    subtitle: str | None = None
    part_of: str | None = None
    day: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    session: str | None = None
    slot_text: str | None = None
    tour_de_table: bool = False
    speakers_count: int | None = None
    note: str | None = None


class AgendaSpeaker(Struct, frozen=True, kw_only=True):
    """A name in the programme; a published name, kept in an event of its own."""

    item: str
    name: str
    honorific: str | None = None
    function: str | None = None
    agency: str | None = None
    affiliation: str | None = None
    presentation_title: str | None = None
    discussion_leader: bool = False
    note: str | None = None


class Paper(Struct, frozen=True, kw_only=True):
    """A paper of the meeting."""

    kind: str
    title: str | None = None
    symbol: str | None = None
    group: str | None = None
    agency: str | None = None
    mandate: str | None = None


class CoordinationMeeting(Struct, frozen=True, kw_only=True):
    """The meeting as the log has it, with its agenda in the order set."""

    id: str
    title: str
    number: int
    series: str | None = None
    mandate: str | None = None
    organizers: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    expected_outcome: str | None = None
    participants_text: str | None = None
    date: HonestDate | None = None
    place: Place | None = None
    outcome: MeetingOutcome | None = None
    agenda: tuple[AgendaItem, ...] = ()
    speakers: tuple[AgendaSpeaker, ...] = ()
    papers: tuple[Paper, ...] = ()
    note: str | None = None
    documents_note: str | None = None
    source: str | None = None
    first_reported_on: str = ""
    version: int = 0
    positions: tuple[str, ...] = ()


def evolve(
    meeting: CoordinationMeeting | None, recorded: Recorded[CoordinationMeetingFact]
) -> CoordinationMeeting | None:
    """The meeting after one more fact; a fact about a meeting that is not convened yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, CoordinationMeetingConvened):
        return begun(CoordinationMeeting, Noun.COORDINATION_MEETING, recorded)
    if meeting is None:
        return None
    meeting = moved_on(meeting, recorded)
    match fact:
        case CoordinationMeetingScheduled():
            return replace(
                meeting,
                date=fact.date or meeting.date,
                place=fact.place or meeting.place,
                outcome=fact.outcome or meeting.outcome,
            )
        case AgendaItemSet():
            return replace(meeting, agenda=_agenda_with(meeting.agenda, fact))
        case AgendaSpeakerNamed():
            return replace(meeting, speakers=(*meeting.speakers, part_of(fact, AgendaSpeaker)))
        case PaperListed():
            return replace(meeting, papers=(*meeting.papers, part_of(fact, Paper)))
        case CoordinationMeetingCorrected():
            return corrected(meeting, fact)
        case ReportedOnCorrected():
            return meeting
        case _:
            assert_never(fact)


def _agenda_with(agenda: tuple[AgendaItem, ...], fact: AgendaItemSet) -> tuple[AgendaItem, ...]:
    """The agenda with the item in its old place if it was there, else at the end."""
    newer = part_of(fact, AgendaItem)
    if any(item.item == fact.item for item in agenda):
        return tuple(newer if item.item == fact.item else item for item in agenda)
    return (*agenda, newer)
