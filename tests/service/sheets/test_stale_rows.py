"""Rows of a sheet that others have overtaken: nothing newer is lost, and nothing is said twice."""

import pytest

from events.activity_news import ActivityCorrected, ActivityShown
from events.identity import Noun
from events.redaction import EventRedacted
from events.vocabulary import Stage, Visibility
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import ActivityUpdate, ReportProgress
from service.sheets.columns import shown
from service.sheets.taking import NOTHING_TO_DO, TakeRow
from tests.service.commands.apart import APART, FIRST, MERGED, SECOND, seen, told
from tests.service.commands.given import SECRETARIAT, Given, of
from tests.service.sheets.rows import CENSUS_ID, EDITS, REPORTED, Told, row, take


def moved(update: ActivityUpdate, activity: str = CENSUS_ID) -> Given:
    """What holds after somebody else's update."""
    return REPORTED.after(UpdateActivity(id=activity, update=update), by=SECRETARIAT)


LATER = moved(ReportProgress(stage=Stage.IN_PROGRESS, note="It began in May."))


def test_an_edit_of_what_has_changed_since_is_stale() -> None:
    """Nothing is overwritten unseen: the newer value is told, in the column."""
    take(LATER, row(REPORTED, stage="standing")).then_refused(
        "stale-version", "/stage", said="Stage was “planned” when the sheet was made, and is “in progress” now"
    )


def test_an_edit_of_something_else_is_taken() -> None:
    """Two people who change two columns of one row do not stand in each other's way; the newer value stays."""
    outcome = take(LATER, row(REPORTED, due="in 2011"))
    assert [fact.TYPE for fact in outcome.facts] == ["activity-rescheduled"]
    assert outcome.then_state(Noun.ACTIVITY, CENSUS_ID).stage is Stage.IN_PROGRESS


def test_an_edit_that_somebody_else_has_made_as_well_says_nothing() -> None:
    """Two who write the same agree."""
    take(LATER, row(REPORTED, stage="in progress")).then_refused(NOTHING_TO_DO)


def test_no_change_is_no_answer_to_what_has_changed_since() -> None:
    """Whoever says that nothing is new has not seen what is."""
    take(LATER, row(REPORTED, answer="no change")).then_refused(
        "stale-version", "/answer", said="from version 1 to 2, Stage is “in progress” now"
    )


@pytest.mark.parametrize(("activity", "edits", "told"), EDITS)
def test_a_row_that_is_sent_again_says_nothing_more(activity: str, edits: dict[str, str], told: Told) -> None:
    """The same file after it was taken: the same cells, the same version, and no second event."""
    command = row(REPORTED, activity, **edits)
    after = REPORTED.and_then(*take(REPORTED, command).said)
    take(after, command).then_refused(NOTHING_TO_DO)


def test_a_row_of_what_was_merged_since_is_stale() -> None:
    """Its cells are not written over those of the activity that goes on, whether they were edited or not."""
    for edits in ({}, {"title": "Expert meeting in Bangkok"}):
        old = row(APART, SECOND, "escap", **edits)
        take(MERGED, old, by=SECRETARIAT).then_refused(
            "stale-version", "/id", said=f"is told as a part of {FIRST} by now", link=f"/api/v1/activities/{FIRST}"
        )


def test_a_row_of_what_goes_on_says_nothing_after_news_of_it() -> None:
    """Its row shows what was said of itself; what the other says is not edited there."""
    cells = shown(seen(APART, FIRST)) | {"version": "2"}
    known = MERGED.after(told(FIRST, ReportProgress(note="The venue is sought.")))
    for now in (MERGED, known):
        command = TakeRow(agency="un-desa-pd", row=2, cells=cells)
        take(now, command, by=SECRETARIAT).then_refused(NOTHING_TO_DO)


def test_words_that_were_withheld_since_are_not_put_back() -> None:
    """The sheet still holds them, and they go nowhere."""
    old = row(REPORTED, due="in 2011")
    redaction = EventRedacted(position=20, field="description", reason="On request.")
    gap = of(Noun.ACTIVITY, CENSUS_ID, ActivityCorrected(description="[text withheld]"))
    known = REPORTED.and_then(gap, of(Noun.ACTIVITY, CENSUS_ID, redaction))
    assert [fact.TYPE for fact in take(known, old).facts] == ["activity-rescheduled"]


def test_an_embargo_is_kept_where_the_visibility_is_changed() -> None:
    """What is to be public on a day is not public before it."""
    held = of(Noun.ACTIVITY, CENSUS_ID, ActivityShown(visibility=Visibility.PARTICIPANTS, embargo_until="2012-01-01"))
    known = REPORTED.and_then(held)
    take(known, row(known, visibility="public")).then(
        ActivityShown(visibility=Visibility.PUBLIC, embargo_until="2012-01-01")
    )
