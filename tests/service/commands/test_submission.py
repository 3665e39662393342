"""Many lines sent together: all are taken or none, each sees those before it, and a refusal names its line."""

from events.activity_news import ActivityCompleted
from events.commitment import CommitmentReported
from events.identity import Noun
from events.vocabulary import CancellationReason, Stage
from service.commands.activity_updates import AnswerNoChange, Cancel, Complete, Correct, ReportProgress
from service.commands.commitment import ReportCommitment
from service.commands.publication import ReportPublication
from service.commands.submission import Submission, SubmissionLine, SubmitTogether, UpdateLine, command_of
from tests.service.commands.given import of
from tests.service.commands.seventh_meeting import ESCAP, SEVENTH_MEETING, UNFPA

CENSUS = CommitmentReported(id="census-support", title="Census support", reported_by="unfpa", stage=Stage.PLANNED)
KNOWN = SEVENTH_MEETING.and_then(of(Noun.ACTIVITY, "census-support", CENSUS))
REPORT = ReportCommitment(id="survey", title="Survey", reference="PB/1")


def together(*lines: SubmissionLine) -> SubmitTogether:
    """A submission of these lines, all or none."""
    return SubmitTogether(submission=Submission(lines=lines), id="submission-1")


def news(activity: str = "census-support") -> UpdateLine:
    """The work is done."""
    return UpdateLine(activity=activity, update=Complete(note="It is done."))


def test_all_lines_are_taken_in_order() -> None:
    """Reports and updates alike, and each line sees what those before it said."""
    outcome = KNOWN.when(together(REPORT, news(), news("survey")), by=UNFPA)
    assert [type(fact) for fact in outcome.facts] == [CommitmentReported, ActivityCompleted, ActivityCompleted]
    assert outcome.decision.items == ("survey", "census-support", "survey")


def test_what_a_line_says_late_comes_before_what_is_known() -> None:
    """News of an earlier day does not undo what was said after it, neither for the next line nor for the one after."""
    done = UpdateLine(activity="census-support", update=Complete(reported_on="2010-10-05", note="It is done."))
    late = UpdateLine(
        activity="census-support", update=ReportProgress(stage=Stage.IN_PROGRESS, reported_on="2009-06-01")
    )
    cancelled = UpdateLine(activity="census-support", update=Cancel(reason=CancellationReason.FUNDING))
    KNOWN.when(together(done, late, cancelled), by=UNFPA).then_refused("invalid-input", "/lines/2/type")
    known = KNOWN.after(command_of(done), by=UNFPA)
    known.when(together(late, cancelled), by=UNFPA).then_refused("invalid-input", "/lines/1/type")


def test_one_bad_line_takes_all_with_it() -> None:
    """The whole is refused with the pointer into the line; nothing of it is decided."""
    outcome = KNOWN.when(together(REPORT, news(), ReportCommitment(title="Study", topics=("census",))), by=UNFPA)
    outcome.then_refused("unknown-reference", "/lines/2/topics/0")


def test_a_refusal_names_its_line() -> None:
    """What is refused as a whole points at the line, keeps its reason and its link."""
    for bad, slug, link in (
        (ReportPublication(title="Study", reference="PB/1"), "reference-used-before", "/api/v1/activities/survey"),
        (ReportCommitment(id="survey", title="Study"), "already-reported", "/api/v1/activities/survey"),
        (news("study"), "not-found", None),
        (
            UpdateLine(activity="census-support", update=Complete(note="It is done."), expected_version=7),
            "stale-version",
            None,
        ),
        (UpdateLine(activity="census-support", update=Correct(title="Census")), "precondition-required", None),
    ):
        KNOWN.when(together(REPORT, bad), by=UNFPA).then_refused(slug, "/lines/1", link=link)


def test_a_line_may_not_write_for_another() -> None:
    """ESCAP answers for itself alone, in a submission as anywhere."""
    no_change = UpdateLine(activity="census-support", update=AnswerNoChange())
    KNOWN.when(together(no_change), by=ESCAP).then_refused("not-allowed", "/lines/0")


def test_a_line_by_itself_is_the_same_command() -> None:
    """Where each line is taken for itself, it is decided as if it were sent alone."""
    line = UpdateLine(activity="census-support", update=Complete(note="It is done."), expected_version=1)
    KNOWN.when(command_of(line), by=UNFPA).then(ActivityCompleted(reported_by="unfpa", note="It is done."))
    KNOWN.when(command_of(REPORT), by=UNFPA).then_said(CommitmentReported, id="survey", reference="PB/1")
