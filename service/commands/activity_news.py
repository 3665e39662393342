"""What is asked for an activity that was reported before: to take an update of it."""

from typing import assert_never

from msgspec import Struct

from events.activity_evolve import ActivityFact
from events.activity_news import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityConfirmed,
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
    News,
)
from events.activity_state import Activity
from events.identity import Noun
from events.quality import looked_at
from events.vocabulary import Review
from service.commands import checks
from service.commands.activity import ON_ITS_OWN, Told, bodies_of, is_held_back, say_evidence
from service.commands.activity_corrections import correction_of, day_correction_of
from service.commands.activity_merging import demand_own_versions, merge, part
from service.commands.activity_updates import (
    REPLACES,
    Accept,
    ActivityUpdate,
    AddEvidence,
    AnswerNoChange,
    Cancel,
    Complete,
    CompletePartly,
    Confirm,
    Correct,
    CorrectReportedOn,
    Disown,
    EditUpdate,
    Link,
    Merge,
    NewsBody,
    NewsUpdate,
    PartAgain,
    Reclassify,
    ReportProgress,
    Reschedule,
    SendBack,
    Show,
    Submit,
    Supersede,
    Suspend,
    Withdraw,
)
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.looking import warned
from service.commands.news_rules import check_completion, check_news, check_progress, check_review, check_submission
from service.commands.permission import demand, demand_secretariat
from service.commands.refusals import Faults, NotFound


