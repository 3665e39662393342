"""Entering bodies, topics, mandates and meetings: what the register takes, and what it refuses."""

import pytest

from events.agency import AgencyCorrected, AgencyGranted, AgencyGrantEnded, AgencyMoved, AgencyRegistered, AgencyRenamed
from events.coordination_meeting import AgendaItemSet, CoordinationMeetingConvened, CoordinationMeetingScheduled
from events.honest_date import honest_date
from events.meeting import MeetingRegistered, MeetingScheduled
from events.place import Place
from events.topic import TopicMoved, TopicRegistered, TopicRelabelled
from events.vocabulary import AgencyKind
from service.commands.agency import (
    CorrectAgency,
    EndGrant,
    GrantReporting,
    MoveAgency,
    RegisterAgency,
    RenameAgency,
    SucceedAgency,
    UpdateAgency,
)
from service.commands.coordination_meeting import (
    ConveneCoordinationMeeting,
    NameAgendaSpeaker,
    ScheduleCoordinationMeeting,
    SetAgendaItem,
    UpdateCoordinationMeeting,
)
from service.commands.deliberation import Command
from service.commands.fields import DateSaid
from service.commands.mandate import AdoptMandate, MergeMandate, RegisterMandate, UpdateMandate
from service.commands.meeting import CorrectMeeting, MergeMeeting, RegisterMeeting, ScheduleMeeting, UpdateMeeting
from service.commands.topic import MergeTopic, MoveTopic, RegisterTopic, RelabelTopic, UpdateTopic
from tests.service.commands.seventh_meeting import ECLAC, NEW_YORK_OFFICE, SEVENTH_MEETING, UNFPA

ILO = RegisterAgency(id="ilo", name="International Labour Organization", kind=AgencyKind.SPECIALIZED_AGENCY)

REGISTERING: tuple[Command, ...] = (
    ILO,
    RegisterTopic(id="labour-migration", label="Labour migration"),
    RegisterMandate(id="icrmw", kind="convention"),
    RegisterMeeting(id="gfmd-3", title="Third Global Forum", kind="forum"),
    ConveneCoordinationMeeting(id="cm8", title="Eighth Coordination Meeting", number=8),
)
TAKEN: tuple[tuple[Command, str], ...] = (
    (RegisterAgency(id="unfpa", name="UNFPA", kind=AgencyKind.OTHER), "/api/v1/agencies/unfpa"),
    (RegisterTopic(id="remittances", label="Money sent home"), "/api/v1/topics/remittances"),
    (RegisterMandate(id="ga-res-63-225", kind="resolution"), "/api/v1/mandates/ga-res-63-225"),
    (RegisterMeeting(id="gfmd-2", title="Manila Forum", kind="forum"), "/api/v1/meetings/gfmd-2"),
    (RegisterMeeting(id="cm7", title="Seventh Meeting", kind="meeting"), "/api/v1/meetings/cm7"),
    (ConveneCoordinationMeeting(id="cm7", title="Seventh", number=7), "/api/v1/coordination-meetings/cm7"),
    (ConveneCoordinationMeeting(id="gfmd-2", title="Forum", number=7), "/api/v1/coordination-meetings/gfmd-2"),
)
UNKNOWN: tuple[tuple[Command, str], ...] = (
    (RegisterAgency(id="ilo", name="ILO", kind=AgencyKind.OTHER, parent="un-system"), "/parent"),
    (RegisterTopic(id="gfmd", label="Global Forum", broader="governance"), "/broader"),
    (RegisterMandate(id="icrmw", kind="convention", issued_by="un-ga"), "/issued_by"),
    (RegisterMandate(id="icrmw", kind="convention", part_of="hld"), "/part_of"),
    (RegisterMeeting(id="gfmd-3", title="Forum", kind="forum", organizers=("unfpa", "gov-greece")), "/organizers/1"),
    (RegisterMeeting(id="gfmd-3", title="Forum", kind="forum", host="gov-greece"), "/host"),
    (RegisterMeeting(id="gfmd-3", title="Forum", kind="forum", part_of="gfmd"), "/part_of"),
    (RegisterMeeting(id="gfmd-3", title="Forum", kind="forum", related=("gfmd-2", "gfmd-1")), "/related/1"),
    (RegisterMeeting(id="gfmd-3", title="Forum", kind="forum", mandate="icrmw"), "/mandate"),
    (ConveneCoordinationMeeting(id="cm8", title="Eighth", number=8, organizers=("un-desa",)), "/organizers/0"),
    (ConveneCoordinationMeeting(id="cm8", title="Eighth", number=8, expected_outcome="icrmw"), "/expected_outcome"),
    (UpdateAgency(id="unfpa", update=MoveAgency(parent="un-system")), "/parent"),
    (UpdateAgency(id="unfpa", update=SucceedAgency(successor="un-women", valid_to="2010-07-02")), "/successor"),
    (UpdateAgency(id="unfpa", update=GrantReporting(granted_to="un-women")), "/granted_to"),
    (UpdateTopic(id="remittances", update=MoveTopic(broader="governance")), "/broader"),
    (UpdateTopic(id="remittances", update=MergeTopic(into="money"), expected_version=1), "/into"),
    (UpdateMandate(id="ga-res-63-225", update=MergeMandate(into="icrmw"), expected_version=1), "/into"),
    (UpdateMeeting(id="gfmd-2", update=MergeMeeting(into="gfmd-3"), expected_version=1), "/into"),
    (UpdateCoordinationMeeting(id="cm7", update=NameAgendaSpeaker(item="IX", name="Philip Guest")), "/item"),
    (UpdateCoordinationMeeting(id="cm7", update=SetAgendaItem(item="IX.1", title="END", part_of="IX")), "/part_of"),
)


