"""News of an activity: what each update says, who may say it, and what cannot be said of something in its stage."""

import pytest

from events.activity_news import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityConfirmed,
    ActivityDisowned,
    ActivityPartlyCompleted,
    ActivityProgressed,
    ActivityRescheduled,
    ActivitySuperseded,
    ActivitySuspended,
    ActivityUnchanged,
    EvidenceAdded,
    News,
)
from events.commitment import CommitmentReported
from events.honest_date import honest_date
from events.identity import Noun
from events.planned_meeting import PlannedMeetingReported
from events.vocabulary import Assurance, CancellationReason, Stage
from service.commands.activity import EvidenceBody
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import (
    ActivityUpdate,
    AddEvidence,
    AnswerNoChange,
    Cancel,
    Complete,
    CompletePartly,
    Confirm,
    Disown,
    ReportProgress,
    Reschedule,
    Supersede,
    Suspend,
)
from service.commands.fields import DateSaid
from tests.service.commands.given import of
from tests.service.commands.seventh_meeting import ESCAP, IOM, SEVENTH_MEETING, UNFPA

CENSUS = of(
    Noun.ACTIVITY,
    "census-support",
    CommitmentReported(id="census-support", title="Census support", reported_by="unfpa", stage=Stage.PLANNED),
)
FORUM = of(
    Noun.ACTIVITY,
    "third-forum",
    PlannedMeetingReported(
        id="third-forum",
        title="Third Global Forum",
        reported_by="unfpa",
        lead="iom",
        assurance=Assurance.THIRD_PARTY,
        stage=Stage.PLANNED,
        date=honest_date("2012", "in 2012"),
    ),
)
REPORTED = SEVENTH_MEETING.and_then(CENSUS, FORUM)


def news(update: ActivityUpdate, activity: str = "census-support", version: int | None = None) -> UpdateActivity:
    """An update of an activity."""
    return UpdateActivity(id=activity, update=update, expected_version=version)


SAID: tuple[tuple[ActivityUpdate, News], ...] = (
    (ReportProgress(stage=Stage.IN_PROGRESS), ActivityProgressed(stage=Stage.IN_PROGRESS, reported_by="unfpa")),
    (
        Reschedule(due=DateSaid(as_written="by May 2012")),
        ActivityRescheduled(due=honest_date("../2012-05", "by May 2012"), reported_by="unfpa"),
    ),
    (Complete(note="Done."), ActivityCompleted(note="Done.", reported_by="unfpa")),
    (CompletePartly(remaining="Two"), ActivityPartlyCompleted(remaining="Two", reported_by="unfpa")),
    (
        Suspend(resumes=DateSaid(edtf="2012")),
        ActivitySuspended(resumes=honest_date("2012", None), reported_by="unfpa"),
    ),
    (
        Cancel(reason=CancellationReason.FUNDING),
        ActivityCancelled(reason=CancellationReason.FUNDING, reported_by="unfpa"),
    ),
    (Supersede(superseded_by="third-forum"), ActivitySuperseded(superseded_by="third-forum", reported_by="unfpa")),
    (AnswerNoChange(), ActivityUnchanged(reported_by="unfpa")),
    (Disown(agency="unfpa"), ActivityDisowned(agency="unfpa", reported_by="unfpa")),
)


@pytest.mark.parametrize(("update", "fact"), SAID, ids=lambda part: type(part).__name__)
def test_each_piece_of_news_says_its_fact(update: ActivityUpdate, fact: News) -> None:
    """Appended without a version, said today, by the agency of the author."""
    outcome = REPORTED.when(news(update), by=UNFPA)
    outcome.then(fact)
    assert outcome.days == ["2011-02-20"]


def test_news_may_bring_evidence() -> None:
    """Each piece of evidence is a fact of its own, also without news."""
    evidence = (EvidenceBody(symbol="A/63/225"), EvidenceBody(url="https://www.unfpa.org"))
    facts = (EvidenceAdded(symbol="A/63/225"), EvidenceAdded(url="https://www.unfpa.org"))
    REPORTED.when(news(Complete(evidence=evidence)), by=UNFPA).then(ActivityCompleted(reported_by="unfpa"), *facts)
    REPORTED.when(news(AddEvidence(evidence=evidence)), by=UNFPA).then(*facts)


def test_news_of_nothing_is_refused() -> None:
    """What was never reported cannot be updated."""
    REPORTED.when(news(Complete(note="It is done."), "census-help"), by=UNFPA).then_refused(
        "not-found", said="id census-help"
    )


def test_news_is_honoured_with_its_version() -> None:
    """A version that is given must be the newest one, also where none is needed."""
    REPORTED.when(news(Complete(note="It is done."), version=1), by=UNFPA).then_said(ActivityCompleted)
    REPORTED.when(news(Complete(note="It is done."), version=2), by=UNFPA).then_refused(
        "stale-version", said="now at version 1"
    )


def test_news_comes_from_those_who_have_a_part_in_it() -> None:
    """The reporter, the lead and the partners; nobody else."""
    REPORTED.when(news(ReportProgress(), "third-forum"), by=IOM).then(ActivityProgressed(reported_by="iom"))
    REPORTED.when(news(ReportProgress(), "third-forum"), by=ESCAP).then_refused("not-allowed")


def test_the_secretariat_brings_the_news_of_the_lead() -> None:
    """Where the secretariat names nobody, the lead is meant, and the reporter where there is no lead."""
    REPORTED.when(news(AnswerNoChange(), "third-forum")).then(ActivityUnchanged(reported_by="iom"))
    REPORTED.when(news(AnswerNoChange())).then(ActivityUnchanged(reported_by="unfpa"))