class UpdateActivity(Struct, frozen=True, kw_only=True):
    """An update of one activity, under any of its ids.

    `expected_version` is the version that the author looked at: required where something said before is replaced,
    honoured where it is given with news. It is one of the activity with this very id: where that was merged into
    another, any version is refused.
    """

    id: str
    update: ActivityUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update, refused if anything in it is wrong."""
        faults = Faults()
        activity_id = update_activity(deliberation, self, faults)
        faults.refuse_if_any()
        activity = deliberation.activity(activity_id)
        assert activity is not None, "An activity of which there is news was expected to be there."
        is_over = isinstance(self.update, Withdraw | Disown)
        warnings = [] if is_over else warned(looked_at(activity, deliberation.said[-1].reported_on))
        return Decision(noun=Noun.ACTIVITY, id=activity_id, warnings=tuple(warnings))


def update_activity(
    deliberation: Deliberation,
    asked: UpdateActivity,
    faults: Faults,
    told: Told = ON_ITS_OWN,
) -> str:
    """Say an update, what is wrong with it noted among the faults. Gives back the id of the activity that goes on."""
    activity = deliberation.activity(asked.id)
    if activity is None or is_held_back(deliberation, activity):
        raise NotFound(Noun.ACTIVITY, asked.id)
    update = asked.update
    _demand_author(deliberation, activity, update)
    replaces = isinstance(update, REPLACES)
    if asked.expected_version is not None:
        demand_own_versions(asked.id, activity)
    checks.same_version(asked.id, asked.expected_version, activity.version, required=replaces)
    day = checks.day_said(deliberation, update.reported_on, told.reported_on, faults)
    if day < activity.first_reported_on and not isinstance(update, CorrectReportedOn):
        sentence = f"{activity.id} was first reported on {activity.first_reported_on}; news of it cannot be older."
        faults.add("/reported_on", sentence, "impossible-date")
    if isinstance(update, Merge):
        return merge(deliberation, asked.id, activity, update, day, faults)
    if isinstance(update, PartAgain):
        part(deliberation, activity, update, day, faults)
        return activity.id
    fact = _fact(deliberation, activity, update, faults, day, told)
    if fact is not None:
        deliberation.say(Noun.ACTIVITY, activity.id, fact, day)
    evidence = getattr(update, "evidence", ())
    say_evidence(deliberation, activity.id, evidence, day, faults)
    return activity.id


def _demand_author(deliberation: Deliberation, activity: Activity, update: ActivityUpdate) -> None:
    match update:
        case Accept() | SendBack():
            demand_secretariat(deliberation)
        case Confirm():
            demand(deliberation, (activity.lead or activity.reported_by,))
        case Disown():
            demand(deliberation, (update.agency,))
        case Correct() | CorrectReportedOn() | Submit() | Show() | Withdraw() | Reclassify() | Merge() | PartAgain():
            demand(deliberation, (activity.reported_by,))
        case _:
            demand(deliberation, bodies_of(activity))


def _fact(
    deliberation: Deliberation,
    activity: Activity,
    update: NewsUpdate | EditUpdate,
    faults: Faults,
    day: str,
    told: Told,
) -> ActivityFact | News | None:
    if isinstance(update, NewsBody):
        return _news(deliberation, activity, update, faults, day, told)
    return _edit(deliberation, activity, update, faults)


def _news(
    deliberation: Deliberation,
    activity: Activity,
    update: NewsUpdate,
    faults: Faults,
    day: str,
    told: Told,
) -> News:
    """The fact of a piece of news, checked against what is known of the activity."""
    author = told.reported_by or deliberation.author.agency
    reported_by = update.reported_by or author or activity.lead or activity.reported_by
    checks.known_agencies(deliberation, [("/reported_by", reported_by)], faults)
    faults.refuse_if_any()
    demand(deliberation, (reported_by,))
    convened = update.coordination_meeting or told.coordination_meeting
    checks.known_coordination_meeting(deliberation, convened, faults)
    dates = {name: checks.date_read(getattr(update, name), f"/{name}", faults) for name in _dates_in(update)}
    check_news(activity, str(update.__struct_config__.tag), dates, day, faults)
    if isinstance(update, Complete) and told.coordination_meeting is None:
        # Of a turn at the table there are the words that were said, and no more.
        check_completion(activity, bool(update.evidence), update.note, faults)
    if isinstance(update, ReportProgress):
        check_progress(update.stage, faults)
    if isinstance(update, Supersede):
        checks.known_activity(deliberation, "/superseded_by", update.superseded_by, faults)
    if isinstance(update, Disown) and update.agency not in bodies_of(activity):
        sentence = f"{activity.id} does not name {update.agency}; only a body that it names can disown it."
        faults.add("/agency", sentence, checks.UNKNOWN)
    return fact_of(update, _news_fact(update), reported_by=reported_by, coordination_meeting=convened, **dates)


def _dates_in(update: NewsUpdate) -> tuple[str, ...]:
    return tuple(name for name in ("date", "due", "resumes") if hasattr(update, name))


def _news_fact(update: NewsUpdate) -> type[News]:
    match update:
        case ReportProgress():
            return ActivityProgressed
        case Reschedule():
            return ActivityRescheduled
        case Complete():
            return ActivityCompleted
        case CompletePartly():
            return ActivityPartlyCompleted
        case Suspend():
            return ActivitySuspended
        case Cancel():
            return ActivityCancelled
        case Supersede():
            return ActivitySuperseded
        case AnswerNoChange():
            return ActivityUnchanged
        case Confirm():
            return ActivityConfirmed
        case Disown():
            return ActivityDisowned
        case _:
            assert_never(update)


def _edit(deliberation: Deliberation, activity: Activity, update: EditUpdate, faults: Faults) -> ActivityFact | None:
    match update:
        case AddEvidence():
            return None
        case Link():
            for name in ("responds_to", "produces"):
                checks.known_references(deliberation, getattr(update, name), faults, f"/{name}")
            checks.known_activity(deliberation, "/part_of", update.part_of, faults)
            return fact_of(update, ActivityLinked)
        case Reclassify():
            return ActivityReclassified(kind=update.kind, reason=update.reason)
        case Correct():
            return correction_of(deliberation, activity, update, faults)
        case CorrectReportedOn():
            return day_correction_of(deliberation, activity, update, faults)
        case Submit() | Accept() | SendBack():
            return _review(activity, update, deliberation.today, faults)
        case Show():
            checks.days_real([("/embargo_until", update.embargo_until)], faults)
            return ActivityShown(visibility=update.visibility, embargo_until=update.embargo_until)
        case Withdraw():
            check_review(activity, Review.WITHDRAWN, faults)
            return ActivityWithdrawn(reason=update.reason)
        case _:
            assert_never(update)


def _review(activity: Activity, update: Submit | Accept | SendBack, today: str, faults: Faults) -> ActivityReviewed:
    """The next step of the review, if it can follow from where the review stands."""
    match update:
        case Submit():
            fact = ActivityReviewed(review=Review.SUBMITTED)
            check_submission(activity, today, faults)
        case Accept():
            fact = ActivityReviewed(review=Review.ACCEPTED)
        case SendBack():
            fact = ActivityReviewed(review=Review.SENT_BACK, reason=update.reason)
        case _:
            assert_never(update)
    check_review(activity, fact.review, faults)
    return fact
