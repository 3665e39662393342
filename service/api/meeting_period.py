"""From which day to which a report of a coordination meeting tells what changed: since the meeting before it."""

from enum import StrEnum

from msgspec import Struct

from events.coordination_meeting import CoordinationMeeting
from events.identity import Noun
from events.vocabulary import MeetingOutcome
from projections.activity_filter import Scope
from projections.meeting_days import MeetingDays, read_days
from projections.registry import COORDINATION_MEETINGS
from projections.things import read_all
from service.api.asking import no_such
from service.api.problems import Fault, InvalidInput
from service.desk import Reading

NOT_HELD = (MeetingOutcome.CANCELLED, MeetingOutcome.POSTPONED)


class ChosenBy(StrEnum):
    """How the earlier meeting was found: it was asked for, it is the one before in the series or by its number."""

    ASKED = "asked"
    SERIES = "series"
    NUMBER = "number"
    NONE = "none"


class MeetingPeriod(Struct, frozen=True, kw_only=True):
    """From the end of the earlier meeting's last day to the end of the day `until` (YYYY-MM-DD).

    `since` is None where there is no earlier meeting whose days are known: then everything is new. `until` is the last
    day of the meeting, or the day of evaluation where the meeting is not over by then (`is_over`).
    """

    meeting: CoordinationMeeting
    earlier: CoordinationMeeting | None
    chosen_by: ChosenBy
    since: str | None
    until: str
    is_over: bool


async def period_of(read: Reading, scope: Scope, meeting_id: str, since: str | None) -> MeetingPeriod:
    """The period of a report on a meeting, since another meeting if one is named.

    The days are those that the record has at the clocks. The meeting before is the nearest one of the same series
    that was not called off and whose days are known; where the words of the series are unlike, the nearest by number.
    Raises NotFound, and InvalidInput where the meeting named has no day before.
    """
    meetings: list[CoordinationMeeting] = await read_all(read.transaction, COORDINATION_MEETINGS, read.clocks)
    by_id = {meeting.id: meeting for meeting in meetings}
    for one in (meeting_id, *([since] if since is not None else ())):
        if one not in by_id:
            raise no_such(Noun.COORDINATION_MEETING, one, read.clocks.as_of)
    days = await read_days(read.transaction, meetings, read.clocks, scope, read.evaluated_on)
    last_day = _last_day(days[meeting_id])
    is_over = last_day is not None and last_day <= read.evaluated_on
    until = last_day if last_day is not None and is_over else read.evaluated_on
    meeting = by_id[meeting_id]
    before = [one for one in meetings if one.number < meeting.number and _was_held(days[one.id], until)]
    earlier, chosen_by = _nearest(before, meeting)
    if since is not None:
        earlier, chosen_by = by_id[since], ChosenBy.ASKED
        _check_is_earlier(since, _last_day(days[since]), until)
    return MeetingPeriod(
        meeting=meeting,
        earlier=earlier,
        chosen_by=chosen_by,
        since=None if earlier is None else _last_day(days[earlier.id]),
        until=until,
        is_over=is_over,
    )


def _last_day(days: MeetingDays) -> str | None:
    return days.date.latest if days.date else None


def _was_held(days: MeetingDays, until: str) -> bool:
    last_day = _last_day(days)
    return last_day is not None and last_day < until and days.outcome not in NOT_HELD


def _nearest(
    before: list[CoordinationMeeting], meeting: CoordinationMeeting
) -> tuple[CoordinationMeeting | None, ChosenBy]:
    in_series = [one for one in before if meeting.series and one.series == meeting.series]
    if not before:
        return None, ChosenBy.NONE
    nearest = max(in_series or before, key=lambda one: one.number)
    return nearest, ChosenBy.SERIES if in_series else ChosenBy.NUMBER


def _check_is_earlier(since: str, last_day: str | None, until: str) -> None:
    if last_day is not None and last_day < until:
        return
    found = f"it ended on {last_day}" if last_day else "its days are not known"
    sentence = f"Expected in since a coordination meeting that ended before {until}; of {since}, {found}."
    raise InvalidInput(sentence, faults=[Fault("/since", sentence, "query")])
