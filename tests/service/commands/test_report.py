"""Reporting an activity: the five kinds, the ids, the agency's own reference, and what is refused."""

import msgspec
import pytest

from events.activity import ActivityReported, Partner
from events.activity_news import EvidenceAdded
from events.commitment import CommitmentReported
from events.follow_up_action import FollowUpActionReported
from events.honest_date import honest_date
from events.identity import ID_LENGTH_MAX, Noun, is_id
from events.ongoing_work import OngoingWorkReported
from events.place import Place
from events.planned_meeting import PlannedMeetingReported
from events.publication import PublicationReported
from events.reference import Referable, Reference
from events.vocabulary import ActivityKind, PartnerRole, Review, Stage
from service.commands.activity import EvidenceBody, PartnerBody
from service.commands.commitment import ReportCommitment
from service.commands.fields import DateSaid
from service.commands.follow_up_action import ReportFollowUpAction
from service.commands.intervention_items import ReportItem
from service.commands.ongoing_work import ReportOngoingWork
from service.commands.planned_meeting import ReportPlannedMeeting
from service.commands.publication import ReportPublication
from tests.service.commands.given import FRESH_ID
from tests.service.commands.seventh_meeting import SEVENTH_MEETING, UNFPA, agency

RESOLUTION = Reference(kind=Referable.MANDATE, id="ga-res-63-225")
KINDS: tuple[tuple[ReportItem, ActivityReported], ...] = (
    (
        ReportCommitment(id="census-support", title="Census support", condition="if funds allow"),
        CommitmentReported(
            id="census-support", title="Census support", reported_by="unfpa", condition="if funds allow"
        ),
    ),
    (
        ReportPublication(id="state-of-population", title="State of World Population", year="2006", symbol="E/2006"),
        PublicationReported(
            id="state-of-population",
            title="State of World Population",
            reported_by="unfpa",
            year="2006",
            symbol="E/2006",
        ),
    ),
    (
        ReportPlannedMeeting(id="egm", title="Expert group meeting", venue="Bangkok", organizers=("escap", "unfpa")),
        PlannedMeetingReported(
            id="egm", title="Expert group meeting", reported_by="unfpa", venue="Bangkok", organizers=("escap", "unfpa")
        ),
    ),
    (
        ReportFollowUpAction(id="reply", title="Reply", answers=(RESOLUTION,), assigned_to=("iom",)),
        FollowUpActionReported(
            id="reply", title="Reply", reported_by="unfpa", answers=(RESOLUTION,), assigned_to=("iom",)
        ),
    ),
    (
        ReportOngoingWork(id="advocacy", title="Advocacy", stage=Stage.STANDING),
        OngoingWorkReported(id="advocacy", title="Advocacy", reported_by="unfpa", stage=Stage.STANDING),
    ),
)


@pytest.mark.parametrize(("asked", "fact"), KINDS, ids=lambda part: type(part).__name__)
def test_a_report_of_each_kind(asked: ReportItem, fact: ActivityReported) -> None:
    """Each kind says its own fact, with its own fields and those that all share."""
    outcome = SEVENTH_MEETING.when(asked, by=UNFPA)
    outcome.then(fact)
    assert outcome.then_state(Noun.ACTIVITY, fact.id).kind is fact.KIND


def test_there_are_five_kinds() -> None:
    """Every kind is reported above."""
    assert {fact.KIND for _, fact in KINDS} == set(ActivityKind)


def test_a_report_keeps_all_that_was_said() -> None:
    """Partners with their roles, topics, places, dates with their words, links and evidence, each in its place."""
    asked = ReportCommitment(
        id="census-support",
        title="Census support",
        partners=(PartnerBody(agency="iom", role=PartnerRole.FUNDER, role_text="with funds of"),),
        topics=("remittances",),
        places=(Place(name="Bangkok, Thailand", iso3166="TH"),),
        date=DateSaid(as_written="in the spring of 2009"),
        due=DateSaid(edtf="2010", as_written="next year"),
        responds_to=(RESOLUTION,),
        evidence=(EvidenceBody(symbol="A/63/225"), EvidenceBody(url="https://www.unfpa.org")),
        coordination_meeting="cm7",
        reported_on="2008-11-21",
    )
    outcome = SEVENTH_MEETING.when(asked, by=UNFPA)
    outcome.then(
        CommitmentReported(
            id="census-support",
            title="Census support",
            reported_by="unfpa",
            partners=(Partner(agency="iom", role=PartnerRole.FUNDER, role_text="with funds of"),),
            topics=("remittances",),
            places=(Place(name="Bangkok, Thailand", iso3166="TH"),),
            date=honest_date("2009-21", "in the spring of 2009"),
            due=honest_date("2010", "next year"),
            responds_to=(RESOLUTION,),
            coordination_meeting="cm7",
        ),
        EvidenceAdded(symbol="A/63/225"),
        EvidenceAdded(url="https://www.unfpa.org"),
    )
    assert set(outcome.days) == {"2008-11-21"}


