"""A row against what the log knows: which edit becomes which update, and what is a new report."""

import pytest

from events.activity_news import ActivityProgressed, ActivityReviewed, EvidenceAdded
from events.commitment import CommitmentReported
from events.honest_date import honest_date
from events.identity import Noun
from events.planned_meeting import PlannedMeetingReported
from events.publication import PublicationReported
from events.vocabulary import Assurance, Review, Stage, Visibility
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import Reschedule
from service.commands.deliberation import Author
from service.commands.fields import DateSaid
from service.sheets.taking import NOTHING_TO_DO, TakeRow, TakeTogether
from tests.service.commands.apart import merging
from tests.service.commands.given import SECRETARIAT, of
from tests.service.commands.seventh_meeting import ECLAC, IOM, NEW_YORK_OFFICE, UNFPA
from tests.service.sheets.rows import ATLAS_ID, CENSUS_ID, EDITS, FORUM_ID, REPORTED, TRENDS_ID, Told, row, take


@pytest.mark.parametrize(("activity", "edits", "told"), EDITS)
def test_each_edit_becomes_its_update(activity: str, edits: dict[str, str], told: Told) -> None:
    """One event for each change, and the activity says what the cell says."""
    outcome = take(REPORTED, row(REPORTED, activity, **edits))
    assert tuple(fact.TYPE for fact in outcome.facts) == told.events
    assert getattr(outcome.then_state(Noun.ACTIVITY, activity), told.field) == told.value


def test_the_venue_of_a_meeting_is_corrected_by_who_reported_it() -> None:
    """What another body reported is not the lead's to correct, whatever the sheet it stands in."""
    edited = row(REPORTED, FORUM_ID, venue="Tangier")
    take(REPORTED, edited).then_refused("not-allowed", "/venue")
    assert take(REPORTED, edited, by=SECRETARIAT).then_state(Noun.ACTIVITY, FORUM_ID).venue == "Tangier"


@pytest.mark.parametrize("activity", [CENSUS_ID, FORUM_ID, ATLAS_ID, TRENDS_ID])
def test_a_row_as_it_was_downloaded_says_nothing(activity: str) -> None:
    """Also where it holds other line ends and blanks, as programs make them."""
    cells = {name: f" {cell}\r\n" if cell else cell for name, cell in row(REPORTED, activity).cells.items()}
    cells |= {"id": activity, "version": "1"}
    for command in (row(REPORTED, activity), TakeRow(agency="unfpa", row=2, cells=cells)):
        take(REPORTED, command).then_refused(NOTHING_TO_DO)


def test_a_column_that_is_not_there_is_left_alone() -> None:
    """A sheet of three columns changes what stands in them, and empties nothing."""
    command = TakeRow(agency="unfpa", row=2, cells={"id": CENSUS_ID, "version": "1", "stage": "standing"})
    take(REPORTED, command).then(ActivityProgressed(stage=Stage.STANDING, reported_by="unfpa"))


REFUSED = (
    ("census-support", {"stage": "done"}, "invalid-input", "/stage", "Expected one of proposed,"),
    ("census-support", {"stage": "superseded"}, "invalid-input", "/stage", "found “superseded”"),
    ("census-support", {"stage": "completed", "date": "in 2010"}, "invalid-input", "/evidence", "say in note why"),
    ("census-support", {"stage": "completed", "note": "Done."}, "impossible-date", "/date", "the date on which it"),
    ("census-support", {"stage": "cancelled"}, "invalid-input", "/reason", "needs a reason"),
    ("census-support", {"reason": "funding"}, "invalid-input", "/reason", "with the stage cancelled alone"),
    ("census-support", {"remaining": "All."}, "invalid-input", "/remaining", "the stage partly completed alone"),
    ("census-support", {"stage": "standing", "resumes": "in 2013"}, "invalid-input", "/resumes", "suspended alone"),
    ("census-support", {"answer": "maybe"}, "invalid-input", "/answer", "Expected one of no change,"),
    ("census-support", {"answer": "no change", "stage": "standing"}, "invalid-input", "/answer", "Stage changed as"),
    ("census-support", {"answer": "confirmed"}, "invalid-input", "/answer", "nothing to confirm"),
    ("census-support", {"answer": "hand in"}, "invalid-input", "/answer", "is submitted"),
    ("census-support", {"date": "30 February 2013"}, "impossible-date", "/date", "30 February"),
    ("census-support", {"due": "2011-12"}, "invalid-input", "/due", "can be December 2011"),
    ("census-support", {"title": " "}, "invalid-input", "/title", "cannot be emptied"),
    ("census-support", {"title": "x" * 1_001}, "invalid-input", "/title", "at most 1000"),
    ("census-support", {"title": "Census\x07"}, "invalid-text", "/title", "U+0007"),
    ("census-support", {"topics": "weather"}, "unknown-reference", "/topics", "weather"),
    ("census-support", {"venue": "Rabat"}, "invalid-input", "/venue", "said of a planned meeting"),
    ("trends", {"url": "unfpa.org"}, "invalid-input", "/url", "found"),
    ("census-support", {"evidence": "https://un org"}, "invalid-input", "/evidence", "found"),
    ("census-support", {"visibility": ""}, "invalid-input", "/visibility", "cannot be emptied"),
    ("census-support", {"kind": "publication"}, "invalid-input", "/kind", "cannot be changed in a sheet"),
    ("census-support", {"agency": "iom"}, "invalid-input", "/agency", "cannot be changed in a sheet"),
    ("census-support", {"version": ""}, "invalid-input", "/version", "found nothing"),
    ("census-support", {"version": "two"}, "invalid-input", "/version", "found two"),
    ("census-support", {"version": "2"}, "invalid-input", "/version", "from 1 to 1"),
    ("census-support", {"id": "census"}, "not-found", "/id", "no activity with the id census"),
)


