"""Verifying a view: every thing's events are folded anew, and each row must be there as the fold makes it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from events.fact import Fact, Recorded
from events.log.database import Database, Statement, Transaction, one_of
from events.log.reading import read_streams
from events.log.tables import event
from events.reading_facts import recorded_from
from projections.folded_thing import fold_thing
from projections.runner import ACTIVE, FAULTED, Progress, view_states
from projections.versioned_view import Values, VersionedView

THINGS_AT_ONCE = 500

Rows = dict[tuple[Any, ...], dict[str, Any]]


async def verify_view(database: Database, view: VersionedView, progress: Progress | None = None) -> list[str]:
    """A sentence for every row of the view that is missing, is too many or says something else than the log."""
    findings: list[str] = []
    async with database.reading() as transaction:
        known = (await view_states(transaction)).get((view.name, view.version))
        if known is None or known.state not in (ACTIVE, FAULTED):
            return [f"The view {view.name} is not built yet; start the service, or run `tour rebuild`."]
        streams = await _streams(transaction, view)
        findings += await _strangers(transaction, view)
        for start in range(0, len(streams), THINGS_AT_ONCE):
            findings += await _verify_some(transaction, view, streams[start : start + THINGS_AT_ONCE])
            if progress is not None:
                progress(min(start + THINGS_AT_ONCE, len(streams)), len(streams))
    return findings


async def _verify_some(transaction: Transaction, view: VersionedView, streams: Sequence[str]) -> list[str]:
    events: dict[str, list[Recorded[Fact]]] = defaultdict(list)
    for recorded in await read_streams(transaction, streams):
        events[recorded.stream].append(recorded_from(recorded))
    things: list[int] = []
    expected: dict[str, Rows] = {table.name: {} for table in view.tables}
    for told in events.values():
        folded = fold_thing(view, told)
        things.append(folded.thing)
        for table, rows in zip(view.tables, folded.rows_by_table, strict=True):
            _expect(expected[table.name], table, rows)
    findings = []
    for table in view.tables:
        stored: Rows = {}
        wanted = Statement(sa.select(table).where(one_of(table.c.thing, "things")))
        _expect(stored, table, await transaction.fetch_all(wanted, {"things": things}))
        findings += _compared(table, expected[table.name], stored)
    return findings


def _expect(expected: Rows, table: sa.Table, rows: Iterable[Values]) -> None:
    names = table.columns.keys()
    for values in rows:
        row = dict(zip(names, values, strict=True))
        expected[tuple(row[column.name] for column in table.primary_key)] = row


def _compared(table: sa.Table, expected: Rows, stored: Rows) -> list[str]:
    findings = [f"{table.name} lacks the row {_key(key)}." for key in expected.keys() - stored.keys()]
    findings += [
        f"{table.name} has the row {_key(key)}, which the log does not make." for key in stored.keys() - expected.keys()
    ]
    for key in expected.keys() & stored.keys():
        different = [name for name, value in expected[key].items() if stored[key][name] != value]
        if different:
            where = _key((expected[key].get("id", ""), *key)).removeprefix(" / ")
            findings.append(f"{table.name} says something else than the log in {where}: {', '.join(different)}.")
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


async def _strangers(transaction: Transaction, view: VersionedView) -> list[str]:
    """A sentence for each thing in the tables of which the log knows nothing."""
    begun = sa.select(event.c.position).where(event.c.version == 1)
    findings = []
    for table in view.tables:
        unknown = sa.select(table.c.thing).distinct().where(table.c.thing.not_in(begun)).order_by(table.c.thing)
        rows = await transaction.fetch_all(Statement(unknown))
        findings += [f"{table.name} has a thing that began at {thing}, where the log has none." for (thing,) in rows]
    return findings
