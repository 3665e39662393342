"""The two clocks of every question: what had been said by a day, and what the log knew at a position."""

from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Parameters


class Clocks(Struct, frozen=True, kw_only=True):
    """A point of both clocks. `as_of` is a day, `known_at` a position; None is now, on that clock."""

    as_of: str | None = None
    known_at: int | None = None

    @property
    def is_now(self) -> bool:
        """Whether nothing but the newest is asked for."""
        return self.as_of is None and self.known_at is None


NOW = Clocks()
END_OF_DAYS = "9999-12-31"
END_OF_POSITIONS = 2**62


def holds(table: sa.FromClause, clocks: Clocks) -> sa.ColumnElement[bool]:
    """The condition that a row of a versioned view holds at the clocks; its parameters are `parameters_of(clocks)`.

    Now is the open rectangle alone, for which there is an index; any other point lies within the ends of its row.
    """
    if clocks.is_now:
        return sa.and_(table.c.to_position.is_(None), table.c.to_reported.is_(None))
    position: sa.BindParameter[Any] = sa.bindparam("known_at", type_=sa.BigInteger)
    day: sa.BindParameter[Any] = sa.bindparam("as_of", type_=sa.Text)
    return sa.and_(
        table.c.from_position <= position,
        sa.or_(table.c.to_position.is_(None), table.c.to_position > position),
        table.c.from_reported <= day,
        sa.or_(table.c.to_reported.is_(None), table.c.to_reported > day),
    )


def believed(table: sa.FromClause, clocks: Clocks) -> sa.ColumnElement[bool]:
    """The condition of a row that the log believes at the clocks, of the day asked for or of any day before it.

    The parameters are those of `holds`; the rows of one thing follow each other by `from_reported`.
    """
    if clocks.is_now:
        return table.c.to_position.is_(None)
    position: sa.BindParameter[Any] = sa.bindparam("known_at", type_=sa.BigInteger)
    day: sa.BindParameter[Any] = sa.bindparam("as_of", type_=sa.Text)
    ends_later = sa.or_(table.c.to_position.is_(None), table.c.to_position > position)
    return sa.and_(table.c.from_position <= position, ends_later, table.c.from_reported <= day)


def stood(table: sa.FromClause, parameter: str) -> sa.ColumnElement[bool]:
    """The condition that a row was the newest word on its thing while the log ended at the position of a parameter."""
    position: sa.BindParameter[Any] = sa.bindparam(parameter, type_=sa.BigInteger)
    ends_later = sa.or_(table.c.to_position.is_(None), table.c.to_position > position)
    return sa.and_(table.c.from_position <= position, ends_later, table.c.to_reported.is_(None))


def parameters_of(clocks: Clocks) -> Parameters:
    """The values for the condition of `holds`."""
    if clocks.is_now:
        return {}
    return {
        "known_at": END_OF_POSITIONS if clocks.known_at is None else clocks.known_at,
        "as_of": clocks.as_of or END_OF_DAYS,
    }
