"""Where views stand in one state of the log: whether an answer from them is up to date, and if not, how old it is."""

from collections.abc import Sequence

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Statement, Transaction, one_of
from events.log.event import EMPTY_HEAD, Head
from events.log.reading import read_head, read_positions
from events.log.tables import event, projection
from projections.runner import ACTIVE, FAULTED, NAMED, ViewState, view_states
from projections.versioned_view import VersionedView, table_name


class ViewsNotThere(Exception):
    """A view that an answer needs is not built, or was retired under this process."""


class Behind(Struct, frozen=True, kw_only=True):
    """Views that have not read the whole log: the state up to which an answer from them is whole.

    `since` is the instant at which the log took the first event that they lack; `log` is its last event.
    """

    views: tuple[str, ...]
    stands_at: Head
    log: Head
    since: str

    @property
    def events(self) -> int:
        """How many events the answer lacks."""
        return self.log.position - self.stands_at.position


_answering = sa.and_(one_of(NAMED, "views"), sa.or_(projection.c.state == ACTIVE, projection.c.state == FAULTED))
_last = (
    sa.select(event.c.position, event.c.leaf, event.c.recorded_at)
    .order_by(event.c.position.desc())
    .limit(1)
    .subquery("last_event")
)
_stand = (
    sa.select(sa.func.count().label("number"), sa.func.min(projection.c.position).label("least"))
    .where(_answering)
    .subquery("stand")
)
# The head of the log and the view that is furthest behind, in one question: every answer begins with it.
_WHERE = Statement(
    sa.select(_stand.c.number, _stand.c.least, _last.c.position, _last.c.leaf, _last.c.recorded_at).select_from(
        _stand.outerjoin(_last, sa.true())
    )
)


async def read_standing(transaction: Transaction, views: Sequence[VersionedView]) -> tuple[Head, Behind | None]:
    """The head of the log, and how far these views are behind it; None where they are not.

    Raises ViewsNotThere where one of them cannot be answered from at all.
    """
    if not views:
        return await read_head(transaction), None
    found = await transaction.fetch_one(_WHERE, {"views": [table_name(view.name, view.version) for view in views]})
    assert found is not None, "A count has one row."
    number, least, *last = found
    if number < len(views):
        raise ViewsNotThere("A view that the answer needs is being built; ask again in a moment.")
    head = EMPTY_HEAD if last[0] is None else Head(*last)
    return head, None if least >= head.position else await _behind(transaction, views, least, head)


async def _behind(transaction: Transaction, views: Sequence[VersionedView], least: int, log: Head) -> Behind:
    """Which of the views are behind, and since when."""
    states = await view_states(transaction)
    late = [view.name for view in views if states[view.name, view.version].position < log.position]
    found = {one.position: one for one in await read_positions(transaction, [least, least + 1])}
    stands_at = found.get(least)
    return Behind(
        views=tuple(late),
        stands_at=Head(stands_at.position, stands_at.leaf, stands_at.recorded_at) if stands_at else EMPTY_HEAD,
        log=log,
        since=found[least + 1].recorded_at,
    )


class Lag(Struct, frozen=True, kw_only=True):
    """One view: its state, how many events it lacks, and since which instant it lacks the first of them."""

    view: ViewState
    events: int
    since: str | None


async def read_lags(transaction: Transaction, views: Sequence[VersionedView] | None = None) -> tuple[Head, list[Lag]]:
    """The head of the log and the lag of these views, or of all that the log knows; one that is missing lacks all."""
    head = await read_head(transaction)
    states = await view_states(transaction)
    wanted = [(view.name, view.version) for view in views] if views is not None else list(states)
    found = [states.get(named, ViewState(*named, "missing", 0)) for named in wanted]
    firsts = {one.position + 1 for one in found if one.position < head.position}
    since = {one.position: one.recorded_at for one in await read_positions(transaction, firsts)}
    return head, [
        Lag(view=one, events=max(head.position - one.position, 0), since=since.get(one.position + 1)) for one in found
    ]
