"""Who answered: the bodies from which something was heard of an activity in a reporting round, as its events tell."""

from collections.abc import Iterable
from typing import Any

from events.activity import ActivityReported
from events.activity_news import ActivityReviewed, ActivityWithdrawn, EvidenceAdded, News
from events.activity_state import Activity
from events.fact import Recorded, number_of
from events.log.database import Transaction
from events.log.reading import read_positions
from events.reading_facts import recorded_from


async def bodies_that_answered(
    transaction: Transaction, activities: Iterable[Activity], opens: str
) -> dict[str, tuple[str, ...]]:
    """The bodies that said something of each activity from a day on (YYYY-MM-DD), in the order said, by its id.

    The activities are given as they stand on the day that is asked about: nothing later is read. One of which nobody
    said anything since is left out.
    """
    spoken = {
        number_of(position): activity.id
        for activity in activities
        for position, day in zip(activity.positions, activity.days, strict=True)
        if day >= opens
    }
    events = {event.position: recorded_from(event) for event in await read_positions(transaction, list(spoken))}
    found: dict[str, dict[str, None]] = {}
    # Of each activity the positions stand in the order said.
    for position, activity_id in spoken.items():
        if (body := body_answering(events[position])) is not None:
            found.setdefault(activity_id, {})[body] = None
    return {activity_id: tuple(bodies) for activity_id, bodies in found.items()}


def body_answering(recorded: Recorded[Any]) -> str | None:
    """The body whose answer an event is: its reporter, else the one for which it was written.

    None for what is no answer (a correction, a link), and for what the secretariat did for nobody.
    """
    fact = recorded.fact
    if isinstance(fact, ActivityReported | News):
        return fact.reported_by or recorded.on_behalf_of
    if isinstance(fact, EvidenceAdded | ActivityReviewed | ActivityWithdrawn):
        return recorded.on_behalf_of
    return None
