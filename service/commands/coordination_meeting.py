"""What is asked for a coordination meeting: to convene it, and every update of its days, agenda and papers."""

from typing import Annotated, assert_never

from msgspec import Meta, Struct

from events.coordination_meeting import (
    AgendaItemSet,
    AgendaSpeakerNamed,
    CoordinationMeeting,
    CoordinationMeetingConvened,
    CoordinationMeetingCorrected,
    CoordinationMeetingFact,
    CoordinationMeetingScheduled,
    PaperListed,
)
from events.honest_date import HonestDate
from events.identity import Noun
from events.place import Place
from events.vocabulary import MeetingOutcome
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Code, DateSaid, Day, Id, Ids, Name, Title, Words
from service.commands.meeting import schedule_read
from service.commands.permission import demand_secretariat
from service.commands.refusals import Faults, NotFound

Number = Annotated[int, Meta(ge=1, le=10_000)]
ItemNumber = Annotated[str, Meta(min_length=1, max_length=40, examples=["VIII"])]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)", examples=["10:00"])]


class ConveneCoordinationMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A meeting of the numbered series to be convened; its days and place are a `scheduled` update."""

    id: Id
    title: Title
    number: Number
    series: Name | None = None
    mandate: Id | None = None
    organizers: Ids = ()
    objectives: Annotated[tuple[Words, ...], Meta(max_length=100)] = ()
    expected_outcome: Id | None = None
    participants_text: Words | None = None
    note: Words | None = None
    documents_note: Words | None = None
    source: Name | None = None
    reported_on: Day | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Convene the meeting; refused where the id is taken or something it names is not there."""
        demand_secretariat(deliberation)
        checks.free_id(Noun.COORDINATION_MEETING, self.id, deliberation.meeting(self.id))
        faults = Faults()
        reported_on = checks.day_said(deliberation, self.reported_on, None, faults)
        named = [(f"/organizers/{place}", agency) for place, agency in enumerate(self.organizers)]
        checks.known_agencies(deliberation, named, faults)
        checks.known_mandate(deliberation, "/mandate", self.mandate, faults)
        checks.known_mandate(deliberation, "/expected_outcome", self.expected_outcome, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.COORDINATION_MEETING, self.id, fact_of(self, CoordinationMeetingConvened), reported_on)
        return Decision(noun=Noun.COORDINATION_MEETING, id=self.id, made=True)


class CoordinationMeetingUpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update of a coordination meeting may say: the day on which it was said, and a note."""

    reported_on: Day | None = None
    note: Words | None = None


class ScheduleCoordinationMeeting(CoordinationMeetingUpdateBody, frozen=True, kw_only=True, tag="scheduled"):
    """The days and the place of the meeting, and whether it was held."""

    date: DateSaid | None = None
    place: Place | None = None
    outcome: MeetingOutcome | None = None


class SetAgendaItem(CoordinationMeetingUpdateBody, frozen=True, kw_only=True, tag="agenda_item"):
    """An item of the agenda, new or set anew under its number."""

    item: ItemNumber
    title: Title
    subtitle: Title | None = None
    part_of: ItemNumber | None = None
    day: Day | None = None
    starts_at: Clock | None = None
    ends_at: Clock | None = None
    session: Name | None = None
    slot_text: Name | None = None
    tour_de_table: bool = False
    speakers_count: Annotated[int, Meta(ge=0, le=10_000)] | None = None


class NameAgendaSpeaker(CoordinationMeetingUpdateBody, frozen=True, kw_only=True, tag="speaker"):
    """A name in the programme or the report, under an item of the agenda."""

    item: ItemNumber
    name: Name
    honorific: Name | None = None
    function: Name | None = None
    agency: Id | None = None
    affiliation: Name | None = None
    presentation_title: Title | None = None
    discussion_leader: bool = False


class ListPaper(CoordinationMeetingUpdateBody, frozen=True, kw_only=True, tag="paper"):
    """A paper of the meeting."""

    kind: Code
    title: Title | None = None
    symbol: Name | None = None
    group: Name | None = None
    agency: Id | None = None
    mandate: Id | None = None


class CorrectCoordinationMeeting(CoordinationMeetingUpdateBody, frozen=True, kw_only=True, tag="corrected"):
    """What was said of the meeting is wrong; the fields given replace it."""

    title: Title | None = None
    number: Number | None = None
    series: Name | None = None
    mandate: Id | None = None
    organizers: Ids | None = None
    objectives: Annotated[tuple[Words, ...], Meta(max_length=100)] | None = None
    participants_text: Words | None = None


CoordinationMeetingUpdate = (
    ScheduleCoordinationMeeting | SetAgendaItem | NameAgendaSpeaker | ListPaper | CorrectCoordinationMeeting
)


class UpdateCoordinationMeeting(Struct, frozen=True, kw_only=True):
    """An update of one coordination meeting; `expected_version` is the version that the author looked at."""

    id: str
    update: CoordinationMeetingUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update; refused where something it names is not there."""
        demand_secretariat(deliberation)
        meeting = deliberation.coordination_meeting(self.id)
        if meeting is None:
            raise NotFound(Noun.COORDINATION_MEETING, self.id)
        replaces = isinstance(self.update, CorrectCoordinationMeeting)
        checks.same_version(self.id, self.expected_version, meeting.version, required=replaces)
        faults = Faults()
        reported_on = checks.day_of_update(deliberation, self.update.reported_on, meeting.first_reported_on, faults)
        _check(deliberation, meeting, self.update, faults)
        date = schedule_read(self.update, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.COORDINATION_MEETING, self.id, _fact(self.update, date), reported_on)
        return Decision(noun=Noun.COORDINATION_MEETING, id=self.id)


def _check(
    deliberation: Deliberation, meeting: CoordinationMeeting, update: CoordinationMeetingUpdate, faults: Faults
) -> None:
    organizers = getattr(update, "organizers", None) or ()
    named = [(f"/organizers/{place}", agency) for place, agency in enumerate(organizers)]
    checks.known_agencies(deliberation, [*named, ("/agency", getattr(update, "agency", None))], faults)
    checks.known_mandate(deliberation, "/mandate", getattr(update, "mandate", None), faults)
    checks.days_real([("/day", getattr(update, "day", None))], faults)
    if isinstance(update, SetAgendaItem) and update.starts_at and update.ends_at and update.ends_at < update.starts_at:
        sentence = f"The item cannot end at {update.ends_at}, before it begins at {update.starts_at}; correct one."
        faults.add("/ends_at", sentence, "impossible-date")
    items = {item.item for item in meeting.agenda}
    if isinstance(update, NameAgendaSpeaker) and update.item not in items:
        faults.add("/item", f"The agenda has no item {update.item}; set the item first.", checks.UNKNOWN)
    if isinstance(update, SetAgendaItem) and update.part_of is not None and update.part_of not in items:
        faults.add("/part_of", f"The agenda has no item {update.part_of}; set that item first.", checks.UNKNOWN)


def _fact(update: CoordinationMeetingUpdate, date: HonestDate | None) -> CoordinationMeetingFact:
    match update:
        case ScheduleCoordinationMeeting():
            return CoordinationMeetingScheduled(date=date, place=update.place, outcome=update.outcome, note=update.note)
        case SetAgendaItem():
            return fact_of(update, AgendaItemSet)
        case NameAgendaSpeaker():
            return fact_of(update, AgendaSpeakerNamed)
        case ListPaper():
            return fact_of(update, PaperListed)
        case CorrectCoordinationMeeting():
            return fact_of(update, CoordinationMeetingCorrected)
        case _:
            assert_never(update)
