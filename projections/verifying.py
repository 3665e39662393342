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
from projections.folded_thing import fold_thing
from projections.runner import Progress
from projections.versioned_view import VersionedView

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
        for start in range(0, len(streams), THINGS_AT_ONCE):
            findings += await _verify_some(transaction, view, streams[start : start + THINGS_AT_ONCE])
            if progress is not None:
                progress(min(start + THINGS_AT_ONCE, len(streams)), len(streams))
    return findings


async def _verify_some(transaction: Transaction, view: VersionedView, streams: Sequence[str]) -> list[str]:
    events: dict[str, list[Recorded[Fact]]] = defaultdict(list)
    for recorded in await read_streams(transaction, streams):
        events[recorded.stream].append(recorded_from(recorded))
    findings: list[str] = []
    expected: dict[str, Rows] = {table.name: {} for table in view.tables}
    for stream, told in events.items():
        thing_id = id_in(view.noun, stream)
        folded = fold_thing(view, thing_id, told)
        for row in folded.rows:
            _expect(expected, view.table, view.row_of(thing_id, row))
        for facet in folded.facets:
            assert view.facet_table is not None
            _expect(expected, view.facet_table, facet._asdict())
    ids = [id_in(view.noun, stream) for stream in streams]
    for table in view.tables:
        findings += _compared(table, expected[table.name], await _stored(transaction, table, ids))
    return findings


def _expect(expected: dict[str, Rows], table: sa.Table, row: dict[str, Any]) -> None:
    expected[table.name][tuple(row[column.name] for column in table.primary_key)] = row


async def _stored(transaction: Transaction, table: sa.Table, ids: list[str]) -> Rows:
    rows = await transaction.fetch_all(Statement(sa.select(table).where(one_of(table.c.id, "ids"))), {"ids": ids})
    named = [dict(zip(table.columns.keys(), row, strict=True)) for row in rows]
    return {tuple(row[column.name] for column in table.primary_key): row for row in named}


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
    found: set[str] = set()
    for table in view.tables:
        rows = await transaction.fetch_all(Statement(sa.select(table.c.id).distinct()))
        found |= {thing_id for (thing_id,) in rows}
    return found