@pytest.mark.parametrize(("activity", "edits", "slug", "pointer", "told"), REFUSED)
def test_what_cannot_be_is_refused_with_its_column(
    activity: str, edits: dict[str, str], slug: str, pointer: str, told: str
) -> None:
    """The whole row is refused, and the sentence says what was expected."""
    take(REPORTED, row(REPORTED, activity, **edits)).then_refused(slug, pointer, said=told)


@pytest.mark.parametrize(
    ("by", "agency", "pointers"),
    [(IOM, "unfpa", ()), (UNFPA, "iom", ()), (IOM, "iom", ("/id",)), (SECRETARIAT, "iom", ("/id",))],
)
def test_a_row_stands_in_the_sheet_of_its_own_agency(by: Author, agency: str, pointers: tuple[str, ...]) -> None:
    """Nobody writes for another, and the secretariat not into the wrong sheet."""
    take(REPORTED, row(REPORTED, CENSUS_ID, agency, stage="standing"), by=by).then_refused("not-allowed", *pointers)


def test_what_is_kept_from_somebody_is_not_there_for_them() -> None:
    """The draft of another body is not found, as if there were none."""
    take(REPORTED, row(REPORTED, ATLAS_ID, "iom", note="Seen."), by=IOM).then_refused(
        "not-found", "/id", said="There is no activity with the id atlas"
    )


def test_a_body_speaks_in_its_sheet_for_those_under_it() -> None:
    """What is said of a sub-entity's work is said by the sub-entity."""
    course = CommitmentReported(id="course", title="A course", reported_by="celade", lead="celade")
    known = REPORTED.and_then(of(Noun.ACTIVITY, "course", course))
    take(known, row(known, "course", "eclac", stage="planned"), by=ECLAC).then(
        ActivityProgressed(stage=Stage.PLANNED, reported_by="celade")
    )


def new(agency: str = "unfpa", /, **cells: str) -> TakeRow:
    """A row without an id."""
    return TakeRow(agency=agency, row=9, cells={"id": "", "version": "", "kind": "Planned meeting", **cells})


def test_a_row_without_an_id_is_a_new_report() -> None:
    """By the agency of the sheet, about its own work."""
    outcome = take(REPORTED, new(title="Workshop in Fez", venue="Fez", due="in 2012", topics="remittances"))
    outcome.then_said(
        PlannedMeetingReported, title="Workshop in Fez", lead="unfpa", reported_by="unfpa", venue="Fez",
        due=honest_date("2012", "in 2012"), topics=("remittances",), assurance=Assurance.SELF_REPORTED,
        visibility=Visibility.PARTICIPANTS,
    )  # fmt: skip


def test_a_new_report_brings_its_evidence() -> None:
    """A completed one can be told with what shows it."""
    outcome = take(REPORTED, new(title="Workshop in Fez", stage="completed", date="in 2010", evidence="A/63/225"))
    outcome.then_said(EvidenceAdded, symbol="A/63/225")


def test_a_new_report_may_be_of_a_body_that_granted_it_in_its_own_sheet() -> None:
    """The New York Office reports for ESCWA in ESCWA's sheet, and ESCWA's centre is named there."""
    outcome = take(REPORTED, new("escwa", title="A study", agency="escwa-centre"), by=NEW_YORK_OFFICE)
    outcome.then_said(PlannedMeetingReported, lead="escwa-centre", reported_by="escwa-centre")


