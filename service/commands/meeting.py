"""What is asked for a meeting: to register its name, and every update of it."""

from typing import Annotated, assert_never

from msgspec import Meta, Struct

from events.honest_date import HonestDate
from events.identity import Noun
from events.meeting import Meeting, MeetingCorrected, MeetingFact, MeetingMerged, MeetingRegistered, MeetingScheduled
from events.place import Place
from events.vocabulary import MeetingOutcome
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Code, DateSaid, Day, Id, Ids, Name, Names, Title, Url, Words
from service.commands.permission import demand_secretariat
from service.commands.refusals import Faults, NotFound, Refused

Count = Annotated[int, Meta(ge=0, le=10_000_000)]


class RegisterMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A meeting to be named. When and where it is, the activities about it say."""

    id: Id
    title: Title
    kind: Code
    series: Name | None = None
    organizers: Ids = ()
    organizers_text: Words | None = None
    host: Id | None = None
    chair: Id | None = None
    part_of: Id | None = None
    related: Ids = ()
    aliases: Names = ()
    theme: Title | None = None
    recurrence: Name | None = None
    count: Count | None = None
    participants_text: Words | None = None
    participants_count: Count | None = None
    mandate: Id | None = None
    url: Url | None = None
    note: Words | None = None
    source: Name | None = None
    reported_on: Day | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Register the meeting; refused where the id is taken or something it names is not there."""
        demand_secretariat(deliberation)
        checks.free_id(Noun.MEETING, self.id, deliberation.meeting(self.id))
        faults = Faults()
        reported_on = checks.day_said(deliberation, self.reported_on, None, faults)
        _check_bodies(deliberation, self, faults)
        checks.known_meetings(deliberation, [("/part_of", self.part_of)], faults)
        checks.known_meetings(
            deliberation, [(f"/related/{place}", other) for place, other in enumerate(self.related)], faults
        )
        checks.known_mandate(deliberation, "/mandate", self.mandate, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.MEETING, self.id, fact_of(self, MeetingRegistered), reported_on)
        return Decision(noun=Noun.MEETING, id=self.id, made=True)


def _check_bodies(deliberation: Deliberation, body: Struct, faults: Faults) -> None:
    organizers = getattr(body, "organizers", None) or ()
    named = [(f"/organizers/{place}", agency) for place, agency in enumerate(organizers)]
    named += [(f"/{name}", getattr(body, name, None)) for name in ("host", "chair")]
    checks.known_agencies(deliberation, named, faults)


class MeetingUpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update of a meeting may say: the day on which it was said, and a note."""

    reported_on: Day | None = None
    note: Words | None = None


class ScheduleMeeting(MeetingUpdateBody, frozen=True, kw_only=True, tag="scheduled"):
    """When and where the meeting is, and whether it was held: the secretariat's word where no agency gives one."""

    date: DateSaid | None = None
    place: Place | None = None
    outcome: MeetingOutcome | None = None


class MergeMeeting(MeetingUpdateBody, frozen=True, kw_only=True, tag="merged"):
    """The entry is the same meeting as another."""

    into: Id


class CorrectMeeting(MeetingUpdateBody, frozen=True, kw_only=True, tag="corrected"):
    """What the register says is wrong; the fields given replace it."""

    title: Title | None = None
    kind: Code | None = None
    series: Name | None = None
    organizers: Ids | None = None
    host: Id | None = None
    part_of: Id | None = None
    aliases: Names | None = None
    theme: Title | None = None
    url: Url | None = None


MeetingUpdate = ScheduleMeeting | MergeMeeting | CorrectMeeting


class UpdateMeeting(Struct, frozen=True, kw_only=True):
    """An update of one meeting; `expected_version` is the version that the author looked at."""

    id: str
    update: MeetingUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update; refused where something it names is not there."""
        demand_secretariat(deliberation)
        meeting = deliberation.meeting(self.id)
        if meeting is None:
            raise NotFound(Noun.MEETING, self.id)
        if not isinstance(meeting, Meeting):  # it has a stream and updates of its own
            address = f"/api/v1/coordination-meetings/{self.id}/updates"
            sentence = f"{self.id} is a coordination meeting; send its updates to {address}."
            raise Refused("not-found", sentence, links={"updates": address})
        replaces = isinstance(self.update, CorrectMeeting | MergeMeeting)
        checks.same_version(self.id, self.expected_version, meeting.version, required=replaces)
        faults = Faults()
        reported_on = checks.day_of_update(deliberation, self.update.reported_on, meeting.first_reported_on, faults)
        _check_bodies(deliberation, self.update, faults)
        named = [(f"/{name}", getattr(self.update, name, None)) for name in ("part_of", "into")]
        checks.known_meetings(deliberation, named, faults)
        checks.merge_ends(deliberation.meeting, self.id, getattr(self.update, "into", None), faults)
        date = schedule_read(self.update, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.MEETING, self.id, _fact(self.update, date), reported_on)
        return Decision(noun=Noun.MEETING, id=self.id)


def schedule_read(update: object, faults: Faults) -> HonestDate | None:
    """The date of an update that may have one, its place checked."""
    place = getattr(update, "place", None)
    if place is not None:
        checks.places_known((place,), faults, "/place")
    return checks.date_read(getattr(update, "date", None), "/date", faults)


def _fact(update: MeetingUpdate, date: HonestDate | None) -> MeetingFact:
    match update:
        case ScheduleMeeting():
            return MeetingScheduled(date=date, place=update.place, outcome=update.outcome, note=update.note)
        case MergeMeeting():
            return MeetingMerged(into=update.into, note=update.note)
        case CorrectMeeting():
            return fact_of(update, MeetingCorrected)
        case _:
            assert_never(update)
