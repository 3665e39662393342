"""What was hidden since a view has last read the log: a view that is behind must not show it."""

from collections.abc import Collection
from typing import Any

from events.activity_news import ActivityReviewed, ActivityShown
from events.activity_state import Activity
from events.activity_whole import together
from events.agency import AgencyCorrected, AgencyGrantEnded, AgencyMoved
from events.fact import Recorded
from events.identity import Noun, id_in, stream_of
from events.log.reading import read_streams, stream_versions, streams_since
from events.reading_facts import recorded_from
from events.states import fold
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope, may_see
from projections.clocks import NOW
from projections.registry import AGENCIES
from projections.standing import read_standing
from projections.things import read_some
from service.desk import Reading

HIDING = (ActivityReviewed.TYPE, ActivityShown.TYPE)
# What may end that a body is under another, or lets it report.
PARTING = (AgencyMoved.TYPE, AgencyGrantEnded.TYPE, AgencyCorrected.TYPE)


async def hidden_since(read: Reading, scope: Scope, today: str) -> tuple[str, ...]:
    """The activities that somebody may no longer see after what was said since the answer's views have read the log."""
    if read.behind is None:
        return ()
    streams = await streams_since(read.transaction, read.behind.stands_at.position, HIDING)
    found = await as_they_stand(read, streams)
    not_seen = [one for one in found if not may_see(one, scope, today)]
    return tuple(hidden for one in not_seen for hidden in (one.id, *together(one).aliases))


async def agencies_told_of_since(read: Reading) -> set[str]:
    """The bodies of which something was said since their view has read the log: whom they let report is not known."""
    _, behind = await read_standing(read.transaction, (AGENCIES,))
    if behind is None:
        return set()
    streams = await streams_since(read.transaction, behind.stands_at.position, PARTING)
    return {id_in(Noun.AGENCY, stream) for stream in streams}


async def streams_seen(read: Reading, streams: Collection[str], scope: Scope, today: str) -> set[str]:
    """Those of these streams of activities that somebody may see as they stand now.

    What was merged into another is seen where that one is: its words are told with it.
    """
    found = await as_they_stand(read, streams)
    seen = {stream_of(Noun.ACTIVITY, one.id) for one in found if may_see(one, scope, today)}
    into = {
        stream_of(Noun.ACTIVITY, one.id): stream_of(Noun.ACTIVITY, one.merged_into) for one in found if one.merged_into
    }
    if not into:
        return seen
    goes_on = await streams_seen(read, set(into.values()), scope, today)
    return {stream for stream in seen if stream not in into or into[stream] in goes_on}


async def as_they_stand(read: Reading, streams: Collection[str]) -> list[Activity]:
    """Activities after all that was said of them: folded from the log where the view has not read as much.

    The log is served whole even where a view is behind, and must not show what was hidden in the meantime.
    """
    ids = [id_in(Noun.ACTIVITY, stream) for stream in streams]
    versions = await stream_versions(read.transaction, streams)
    found: list[Activity] = await read_some(read.transaction, ACTIVITIES, ids, NOW)
    current = [one for one in found if one.version == versions[stream_of(Noun.ACTIVITY, one.id)]]
    told: dict[str, list[Recorded[Any]]] = {stream_of(Noun.ACTIVITY, one.id): [] for one in found if one not in current}
    told |= {stream: [] for stream in set(streams) - {stream_of(Noun.ACTIVITY, one.id) for one in found}}
    for event in await read_streams(read.transaction, told):
        told[event.stream].append(recorded_from(event))
    folded = (fold(Noun.ACTIVITY, events) for events in told.values())
    return current + [one for one in folded if one is not None]
