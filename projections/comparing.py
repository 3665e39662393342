"""Comparing the old tables of a view with fresh ones: how many rows each has, and which of them differ."""

from collections.abc import Iterator

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Database, Statement, Transaction
from events.log.errors import DatabaseBusy, DatabaseError, DatabaseUnreachable
from projections.fresh_tables import FreshTables

ROWS_AT_ONCE = 5_000
SAMPLE = 5
PAST_ALL_THINGS = 2**62


class Comparison(Struct):
    """How the rows of a view compare with what the log makes of it, as known at one position."""

    position: int
    rows_old: int = 0
    rows_new: int = 0
    different: int = 0
    sample: tuple[str, ...] = ()
    unreadable: str | None = None

    @property
    def is_equal(self) -> bool:
        """Whether the old tables say what the log says."""
        return not self.different and self.unreadable is None

    def note(self, sentence: str) -> None:
        """Count a row that differs, and keep the first sentences."""
        self.different += 1
        self.sample = (*self.sample, sentence)[:SAMPLE]


async def compare(database: Database, fresh: FreshTables, position: int) -> Comparison:
    """Compare, some things at a time: a row that ended after the position is taken as open, a later one as not there.

    Tables that cannot be read at all, for one is gone or has other columns, are different, whatever they hold.
    """
    comparison = Comparison(position)
    try:
        for old, new in zip(fresh.view.tables, fresh.tables, strict=True):
            pair = _Pair(old, new, position)
            after = 0
            while after != PAST_ALL_THINGS:
                async with database.reading() as transaction:
                    until = await _until(transaction, fresh.view.table, fresh.rows, after)
                    await pair.compare(transaction, comparison, after, until)
                after = until
    except (DatabaseUnreachable, DatabaseBusy):
        raise
    except DatabaseError as error:
        comparison.unreadable = f"The old tables cannot be read: {error}"
    return comparison


async def _until(transaction: Transaction, old: sa.Table, new: sa.Table, after: int) -> int:
    """The thing at which the next portion ends; it has no more than so many rows in the larger table."""
    ends = []
    for table in (old, new):
        nth = sa.select(table.c.thing).where(table.c.thing > sa.bindparam("after")).order_by(table.c.thing)
        row = await transaction.fetch_one(Statement(nth.offset(ROWS_AT_ONCE).limit(1)), {"after": after})
        ends.append(row[0] if row else PAST_ALL_THINGS)
    return min(ends)


class _Pair:
    """An old table and its fresh one, and the questions of how they differ."""

    def __init__(self, old: sa.Table, new: sa.Table, position: int) -> None:
        self._name = old.name
        self._right = _right(old, new, position)
        self._counts = [_counted(table, position) for table in (old, new)]
        self._wrong = _differing(old, new, position, both=True)
        self._missing = _differing(new, old, position, both=False)

    async def compare(self, transaction: Transaction, comparison: Comparison, after: int, until: int) -> None:
        between = {"after": after, "until": until}
        right = await _number(transaction, self._right, between)
        olds, news = [await _number(transaction, one, between) for one in self._counts]
        comparison.rows_old += olds
        comparison.rows_new += news
        if right == olds == news:
            return
        for sentence, question in (("has the wrong row", self._wrong), ("lacks the row", self._missing)):
            for row in await transaction.fetch_all(question, between):
                comparison.note(f"{self._name} {sentence} {' / '.join(map(str, row))}.")


async def _number(transaction: Transaction, counted: Statement, between: dict[str, int]) -> int:
    row = await transaction.fetch_one(counted, between)
    assert row is not None, "A count has one row."
    return int(row[0])


def _counted(table: sa.Table, position: int) -> Statement:
    return Statement(sa.select(sa.func.count()).select_from(table).where(*_within(table, position)))


def _right(old: sa.Table, new: sa.Table, position: int) -> Statement:
    """How many rows of one table stand in the other with the very same content."""
    alike = [sa.not_(unlike) for unlike in _unlike(old, new, position)]
    joined = old.join(new, sa.and_(*(column == new.c[column.name] for column in old.primary_key)))
    return Statement(sa.select(sa.func.count()).select_from(joined).where(*_within(old, position), *alike))


def _differing(table: sa.Table, other: sa.Table, position: int, *, both: bool) -> Statement:
    """The id and key of rows of a table that the other has not; with `both`, also of those that say something else."""
    same_key = sa.and_(
        *(column == other.c[column.name] for column in table.primary_key), other.c.from_position <= position
    )
    conditions: list[sa.ColumnElement[bool]] = [other.c.thing.is_(None)]
    if both:
        conditions.extend(_unlike(table, other, position))
    own_name = [table.c.id] if "id" in table.c else []
    return Statement(
        sa.select(*own_name, *table.primary_key)
        .select_from(table.outerjoin(other, same_key))
        .where(*_within(table, position), sa.or_(*conditions))
        .order_by(*table.primary_key)
    )


def _within(table: sa.Table, position: int) -> tuple[sa.ColumnElement[bool], ...]:
    between = (table.c.thing > sa.bindparam("after"), table.c.thing <= sa.bindparam("until"))
    return (*between, table.c.from_position <= position)


def _unlike(table: sa.Table, other: sa.Table, position: int) -> Iterator[sa.ColumnElement[bool]]:
    for column in table.columns:
        if column.primary_key:
            continue
        if column.name == "to_position":
            yield _end(column, position).is_distinct_from(_end(other.c.to_position, position))
        else:
            yield column.is_distinct_from(other.c[column.name])


def _end(column: sa.ColumnElement[int], position: int) -> sa.ColumnElement[int | None]:
    return sa.case((column <= position, column), else_=sa.null())