def test_news_is_not_older_than_the_report() -> None:
    """Nothing was heard of it before it was reported, and nothing can be said tomorrow."""
    older = news(Complete(reported_on="2008-11-20", note="It is done."))
    REPORTED.when(older, by=UNFPA).then_refused("impossible-date", "/reported_on", said="first reported on 2008-11-21")
    tomorrow = news(Complete(reported_on="2011-02-21", note="It is done."))
    REPORTED.when(tomorrow, by=UNFPA).then_refused("impossible-date", "/reported_on", said="after today")


def test_a_meeting_is_not_held_before_it_begins() -> None:
    """The forum of 2012 cannot have been held in February 2011, unless it was held on another day."""
    REPORTED.when(news(Complete(note="It is done."), "third-forum")).then_refused(
        "impossible-date", "/date", said="held before it begins"
    )
    earlier = news(Complete(date=DateSaid(edtf="2010-11-08"), note="It is done."), "third-forum")
    REPORTED.when(earlier).then_said(ActivityCompleted, date=honest_date("2010-11-08", None))


ENDS: tuple[tuple[ActivityUpdate, Stage], ...] = (
    (Complete(note="It is done."), Stage.COMPLETED),
    (Cancel(reason=CancellationReason.OTHER), Stage.CANCELLED),
    (Supersede(superseded_by="third-forum"), Stage.SUPERSEDED),
)


@pytest.mark.parametrize(("end", "stage"), ENDS, ids=lambda part: str(part)[:9])
@pytest.mark.parametrize(
    "again",
    [Complete(note="It is done."), CompletePartly(), Suspend(), Cancel(reason=CancellationReason.OTHER)],
    ids=str,
)
def test_what_has_ended_does_not_end_again(end: ActivityUpdate, stage: Stage, again: ActivityUpdate) -> None:
    """It is told in which stage it is, and that its stage can be corrected."""
    ended = REPORTED.after(news(end), by=UNFPA)
    ended.when(news(again), by=UNFPA).then_refused("invalid-input", "/type", said=f"is {stage} already")
    assert ended.when(news(AnswerNoChange()), by=UNFPA).facts


def test_rescheduled_says_when() -> None:
    """Without a date and a due date it says nothing; what is completed is due no more."""
    REPORTED.when(news(Reschedule()), by=UNFPA).then_refused("invalid-input", "/date")
    done = REPORTED.after(news(Complete(note="It is done.")), by=UNFPA)
    due = news(Reschedule(due=DateSaid(edtf="2012")))
    done.when(due, by=UNFPA).then_refused("due-on-completed", "/due")


def test_only_what_another_told_is_confirmed() -> None:
    """The lead confirms a third party's report, which is its own word from then on."""
    confirmed = REPORTED.when(news(Confirm(), "third-forum"), by=IOM)
    confirmed.then(ActivityConfirmed(reported_by="iom"))
    assert confirmed.then_state(Noun.ACTIVITY, "third-forum").assurance is Assurance.SELF_REPORTED
    REPORTED.when(news(Confirm(), "third-forum"), by=UNFPA).then_refused("not-allowed")
    REPORTED.when(news(Confirm()), by=UNFPA).then_refused("invalid-input", "/type", said="nothing to confirm")


def test_a_body_disowns_for_itself_alone() -> None:
    """IOM says that the forum is not its own; UNFPA cannot say it for IOM."""
    REPORTED.when(news(Disown(agency="iom"), "third-forum"), by=IOM).then_said(ActivityDisowned, agency="iom")
    REPORTED.when(news(Disown(agency="iom"), "third-forum"), by=UNFPA).then_refused("not-allowed")


UNKNOWN: tuple[tuple[ActivityUpdate, str], ...] = (
    (Supersede(superseded_by="fourth-forum"), "/superseded_by"),
    (Complete(coordination_meeting="cm8", note="It is done."), "/coordination_meeting"),
    (Complete(reported_by="ilo", note="It is done."), "/reported_by"),
    (Disown(agency="ilo"), "/agency"),
)


@pytest.mark.parametrize(("update", "pointer"), UNKNOWN, ids=lambda part: part if isinstance(part, str) else "")
def test_what_news_names_must_be_there(update: ActivityUpdate, pointer: str) -> None:
    """Whatever news names that is not registered is pointed at."""
    REPORTED.when(news(update)).then_refused("unknown-reference", pointer)


def test_news_is_taken_under_any_id_of_the_activity() -> None:
    """What was told twice is updated under the second id too."""
    told_as = CommitmentReported(id="census-help", title="Help with the census", reported_by="iom")
    twice = REPORTED.and_then(of(Noun.ACTIVITY, "census-support", told_as))
    outcome = twice.when(news(Complete(note="It is done."), "census-help"))
    assert [said.stream for said in outcome.said] == ["activity-census-support"]
    assert outcome.decision.id == "census-support"


@pytest.mark.parametrize("stage", [Stage.COMPLETED, Stage.CANCELLED, Stage.SUSPENDED])
def test_progress_ends_nothing(stage: Stage) -> None:
    """What ends an activity has an update of its own, with rules of its own."""
    asked = news(ReportProgress(stage=stage), "third-forum")
    REPORTED.when(asked, by=IOM).then_refused("invalid-input", "/stage", said=f"send the update {stage} instead")
