"""What is asked to be corrected of an activity: what was noted of it, or the day on which something of it was said."""

from events.activity_merging import MERGING
from events.activity_news import ActivityCorrected
from events.activity_state import Activity
from events.fact import ReportedOnCorrected, number_of
from events.vocabulary import Stage
from service.commands import checks
from service.commands.activity import assurance_of, partners_of
from service.commands.activity_updates import Correct, CorrectReportedOn
from service.commands.deliberation import Deliberation
from service.commands.facts import fact_of
from service.commands.refusals import Faults


def correction_of(deliberation: Deliberation, activity: Activity, update: Correct, faults: Faults) -> ActivityCorrected:
    """The correction, checked as the report itself was; a new lead decides anew whose word it is."""
    bodies = [("/lead", update.lead), ("/host", update.host)]
    bodies += [(f"/partners/{place}/agency", partner.agency) for place, partner in enumerate(update.partners or ())]
    checks.known_agencies(deliberation, bodies, faults)
    checks.known_topics(deliberation, update.topics or (), faults)
    checks.places_known(update.places or (), faults)
    checks.known_activity(deliberation, "/part_of", update.part_of, faults)
    checks.known_meetings(deliberation, [("/meeting", update.meeting)], faults)
    for place, name in enumerate(update.cleared):
        if name not in CLEARABLE:
            sentence = f"{name} cannot be emptied; the fields that can are {', '.join(sorted(CLEARABLE))}."
            faults.add(f"/cleared/{place}", sentence)
    date, due = checks.date_read(update.date, "/date", faults), checks.date_read(update.due, "/due", faults)
    if due is not None and Stage.COMPLETED in (update.stage, activity.stage if update.stage is None else None):
        faults.add("/due", f"{activity.id} is completed, so it cannot be due; correct its date.", "due-on-completed")
    faults.refuse_if_any()  # a field that there is not cannot be emptied, not even to see what else is wrong
    assurance = assurance_of(deliberation, activity.reported_by, update.lead) if update.lead else None
    partners = None if update.partners is None else partners_of(update.partners)
    return fact_of(update, ActivityCorrected, date=date, due=due, assurance=assurance, partners=partners, language=None)


CLEARABLE = frozenset(ActivityCorrected.__struct_fields__) - {"reason", "cleared", "title", "assurance", "language"}


def day_correction_of(
    deliberation: Deliberation, activity: Activity, update: CorrectReportedOn, faults: Faults
) -> ReportedOnCorrected:
    """The right day of an earlier event of the same activity, on which nothing said before it may be broken."""
    if number_of(update.position) not in map(number_of, activity.positions):
        positions = ", ".join(activity.positions)
        sentence = f"Position {update.position} is no event of {activity.id}; its events are at {positions}."
        faults.add("/position", sentence, checks.UNKNOWN)
    elif _is_merging(deliberation, number_of(update.position)):
        sentence = (
            f"At {update.position} two activities were merged or parted, on one day for both; it cannot be moved."
        )
        faults.add("/position", sentence)
    checks.days_real([("/said_on", update.said_on)], faults)
    if update.said_on > deliberation.today:
        sentence = f"{update.said_on} is after today, {deliberation.today}; give the day on which it was said."
        faults.add("/said_on", sentence, "impossible-date")
    _keeps_order(activity, update, faults)
    number, _, leaf = update.position.partition(".")
    return ReportedOnCorrected(position=int(number), leaf=leaf, reported_on=update.said_on, reason=update.reason)


def _is_merging(deliberation: Deliberation, position: int) -> bool:
    event = deliberation.event(position)
    return event is not None and isinstance(event.fact, MERGING)


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