NEW_REFUSED = (
    ({"title": ""}, "invalid-input", ("/title",), "needs a title"),
    ({"kind": "", "title": "A course"}, "invalid-input", ("/kind",), "needs a kind"),
    ({"kind": "course", "title": "A course"}, "invalid-input", ("/kind",), "Expected one of commitment"),
    ({"title": "A course", "answer": "no change"}, "invalid-input", ("/answer",), "in a row without an id"),
    ({"title": "A course", "agency": "iom"}, "not-allowed", ("/agency",), "neither unfpa nor a body under it"),
    ({"title": "A course", "agency": "nobody"}, "not-allowed", ("/agency",), "in a sheet of its own"),
    ({"title": "A course", "symbol": "ST/1"}, "invalid-input", ("/symbol",), "said of a publication"),
    ({"title": "A course", "topics": "weather"}, "unknown-reference", ("/topics",), "weather"),
    ({"title": "third global FORUM"}, "already-reported", ("/title",), "there already as third-forum"),
)


@pytest.mark.parametrize(("cells", "slug", "pointers", "told"), NEW_REFUSED)
def test_a_new_report_that_cannot_be_is_refused(
    cells: dict[str, str], slug: str, pointers: tuple[str, ...], told: str
) -> None:
    """With the column, as for any other row."""
    take(REPORTED, new(**cells)).then_refused(slug, *pointers, said=told)


def test_a_new_report_that_is_sent_again_is_there_already() -> None:
    """However often it is sent there is one activity, and the refusal leads to it."""
    command = new(title="Workshop in Fez")
    after = REPORTED.and_then(*take(REPORTED, command).said)
    take(after, command).then_refused("already-reported", "/title", link="/api/v1/activities/unfpa-workshop-in-fez")


def test_a_new_report_of_what_was_merged_is_there_already() -> None:
    """Under the activity that goes on, whose title is another one."""
    command = new(title="Workshop in Fez")
    reported = REPORTED.and_then(*take(REPORTED, command).said)
    merged = reported.after(merging("unfpa-workshop-in-fez", FORUM_ID))
    take(merged, command).then_refused("already-reported", "/title", link=f"/api/v1/activities/{FORUM_ID}")


def test_another_kind_under_the_same_title_is_another_activity() -> None:
    """The report of a meeting has the name of the meeting."""
    outcome = take(REPORTED, new(title="Third Global Forum", kind="publication"))
    outcome.then_said(PublicationReported, title="Third Global Forum")


def test_rows_together_are_all_taken_or_none() -> None:
    """A refusal names its row and its column; a row that says nothing stands in nobody's way."""
    good = (row(REPORTED, stage="standing"), row(REPORTED, TRENDS_ID))
    done = REPORTED.when(TakeTogether(rows=good, sheet="s", id="b"), by=UNFPA)
    assert (done.decision.items, len(done.facts)) == ((CENSUS_ID,), 1)
    bad = (*good, new(title="A course", topics="weather"))
    REPORTED.when(TakeTogether(rows=bad, sheet="s", id="b"), by=UNFPA).then_refused(
        "unknown-reference", "/rows/9/topics"
    )


def test_what_is_the_same_request_is_told_by_what_was_sent() -> None:
    """What the service adds to a row when it plans it makes no other request of it."""
    one = TakeRow(agency="unfpa", row=2, cells={}, sheet="digest", alike=("atlas",))
    assert one.as_asked == TakeRow(agency="unfpa", row=2, cells={}, sheet="digest").as_asked
    assert one.as_asked != TakeRow(agency="unfpa", row=2, cells={}, sheet="another").as_asked


def test_a_draft_is_handed_in_with_a_row() -> None:
    """The short answer to what is asked of a draft."""
    take(REPORTED, row(REPORTED, ATLAS_ID, answer="hand in")).then(ActivityReviewed(review=Review.SUBMITTED))


def test_a_date_is_said_as_it_was_written() -> None:
    """The words go into the log, and the date is read from them by the same reader as any other."""
    edited = take(REPORTED, row(REPORTED, due="spring of 2012"))
    plain = REPORTED.when(
        UpdateActivity(id=CENSUS_ID, update=Reschedule(due=DateSaid(as_written="spring of 2012"), reported_by="unfpa")),
        by=UNFPA,
    )
    assert edited.facts == plain.facts