@pytest.mark.parametrize("command", REGISTERING, ids=lambda command: type(command).__name__)
def test_the_secretariat_enters_things(command: Command) -> None:
    """What nobody has entered yet is taken, and made under its own id."""
    decision = SEVENTH_MEETING.when(command).decision
    assert (decision.made, decision.id) == (True, getattr(command, "id", None))


@pytest.mark.parametrize("command", REGISTERING, ids=lambda command: type(command).__name__)
def test_a_focal_point_enters_nothing(command: Command) -> None:
    """The register is kept by the secretariat alone."""
    SEVENTH_MEETING.when(command, by=UNFPA).then_refused("not-allowed", said="Only the secretariat")


@pytest.mark.parametrize(("command", "link"), TAKEN, ids=lambda part: getattr(part, "id", None) or str(part))
def test_an_id_is_taken_once(command: Command, link: str) -> None:
    """An id that a thing has is refused with a link to that thing; meetings of both sorts share their ids."""
    SEVENTH_MEETING.when(command).then_refused("already-reported", link=link)


@pytest.mark.parametrize(("command", "pointer"), UNKNOWN, ids=lambda part: part if isinstance(part, str) else "")
def test_what_is_named_must_be_there(command: Command, pointer: str) -> None:
    """A body, word, text or meeting that is not registered is pointed at."""
    SEVENTH_MEETING.when(command).then_refused("unknown-reference", pointer)


@pytest.mark.parametrize("update", [UpdateAgency, UpdateTopic, UpdateMandate, UpdateMeeting, UpdateCoordinationMeeting])
def test_an_update_needs_its_thing(update: type) -> None:
    """What is not registered cannot be updated."""
    SEVENTH_MEETING.when(update(id="nobody", update=None)).then_refused("not-found", said="id nobody")


def test_a_body_is_entered_with_all_that_is_said_of_it() -> None:
    """The fact has every field, and stands on the day it was said, else today."""
    asked = RegisterAgency(
        id="un-women",
        name="United Nations Entity for Gender Equality and the Empowerment of Women",
        acronym="UN-Women",
        kind=AgencyKind.UN_FUND_PROGRAMME,
        valid_from="2010-07-02",
        reported_on="2010-08-01",
    )
    outcome = SEVENTH_MEETING.when(asked)
    outcome.then(
        AgencyRegistered(name=asked.name, acronym="UN-Women", kind=asked.kind, valid_from="2010-07-02"),
    )
    assert outcome.days == ["2010-08-01"]
    assert SEVENTH_MEETING.when(ILO).days == ["2011-02-20"]


def test_several_faults_are_told_together() -> None:
    """An author mends all that is wrong in one go."""
    asked = RegisterAgency(
        id="ilo",
        name="ILO",
        kind=AgencyKind.OTHER,
        parent="un-system",
        valid_from="2008-02-30",
        reported_on="2012-01-01",
    )
    SEVENTH_MEETING.when(asked).then_refused("invalid-input", "/reported_on", "/parent", "/valid_from")


def test_a_parent_cannot_be_under_its_child() -> None:
    """Parents never run in a circle, and no body is its own parent."""
    for parent in ("celade", "eclac"):
        asked = UpdateAgency(id="eclac", update=MoveAgency(parent=parent))
        SEVENTH_MEETING.when(asked).then_refused("invalid-input", "/parent", said="choose a parent outside")
    SEVENTH_MEETING.when(UpdateAgency(id="celade", update=MoveAgency(parent=None))).then(AgencyMoved(parent=None))


def test_a_topic_cannot_be_under_its_narrower_one() -> None:
    """Nor can it be merged into one that is under it, or into itself."""
    for update, pointer in (
        (MoveTopic(broader="remittances"), "/broader"),
        (MergeTopic(into="remittances"), "/into"),
        (MergeTopic(into="migration-development"), "/into"),
    ):
        asked = UpdateTopic(id="migration-development", update=update, expected_version=1)
        SEVENTH_MEETING.when(asked).then_refused("invalid-input", pointer, said="choose a topic outside")


