"""The tour de table of a meeting, read for whoever asks: by the API, by a page, by a command."""

from events.log.event import EMPTY_HEAD, public_position
from events.log.reading import read_positions
from events.log.tiles import TileReader
from projections.activity_filter import Scope
from projections.clocks import Clocks
from projections.meeting_days import read_days
from projections.summary.reading import Stamp, meeting_at, read_tour_de_table
from projections.summary.told import TourDeTableTold
from service.desk import Reading


async def told_at(read: Reading, meeting_id: str, scope: Scope) -> TourDeTableTold | None:
    """What was told at a meeting, as of its last day unless another day is asked for; None for no such meeting."""
    meeting = await meeting_at(read.transaction, meeting_id, read.clocks)
    if meeting is None:
        return None
    days = await read_days(read.transaction, [meeting], read.clocks, scope, read.evaluated_on)
    date = days[meeting_id].date
    clocks = Clocks(as_of=read.clocks.as_of or (date.latest if date else None), known_at=read.clocks.known_at)
    return await read_tour_de_table(
        read.transaction, meeting, date, clocks, scope, read.evaluated_on, await stamp_of(read)
    )


async def stamp_of(read: Reading) -> Stamp:
    """The position asked for, or the head, with the root of the tree of that size."""
    size = read.head.position if read.clocks.known_at is None else read.clocks.known_at
    position = read.position
    if size != read.head.position:
        event = (await read_positions(read.transaction, [size]))[0] if size else None
        position = public_position(size, event.leaf if event else EMPTY_HEAD.leaf)
    return Stamp(position=position, root=(await TileReader(read.transaction).root_at(size)).hex())
