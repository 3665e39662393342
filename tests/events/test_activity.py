"""An activity after each sort of news and each edit."""

from typing import Any

import pytest

from events.activity_news import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityConfirmed,
    ActivityCorrected,
    ActivityDisowned,
    ActivityLinked,
    ActivityPartlyCompleted,
    ActivityProgressed,
    ActivityReclassified,
    ActivityRescheduled,
    ActivityReviewed,
    ActivityShown,
    ActivitySuperseded,
    ActivitySuspended,
    ActivityUnchanged,
    ActivityWithdrawn,
    EvidenceAdded,
)
from events.activity_state import Activity
from events.commitment import CommitmentReported
from events.fact import Fact
from events.honest_date import honest_date
from events.identity import Noun
from events.reference import Referable, Reference
from events.vocabulary import ActivityKind, Assurance, CancellationReason, Review, Stage, Visibility
from tests.events.folded import folded

IN_2009, IN_2010 = honest_date("2009", "in 2009"), honest_date("2010", "in 2010")
REPORTED = CommitmentReported(
    id="mou",
    title="Memorandum of Understanding",
    reported_by="rcnyo",
    lead="escwa",
    assurance=Assurance.THIRD_PARTY,
    stage=Stage.PLANNED,
    date=IN_2009,
    due=IN_2009,
    topics=("coordination",),
)
RESOLUTION = Reference(kind=Referable.MANDATE, id="ga-res-63-225")

CHANGES: tuple[tuple[Fact, dict[str, Any]], ...] = (
    (ActivityProgressed(stage=Stage.IN_PROGRESS), {"stage": Stage.IN_PROGRESS}),
    (ActivityProgressed(), {"stage": Stage.PLANNED}),
    (ActivityRescheduled(due=IN_2010), {"due": IN_2010, "date": IN_2009}),
    (ActivityRescheduled(date=IN_2010), {"due": IN_2009, "date": IN_2010}),
    (ActivityCompleted(), {"stage": Stage.COMPLETED, "date": IN_2009}),
    (ActivityCompleted(date=IN_2010), {"stage": Stage.COMPLETED, "date": IN_2010}),
    (ActivityPartlyCompleted(remaining="One."), {"stage": Stage.PARTLY_COMPLETED, "remaining": "One."}),
    (ActivitySuspended(resumes=IN_2010), {"stage": Stage.SUSPENDED, "resumes": IN_2010}),
    (
        ActivityCancelled(reason=CancellationReason.FUNDING),
        {"stage": Stage.CANCELLED, "cancellation_reason": CancellationReason.FUNDING},
    ),
    (ActivitySuperseded(superseded_by="other"), {"stage": Stage.SUPERSEDED, "superseded_by": "other"}),
    (ActivityUnchanged(note="Nothing new."), {"stage": Stage.PLANNED, "last_news": "Nothing new."}),
    (ActivityConfirmed(), {"assurance": Assurance.SELF_REPORTED}),
    (ActivityDisowned(agency="escwa"), {"disowned_by": ("escwa",), "lead": "escwa"}),
    (ActivityLinked(responds_to=(RESOLUTION,), part_of="plan"), {"responds_to": (RESOLUTION,), "part_of": "plan"}),
    (ActivityReclassified(kind=ActivityKind.ONGOING_WORK), {"kind": ActivityKind.ONGOING_WORK, "id": "mou"}),
    (ActivityCorrected(title="MOU", cleared=("due", "topics")), {"title": "MOU", "due": None, "topics": ()}),
    (ActivityReviewed(review=Review.ACCEPTED), {"review": Review.ACCEPTED}),
    (ActivityShown(visibility=Visibility.PUBLIC), {"visibility": Visibility.PUBLIC, "embargo_until": None}),
    (ActivityWithdrawn(), {"review": Review.WITHDRAWN}),
)


def activity(*facts: Fact | tuple[str, Fact]) -> Activity:
    """The memorandum after the facts."""
    state: Activity = folded(Noun.ACTIVITY, "mou", REPORTED, *facts)
    return state


@pytest.mark.parametrize(("fact", "fields"), CHANGES, ids=lambda part: part.TYPE if isinstance(part, Fact) else "")
def test_each_fact_changes_its_fields(fact: Fact, fields: dict[str, Any]) -> None:
    """What a fact gives replaces what was there; what it leaves open stays."""
    after = activity(fact)
    assert {name: getattr(after, name) for name in fields} == fields


def test_a_report_makes_the_activity() -> None:
    """It is heard of first and last on the day of the report, and keeps the report in its own words."""
    made = activity()
    assert (made.id, made.kind, made.aliases) == ("mou", ActivityKind.COMMITMENT, ())
    assert (made.first_reported_on, made.last_heard_on) == ("2008-11-21", "2008-11-21")
    assert [(report.id, report.title, report.due) for report in made.reports] == [("mou", REPORTED.title, IN_2009)]


def test_completed_nothing_remains() -> None:
    """What was still owed after a part was done is owed no more."""
    assert activity(ActivityPartlyCompleted(remaining="One."), ActivityCompleted()).remaining is None


def test_evidence_names_the_event_that_gave_it() -> None:
    """Each piece is kept with its position."""
    evidence = activity(EvidenceAdded(symbol="A/63/225"), EvidenceAdded(url="https://www.unescwa.org")).evidence
    assert [(piece.position, piece.symbol) for piece in evidence] == [("2", "A/63/225"), ("3", None)]


def test_links_are_joined() -> None:
    """The same link twice is one link."""
    assert activity(*[ActivityLinked(responds_to=(RESOLUTION,))] * 2).responds_to == (RESOLUTION,)


def test_the_words_of_the_last_news_stand() -> None:
    """News without words leaves none."""
    assert activity(ActivityUnchanged(note="Nothing new."), ActivityProgressed()).last_news is None


def test_the_lead_that_confirms_disowns_no_more() -> None:
    """It had said that the work was not its own, and took that back."""
    after = activity(ActivityDisowned(agency="escwa"), ActivityDisowned(agency="iom"), ActivityConfirmed())
    assert (after.disowned_by, after.assurance) == (("iom",), Assurance.SELF_REPORTED)


def test_late_news_is_folded_in_its_place() -> None:
    """Completed in 2009 and told after the suspension of 2011: it is suspended as of the newest word."""
    suspended, completed = ("2011-02-18", ActivitySuspended()), ("2009-03-02", ActivityCompleted())
    after = activity(suspended, completed)
    assert (after.stage, after.last_heard_on, after.positions) == (Stage.SUSPENDED, "2011-02-18", ("1", "3", "2"))


def test_a_report_is_found_under_its_id() -> None:
    """The first one stands for every other name."""
    again = CommitmentReported(id="mou-again", title="MOU", reported_by="iom")
    after = activity(again)
    assert (after.report("mou-again").title, after.report("mou").title) == ("MOU", REPORTED.title)
    assert after.report("unknown").id == "mou"
