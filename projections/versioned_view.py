"""A versioned view: the tables that keep every version of the things of one noun, and how events change them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

import msgspec
import sqlalchemy as sa

from events.fact import Fact, Recorded
from events.identity import Noun, id_in, stream_of
from events.log.database import Insertion, Statement, Transaction, one_of
from events.log.reading import read_streams
from events.reading_facts import recorded_from
from events.states import FOLDINGS
from projections.held_facets import Facet, FacetsOf, Held, HeldFacets, HeldRow
from projections.held_tables import HeldTable, held_row, key_of
from projections.texts import TextField, WordsOf
from projections.timeline import Row, Turned, after, turn
from projections.view_tables import facets_table, versions_table, words_table

Values = tuple[Any, ...]
Events = list[Recorded[Fact]]

# One encoder for all documents: equal states give equal bytes, so that two folds can be compared.
_ENCODER = msgspec.json.Encoder(order="deterministic")


def table_name(view: str, version: int) -> str:
    """The name of the table of a version of a view."""
    return f"{view}__v{version}"


def facet_table_name(view: str, version: int) -> str:
    """The name of the table of what its things are found under, where it has one."""
    return table_name(f"{view}_facet", version)


def word_table_name(view: str, version: int) -> str:
    """The name of the table of the words in which its things are found, where it has one."""
    return table_name(f"{view}_word", version)


class VersionedView:
    """The view of one noun: `columns` are what lists filter and sort by, `facets` what a thing is found under.

    A facet is a name, a value and a role: (`agency`, `unfpa`, `lead`), the role being one of `roles` or empty. Both
    are pure functions of the state; `facet_fields` are the fields of it that decide the facets, where they are not
    asked of every state. `texts` are the fields of words in which a thing is found by a search. `orders` are the
    columns by which lists of what there is now are sorted, `counted` those that are looked at in very many rows.

    In the tables a thing has a number, the position of its first event: shorter than its id, and it never changes.
    `version` is raised when a row is to say something else, so that new tables are built beside the old ones. It
    begins at 2, for in the tables of version 1 things had no numbers (decision record 23).
    """

    def __init__(
        self,
        noun: Noun,
        version: int = 2,
        columns: Callable[[Any], Values] | None = None,
        column_types: tuple[sa.Column[Any], ...] = (),
        facets: Callable[[Any], Iterable[Facet]] | None = None,
        facet_fields: tuple[str, ...] = (),
        roles: tuple[str, ...] = (),
        texts: tuple[TextField, ...] = (),
        orders: tuple[tuple[str, ...], ...] = (("id",),),
        counted: tuple[str, ...] = (),
    ) -> None:
        self.noun = noun
        self.name = noun.value.replace("-", "_")
        self.version = version
        self.columns = columns
        self.facets_of = FacetsOf(facets, facet_fields, roles) if facets else None
        metadata = sa.MetaData()
        self.table = versions_table(table_name(self.name, version), metadata, column_types, orders, counted)
        self.facet_table = facets_table(facet_table_name(self.name, version), metadata) if facets else None
        self.texts = texts
        self.word_table = words_table(word_table_name(self.name, version), metadata) if texts else None
        self.held = tuple(self._held_tables())
        self.decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(FOLDINGS[noun].state)
        self._statements = _Statements(self.table)

    @property
    def tables(self) -> list[sa.Table]:
        """The tables that the runner makes and drops."""
        return [self.table, *(held.table for held in self.held)]

    def _held_tables(self) -> Iterator[HeldTable]:
        if self.facets_of is not None and self.facet_table is not None:
            yield HeldTable(self.facet_table, self.facets_of)
        if self.word_table is not None:
            yield HeldTable(self.word_table, WordsOf(self.texts))

    async def apply(self, transaction: Transaction, events: Iterable[Recorded[Fact]]) -> None:
        """Take events of the log, in order of position, into the tables; other nouns' events are passed over."""
        prefix = f"{self.noun}-"
        of_things: dict[str, Events] = defaultdict(list)
        for event in events:
            if event.stream.startswith(prefix):
                of_things[event.stream].append(event)
        if not of_things:
            return
        # Of a thing of which this is the first event there is no row yet.
        known = [stream for stream, told in of_things.items() if told[0].version > 1]
        open_rows = await self._open_rows(transaction, known) if known else {}
        changes = _Changes(len(self.held))
        for stream, told in of_things.items():
            thing, rows = open_rows.get(stream, (told[0].position, []))
            await self._apply_one(transaction, stream, told, rows, changes.of_thing(thing, id_in(self.noun, stream)))
        await self._write(transaction, changes)

    async def _open_rows(self, transaction: Transaction, streams: list[str]) -> dict[str, tuple[int, list[Row]]]:
        """The number and the open rows of each thing; of one that no view has seen yet, the first event is asked."""
        ids = [id_in(self.noun, stream) for stream in streams]
        found: dict[str, tuple[int, list[Row]]] = {}
        for thing, thing_id, document, *rectangle in await transaction.fetch_all(
            self._statements.open_rows, {"ids": ids}
        ):
            from_position, from_reported, to_reported = rectangle
            row = Row(
                from_position=from_position,
                from_reported=from_reported,
                to_reported=to_reported,
                state=self.decoder.decode(document),
            )
            found.setdefault(stream_of(self.noun, thing_id), (thing, []))[1].append(row)
        unseen = [stream for stream in streams if stream not in found]
        for event in await read_streams(transaction, unseen) if unseen else ():
            found.setdefault(event.stream, (event.position, []))
        return found

    async def _apply_one(
        self, transaction: Transaction, stream: str, events: Events, rows: list[Row], changes: "_ThingChanges"
    ) -> None:
        evolve = FOLDINGS[self.noun].evolve
        history: Events | None = None
        kept = [HeldFacets(held.found, rows) for held in self.held]
        for event in events:
            if history is None and rows and _may_be_late(rows, event):
                recorded = await read_streams(transaction, [stream])
                history = [recorded_from(one) for one in recorded]
            earlier = [one for one in history or [] if one.position < event.position]
            turned = turn(rows, event, evolve, partial(list, earlier))
            rows = after(rows, turned)
            changes.take(event.position, turned)
            for number, held in enumerate(kept):
                changes.take_held(number, event.position, *held.turn(rows))

    async def _write(self, transaction: Transaction, changes: "_Changes") -> None:
        await transaction.insert(self._statements.insert, [self.row_of(*one) for one in changes.begun()])
        await transaction.execute_many(self._statements.close, changes.ended)
        for number, held in enumerate(self.held):
            await transaction.execute_many(held.closing, changes.ended_held[number])
            await transaction.insert(held.insertion, changes.begun_held(number))

    def row_of(self, thing: int, thing_id: str, row: Row) -> Values:
        """The row as the table holds it, in the order of the columns."""
        return (thing, *_rectangle(row), thing_id, *self._content(row.state))

    def rows_of_thing(self, thing: int, thing_id: str, rows: list[Row]) -> list[Values]:
        """The rows of one thing as the table holds them; what several of them say is written once."""
        contents: dict[int, Values] = {}
        for row in rows:
            if id(row.state) not in contents:
                contents[id(row.state)] = (thing_id, *self._content(row.state))
        return [(thing, *_rectangle(row), *contents[id(row.state)]) for row in rows]

    def _content(self, state: Any) -> Values:
        columns = self.columns(state) if self.columns else ()
        return (state.version, _ENCODER.encode(state).decode(), *columns)


