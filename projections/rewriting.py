"""Writing a thing anew in every view after words of it were withheld, so that no version of it keeps them."""

from collections.abc import Collection, Sequence
from functools import lru_cache

import sqlalchemy as sa

from events.fact import Fact, Recorded
from events.identity import id_in, noun_of
from events.log.database import Insertion, Statement, Transaction
from events.log.reading import read_streams
from events.log.tables import NUMBER, TEXT
from events.reading_facts import recorded_from
from projections.clearing import names_in
from projections.folded_thing import fold_thing
from projections.runner import ACTIVE, FAULTED, TO_BE_REBUILT, ViewState, mark_faulted, view_states
from projections.versioned_view import VersionedView, table_name, word_table_name

_FAULT_OF_OTHER = f"{TO_BE_REBUILT}words of a thing were withheld by another release of the service."


async def rewrite(transaction: Transaction, views: Sequence[VersionedView], stream: str) -> None:
    """Replace every row of a thing, those of the past too, by the rows that its events make as they now stand.

    It is done in each view of the noun, active or not, up to the position that the view has reached. A view that
    cannot fold the events, and one of another release, loses the rows and is marked as faulted: no view vetoes this.
    One without tables has no rows to lose; it is built from the log as it stands then.
    """
    told = [recorded_from(event) for event in await read_streams(transaction, [stream])]
    states = await view_states(transaction)
    stored = await names_in(transaction)
    for view in (one for one in views if one.noun is noun_of(stream)):
        known = states.get((view.name, view.version))
        if known is not None and view.table.name in stored:
            await _rewrite_one(transaction, view, stream, [one for one in told if one.position <= known.position])
        others = [one for one in states.values() if one.name == view.name and one.version != view.version]
        for other in (one for one in others if table_name(one.name, one.version) in stored):
            await _remove_from_other(transaction, other, id_in(view.noun, stream), stored)


async def _rewrite_one(
    transaction: Transaction, view: VersionedView, stream: str, told: Sequence[Recorded[Fact]]
) -> None:
    for removal in _removals(view):
        await transaction.execute(removal, {"the_id": id_in(view.noun, stream)})
    if not told:
        return
    try:
        folded = fold_thing(view, told)
    except Exception as error:  # noqa: BLE001 - whatever a view makes of it, the words must go
        await mark_faulted(transaction, view, f"{TO_BE_REBUILT}{stream} could not be written: {error}")
        return
    for table, rows in zip(view.tables, folded.rows_by_table, strict=True):
        await transaction.insert(Insertion(table), rows)


async def _remove_from_other(
    transaction: Transaction, other: ViewState, thing_id: str, stored: Collection[str]
) -> None:
    """Remove a thing from a version of a view that this release does not know, and have that version rebuilt.

    The words in which it was found go with it. What else it is found under is ids and codes, and may stay until then.
    """
    unknown = sa.table(table_name(other.name, other.version), sa.column("id", TEXT), sa.column("thing", NUMBER))
    own = unknown.c.id == sa.bindparam("the_id")
    if (words := word_table_name(other.name, other.version)) in stored:
        numbered = sa.table(words, sa.column("thing", NUMBER))
        removal = sa.delete(numbered).where(numbered.c.thing.in_(sa.select(unknown.c.thing).where(own)))
        await transaction.execute(Statement(removal), {"the_id": thing_id})
    statement = sa.delete(unknown).where(own)
    removed = await transaction.execute(Statement(statement), {"the_id": thing_id})
    if removed and other.state in (ACTIVE, FAULTED):
        await mark_faulted(transaction, other, _FAULT_OF_OTHER)


@lru_cache
def _removals(view: VersionedView) -> list[Statement]:
    """What takes every row of a thing out of the tables of a view, those first that name it by its number."""
    own = view.table.c.id == sa.bindparam("the_id")
    things = sa.select(view.table.c.thing).where(own)
    numbered = [Statement(sa.delete(held.table).where(held.table.c.thing.in_(things))) for held in view.held]
    return [*numbered, Statement(sa.delete(view.table).where(own))]
