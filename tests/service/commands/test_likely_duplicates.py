"""Likely duplicates of a report: who is looked at, and what the warning says."""

from collections.abc import Sequence

import pytest

from events.vocabulary import Visibility
from service.commands.activity import PartnerBody
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import Reschedule, Withdraw
from service.commands.fields import DateSaid
from service.commands.planned_meeting import ReportPlannedMeeting
from tests.service.commands.given import Given
from tests.service.commands.seventh_meeting import ESCAP, SEVENTH_MEETING

DEBATE = "Informal thematic debate on international migration and development"


def meeting(
    title: str = DEBATE, date: str | None = None, partners: Sequence[str] = (), reporter: str = "un-desa-pd"
) -> ReportPlannedMeeting:
    """A meeting that the Population Division, or another body, reports."""
    return ReportPlannedMeeting(
        title=title,
        reported_by=reporter,
        lead=reporter,
        partners=tuple(PartnerBody(agency=agency) for agency in partners),
        date=DateSaid(edtf=date) if date else None,
    )


def sentences(known: Given, report: ReportPlannedMeeting) -> list[str]:
    """The sentences by which a report is said to be a likely duplicate."""
    warnings = known.when(report).decision.warnings
    return [one.sentence for one in warnings if one.rule == "likely-duplicate"]


IN_2011 = "Informal thematic debate in 2011"
POINTED_OUT: tuple[tuple[str, ReportPlannedMeeting, ReportPlannedMeeting, str], ...] = (
    ("overlapping", meeting(date="2011-05-19"), meeting(IN_2011, "2011"), "2011-05-19) overlaps this one; if it is"),
    ("wider", meeting(IN_2011, "2011"), meeting(date="2011-05-19"), "2011-01-01 to 2011-12-31) overlaps"),
    ("much alike", meeting(date="2011-05-19"), meeting(f"The {DEBATE}"), "per cent alike; if it is the same"),
    ("near", meeting(date="2011-05-19"), meeting(f"The {DEBATE}", "2011-06"), "another date (2011-05-19)"),
    ("same title", meeting(), meeting(), "has the same title; if it is the same, report it again with same_as."),
    ("same title, far", meeting(date="2008"), meeting(date="2011"), "lies far from this one: if this is another of"),
    ("open", meeting(date="2008/.."), meeting(date="2011"), "(from 2008-01-01 on) overlaps"),
)


@pytest.mark.parametrize(("name", "before", "report", "said"), POINTED_OUT, ids=[one[0] for one in POINTED_OUT])
def test_a_warning_says_what_is_alike(
    name: str, before: ReportPlannedMeeting, report: ReportPlannedMeeting, said: str
) -> None:
    """The title, the dates and the body, and what to do."""
    (sentence,) = sentences(SEVENTH_MEETING.after(before), report)
    assert said in sentence
    assert " of un-desa-pd has " in sentence


NOT_POINTED_OUT = (
    ("far", meeting("Seventh Coordination Meeting", "2008-11"), meeting("Eighth Coordination Meeting", "2009-11")),
    ("somewhat alike, undated", meeting(), meeting(IN_2011, "2011")),
    ("somewhat alike, another date", meeting(date="2011-05-19"), meeting(IN_2011, "2012")),
    ("another body", meeting(date="2011-05-19"), meeting(date="2011-05-19", reporter="eclac")),
)


@pytest.mark.parametrize(("name", "before", "report"), NOT_POINTED_OUT, ids=[one[0] for one in NOT_POINTED_OUT])
def test_what_is_not_alike_enough_is_let_pass(
    name: str, before: ReportPlannedMeeting, report: ReportPlannedMeeting
) -> None:
    """Control: what warned of everything would be of no use."""
    assert sentences(SEVENTH_MEETING.after(before), report) == []


def test_partners_are_looked_at_on_both_sides() -> None:
    """What another body told of a partner is found, and what this report names as a partner's."""
    known = SEVENTH_MEETING.after(meeting(partners=["escap"]))
    (sentence,) = sentences(known, meeting(reporter="escap"))
    assert " of escap has the same title" in sentence
    (sentence,) = sentences(known, meeting(reporter="iom", partners=["escap", "eclac"]))
    assert " of escap has the same title" in sentence
    assert sentences(known, meeting(reporter="iom", partners=["eclac"])) == []


def test_the_likest_come_first_and_no_more_than_three() -> None:
    """A body with many meetings of one name is not buried in warnings."""
    known = SEVENTH_MEETING.after(meeting(f"The {DEBATE}"), meeting(), *(meeting(f"{DEBATE}s") for _ in range(4)))
    said = sentences(known, meeting())
    assert len(said) == 3
    assert "has the same title" in said[0]


def test_the_date_is_the_one_that_holds_now() -> None:
    """A meeting that was put off by years is no likely duplicate of the one that takes its place."""
    known = SEVENTH_MEETING.after(meeting("Seventh Coordination Meeting", "2009-11"))
    asked = meeting("Eighth Coordination Meeting", "2009-11")
    (sentence,) = sentences(known, asked)
    told = sentence.partition(" ")[0]
    known = known.after(UpdateActivity(id=told, update=Reschedule(date=DateSaid(edtf="2012"))))
    assert sentences(known, asked) == []


def test_nothing_is_told_of_what_was_withdrawn_or_is_kept_back() -> None:
    """What its author may not see is not pointed out, and what was withdrawn is no duplicate."""
    kept = ReportPlannedMeeting(
        title=DEBATE,
        reported_by="un-desa-pd",
        partners=(PartnerBody(agency="escap"),),
        visibility=Visibility.SECRETARIAT,
    )
    outcome = SEVENTH_MEETING.after(kept).when(meeting(reporter="escap"), by=ESCAP)
    assert [one.rule for one in outcome.decision.warnings if one.rule == "likely-duplicate"] == []
    known = SEVENTH_MEETING.after(meeting())
    activity_id = known.when(meeting()).decision.warnings[0].links["existing"].rpartition("/")[2]
    assert (
        sentences(known.after(UpdateActivity(id=activity_id, update=Withdraw(), expected_version=1)), meeting()) == []
    )
