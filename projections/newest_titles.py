"""The titles of the newest activities of a body, which what it reports next is compared with."""

from typing import NamedTuple

import sqlalchemy as sa

from events.log.database import Statement, Transaction, selected
from projections.activities import NO_KEY
from projections.activity_filter import TABLE
from projections.clocks import NOW, holds
from projections.lookups import Lookup, things_under

_newest = things_under(Lookup("agency", "agency", is_single=True), NOW)
_newest = _newest.order_by(_newest.selected_columns.thing.desc()).limit(sa.bindparam("limit", type_=sa.BigInteger))
# The last day on which it is due, None where there is none.
DUE = sa.func.nullif(TABLE.c.due_by, NO_KEY)
_NEWEST_TITLES = Statement(
    sa.select(TABLE.c.id, TABLE.c.title_key, TABLE.c.date_earliest, TABLE.c.date_latest, DUE)
    .where(selected(TABLE.c.thing, _newest), holds(TABLE, NOW))
    .order_by(TABLE.c.thing.desc())
)


class TitleListed(NamedTuple):
    """The id and the title (for comparing) of an activity, the ends of its date and the last day on which it is due."""

    id: str
    title: str
    earliest: str | None
    latest: str | None
    due: str | None


async def read_newest_titles(transaction: Transaction, agency_id: str, limit: int) -> list[TitleListed]:
    """The newest activities in which a body has a part, the oldest first."""
    rows = await transaction.fetch_all(_NEWEST_TITLES, {"agency": agency_id, "limit": limit})
    return [TitleListed(*row) for row in reversed(rows)]
