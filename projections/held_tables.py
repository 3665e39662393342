"""The tables beside the versions of things: what these are found under, by facet or by word."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from events.log.database import Insertion, Statement
from projections.held_facets import Found, Held, HeldRow


class HeldTable:
    """One such table, and the function that says what a state is found under in it.

    Its columns are those of HeldRow in their order, whatever they are called.
    """

    def __init__(self, table: sa.Table, found: Callable[[Any], frozenset[Found]]) -> None:
        self.table = table
        self.found = found
        self.insertion = Insertion(table)
        self.closing = _closing(table)


def held_row(thing: int, position: int, held: Held) -> HeldRow:
    """What is held as the table has it while it is open."""
    name, value, detail, from_reported, to_reported = held
    return HeldRow(name, value, thing, position, from_reported, None, to_reported, detail)


def key_of(thing: int, held: Held) -> dict[str, Any]:
    """The parameters of `closing` that say which row it is."""
    named = {"the_name": held.name, "the_value": held.value}
    return {**named, "the_thing": thing, "the_day": held.from_reported}


def _closing(table: sa.Table) -> Statement:
    """Under one name and value a thing has at most one row open from a day on, whichever event opened it."""
    name, value = list(table.columns)[:2]
    return Statement(
        sa.update(table)
        .where(
            name == sa.bindparam("the_name"),
            value == sa.bindparam("the_value"),
            table.c.thing == sa.bindparam("the_thing"),
            table.c.from_reported == sa.bindparam("the_day"),
            table.c.to_position.is_(None),
        )
        .values(to_position=sa.bindparam("ends_at"))
    )
