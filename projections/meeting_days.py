"""When and where meetings are: what the activities about them say, and only where none does, the secretariat."""

from collections.abc import Sequence

from msgspec import Struct

from events.activity_state import Activity
from events.coordination_meeting import CoordinationMeeting
from events.honest_date import HonestDate
from events.log.database import Transaction
from events.meeting import Meeting
from events.place import Place
from events.vocabulary import ActivityKind, Assurance, MeetingOutcome, Stage
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope, may_see
from projections.clocks import Clocks
from projections.merged import whole_activities
from projections.things import read_under

AnyMeeting = Meeting | CoordinationMeeting


class MeetingDays(Struct, frozen=True, kw_only=True):
    """When and where a meeting is and whether it was held; `said_by` is an activity's id, None for the secretariat."""

    date: HonestDate | None = None
    place: Place | None = None
    outcome: MeetingOutcome | None = None
    said_by: str | None = None


_OUTCOMES = {
    Stage.PROPOSED: MeetingOutcome.PROPOSED,
    Stage.UNDER_CONSIDERATION: MeetingOutcome.PROPOSED,
    Stage.PLANNED: MeetingOutcome.PLANNED,
    Stage.IN_PROGRESS: MeetingOutcome.IN_PROGRESS,
    Stage.STANDING: MeetingOutcome.RECURRING,
    Stage.COMPLETED: MeetingOutcome.HELD,
    Stage.SUSPENDED: MeetingOutcome.POSTPONED,
    Stage.CANCELLED: MeetingOutcome.CANCELLED,
}


async def read_days(
    transaction: Transaction, meetings: Sequence[AnyMeeting], clocks: Clocks, scope: Scope, today: str
) -> dict[str, MeetingDays]:
    """When and where each meeting is, by its id, as far as the one who asks may see the activities that say so."""
    about = await _activities_about(transaction, [meeting.id for meeting in meetings], clocks, scope, today)
    return {meeting.id: _days_of(meeting, about.get(meeting.id, [])) for meeting in meetings}


async def _activities_about(
    transaction: Transaction, meetings: Sequence[str], clocks: Clocks, scope: Scope, today: str
) -> dict[str, list[Activity]]:
    """The planned meetings that agencies reported of each meeting, as far as the one who asks may see them."""
    found: dict[str, list[Activity]] = {}
    told = await read_under(transaction, ACTIVITIES, "meeting", meetings, clocks)
    going_on = [activity for activity in told if activity.merged_into is None]
    for activity in await whole_activities(transaction, going_on, clocks):
        is_meeting = activity.kind is ActivityKind.PLANNED_MEETING
        if is_meeting and activity.meeting is not None and may_see(activity, scope, today):
            found.setdefault(activity.meeting, []).append(activity)
    return found


def _days_of(meeting: AnyMeeting, about: Sequence[Activity]) -> MeetingDays:
    """When and where the meeting is: the word of the activity heard of last that gives a date, else of any.

    The lead's own word goes before that of a third party.
    """
    dated = [activity for activity in about if activity.date is not None]
    own = {activity.id for activity in about if activity.assurance is not Assurance.THIRD_PARTY}
    heard = sorted(dated or about, key=lambda one: (one.id in own, one.last_heard_on, one.id))
    if not heard:
        return MeetingDays(date=meeting.date, place=meeting.place, outcome=meeting.outcome)
    newest = heard[-1]
    return MeetingDays(
        date=newest.date or meeting.date,
        place=next(iter(newest.places), None) or meeting.place,
        outcome=(_OUTCOMES.get(newest.stage) if newest.stage else None) or meeting.outcome,
        said_by=newest.id,
    )