def test_an_id_is_made_of_reporter_and_title() -> None:
    """The first free one; the same title again gets a number."""
    asked = ReportCommitment(title="Soutien aux recensements: l’été 2010")
    first = SEVENTH_MEETING.when(asked, by=UNFPA)
    assert first.decision.id == "unfpa-soutien-aux-recensements-l-ete-2010"
    assert SEVENTH_MEETING.after(asked, by=UNFPA).when(asked, by=UNFPA).decision.id == f"{first.decision.id}-2"


def test_a_title_without_latin_letters_gets_a_drawn_id() -> None:
    """Nothing of it can stand in an id."""
    assert SEVENTH_MEETING.when(ReportCommitment(title="перепись"), by=UNFPA).decision.id == f"unfpa-{FRESH_ID}"


def test_an_id_that_is_made_can_be_asked_for() -> None:
    """However long the reporter's id and the title are, what is made of them is an id."""
    long = "-".join(["consortium-of-universities"] * 3)[:ID_LENGTH_MAX].strip("-")
    known = SEVENTH_MEETING.and_then(agency(long, "Consortium of universities"))
    for title in ("A very long title that nobody would ever print on one line", "перепись"):
        asked = ReportCommitment(title=title, reported_by=long)
        for made in (known.when(asked), known.after(asked).when(asked)):
            assert is_id(made.decision.id)


def test_an_id_is_taken_once() -> None:
    """A second report under the same id is refused with a link to the first, also where it is a second name."""
    known = SEVENTH_MEETING.after(
        ReportCommitment(id="census-support", title="Census support", reported_by="unfpa"),
        ReportCommitment(id="census-help", title="Help", reported_by="unfpa", same_as="census-support"),
    )
    for taken in ("census-support", "census-help"):
        again = ReportCommitment(id=taken, title="Another", reported_by="unfpa")
        known.when(again).then_refused("already-reported", link=f"/api/v1/activities/{taken}")


def test_an_id_with_a_line_end_is_refused() -> None:
    """A line end after an id passes the pattern of the body, and never comes into the name of a stream."""
    asked = msgspec.convert({"type": "commitment", "title": "Census support", "id": "census\n"}, ReportCommitment)
    SEVENTH_MEETING.when(asked, by=UNFPA).then_refused("invalid-input", "/id")


def test_an_agency_uses_its_own_reference_once() -> None:
    """The second time it is told which activity has the reference; another agency may use the same one."""
    known = SEVENTH_MEETING.after(
        ReportCommitment(id="census-support", title="Census support", reported_by="unfpa", reference="PB/1")
    )
    again = ReportPublication(title="Report", reported_by="unfpa", reference="PB/1")
    known.when(again).then_refused("reference-used-before", link="/api/v1/activities/census-support")
    assert known.when(ReportPublication(title="Report", reported_by="iom", reference="PB/1")).decision.made


