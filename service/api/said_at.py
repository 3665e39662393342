"""The day of what is said at a coordination meeting: its last day, whoever says when the meeting is."""

from typing import TypeVar

from msgspec.structs import replace

from projections.activities import ACTIVITIES
from projections.activity_filter import Scope
from projections.meeting_days import read_days
from projections.registry import COORDINATION_MEETINGS
from projections.things import read_one
from service import clock
from service.api.asking import reading
from service.commands.intervention import Turn
from service.commands.statement import MakeStatement
from service.desk import Desk

SaidT = TypeVar("SaidT", Turn, MakeStatement)


async def said_at(desk: Desk, meeting_id: str, said: SaidT) -> SaidT:
    """What was said, on the last day of the meeting where it names no day itself and the meeting is over.

    An activity about the meeting may say when it is, and a decision, which sees single things, cannot look for that.
    """
    if said.reported_on is not None:
        return said
    async with reading(desk, uses=(COORDINATION_MEETINGS, ACTIVITIES)) as read:
        meeting = await read_one(read.transaction, COORDINATION_MEETINGS, meeting_id, read.clocks)
        if meeting is None:
            return said
        everybody = Scope(sees_all=True)
        days = await read_days(read.transaction, [meeting], read.clocks, everybody, read.evaluated_on)
        date = days[meeting_id].date
    last_day = date.latest if date else None
    return said if last_day is None or last_day > clock.today() else replace(said, reported_on=last_day)
