"""The same activity told again: one activity, both reports, and whose words stand."""

from events.activity import Partner
from events.identity import Noun
from events.vocabulary import Assurance, PartnerRole, Stage
from service.commands.activity import PartnerBody
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import Disown, Withdraw
from service.commands.fields import DateSaid
from service.commands.planned_meeting import ReportPlannedMeeting
from tests.service.commands.given import Given
from tests.service.commands.seventh_meeting import ESCAP, IOM, SEVENTH_MEETING

FIRST = ReportPlannedMeeting(
    id="pd-egm-bangkok",
    title="Expert Group Meeting in Asia and the Pacific",
    reported_by="un-desa-pd",
    lead="un-desa-pd",
    partners=(PartnerBody(agency="escap", role=PartnerRole.JOINT_ORGANIZER),),
    stage=Stage.PLANNED,
    topics=("migration-development",),
    coordination_meeting="cm7",
    agenda_item="VIII",
    reported_on="2008-11-21",
)
AGAIN = ReportPlannedMeeting(
    id="escap-egm-bangkok",
    same_as="pd-egm-bangkok",
    title="Expert meeting in Bangkok",
    reported_by="escap",
    lead="escap",
    partners=(PartnerBody(agency="iom"),),
    stage=Stage.COMPLETED,
    date=DateSaid(edtf="2008-09-20/2008-09-21"),
    venue="United Nations Conference Centre",
    topics=("remittances",),
    coordination_meeting="cm7",
    reported_on="2008-11-21",
)


def told_again(meeting: str | None, first: ReportPlannedMeeting = FIRST) -> Given:
    """The expert meeting told by the Population Division, then by ESCAP at the same meeting or by itself later."""
    fields = {name: getattr(AGAIN, name) for name in AGAIN.__struct_fields__}
    later = {"coordination_meeting": meeting, "reported_on": "2011-02-18", "reported_by": "un-desa-pd"}
    again = ReportPlannedMeeting(**{**fields, **later})
    return SEVENTH_MEETING.after(first, AGAIN if meeting == "cm7" else again)


def test_both_reports_are_kept_in_one_activity() -> None:
    """Each is kept in its own words, and the second id resolves to the first."""
    activity = told_again("cm7").world.state(Noun.ACTIVITY, "pd-egm-bangkok")
    assert [report.id for report in activity.reports] == ["pd-egm-bangkok", "escap-egm-bangkok"]
    assert [report.title for report in activity.reports] == [FIRST.title, AGAIN.title]
    assert (activity.id, activity.aliases) == ("pd-egm-bangkok", ("escap-egm-bangkok",))
    assert told_again("cm7").world.state(Noun.ACTIVITY, "escap-egm-bangkok") is None


def test_told_twice_at_one_meeting_the_first_words_stand() -> None:
    """The second fill what the first left open, and what can be had from both is joined."""
    activity = told_again("cm7").world.state(Noun.ACTIVITY, "pd-egm-bangkok")
    assert (activity.title, activity.lead, activity.stage) == (FIRST.title, "un-desa-pd", Stage.PLANNED)
    assert (activity.date.edtf, activity.venue) == ("2008-09-20/2008-09-21", "United Nations Conference Centre")
    assert activity.topics == ("migration-development", "remittances")
    assert activity.partners == (
        Partner(agency="escap", role=PartnerRole.JOINT_ORGANIZER),
        Partner(agency="iom"),
    )


def test_told_again_at_a_later_meeting_the_later_words_replace() -> None:
    """What both have is joined even so."""
    activity = told_again("cm9").world.state(Noun.ACTIVITY, "pd-egm-bangkok")
    assert (activity.title, activity.lead, activity.stage) == (AGAIN.title, "escap", Stage.COMPLETED)
    assert {partner.agency for partner in activity.partners} == {"escap", "iom"}
    assert (activity.reported_by, activity.agenda_item) == ("un-desa-pd", "VIII")
    assert activity.last_heard_on == "2011-02-18"


def test_told_again_outside_of_any_meeting_the_later_words_replace() -> None:
    """Two reports that belong to no meeting are not told twice at one."""
    fields = {name: getattr(FIRST, name) for name in FIRST.__struct_fields__}
    outside = ReportPlannedMeeting(**{**fields, "coordination_meeting": None})
    activity = told_again(None, outside).world.state(Noun.ACTIVITY, "pd-egm-bangkok")
    assert activity.title == AGAIN.title


def test_the_lead_tells_it_itself_and_so_confirms_it() -> None:
    """What ESCAP told of IOM is IOM's own word once IOM tells it, whether or not the words stand."""
    of_another = ReportPlannedMeeting(id="iom-training", title="Training", lead="iom", coordination_meeting="cm7")
    its_own = ReportPlannedMeeting(
        title="Training course", lead="iom", same_as="iom-training", coordination_meeting="cm7"
    )
    told = SEVENTH_MEETING.after(of_another, by=ESCAP)
    assert told.world.state(Noun.ACTIVITY, "iom-training").assurance is Assurance.THIRD_PARTY
    activity = told.when(its_own, by=IOM).then_state(Noun.ACTIVITY, "iom-training")
    assert (activity.assurance, activity.title) == (Assurance.SELF_REPORTED, "Training")