UNKNOWN: tuple[tuple[ReportItem, str], ...] = (
    (ReportCommitment(title="Census", lead="un-women"), "/lead"),
    (ReportCommitment(title="Census", partners=(PartnerBody(agency="ilo"),)), "/partners/0/agency"),
    (ReportCommitment(title="Census", topics=("remittances", "census")), "/topics/1"),
    (ReportCommitment(title="Census", responds_to=(Reference(kind=Referable.MANDATE, id="hld"),)), "/responds_to/0"),
    (
        ReportCommitment(title="Census", responds_to=(RESOLUTION, Reference(kind=Referable.MEETING, id="hld"))),
        "/responds_to/1",
    ),
    (ReportCommitment(title="Census", produces=(Reference(kind=Referable.ACTIVITY, id="report"),)), "/produces/0"),
    (ReportCommitment(title="Census", part_of="programme"), "/part_of"),
    (ReportCommitment(title="Census", same_as="programme"), "/same_as"),
    (ReportCommitment(title="Census", meeting="gfmd-3"), "/meeting"),
    (ReportCommitment(title="Census", coordination_meeting="cm8"), "/coordination_meeting"),
    (ReportCommitment(title="Census", coordination_meeting="gfmd-2"), "/coordination_meeting"),
    (ReportCommitment(title="Census", places=(Place(name="Nowhere", iso3166="XY"),)), "/places/0"),
    (ReportPlannedMeeting(title="Meeting", host="ilo"), "/host"),
    (ReportPlannedMeeting(title="Meeting", organizers=("escap", "ilo")), "/organizers/1"),
    (ReportFollowUpAction(title="Reply", assigned_to=("ilo",)), "/assigned_to/0"),
    (ReportFollowUpAction(title="Reply", answers=(Reference(kind=Referable.STATEMENT, id="st-1"),)), "/answers/0"),
)


@pytest.mark.parametrize(("asked", "pointer"), UNKNOWN, ids=lambda part: part if isinstance(part, str) else "")
def test_what_is_named_must_be_there(asked: ReportItem, pointer: str) -> None:
    """Whatever a report names that is not registered is pointed at."""
    outcome = SEVENTH_MEETING.when(asked, by=UNFPA)
    outcome.then_refused("unknown-reference", pointer)


def test_what_is_completed_is_not_due() -> None:
    """A due date on something completed is refused; when it was done stands in the date."""
    asked = ReportCommitment(title="Census support", stage=Stage.COMPLETED, due=DateSaid(edtf="2010"))
    SEVENTH_MEETING.when(asked, by=UNFPA).then_refused("due-on-completed", "/due", said="in date instead")


def test_nobody_spoke_tomorrow() -> None:
    """It is said today at the latest, and on a day that there is."""
    for day, sentence in (("2011-02-21", "after today"), ("2011-02-30", "no day 2011-02-30")):
        asked = ReportCommitment(title="Census support", reported_on=day)
        outcome = SEVENTH_MEETING.when(asked, by=UNFPA)
        assert outcome.refused is not None
        assert (outcome.refused.slug, sentence in outcome.refused.faults[0].sentence) == ("impossible-date", True)


def test_evidence_is_a_link_or_a_symbol() -> None:
    """A label alone shows nothing."""
    asked = ReportCommitment(title="Census support", evidence=(EvidenceBody(label="Letter"),))
    SEVENTH_MEETING.when(asked, by=UNFPA).then_refused("invalid-input", "/evidence/0")


def test_a_draft_is_kept_as_one_and_only_the_secretariat_accepts() -> None:
    """A report is submitted unless it is a draft; accepted at once only by the secretariat."""
    draft = ReportCommitment(title="Census support", reported_by="unfpa", draft=True)
    SEVENTH_MEETING.when(draft, by=UNFPA).then_said(CommitmentReported, review=Review.DRAFT)
    accepted = ReportCommitment(title="Census support", reported_by="unfpa", accepted=True)
    SEVENTH_MEETING.when(accepted).then_said(CommitmentReported, review=Review.ACCEPTED)
    SEVENTH_MEETING.when(accepted, by=UNFPA).then_refused("invalid-input", "/accepted")
    both = ReportCommitment(title="Census support", reported_by="unfpa", accepted=True, draft=True)
    SEVENTH_MEETING.when(both).then_refused("invalid-input", "/draft")


def test_what_is_completed_lies_in_the_past() -> None:
    """A meeting reported as held on a day to come is refused with the day."""
    asked = ReportPlannedMeeting(
        title="Census seminar", lead="unfpa", stage=Stage.COMPLETED, date=DateSaid(edtf="2031-05"), reported_by="unfpa"
    )
    SEVENTH_MEETING.when(asked).then_refused("impossible-date", "/date", said="2031-05-01")
