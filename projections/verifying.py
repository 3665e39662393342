"""Verifying a view: every thing's events are folded anew, and each row must be there as the fold makes it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from events.fact import Fact, Recorded
from events.identity import id_in
from events.log.database import Database, Statement, Transaction, one_of
from events.log.reading import read_streams
from events.log.tables import event
from events.reading_facts import recorded_from
from events.states import FOLDINGS
from projections.runner import Progress
from projections.timeline import rows_of
from projections.versioned_view import Values, VersionedView

THINGS_AT_ONCE = 500

Rows = dict[tuple[Any, ...], dict[str, Any]]


async def verify_view(database: Database, view: VersionedView, progress: Progress | None = None) -> list[str]:
    """A sentence for every row of the view that is missing, is too many or says something else than the log."""
    findings: list[str] = []
    async with database.reading() as transaction:
        streams = await _streams(transaction, view)
        ids = {id_in(view.noun, stream) for stream in streams}
        findings += [
            f"The view {view.name} has {one}, of which the log knows nothing."
            for one in sorted(await _ids(transaction, view) - ids)
        ]
        findings += await _facets_of_nothing(transaction, view)
        for start in range(0, len(streams), THINGS_AT_ONCE):
            findings += await _verify_some(transaction, view, streams[start : start + THINGS_AT_ONCE])
            if progress is not None:
                progress(min(start + THINGS_AT_ONCE, len(streams)), len(streams))
    return findings


async def _verify_some(transaction: Transaction, view: VersionedView, streams: Sequence[str]) -> list[str]:
    events: dict[str, list[Recorded[Fact]]] = defaultdict(list)
    for recorded in await read_streams(transaction, streams):
        events[recorded.stream].append(recorded_from(recorded))
    expected: dict[str, Rows] = {table.name: {} for table in view.tables}
    for stream, told in events.items():
        for row in rows_of(told, FOLDINGS[view.noun].evolve):
            _expect(expected, view.table, view.row_of(id_in(view.noun, stream), row))
            for facet in view.facet_rows(row):
                assert view.facet_table is not None
                _expect(expected, view.facet_table, facet)
    ids = [id_in(view.noun, stream) for stream in streams]
    stored = {view.table.name: await _rows(transaction, view.table, view.table.c.id, ids)}
    if view.facet_table is not None:
        numbers = [row["number"] for row in stored[view.table.name].values()]
        stored[view.facet_table.name] = await _rows(transaction, view.facet_table, view.facet_table.c.number, numbers)
    return [found for table in view.tables for found in _compared(table, expected[table.name], stored[table.name])]


def _expect(expected: dict[str, Rows], table: sa.Table, values: Values) -> None:
    row = dict(zip(table.columns.keys(), values, strict=True))
    expected[table.name][tuple(row[column.name] for column in table.primary_key)] = row


async def _rows(transaction: Transaction, table: sa.Table, column: sa.Column[Any], wanted: Sequence[Any]) -> Rows:
    """The rows in which a column has one of these values, by their keys."""
    stored: dict[str, Rows] = {table.name: {}}
    for values in await transaction.fetch_all(
        Statement(sa.select(table).where(one_of(column, "wanted"))), {"wanted": wanted}
    ):
        _expect(stored, table, values)
    return stored[table.name]


def _compared(table: sa.Table, expected: Rows, stored: Rows) -> list[str]:
    findings = [f"{table.name} lacks the row {_key(key)}." for key in expected.keys() - stored.keys()]
    findings += [
        f"{table.name} has the row {_key(key)}, which the log does not make." for key in stored.keys() - expected.keys()
    ]
    for key in expected.keys() & stored.keys():
        different = [name for name, value in expected[key].items() if stored[key][name] != value]
        if different:
            findings.append(f"{table.name} says something else than the log in {_key(key)}: {', '.join(different)}.")
    return sorted(findings)


def _key(key: tuple[Any, ...]) -> str:
    return " / ".join(map(str, key))


async def _streams(transaction: Transaction, view: VersionedView) -> list[str]:
    """Every stream of the noun, in the order of their names."""
    first, end = f"{view.noun}-", f"{view.noun}."  # a full stop is the character after the hyphen
    found = Statement(
        sa.select(event.c.stream)
        .distinct()
        .where(event.c.stream >= first, event.c.stream < end)
        .order_by(event.c.stream)
    )
    return [stream for (stream,) in await transaction.fetch_all(found)]


async def _ids(transaction: Transaction, view: VersionedView) -> set[str]:
    rows = await transaction.fetch_all(Statement(sa.select(view.table.c.id).distinct()))
    return {thing_id for (thing_id,) in rows}


async def _facets_of_nothing(transaction: Transaction, view: VersionedView) -> list[str]:
    """A sentence for each row number in the table of facets that no row of the view has."""
    facets = view.facet_table
    if facets is None:
        return []
    missing = sa.select(facets.c.number).distinct().where(facets.c.number.not_in(sa.select(view.table.c.number)))
    found = await transaction.fetch_all(Statement(missing.order_by(facets.c.number)))
    return [f"{facets.name} has facets of the row {number}, which is not there." for (number,) in found]