class _Changes:
    """The rows that a batch begins and ends; a row that begins and ends in one batch is inserted ended."""

    def __init__(self, held_tables: int) -> None:
        self._things: list[_ThingChanges] = []
        self.ended: list[dict[str, Any]] = []
        self.ended_held: list[list[dict[str, Any]]] = [[] for _ in range(held_tables)]

    def of_thing(self, thing: int, thing_id: str) -> "_ThingChanges":
        """The changes of one thing, by its number and its id."""
        self._things.append(_ThingChanges(self, thing, thing_id))
        return self._things[-1]

    def begun(self) -> list[tuple[int, str, Row]]:
        return [(one.thing, one.thing_id, row) for one in self._things for row in one.begun.values()]

    def begun_held(self, table: int) -> Sequence[HeldRow]:
        """What things are found under from the batch on, with the end of what ends in it too."""
        return [row for one in self._things for row in (*one.passed_held[table], *one.begun_held[table].values())]


class _ThingChanges:
    """The part of the changes that is about one thing."""

    def __init__(self, changes: _Changes, thing: int, thing_id: str) -> None:
        self.thing = thing
        self.thing_id = thing_id
        self.begun: dict[tuple[int, str], Row] = {}
        self.begun_held: list[dict[Held, HeldRow]] = [{} for _ in changes.ended_held]
        self.passed_held: list[list[HeldRow]] = [[] for _ in changes.ended_held]
        self._changes = changes

    def take(self, position: int, turned: Turned) -> None:
        """Rows that end at a position and rows that begin there."""
        for row in turned.closed:
            key = row.from_position, row.from_reported
            if key in self.begun:
                self.begun[key] = msgspec.structs.replace(self.begun[key], to_position=position)
            else:
                self._changes.ended.append(
                    {"the_thing": self.thing, "the_position": key[0], "the_day": key[1], "ends_at": position}
                )
        for row in turned.opened:
            self.begun[row.from_position, row.from_reported] = row

    def take_held(self, table: int, position: int, ended: AbstractSet[Held], begun: AbstractSet[Held]) -> None:
        """What the thing is no longer found under from a position on, and what it is found under from there."""
        for held in ended:
            row = self.begun_held[table].pop(held, None)
            if row is None:
                self._changes.ended_held[table].append({**key_of(self.thing, held), "ends_at": position})
            else:
                self.passed_held[table].append(row._replace(to_position=position))
        for held in begun:
            self.begun_held[table][held] = held_row(self.thing, position, held)


class _Statements:
    """The statements of one view, compiled once."""

    def __init__(self, table: sa.Table) -> None:
        rectangle = (table.c.from_position, table.c.from_reported, table.c.to_reported)
        self.open_rows = Statement(
            sa.select(table.c.thing, table.c.id, table.c.document, *rectangle)
            .where(one_of(table.c.id, "ids"), table.c.to_position.is_(None))
            .order_by(table.c.id, table.c.from_reported)
        )
        self.insert = Insertion(table)
        self.close = _closing(table)


def _closing(table: sa.Table) -> Statement:
    return Statement(
        sa.update(table)
        .where(
            table.c.thing == sa.bindparam("the_thing"),
            table.c.from_position == sa.bindparam("the_position"),
            table.c.from_reported == sa.bindparam("the_day"),
        )
        .values(to_position=sa.bindparam("ends_at"))
    )


def _rectangle(row: Row) -> Values:
    return row.from_position, row.from_reported, row.to_position, row.to_reported


def _may_be_late(rows: list[Row], event: Recorded[Fact]) -> bool:
    return event.fact.TYPE == "reported-on-corrected" or event.reported_on < rows[-1].from_reported