def test_another_lead_named_later_has_not_confirmed() -> None:
    """At the next meeting ESCAP says that it is IOM's work: a third party's word again."""
    own = ReportPlannedMeeting(id="training", title="Training", lead="escap", coordination_meeting="cm7")
    later = ReportPlannedMeeting(title="Training", lead="iom", same_as="training", coordination_meeting="cm9")
    activity = SEVENTH_MEETING.after(own, by=ESCAP).when(later, by=ESCAP).then_state(Noun.ACTIVITY, "training")
    assert (activity.lead, activity.assurance) == ("iom", Assurance.THIRD_PARTY)


def test_a_second_id_is_resolved_when_it_is_told_a_third_time() -> None:
    """The same as the second is the same as the first."""
    third = ReportPlannedMeeting(title="Bangkok meeting", reported_by="iom", same_as="escap-egm-bangkok")
    outcome = told_again("cm7").when(third)
    assert [said.stream for said in outcome.said] == ["activity-pd-egm-bangkok"]


def test_what_was_disowned_stays_with_those_who_told_it() -> None:
    """ESCAP says that it is not its own; the reports stay."""
    asked = UpdateActivity(id="escap-egm-bangkok", update=Disown(agency="escap"))
    activity = told_again("cm7").when(asked, by=ESCAP).then_state(Noun.ACTIVITY, "pd-egm-bangkok")
    assert (activity.disowned_by, len(activity.reports)) == (("escap",), 2)


def test_what_is_held_back_is_told_again_by_its_own_agency_alone() -> None:
    """Another learns nothing of a draft, not even that it is there."""
    draft = ReportPlannedMeeting(id="iom-training", title="Training", draft=True)
    again = ReportPlannedMeeting(title="Course", same_as="iom-training")
    known = SEVENTH_MEETING.after(draft, by=IOM)
    known.when(again, by=ESCAP).then_refused("unknown-reference", "/same_as", said="No activity has the id")
    assert known.when(again, by=IOM).facts


def test_what_is_told_again_cannot_be_held_back() -> None:
    """It is added at once to what is known, so it is no draft and under no embargo."""
    again = ReportPlannedMeeting(title="Course", same_as="pd-egm-bangkok", draft=True, embargo_until="2011-03-01")
    SEVENTH_MEETING.after(FIRST).when(again, by=ESCAP).then_refused("invalid-input", "/draft", "/embargo_until")


def test_a_partner_does_not_replace_the_word_of_the_lead() -> None:
    """At the next meeting IOM tells of a training of ESCAP under another title: ESCAP's own title stands."""
    partners = (PartnerBody(agency="iom"),)
    own = ReportPlannedMeeting(
        id="training", title="Training", lead="escap", partners=partners, coordination_meeting="cm7"
    )
    later = ReportPlannedMeeting(
        title="Some course", lead="iom", same_as="training", coordination_meeting="cm9", stage=Stage.CANCELLED
    )
    activity = SEVENTH_MEETING.after(own, by=ESCAP).when(later, by=IOM).then_state(Noun.ACTIVITY, "training")
    assert (activity.title, activity.lead, len(activity.reports)) == ("Training", "escap", 2)


def test_what_others_do_cannot_be_told_again_by_anybody() -> None:
    """Neither at another meeting nor on a day before it was first told; at the same table it can."""
    own = ReportPlannedMeeting(
        id="training", title="Training", lead="escap", coordination_meeting="cm7", reported_on="2008-11-21"
    )
    told = SEVENTH_MEETING.after(own, by=ESCAP)
    later = ReportPlannedMeeting(title="Seized", lead="iom", same_as="training", stage=Stage.CANCELLED)
    told.when(later, by=IOM).then_refused("not-allowed", said="not for escap")
    early = ReportPlannedMeeting(title="Training", same_as="training", reported_on="1990-01-01")
    told.when(early, by=ESCAP).then_refused("impossible-date", "/reported_on", said="first reported on 2008-11-21")
    same_table = ReportPlannedMeeting(
        title="Course", same_as="training", coordination_meeting="cm7", reported_on="2008-11-21"
    )
    assert told.when(same_table, by=IOM).facts


def test_what_was_withdrawn_cannot_be_told_again() -> None:
    """It would be shown nowhere, and so be lost."""
    own = ReportPlannedMeeting(id="training", title="Training", lead="escap")
    withdrawn = SEVENTH_MEETING.after(
        own, UpdateActivity(id="training", update=Withdraw(), expected_version=1), by=ESCAP
    )
    again = ReportPlannedMeeting(title="Training", same_as="training")
    withdrawn.when(again, by=ESCAP).then_refused("unknown-reference", "/same_as")
