"""What is asked where two activities that were reported apart are one: to merge them, and to part them again."""

from events.activity_merging import ActivityAbsorbed, ActivityMerged, ActivityParted
from events.activity_news import ActivityShown
from events.activity_state import Activity
from events.activity_whole import absorbed
from events.identity import Noun
from events.vocabulary import Review
from service.commands import checks
from service.commands.activity import is_held_back
from service.commands.activity_updates import Merge, PartAgain
from service.commands.deliberation import Deliberation
from service.commands.permission import demand
from service.commands.refusals import Faults, Refused

# So many activities can be one; their words are read together.
MERGED_MAX = 20
# What the one that goes on takes over and may have to be withheld; ids and what is chosen from lists stay.
TAKEN_OVER = frozenset({"date", "due", "places"})
_GOES_ON = (Review.SUBMITTED, Review.ACCEPTED)


def merge(
    deliberation: Deliberation, asked_id: str, activity: Activity, update: Merge, day: str, faults: Faults
) -> str:
    """Say that an activity is the same as another, in the streams of both, with what is wrong noted among the faults.

    Gives back the id of the one that goes on. Refused at once where the author may not write for the reporters of both,
    or named the first by another id.
    """
    _demand_own_id(asked_id, activity)
    into = deliberation.activity(update.into)
    if into is None or is_held_back(deliberation, into):
        faults.add("/into", f"No activity has the id {update.into}; look it up in the list first.", checks.UNKNOWN)
        return activity.id
    demand(deliberation, (into.reported_by,))
    for sentence in _differences(activity, into):
        faults.add("/into", sentence)
    newest = max(*activity.days, *into.days)
    if day < newest:
        sentence = f"Something was said of them on {newest}; they cannot have been merged before that."
        faults.add("/reported_on", sentence, "impossible-date")
    if not faults.found:
        # First the one that goes on: at the position between the two events nothing is missing.
        deliberation.say(Noun.ACTIVITY, into.id, absorbed(activity), day)
        deliberation.say(Noun.ACTIVITY, activity.id, ActivityMerged(into=into.id, note=update.note), day)
    return into.id


def part(deliberation: Deliberation, activity: Activity, update: PartAgain, day: str, faults: Faults) -> None:
    """Say that two that were merged are not the same, in the streams of both."""
    found = next((one for one in activity.merged if one.activity == update.activity), None)
    other = deliberation.activity_itself(update.activity) if found else None
    if found is None or other is None:
        faults.add("/activity", _not_merged(activity, update.activity), checks.UNKNOWN)
        return
    demand(deliberation, (other.reported_by,))
    if activity.review not in (*_GOES_ON, Review.WITHDRAWN):
        faults.add("", f"{activity.id} is {activity.review}; hand it in first, then part the two.")
    merged_on = dict(zip(activity.positions, activity.days, strict=True))[found.position]
    if day < merged_on:
        sentence = f"{other.id} was merged into {activity.id} on {merged_on}; they cannot have been parted before that."
        faults.add("/reported_on", sentence, "impossible-date")
    if faults.found:
        return
    deliberation.say(Noun.ACTIVITY, activity.id, ActivityParted(other=other.id, reason=update.reason), day)
    deliberation.say(Noun.ACTIVITY, other.id, ActivityParted(other=activity.id, reason=update.reason), day)
    if (other.visibility, other.embargo_until) != (activity.visibility, activity.embargo_until):
        # Whoever was kept from the two while they were one is kept from each.
        shown = ActivityShown(visibility=activity.visibility, embargo_until=activity.embargo_until)
        deliberation.say(Noun.ACTIVITY, other.id, shown, day)


def is_told_as_part(asked_id: str, activity: Activity) -> bool:
    """Whether an id leads to an activity only because what it named was merged into it: its versions are others."""
    return any(asked_id in one.told_as for one in activity.merged)


def demand_own_versions(asked_id: str, activity: Activity) -> None:
    """Refuse a version that was given under an id that leads elsewhere since: it would be taken for another's."""
    if is_told_as_part(asked_id, activity):
        raise Refused(
            "conflict",
            f"{asked_id} is told as a part of {activity.id}, which has versions of its own; read that one, and send "
            "your change to it.",
            links={"existing": f"/api/v1/activities/{activity.id}"},
        )


def _demand_own_id(asked_id: str, activity: Activity) -> None:
    if asked_id == activity.id:
        return
    raise Refused(
        "conflict",
        f"{asked_id} is told as a part of {activity.id}; merge that one, or part the two first.",
        links={"existing": f"/api/v1/activities/{activity.id}"},
    )


def _differences(activity: Activity, into: Activity) -> list[str]:
    """Why two activities cannot be one, each in a sentence."""
    if activity.id == into.id:
        return [f"This is {activity.id} itself, or was merged into it; choose another to merge it into."]
    found = [
        f"{one.id} is {one.review}; only what is submitted or accepted can be merged."
        for one in (activity, into)
        if one.review not in _GOES_ON
    ]
    if activity.kind is not into.kind:
        found.append(f"{activity.id} is {activity.kind} and {into.id} {into.kind}; reclassify one of them first.")
    if (activity.visibility, activity.embargo_until) != (into.visibility, into.embargo_until):
        found.append(f"{activity.id} and {into.id} are not open to the same readers; give them one visibility first.")
    number = 1 + sum(len(one.others) for both in (activity, into) for one in both.merged)
    if number > MERGED_MAX:
        found.append(f"{number} activities would be merged into {into.id}; at most {MERGED_MAX} can be.")
    return found


def _not_merged(activity: Activity, other: str) -> str:
    through = next((one.activity for one in activity.merged if other in one.told_as), None)
    if through is not None:
        return f"{other} was not merged into {activity.id} itself; part {through} first."
    merged = ", ".join(one.activity for one in activity.merged) or "none"
    return f"{other} was not merged into {activity.id}; what was merged into it: {merged}."


def kept_elsewhere(deliberation: Deliberation, activity_id: str, field: str) -> str | None:
    """The position of an event that took a field over from an activity when that was merged, None where none did.

    What is withheld must be withheld there too.
    """
    into = {
        event.fact.into
        for event in deliberation.history(Noun.ACTIVITY, activity_id) or ()
        if isinstance(event.fact, ActivityMerged)
    }
    for other in sorted(into):
        for event in deliberation.history(Noun.ACTIVITY, other) or ():
            took = isinstance(event.fact, ActivityAbsorbed) and activity_id in event.fact.others
            if took and field not in event.withheld and getattr(event.fact, field, None):
                return event.public
    return None
