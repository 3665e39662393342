"""Who owes an answer on an activity."""

from events.activity_state import Activity
from events.vocabulary import HELD_BACK, Assurance, Review


def bodies_asked(activity: Activity) -> tuple[str, ...]:
    """The bodies that owe an answer: the lead, else the reporter, and whoever it was assigned to.

    A draft, and what was sent back, is its author's alone. A body that said that it is not its own owes nothing, and
    neither does one of whom another told it: it is asked only whether it is its own.
    """
    if activity.review is Review.WITHDRAWN:
        return ()
    if activity.review in HELD_BACK:
        return (activity.reported_by,)
    if activity.assurance is Assurance.THIRD_PARTY:
        return ()
    first = activity.lead if activity.lead is not None else activity.reported_by
    return tuple(body for body in dict.fromkeys((first, *activity.assigned_to)) if body not in activity.disowned_by)


def bodies_to_confirm(activity: Activity) -> tuple[str, ...]:
    """The lead of whom another told it, until that confirms it or says that it is not its own."""
    is_told = activity.assurance is Assurance.THIRD_PARTY and activity.review not in (*HELD_BACK, Review.WITHDRAWN)
    if not is_told or activity.lead is None or activity.lead in activity.disowned_by:
        return ()
    return (activity.lead,)
