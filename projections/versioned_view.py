"""A versioned view: the tables that keep every version of the things of one noun, and how events change them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import msgspec
import sqlalchemy as sa

from events.fact import Fact, Recorded
from events.identity import Noun, id_in, stream_of
from events.log.database import Insertion, Statement, Transaction, one_of
from events.log.reading import read_streams
from events.log.tables import NUMBER, TEXT
from events.reading_facts import recorded_from
from events.states import FOLDINGS
from projections.timeline import ROWS_OF_EVENT_BITS, Row, Turned, after, turn

Facet = tuple[str, str, str]
Values = tuple[Any, ...]

# One encoder for all documents: equal states give equal bytes, so that two folds can be compared.
_ENCODER = msgspec.json.Encoder(order="deterministic")
_PLACES = (1 << ROWS_OF_EVENT_BITS) - 1


class VersionedView:
    """The view of one noun: `columns` are what lists filter and sort by, `facets` what a thing is found under.

    A facet is a name, a value and a role: (`agency`, `unfpa`, `lead`), the role being one of `roles` or empty. Both
    are pure functions of the state. `order` are the columns by which a list of what there is now is sorted.
    """

    def __init__(
        self,
        noun: Noun,
        version: int = 2,
        columns: Callable[[Any], Values] | None = None,
        column_types: tuple[sa.Column[Any], ...] = (),
        facets: Callable[[Any], Iterable[Facet]] | None = None,
        roles: tuple[str, ...] = (),
        order: tuple[str, ...] = ("id",),
    ) -> None:
        self.noun = noun
        self.name = noun.value.replace("-", "_")
        self.version = version
        self.columns = columns
        self.facets = facets
        self._role_bits = {"": 0, **{role: 1 << place for place, role in enumerate(roles)}}
        metadata = sa.MetaData()
        self.table = _versions_table(f"{self.name}__v{version}", metadata, column_types, order)
        self.facet_table = _facets_table(f"{self.name}_facet__v{version}", metadata) if facets else None
        self.decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(FOLDINGS[noun].state)
        self._statements = _Statements(self.table, self.facet_table)

    @property
    def tables(self) -> list[sa.Table]:
        """The tables that the runner makes and drops."""
        return [self.table] if self.facet_table is None else [self.table, self.facet_table]

    def roles_mask(self, roles: Iterable[str]) -> int:
        """The bits that stand for these roles in the column `roles` of a facet."""
        return sum({self._role_bits[role] for role in roles})

    async def apply(self, transaction: Transaction, events: Iterable[Recorded[Fact]]) -> None:
        """Take events of the log, in order of position, into the tables; other nouns' events are passed over."""
        prefix = f"{self.noun}-"
        of_things: dict[str, list[Recorded[Fact]]] = defaultdict(list)
        for event in events:
            if event.stream.startswith(prefix):
                of_things[event.stream].append(event)
        if not of_things:
            return
        # Of a thing of which this is the first event there is no row yet.
        known = [stream for stream, told in of_things.items() if told[0].version > 1]
        open_rows = await self._open_rows(transaction, known) if known else {}
        changes = _Changes()
        for stream, told in of_things.items():
            await self._apply_one(transaction, stream, told, open_rows.get(stream, []), changes)
        await self._write(transaction, changes)

    async def _open_rows(self, transaction: Transaction, streams: list[str]) -> dict[str, list[Row]]:
        ids = [id_in(self.noun, stream) for stream in streams]
        found = await transaction.fetch_all(self._statements.open_rows, {"ids": ids})
        rows: dict[str, list[Row]] = defaultdict(list)
        for number, thing_id, from_position, from_reported, to_reported, document in found:
            row = Row(
                from_position=from_position,
                place=number & _PLACES,
                from_reported=from_reported,
                to_reported=to_reported,
                state=self.decoder.decode(document),
            )
            rows[stream_of(self.noun, thing_id)].append(row)
        return rows

    async def _apply_one(
        self,
        transaction: Transaction,
        stream: str,
        events: list[Recorded[Fact]],
        rows: list[Row],
        changes: "_Changes",
    ) -> None:
        thing_id = id_in(self.noun, stream)
        evolve = FOLDINGS[self.noun].evolve
        history: list[Recorded[Fact]] | None = None
        for event in events:
            if history is None and rows and _may_be_late(rows, event):
                recorded = await read_streams(transaction, [stream])
                history = [recorded_from(one) for one in recorded]
            earlier = [one for one in history or [] if one.position < event.position]
            turned = turn(rows, event, evolve, partial(list, earlier))
            rows = after(rows, turned)
            changes.take(thing_id, event.position, turned)

    async def _write(self, transaction: Transaction, changes: "_Changes") -> None:
        begun = changes.begun()
        await transaction.insert(self._statements.insert, [self.row_of(*one) for one in begun])
        await transaction.execute_many(self._statements.close, changes.ended)
        if self._statements.insert_facets is not None and self._statements.close_facets is not None:
            facets = [facet for one in begun for facet in self.facet_rows(one[1])]
            await transaction.insert(self._statements.insert_facets, facets)
            await transaction.execute_many(self._statements.close_facets, changes.ended)

    def row_of(self, thing_id: str, row: Row) -> Values:
        """The row as the table holds it, in the order of the columns."""
        state = row.state
        return (
            row.number,
            thing_id,
            *_rectangle(row),
            state.version,
            _ENCODER.encode(state).decode(),
            *(self.columns(state) if self.columns else ()),
        )

    def facet_rows(self, row: Row) -> list[Values]:
        """The facets of a row as the table holds them, in the order of the columns."""
        if self.facets is None:
            return []
        roles: dict[tuple[str, str], int] = {}
        for facet, value, role in self.facets(row.state):
            roles[facet, value] = roles.get((facet, value), 0) | self._role_bits[role]
        ends = row.number, _rectangle(row)
        return [(facet, value, ends[0], bits, *ends[1]) for (facet, value), bits in roles.items()]


