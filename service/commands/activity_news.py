"""What is asked for an activity that was reported before: to take an update of it."""

from typing import assert_never

from msgspec import Struct

from events.activity_evolve import ActivityFact
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
    News,
)
from events.activity_state import Activity
from events.fact import ReportedOnCorrected, number_of
from events.identity import Noun
from events.vocabulary import Review, Stage
from service.commands import checks
from service.commands.activity import ON_ITS_OWN, Told, assurance_of, partners_of, say_evidence
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
    NewsBody,
    NewsUpdate,
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
from service.commands.news_rules import check_news, check_progress, check_review
from service.commands.permission import demand, demand_secretariat
from service.commands.refusals import Faults, NotFound


class UpdateActivity(Struct, frozen=True, kw_only=True):
    """An update of one activity, under any of its ids.

    `expected_version` is the version that the author looked at: required where something said before is replaced,
    honoured where it is given with news.
    """

    id: str
    update: ActivityUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update, refused if anything in it is wrong."""
        faults = Faults()
        activity_id = update_activity(deliberation, self, faults)
        faults.refuse_if_any()
        return Decision(noun=Noun.ACTIVITY, id=activity_id)


def update_activity(
    deliberation: Deliberation,
    asked: UpdateActivity,
    faults: Faults,
    told: Told = ON_ITS_OWN,
) -> str:
    """Say an update, what is wrong with it noted among the faults. Gives back the id of the activity."""
    activity = deliberation.activity(asked.id)
    if activity is None:
        raise NotFound(Noun.ACTIVITY, asked.id)
    update = asked.update
    _demand_author(deliberation, activity, update)
    replaces = isinstance(update, REPLACES)
    checks.same_version(asked.id, asked.expected_version, activity.version, required=replaces)
    day = checks.day_said(deliberation, update.reported_on, told.reported_on, faults)
    if day < activity.first_reported_on and not isinstance(update, CorrectReportedOn):
        sentence = f"{activity.id} was first reported on {activity.first_reported_on}; news of it cannot be older."
        faults.add("/reported_on", sentence, "impossible-date")
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
        case Correct() | CorrectReportedOn() | Submit() | Show() | Withdraw() | Reclassify():
            demand(deliberation, (activity.reported_by,))
        case _:
            partners = tuple(partner.agency for partner in activity.partners)
            lead = (activity.lead,) if activity.lead else ()
            demand(deliberation, (activity.reported_by, *lead, *partners, *activity.assigned_to))


def _fact(
    deliberation: Deliberation,
    activity: Activity,
    update: ActivityUpdate,
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
    if convened is not None and deliberation.coordination_meeting(convened) is None:
        sentence = f"No coordination meeting has the id {convened}; see /api/v1/coordination-meetings."
        faults.add("/coordination_meeting", sentence, checks.UNKNOWN)
    dates = {name: checks.date_read(getattr(update, name), f"/{name}", faults) for name in _dates_in(update)}
    check_news(activity, str(update.__struct_config__.tag), dates, day, faults)
    if isinstance(update, ReportProgress):
        check_progress(update.stage, faults)
    if isinstance(update, Supersede) and deliberation.activity(update.superseded_by) is None:
        sentence = f"No activity has the id {update.superseded_by}; report it first."
        faults.add("/superseded_by", sentence, checks.UNKNOWN)
    if isinstance(update, Disown):
        checks.known_agencies(deliberation, [("/agency", update.agency)], faults)
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
            _known_activity(deliberation, "/part_of", update.part_of, faults)
            return fact_of(update, ActivityLinked)
        case Reclassify():
            return ActivityReclassified(kind=update.kind, reason=update.reason)
        case Correct():
            return _correction(deliberation, activity, update, faults)
        case CorrectReportedOn():
            return _day_correction(deliberation, activity, update, faults)
        case Submit() | Accept() | SendBack():
            return _review(activity, update, faults)
        case Show():
            checks.days_real([("/embargo_until", update.embargo_until)], faults)
            return ActivityShown(visibility=update.visibility, embargo_until=update.embargo_until)
        case Withdraw():
            check_review(activity, Review.WITHDRAWN, faults)
            return ActivityWithdrawn(reason=update.reason)
        case _:
            assert_never(update)


def _review(activity: Activity, update: Submit | Accept | SendBack, faults: Faults) -> ActivityReviewed:
    """The next step of the review, if it can follow from where the review stands."""
    match update:
        case Submit():
            fact = ActivityReviewed(review=Review.SUBMITTED)
        case Accept():
            fact = ActivityReviewed(review=Review.ACCEPTED)
        case SendBack():
            fact = ActivityReviewed(review=Review.SENT_BACK, reason=update.reason)
        case _:
            assert_never(update)
    check_review(activity, fact.review, faults)
    return fact


def _known_activity(deliberation: Deliberation, pointer: str, activity_id: str | None, faults: Faults) -> None:
    if activity_id is not None and deliberation.activity(activity_id) is None:
        faults.add(pointer, f"No activity has the id {activity_id}; report it first.", checks.UNKNOWN)


def _correction(deliberation: Deliberation, activity: Activity, update: Correct, faults: Faults) -> ActivityCorrected:
    """The correction, checked as the report itself was; a new lead decides anew whose word it is."""
    bodies = [("/lead", update.lead), ("/host", update.host)]
    bodies += [(f"/partners/{place}/agency", partner.agency) for place, partner in enumerate(update.partners or ())]
    checks.known_agencies(deliberation, bodies, faults)
    checks.known_topics(deliberation, update.topics or (), faults)
    checks.places_known(update.places or (), faults)
    _known_activity(deliberation, "/part_of", update.part_of, faults)
    if update.meeting is not None and deliberation.meeting(update.meeting) is None:
        sentence = f"No meeting has the id {update.meeting}; look it up under /api/v1/meetings."
        faults.add("/meeting", sentence, checks.UNKNOWN)
    for place, name in enumerate(update.cleared):
        if name not in CLEARABLE:
            sentence = f"{name} cannot be emptied; the fields that can are {', '.join(sorted(CLEARABLE))}."
            faults.add(f"/cleared/{place}", sentence)
    date, due = checks.date_read(update.date, "/date", faults), checks.date_read(update.due, "/due", faults)
    if due is not None and Stage.COMPLETED in (update.stage, activity.stage if update.stage is None else None):
        faults.add("/due", f"{activity.id} is completed, so it cannot be due; correct its date.", "due-on-completed")
    assurance = assurance_of(deliberation, activity.reported_by, update.lead) if update.lead else None
    partners = None if update.partners is None else partners_of(update.partners)
    return fact_of(update, ActivityCorrected, date=date, due=due, assurance=assurance, partners=partners, language=None)


CLEARABLE = frozenset(ActivityCorrected.__struct_fields__) - {"reason", "cleared", "title", "assurance", "language"}


def _day_correction(
    deliberation: Deliberation, activity: Activity, update: CorrectReportedOn, faults: Faults
) -> ReportedOnCorrected:
    """The right day of an earlier event of the same activity, on which nothing said before it may be broken."""
    if number_of(update.position) not in map(number_of, activity.positions):
        positions = ", ".join(activity.positions)
        sentence = f"Position {update.position} is no event of {activity.id}; its events are at {positions}."
        faults.add("/position", sentence, checks.UNKNOWN)
    checks.days_real([("/said_on", update.said_on)], faults)
    if update.said_on > deliberation.today:
        sentence = f"{update.said_on} is after today, {deliberation.today}; give the day on which it was said."
        faults.add("/said_on", sentence, "impossible-date")
    _keeps_order(activity, update, faults)
    return ReportedOnCorrected(position=number_of(update.position), reported_on=update.said_on, reason=update.reason)


def _keeps_order(activity: Activity, update: CorrectReportedOn, faults: Faults) -> None:
    """News of something cannot have been said before the thing itself was reported."""
    asked = number_of(update.position)
    numbers = [number_of(position) for position in activity.positions]
    first = numbers[0]
    others = [day for number, day in zip(numbers, activity.days, strict=True) if number != first]
    if asked == first and others and update.said_on > min(others):
        sentence = f"News of {activity.id} was heard on {min(others)}; the report cannot be later than that."
        faults.add("/said_on", sentence, "impossible-date")
    if asked != first and update.said_on < activity.first_reported_on:
        sentence = f"{activity.id} was first reported on {activity.first_reported_on}; news of it cannot be older."
        faults.add("/said_on", sentence, "impossible-date")
