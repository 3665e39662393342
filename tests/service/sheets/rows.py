"""Rows for the tests of taking them: four activities, their rows as downloaded, and a table of edits."""

from typing import Any

import pytest
from msgspec import Struct

from events.activity_state import Activity
from events.commitment import CommitmentReported
from events.honest_date import honest_date
from events.identity import Noun
from events.planned_meeting import PlannedMeetingReported
from events.publication import PublicationReported
from events.vocabulary import Assurance, Review, Stage, Visibility
from service.commands.deliberation import Author
from service.sheets.columns import COLUMNS, shown
from service.sheets.taking import TakeRow
from tests.service.commands.given import Given, Outcome, of
from tests.service.commands.seventh_meeting import SEVENTH_MEETING, UNFPA

CENSUS = of(
    Noun.ACTIVITY,
    "census-support",
    CommitmentReported(
        id="census-support", title="Census support", reported_by="unfpa", lead="unfpa", stage=Stage.PLANNED,
        date=honest_date("2012", "in 2012"), due=honest_date("../2010-12-31", "by the end of 2010"),
        description="Support of the 2010 round of censuses.", predicate="support the censuses",
        topics=("remittances",), visibility=Visibility.PARTICIPANTS,
    ),
)  # fmt: skip
FORUM = of(
    Noun.ACTIVITY,
    "third-forum",
    PlannedMeetingReported(
        id="third-forum", title="Third Global Forum", reported_by="iom", lead="unfpa", venue="Rabat",
        assurance=Assurance.THIRD_PARTY, stage=Stage.PLANNED,
    ),
)  # fmt: skip
ATLAS = of(
    Noun.ACTIVITY,
    "atlas",
    PublicationReported(
        id="atlas", title="Atlas", reported_by="unfpa", lead="unfpa", stage=Stage.SUSPENDED, review=Review.DRAFT
    ),
)
TRENDS = of(
    Noun.ACTIVITY,
    "trends",
    PublicationReported(
        id="trends", title="Trends", reported_by="unfpa", stage=Stage.PARTLY_COMPLETED, symbol="ST/1",
        url="https://unfpa.org/trends",
    ),
)  # fmt: skip
REPORTED = SEVENTH_MEETING.and_then(CENSUS, FORUM, ATLAS, TRENDS)


def state(known: Given, activity: str) -> Activity:
    """An activity as the log knows it."""
    found: Activity = known.world.state(Noun.ACTIVITY, activity)
    return found


def row(known: Given, activity: str = "census-support", agency: str = "unfpa", /, **edits: str) -> TakeRow:
    """The row of an activity as it would be downloaded now, with edits."""
    cells = shown(state(known, activity))
    blank = {column.name: "" for column in COLUMNS if column.name not in cells}
    return TakeRow(agency=agency, row=2, cells={**cells, **blank, **edits})


def take(known: Given, command: TakeRow, by: Author = UNFPA) -> Outcome:
    """What becomes of a row."""
    return known.when(command, by=by)


class Told(Struct, frozen=True):
    """The types of the events that an edit becomes, and a field of the activity after it."""

    events: tuple[str, ...]
    field: str
    value: Any


def edit(activity: str, told: Told, **edits: str) -> Any:
    """A case of the table: an activity, what the edits become, and the edits."""
    return pytest.param(activity, edits, told, id=f"{activity}: {', '.join(edits)} {told.field}")


