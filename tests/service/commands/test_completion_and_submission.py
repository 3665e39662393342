"""Completion is shown or explained; what is handed in keeps the rules that the policy makes blockers."""

import pytest

from events.activity_news import ActivityCompleted, ActivityReviewed, EvidenceAdded
from events.honest_date import honest_date
from events.identity import Noun
from events.planned_meeting import PlannedMeetingReported
from events.publication import PublicationReported
from events.vocabulary import Review, Stage
from service.commands.activity import EvidenceBody
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import ActivityUpdate, Complete, CompletePartly, Reschedule, Submit
from service.commands.commitment import ReportCommitment
from service.commands.fields import DateSaid
from service.commands.submission import Submission, SubmissionLine, SubmitTogether, UpdateLine
from tests.service.commands.given import of
from tests.service.commands.seventh_meeting import SEVENTH_MEETING, UNFPA

ATLAS = of(
    Noun.ACTIVITY,
    "atlas",
    PublicationReported(
        id="atlas", title="Atlas", reported_by="unfpa", stage=Stage.PLANNED, date=honest_date("2010", None)
    ),
)
HANDBOOK = of(
    Noun.ACTIVITY,
    "handbook",
    PublicationReported(id="handbook", title="Handbook", reported_by="unfpa", symbol="ST/ESA/SER.A/269"),
)
FORUM = of(
    Noun.ACTIVITY,
    "forum",
    PlannedMeetingReported(
        id="forum",
        title="Forum",
        reported_by="unfpa",
        stage=Stage.PLANNED,
        date=honest_date("2009-05", None),
        review=Review.DRAFT,
    ),
)
REPORTED = SEVENTH_MEETING.and_then(ATLAS, HANDBOOK, FORUM)
LINK = EvidenceBody(url="https://unfpa.org/atlas")


def update(activity: str, news: ActivityUpdate, version: int | None = None) -> UpdateActivity:
    """An update of one of the activities."""
    return UpdateActivity(id=activity, update=news, expected_version=version)


def test_completion_asks_for_evidence_or_a_reason() -> None:
    """Without either it is refused, a blank note is no reason; with one of the two it is taken."""
    for nothing in (Complete(), Complete(note="  ")):
        REPORTED.when(update("atlas", nothing), by=UNFPA).then_refused("invalid-input", "/evidence", said="in note why")
    shown = REPORTED.when(update("atlas", Complete(evidence=(LINK,))), by=UNFPA)
    assert [type(fact) for fact in shown.facts] == [ActivityCompleted, EvidenceAdded]
    REPORTED.when(update("atlas", Complete(note="It is not online yet.")), by=UNFPA).then_said(ActivityCompleted)


def test_to_name_a_meeting_is_no_way_around_it() -> None:
    """Only of a turn at the table, which somebody else typed, there are the words alone."""
    named = update("atlas", Complete(coordination_meeting="cm7"))
    REPORTED.when(named, by=UNFPA).then_refused("invalid-input", "/evidence")


@pytest.mark.parametrize("news", [Complete(note="Done."), CompletePartly()], ids=lambda one: type(one).__name__)
def test_nothing_is_held_before_it_begins(news: ActivityUpdate) -> None:
    """Neither the whole nor a part; control: on the day itself it is."""
    refused = REPORTED.when(update("forum", news), by=UNFPA, today="2009-04-30")
    refused.then_refused("impossible-date", "/date", said="held before it begins")
    assert REPORTED.when(update("forum", news), by=UNFPA, today="2009-05-01").decision.id == "forum"


def test_what_has_a_symbol_or_evidence_is_shown_already() -> None:
    """A publication with a symbol, or an activity with evidence from before, is completed with one word."""
    REPORTED.when(update("handbook", Complete()), by=UNFPA).then_said(ActivityCompleted)
    before = REPORTED.and_then(of(Noun.ACTIVITY, "atlas", EvidenceAdded(url="https://unfpa.org/atlas")))
    before.when(update("atlas", Complete()), by=UNFPA).then_said(ActivityCompleted)


def test_news_warns_of_what_is_still_missing() -> None:
    """A completion with a reason alone is taken, and still asks for evidence and for a symbol, by name of rule."""
    taken = REPORTED.when(update("atlas", Complete(note="It is not online yet.")), by=UNFPA).decision
    assert [one.rule for one in taken.warnings] == ["completed-without-evidence", "issued-without-symbol"]
    shown = REPORTED.when(update("atlas", Complete(evidence=(LINK,))), by=UNFPA).decision
    assert shown.warnings == ()


def test_a_draft_with_an_open_question_is_not_handed_in() -> None:
    """A planned meeting whose day has passed: did it happen? Once that is answered the draft is submitted."""
    asked = update("forum", Submit(), version=1)
    REPORTED.when(asked, by=UNFPA).then_refused(
        "invalid-input", "", said="did-it-happen: It was to take place by 2009-05-31"
    )
    answered = REPORTED.after(update("forum", Reschedule(date=DateSaid(edtf="2030-05"))), by=UNFPA)
    handed_in = answered.when(update("forum", Submit(), version=2), by=UNFPA)
    handed_in.then(ActivityReviewed(review=Review.SUBMITTED))


def test_a_report_warns_as_of_the_day_it_was_said() -> None:
    """What was planned when it was said is not asked about; what had passed by then is."""
    may = DateSaid(edtf="2009-05")
    for said_on, rules in (("2008-11-21", []), ("2009-06-01", ["did-it-happen"])):
        body = ReportCommitment(title="Census support", stage=Stage.PLANNED, date=may, reported_on=said_on)
        decision = REPORTED.when(body, by=UNFPA).decision
        assert [one.rule for one in decision.warnings] == rules


@pytest.mark.parametrize("place", [0, 1])
def test_the_warnings_of_a_submission_name_their_lines(place: int) -> None:
    """Each warning says which line it is about."""
    lines: list[SubmissionLine] = [
        UpdateLine(activity="atlas", update=Complete(evidence=(LINK,))),
        ReportCommitment(title="Census support", stage=Stage.PLANNED),
    ]
    ordered = tuple(lines if place else reversed(lines))
    decision = REPORTED.when(SubmitTogether(submission=Submission(lines=ordered), id="sent"), by=UNFPA).decision
    assert [(one.rule, one.sentence[:9]) for one in decision.warnings] == [("no-date", f"/lines/{place}:")]
