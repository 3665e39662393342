"""A versioned view: the tables that keep every version of the things of one noun, and how events change them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import msgspec
import sqlalchemy as sa

from events.fact import Fact, Recorded
from events.identity import Noun, id_in, stream_of
from events.log.database import Statement, Transaction, one_of
from events.log.reading import read_streams
from events.log.tables import NUMBER, TEXT
from events.reading_facts import recorded_from
from events.states import FOLDINGS
from projections.held_facets import Facet, FacetRow, FacetsOf, Held, HeldFacets
from projections.timeline import Row, Turned, after, turn

# One encoder for all documents: equal states give equal bytes, so that two folds can be compared.
_ENCODER = msgspec.json.Encoder(order="deterministic")


class VersionedView:
    """The view of one noun: `columns` are what lists filter and sort by, `facets` what a thing is found under.

    A facet is a name, a value and a role: (`agency`, `unfpa`, `lead`). Both are pure functions of the state;
    `facet_fields` are the fields of it that decide the facets, where they are not asked of every state.
    """

    def __init__(
        self,
        noun: Noun,
        version: int = 1,
        columns: Callable[[Any], dict[str, Any]] | None = None,
        column_types: tuple[sa.Column[Any], ...] = (),
        facets: Callable[[Any], Iterable[Facet]] | None = None,
        facet_fields: tuple[str, ...] = (),
    ) -> None:
        self.noun = noun
        self.name = noun.value.replace("-", "_")
        self.version = version
        self.columns = columns
        self.facets = facets
        self.facets_of = FacetsOf(facets, facet_fields) if facets else None
        metadata = sa.MetaData()
        self.table = _versions_table(f"{self.name}__v{version}", metadata, column_types)
        self.facet_table = _facets_table(f"{self.name}_facet__v{version}", metadata) if facets else None
        self.decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(FOLDINGS[noun].state)
        self._statements = _Statements(self.table, self.facet_table)

    @property
    def tables(self) -> list[sa.Table]:
        """The tables that the runner makes and drops."""
        return [self.table] if self.facet_table is None else [self.table, self.facet_table]

    async def apply(self, transaction: Transaction, events: Iterable[Recorded[Fact]]) -> None:
        """Take events of the log, in order of position, into the tables; other nouns' events are passed over."""
        of_things: dict[str, list[Recorded[Fact]]] = defaultdict(list)
        for event in events:
            if event.stream.startswith(f"{self.noun}-"):
                of_things[event.stream].append(event)
        if not of_things:
            return
        open_rows = await self._open_rows(transaction, list(of_things))
        changes = _Changes()
        for stream, told in of_things.items():
            await self._apply_one(transaction, stream, told, open_rows.get(stream, []), changes)
        await self._write(transaction, changes)

    async def _open_rows(self, transaction: Transaction, streams: list[str]) -> dict[str, list[Row]]:
        ids = [id_in(self.noun, stream) for stream in streams]
        found = await transaction.fetch_all(self._statements.open_rows, {"ids": ids})
        rows: dict[str, list[Row]] = defaultdict(list)
        for thing_id, from_position, from_reported, to_reported, document in found:
            row = Row(
                from_position=from_position,
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
        held = HeldFacets(self.facets_of, rows) if self.facets_of else None
        for event in events:
            if history is None and rows and _may_be_late(rows, event):
                recorded = await read_streams(transaction, [stream])
                history = [recorded_from(one) for one in recorded]
            earlier = [one for one in history or [] if one.position < event.position]
            turned = turn(rows, event, evolve, partial(list, earlier))
            rows = after(rows, turned)
            changes.take(thing_id, event.position, turned)
            if held is not None:
                changes.take_facets(thing_id, event.position, *held.turn(rows))

    async def _write(self, transaction: Transaction, changes: "_Changes") -> None:
        await transaction.execute_many(self._statements.insert, [self.row_of(*one) for one in changes.inserted()])
        await transaction.execute_many(self._statements.close, changes.closed)
        if self._statements.insert_facets is not None and self._statements.close_facets is not None:
            await transaction.execute_many(self._statements.close_facets, changes.closed_facets)
            await transaction.execute_many(self._statements.insert_facets, changes.inserted_facets())

    def row_of(self, thing_id: str, row: Row) -> dict[str, Any]:
        """The row as the table holds it."""
        return {**_rectangle(thing_id, row), **self._content(row.state)}

    def rows_of_thing(self, thing_id: str, rows: list[Row]) -> list[dict[str, Any]]:
        """The rows of one thing as the table holds them; what several of them say is written once."""
        contents: dict[int, dict[str, Any]] = {}
        for row in rows:
            if id(row.state) not in contents:
                contents[id(row.state)] = self._content(row.state)
        return [{**_rectangle(thing_id, row), **contents[id(row.state)]} for row in rows]

    def _content(self, state: Any) -> dict[str, Any]:
        return {
            "version": state.version,
            "document": _ENCODER.encode(state).decode(),
            **(self.columns(state) if self.columns else {}),
        }


class _Changes:
    """The rows that a batch opens and closes; a row opened and closed in one batch is inserted closed."""

    def __init__(self) -> None:
        self._opened: dict[tuple[str, int, str], Row] = {}
        self.closed: list[dict[str, Any]] = []
        self._opened_facets: dict[tuple[str, Held], dict[str, Any]] = {}
        self._ended_facets: list[dict[str, Any]] = []
        self.closed_facets: list[dict[str, Any]] = []

    def take(self, thing_id: str, position: int, turned: Turned) -> None:
        for row in turned.closed:
            key = (thing_id, row.from_position, row.from_reported)
            if key in self._opened:
                self._opened[key] = msgspec.structs.replace(self._opened[key], to_position=position)
            else:
                self.closed.append(
                    {
                        "the_id": thing_id,
                        "the_position": row.from_position,
                        "the_day": row.from_reported,
                        "ends_at": position,
                    }
                )
        for row in turned.opened:
            self._opened[(thing_id, row.from_position, row.from_reported)] = row

    def inserted(self) -> list[tuple[str, Row]]:
        return [(thing_id, row) for (thing_id, _, _), row in self._opened.items()]

    def take_facets(self, thing_id: str, position: int, ended: set[Held], begun: set[Held]) -> None:
        """Facets that end at a position and facets that begin there."""
        for held in sorted(ended, key=str):
            row = self._opened_facets.pop((thing_id, held), None)
            if row is None:
                self.closed_facets.append({**_key_of(thing_id, held), "ends_at": position})
            else:
                self._ended_facets.append({**row, "to_position": position})
        for held in sorted(begun, key=str):
            self._opened_facets[(thing_id, held)] = facet_row(thing_id, position, held)

    def inserted_facets(self) -> list[dict[str, Any]]:
        """The facets that begin in the batch, with the end of those that end in it too."""
        return [*self._ended_facets, *self._opened_facets.values()]


class _Statements:
    """The statements of one view, compiled once."""

    def __init__(self, table: sa.Table, facets: sa.Table | None) -> None:
        columns = (table.c.id, table.c.from_position, table.c.from_reported, table.c.to_reported, table.c.document)
        self.open_rows = Statement(
            sa.select(*columns)
            .where(one_of(table.c.id, "ids"), table.c.to_position.is_(None))
            .order_by(table.c.id, table.c.from_reported)
        )
        self.insert = Statement(table.insert())
        self.close = _closing(table)
        self.insert_facets = None if facets is None else Statement(facets.insert())
        self.close_facets = None if facets is None else _closing_facets(facets)


def _closing(table: sa.Table) -> Statement:
    return Statement(
        sa.update(table)
        .where(
            table.c.id == sa.bindparam("the_id"),
            table.c.from_position == sa.bindparam("the_position"),
            table.c.from_reported == sa.bindparam("the_day"),
        )
        .values(to_position=sa.bindparam("ends_at"))
    )


def _closing_facets(table: sa.Table) -> Statement:
    """Of one facet of a thing at most one row is open from a day on, whichever event opened it."""
    return Statement(
        sa.update(table)
        .where(
            table.c.facet == sa.bindparam("the_facet"),
            table.c.value == sa.bindparam("the_value"),
            table.c.role == sa.bindparam("the_role"),
            table.c.id == sa.bindparam("the_id"),
            table.c.from_reported == sa.bindparam("the_day"),
            table.c.to_position.is_(None),
        )
        .values(to_position=sa.bindparam("ends_at"))
    )


def _rectangle_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", TEXT, primary_key=True),
        sa.Column("from_position", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("from_reported", TEXT, primary_key=True),
        sa.Column("to_position", NUMBER),
        sa.Column("to_reported", TEXT),
    )


def _versions_table(name: str, metadata: sa.MetaData, columns: tuple[sa.Column[Any], ...]) -> sa.Table:
    table = sa.Table(
        name,
        metadata,
        *_rectangle_columns(),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        *columns,
        sqlite_strict=True,
    )
    now = sa.and_(table.c.to_position.is_(None), table.c.to_reported.is_(None))
    sa.Index(f"{name}_now", table.c.id, sqlite_where=now, postgresql_where=now)
    return table


def _facets_table(name: str, metadata: sa.MetaData) -> sa.Table:
    table = sa.Table(
        name,
        metadata,
        sa.Column("facet", TEXT, primary_key=True),
        sa.Column("value", TEXT, primary_key=True),
        sa.Column("role", TEXT, primary_key=True),
        *_rectangle_columns(),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    sa.Index(f"{name}_by_id", table.c.id)
    return table


def _rectangle(thing_id: str, row: Row) -> dict[str, Any]:
    return {
        "id": thing_id,
        "from_position": row.from_position,
        "from_reported": row.from_reported,
        "to_position": row.to_position,
        "to_reported": row.to_reported,
    }


def facet_row(thing_id: str, position: int, held: Held) -> dict[str, Any]:
    """A facet as the table holds it while it is open."""
    return FacetRow(*held[:3], thing_id, position, held.from_reported, None, held.to_reported)._asdict()


def _key_of(thing_id: str, held: Held) -> dict[str, Any]:
    named = {"the_facet": held.facet, "the_value": held.value, "the_role": held.role}
    return {**named, "the_id": thing_id, "the_day": held.from_reported}


def _may_be_late(rows: list[Row], event: Recorded[Fact]) -> bool:
    return event.fact.TYPE == "reported-on-corrected" or event.reported_on < rows[-1].from_reported