def test_nothing_is_merged_into_itself_or_round_in_a_circle() -> None:
    """Whoever follows a merged entry comes to an end."""
    merged = SEVENTH_MEETING.after(
        RegisterMandate(id="ga-res-225", kind="resolution"),
        UpdateMandate(id="ga-res-225", update=MergeMandate(into="ga-res-63-225"), expected_version=1),
        RegisterMeeting(id="manila-forum", title="Manila Forum", kind="forum"),
        UpdateMeeting(id="manila-forum", update=MergeMeeting(into="gfmd-2"), expected_version=1),
        RegisterTopic(id="money-sent-home", label="Money sent home"),
        UpdateTopic(id="money-sent-home", update=MergeTopic(into="remittances"), expected_version=1),
    )
    for into in ("ga-res-63-225", "ga-res-225"):
        asked = UpdateMandate(id="ga-res-63-225", update=MergeMandate(into=into), expected_version=1)
        merged.when(asked).then_refused("invalid-input", "/into")
    for into in ("gfmd-2", "manila-forum"):
        merged.when(UpdateMeeting(id="gfmd-2", update=MergeMeeting(into=into), expected_version=1)).then_refused(
            "invalid-input", "/into"
        )
    asked_topic = UpdateTopic(id="remittances", update=MergeTopic(into="money-sent-home"), expected_version=1)
    merged.when(asked_topic).then_refused("invalid-input", "/into")


def test_a_body_cannot_succeed_itself() -> None:
    """A successor is another body."""
    asked = UpdateAgency(id="unfpa", update=SucceedAgency(successor="unfpa", valid_to="2010-07-02"))
    SEVENTH_MEETING.when(asked).then_refused("invalid-input", "/successor")


def test_a_body_gives_and_ends_its_own_grants() -> None:
    """A grant is the body's own to give; the rest of its entry is the secretariat's."""
    grant = UpdateAgency(id="unfpa", update=GrantReporting(granted_to="iom"))
    SEVENTH_MEETING.when(grant, by=UNFPA).then(AgencyGranted(granted_to="iom"))
    end = UpdateAgency(id="unfpa", update=EndGrant(granted_to="iom"))
    SEVENTH_MEETING.when(end, by=UNFPA).then(AgencyGrantEnded(granted_to="iom"))
    rename = UpdateAgency(id="unfpa", update=RenameAgency(name="Population Fund"))
    SEVENTH_MEETING.when(rename, by=UNFPA).then_refused("not-allowed")
    SEVENTH_MEETING.when(rename).then(AgencyRenamed(name="Population Fund"))


def test_a_body_grants_nothing_for_another() -> None:
    """UNFPA cannot let IOM report for ESCAP."""
    grant = UpdateAgency(id="escap", update=GrantReporting(granted_to="iom"))
    SEVENTH_MEETING.when(grant, by=UNFPA).then_refused("not-allowed", said="not for escap")


def test_a_correction_of_the_register_names_the_version_seen() -> None:
    """What is replaced must have been looked at, and in its newest version."""
    correct = CorrectAgency(name="Population Fund of the United Nations")
    for version, slug in ((None, "precondition-required"), (2, "stale-version")):
        SEVENTH_MEETING.when(UpdateAgency(id="unfpa", update=correct, expected_version=version)).then_refused(slug)
    seen = UpdateAgency(id="unfpa", update=correct, expected_version=1)
    SEVENTH_MEETING.when(seen).then(AgencyCorrected(name="Population Fund of the United Nations"))
    meeting = UpdateMeeting(id="gfmd-2", update=CorrectMeeting(title="Manila Forum"))
    SEVENTH_MEETING.when(meeting).then_refused("precondition-required")


def test_topics_are_relabelled_and_moved() -> None:
    """An update of a topic says its own fact."""
    relabelled = UpdateTopic(id="remittances", update=RelabelTopic(label="Money sent home"))
    SEVENTH_MEETING.when(relabelled).then(TopicRelabelled(label="Money sent home"))
    moved = UpdateTopic(id="remittances", update=MoveTopic(broader=None))
    SEVENTH_MEETING.when(moved).then(TopicMoved(broader=None))
    entered = RegisterTopic(id="labour", label="Labour migration", broader="migration-development")
    SEVENTH_MEETING.when(entered).then(TopicRegistered(label="Labour migration", broader="migration-development"))


