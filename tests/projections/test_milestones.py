"""Milestones: what each event was for a promise, told from what it changed."""

import pytest

from events.activity_news import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityCorrected,
    ActivityProgressed,
    ActivityRescheduled,
    ActivityReviewed,
    ActivitySuspended,
)
from events.commitment import CommitmentReported
from events.fact import Fact
from events.honest_date import HonestDate, honest_date
from events.identity import Noun, stream_of
from events.vocabulary import CancellationReason, Review, Stage
from projections.milestones import MilestoneKind, milestones
from tests.projections.histories import recorded_of


def due(edtf: str) -> HonestDate:
    """A due period."""
    return honest_date(edtf, None)


def promised(**more: object) -> Fact:
    """UNFPA's promise of a report, due in 2010."""
    fields = {"due": due("2010"), "stage": Stage.PLANNED, "title": "Census report", **more}
    return CommitmentReported(id="census-report", reported_by="unfpa", **fields)  # type: ignore[arg-type]


AFTERWARDS: tuple[tuple[Fact, MilestoneKind | None, int | None], ...] = (
    (ActivityRescheduled(due=due("2011")), MilestoneKind.POSTPONED, 365),
    (ActivityRescheduled(due=due("2010-05-19")), MilestoneKind.MADE_EXACT, None),
    (ActivityRescheduled(due=due("2009")), MilestoneKind.BROUGHT_FORWARD, 365),
    (ActivityRescheduled(date=due("2010-05")), MilestoneKind.DATED, None),
    (ActivityRescheduled(due=due("2010")), MilestoneKind.NEWS, None),
    (ActivityCompleted(), MilestoneKind.DONE, None),
    (ActivityCompleted(date=due("2010-05")), MilestoneKind.DONE, None),
    (ActivityCancelled(reason=CancellationReason.FUNDING), MilestoneKind.ENDED, None),
    (ActivitySuspended(), MilestoneKind.SUSPENDED, None),
    (ActivityProgressed(stage=Stage.IN_PROGRESS), MilestoneKind.NEWS, None),
    (ActivityCorrected(title="Report on the census"), MilestoneKind.REWORDED, None),
    (promised(due=due("2010")), MilestoneKind.TOLD_AGAIN, None),
    (promised(due=due("2012")), MilestoneKind.TOLD_AGAIN, 731),
    (ActivityReviewed(review=Review.ACCEPTED), None, None),
    (ActivityCorrected(topics=("census",)), None, None),
)


@pytest.mark.parametrize(("fact", "kind", "days"), AFTERWARDS)
def test_an_event_is_what_it_changed(fact: Fact, kind: MilestoneKind | None, days: int | None) -> None:
    """Said after a promise for 2010; what changes neither words, days nor stage and brings no news is no step."""
    stream = stream_of(Noun.ACTIVITY, "census-report")
    first, *later = milestones(recorded_of([(stream, promised(), "2008-11-21"), (stream, fact, "2009-03-02")]))  # type: ignore[arg-type]
    assert first.kind is MilestoneKind.ANNOUNCED
    assert [(one.kind, one.days) for one in later] == ([] if kind is None else [(kind, days)])


def test_words_are_told_before_and_after() -> None:
    """Both stand beside each other, so that a promise that was watered down is seen."""
    stream = stream_of(Noun.ACTIVITY, "census-report")
    told = [(stream, promised(), "2008-11-21"), (stream, ActivityCorrected(title="Census note"), "2009-03-02")]
    reworded = milestones(recorded_of(told))[-1]  # type: ignore[arg-type]
    assert (reworded.before, reworded.after) == ("Census report", "Census note")