class _Changes:
    """The rows that a batch begins and ends; a row that begins and ends in one batch is inserted ended."""

    def __init__(self) -> None:
        self._begun: dict[int, tuple[str, Row]] = {}
        self.ended: list[dict[str, int]] = []

    def take(self, thing_id: str, position: int, turned: Turned) -> None:
        for row in turned.closed:
            if row.number in self._begun:
                self._begun[row.number] = thing_id, msgspec.structs.replace(row, to_position=position)
            else:
                self.ended.append({"the_number": row.number, "ends_at": position})
        for row in turned.opened:
            self._begun[row.number] = thing_id, row

    def begun(self) -> Sequence[tuple[str, Row]]:
        return list(self._begun.values())


class _Statements:
    """The statements of one view, compiled once."""

    def __init__(self, table: sa.Table, facets: sa.Table | None) -> None:
        columns = (table.c.number, table.c.id, table.c.from_position, table.c.from_reported, table.c.to_reported)
        self.open_rows = Statement(
            sa.select(*columns, table.c.document)
            .where(one_of(table.c.id, "ids"), table.c.to_position.is_(None))
            .order_by(table.c.id, table.c.from_reported)
        )
        self.insert = Insertion(table)
        self.close = _closing(table)
        self.insert_facets = None if facets is None else Insertion(facets)
        self.close_facets = None if facets is None else _closing(facets)


def _closing(table: sa.Table) -> Statement:
    return Statement(
        sa.update(table).where(table.c.number == sa.bindparam("the_number")).values(to_position=sa.bindparam("ends_at"))
    )


def _rectangle_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("from_position", NUMBER, nullable=False),
        sa.Column("to_position", NUMBER),
        sa.Column("from_reported", TEXT, nullable=False),
        sa.Column("to_reported", TEXT),
    )


def _rectangle(row: Row) -> Values:
    return row.from_position, row.to_position, row.from_reported, row.to_reported


def _versions_table(
    name: str, metadata: sa.MetaData, columns: tuple[sa.Column[Any], ...], order: tuple[str, ...]
) -> sa.Table:
    table = sa.Table(
        name,
        metadata,
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False),
        *_rectangle_columns(),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        *columns,
        sqlite_strict=True,
    )
    now = sa.and_(table.c.to_position.is_(None), table.c.to_reported.is_(None))
    sa.Index(f"{name}_by_id", table.c.id, table.c.from_position)
    sa.Index(f"{name}_now", *(table.c[column] for column in order), sqlite_where=now, postgresql_where=now)
    return table


def _facets_table(name: str, metadata: sa.MetaData) -> sa.Table:
    """Each facet of each row with the row's rectangle; short, for a thing has half a dozen and more."""
    table = sa.Table(
        name,
        metadata,
        sa.Column("facet", TEXT, primary_key=True),
        sa.Column("value", TEXT, primary_key=True),
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("roles", NUMBER, nullable=False),
        *_rectangle_columns(),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    sa.Index(f"{name}_by_row", table.c.number)
    return table


def _may_be_late(rows: list[Row], event: Recorded[Fact]) -> bool:
    return event.fact.TYPE == "reported-on-corrected" or event.reported_on < rows[-1].from_reported