def test_the_secretariat_says_when_a_meeting_is() -> None:
    """Days and place of a meeting, where no agency says them; an area or a country that is none is pointed at."""
    date, place = DateSaid(as_written="19 May 2011"), Place(name="New York", iso3166="US")
    asked = UpdateMeeting(id="gfmd-2", update=ScheduleMeeting(date=date, place=place))
    SEVENTH_MEETING.when(asked).then(MeetingScheduled(date=honest_date("2011-05-19", "19 May 2011"), place=place))
    nowhere = UpdateMeeting(id="gfmd-2", update=ScheduleMeeting(place=Place(name="Nowhere", iso3166="XY")))
    SEVENTH_MEETING.when(nowhere).then_refused("unknown-reference", "/place/0")


def test_an_update_of_a_meeting_is_not_one_of_a_coordination_meeting() -> None:
    """The Seventh Coordination Meeting has a stream of its own, and updates of its own."""
    asked = UpdateMeeting(id="cm7", update=ScheduleMeeting(date=DateSaid(edtf="2008-11-22")))
    SEVENTH_MEETING.when(asked).then_refused("not-found")


def test_a_coordination_meeting_gets_its_days_and_its_agenda() -> None:
    """Convened, scheduled, and an item of the agenda set."""
    convened = SEVENTH_MEETING.when(ConveneCoordinationMeeting(id="cm8", title="Eighth", number=8))
    convened.then(CoordinationMeetingConvened(title="Eighth", number=8))
    days = ScheduleCoordinationMeeting(date=DateSaid(edtf="2009-11-16/2009-11-17"))
    scheduled = SEVENTH_MEETING.when(UpdateCoordinationMeeting(id="cm9", update=days))
    scheduled.then(CoordinationMeetingScheduled(date=honest_date("2009-11-16/2009-11-17", None)))
    item = UpdateCoordinationMeeting(id="cm9", update=SetAgendaItem(item="I", title="OPENING", day="2011-02-17"))
    SEVENTH_MEETING.when(item).then(AgendaItemSet(item="I", title="OPENING", day="2011-02-17"))
    no_day = UpdateCoordinationMeeting(id="cm9", update=SetAgendaItem(item="I", title="OPENING", day="2011-02-29"))
    SEVENTH_MEETING.when(no_day).then_refused("impossible-date", "/day")


def test_a_meeting_is_named_with_what_it_is_part_of() -> None:
    """A coordination meeting is a meeting too, and may have another as its part."""
    asked = RegisterMeeting(
        id="gfmd-briefing", title="Briefing", kind="briefing", part_of="cm7", mandate="ga-res-63-225"
    )
    fact = MeetingRegistered(title="Briefing", kind="briefing", part_of="cm7", mandate="ga-res-63-225")
    SEVENTH_MEETING.when(asked).then(fact)


def test_a_grant_is_not_passed_on() -> None:
    """Who holds the grant of ESCWA gives it to nobody else; a body above gives it for its sub-entity."""
    grant = UpdateAgency(id="escwa", update=GrantReporting(granted_to="iom"))
    SEVENTH_MEETING.when(grant, by=NEW_YORK_OFFICE).then_refused("not-allowed")
    below = UpdateAgency(id="celade", update=GrantReporting(granted_to="iom"))
    assert SEVENTH_MEETING.when(below, by=ECLAC).facts


UPDATES: tuple[Command, ...] = (
    UpdateAgency(id="unfpa", update=RenameAgency(name="Population Fund", reported_on="2007-12-31")),
    UpdateTopic(id="remittances", update=RelabelTopic(label="Transfers", reported_on="2008-11-20")),
    UpdateMandate(id="ga-res-63-225", update=AdoptMandate(reported_on="2008-11-20")),
    UpdateMeeting(id="gfmd-2", update=ScheduleMeeting(reported_on="2008-11-20")),
    UpdateCoordinationMeeting(id="cm7", update=ScheduleCoordinationMeeting(reported_on="2008-11-20")),
)


@pytest.mark.parametrize("command", UPDATES, ids=lambda command: type(command).__name__)
def test_an_update_is_not_older_than_its_thing(command: Command) -> None:
    """Said before the thing was entered, it would be lost."""
    SEVENTH_MEETING.when(command).then_refused("impossible-date", "/reported_on", said="first reported on")


def test_a_merge_names_the_version_seen() -> None:
    """It replaces something said before, so it asks for If-Match."""
    asked = UpdateMeeting(id="gfmd-2", update=MergeMeeting(into="gfmd-3"))
    SEVENTH_MEETING.when(asked).then_refused("precondition-required", said="If-Match")


def test_an_update_is_not_said_before_its_thing() -> None:
    """What was registered as said in 2008 was not renamed in 2007."""
    asked = UpdateAgency(id="unfpa", update=RenameAgency(name="Population Fund", reported_on="1969-01-01"))
    SEVENTH_MEETING.when(asked).then_refused("impossible-date", "/reported_on", said="first reported on")