CENSUS_ID, FORUM_ID, ATLAS_ID, TRENDS_ID = "census-support", "third-forum", "atlas", "trends"
NEXT_YEAR = honest_date("2012", "in 2012")
EDITS = (
    edit(CENSUS_ID, Told(("activity-progressed",), "stage", Stage.IN_PROGRESS), stage="In progress"),
    edit(CENSUS_ID, Told(("activity-corrected",), "stage", None), stage=""),
    edit(
        CENSUS_ID, Told(("activity-completed",), "stage", Stage.COMPLETED), stage="completed", date="in 2010", note="-"
    ),
    edit(
        CENSUS_ID, Told(("activity-completed",), "date", honest_date("2010", "in 2010")), stage="completed",
        date="in 2010", note="No page.",
    ),
    edit(
        CENSUS_ID, Told(("activity-completed", "evidence-added"), "stage", Stage.COMPLETED), stage="completed",
        date="in 2010", evidence="https://unfpa.org/census",
    ),
    edit(
        CENSUS_ID, Told(("activity-partly-completed",), "remaining", "Two countries."), stage="partly completed",
        date="in 2010", remaining="Two countries.",
    ),
    edit(
        CENSUS_ID, Told(("activity-suspended",), "resumes", honest_date("2013", "in 2013")), stage="suspended",
        resumes="in 2013",
    ),
    edit(
        CENSUS_ID, Told(("activity-cancelled",), "cancellation_reason", "partner_withdrew"), stage="cancelled",
        reason="partner withdrew",
    ),
    edit(TRENDS_ID, Told(("activity-partly-completed",), "remaining", "An annex."), remaining="An annex."),
    edit(ATLAS_ID, Told(("activity-suspended",), "resumes", honest_date("2013", "in 2013")), resumes="in 2013"),
    edit(CENSUS_ID, Told(("activity-rescheduled",), "date", honest_date("2013", "in 2013")), date="in 2013"),
    edit(CENSUS_ID, Told(("activity-rescheduled",), "due", honest_date("198X", "198X")), due="198X"),
    edit(CENSUS_ID, Told(("activity-corrected",), "due", None), due=""),
    edit(
        CENSUS_ID, Told(("activity-rescheduled", "activity-progressed"), "stage", Stage.STANDING), due="in 2011",
        stage="standing",
    ),
    edit(CENSUS_ID, Told(("activity-corrected",), "title", "Support of censuses"), title="Support of censuses"),
    edit(CENSUS_ID, Told(("activity-corrected",), "description", None), description=""),
    edit(CENSUS_ID, Told(("activity-corrected",), "predicate", "support a census"), predicate="support a census"),
    edit(
        CENSUS_ID, Told(("activity-corrected",), "topics", ("migration-development", "remittances")),
        topics="migration-development; remittances",
    ),
    edit(CENSUS_ID, Told(("activity-corrected",), "topics", ()), topics=""),
    edit(TRENDS_ID, Told(("activity-corrected",), "symbol", "ESA/P/WP.209"), symbol="ESA/P/WP.209"),
    edit(TRENDS_ID, Told(("activity-corrected",), "url", "https://unfpa.org/t"), url="https://unfpa.org/t"),
    edit(CENSUS_ID, Told(("activity-shown",), "visibility", Visibility.PUBLIC), visibility="public"),
    edit(CENSUS_ID, Told(("activity-progressed",), "last_news", "Two more countries."), note="Two more countries."),
    edit(
        CENSUS_ID, Told(("activity-corrected",), "last_news", None), note="Misspelt.", title="Support of censuses"
    ),
    edit(CENSUS_ID, Told(("evidence-added", "evidence-added"), "stage", Stage.PLANNED), evidence="ST/1\nST/2"),
    edit(CENSUS_ID, Told(("activity-unchanged",), "last_news", "All well."), answer="no change", note="All well."),
    edit(FORUM_ID, Told(("activity-confirmed",), "assurance", Assurance.SELF_REPORTED), answer="confirmed"),
    edit(
        FORUM_ID, Told(("activity-confirmed", "activity-progressed"), "stage", Stage.IN_PROGRESS), answer="confirmed",
        stage="in progress",
    ),
    edit(FORUM_ID, Told(("activity-disowned",), "disowned_by", ("unfpa",)), answer="not ours"),
    edit(
        ATLAS_ID, Told(("activity-corrected", "activity-reviewed"), "review", Review.SUBMITTED), answer="hand in",
        title="Atlas of women",
    ),
)  # fmt: skip
