"""Time travel: at any day and any position, a view says what a fresh fold of the log says."""

from collections import defaultdict
from itertools import pairwise, product
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import activity_evolve
from events.fact import Fact, Recorded
from events.identity import Noun, id_in
from events.log.database import Database, Statement, one_of
from events.log.event import RecordedEvent
from events.reading_facts import recorded_from
from projections.activities import ACTIVITIES, FACET_FIELDS, ROLES, facets
from projections.clocks import Clocks
from projections.held_facets import FacetsOf, Found, HeldRow
from projections.rebuilding import rebuild
from projections.runner import prepare
from projections.things import read_some
from projections.timeline import Row
from projections.versioned_view import VersionedView
from tests.profiles import examples
from tests.projections.filling import tell
from tests.projections.fresh_fold import first_difference, fresh_fold, holds_at
from tests.projections.histories import DAYS, THINGS, History, histories

DAYS_ASKED = ("2008-11-19", *DAYS, "2010-01-01")
EVOLVE = activity_evolve.evolve
MANY_DATABASES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
points = st.lists(st.tuples(st.sampled_from(DAYS_ASKED), st.integers(0, 13)), min_size=3, max_size=3)

ONE_BY_ONE = VersionedView(Noun.ACTIVITY, version=12, facets=facets, facet_fields=FACET_FIELDS, roles=ROLES)
ALL_AT_ONCE = VersionedView(Noun.ACTIVITY, version=13, facets=facets, roles=ROLES)
FACETS_OF = FacetsOf(facets, roles=ROLES)
FIRST_COLUMNS = ("thing", "from_position", "from_reported", "to_position", "to_reported", "id", "version", "document")


class Runs:
    """A database that many examples share: each has ids of its own, so that none sees another."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.number = 0
        self.head = 0

    async def tell(self, history: History) -> list[RecordedEvent]:
        """Take a history into the log and the view, in its batches."""
        self.number += 1
        said = history.told(str(self.number), self.head)
        events: list[RecordedEvent] = []
        for size in history.batches:
            if batch := said[len(events) : len(events) + size]:
                events += await tell(self.database, (ACTIVITIES,), batch)
        self.head = events[-1].position
        return events


@pytest.fixture
async def runs(database: Database) -> Runs:
    """A fresh database with the tables of the activities, and of the same view twice more."""
    await prepare(database, (ACTIVITIES,))
    async with database.writing() as transaction:
        for view in (ONE_BY_ONE, ALL_AT_ONCE):
            await transaction.create_tables(view.tables)
    return Runs(database)


@settings(max_examples=examples(80), suppress_health_check=MANY_DATABASES)
@given(history=histories, asked=points)
async def test_a_view_is_a_fresh_fold(runs: Runs, history: History, asked: list[tuple[str, int]]) -> None:
    """As of any day and known at any position, what is read is what a fold of that much of the log says."""
    base = runs.head
    events = await runs.tell(history)
    by_thing = of_things(events)
    async with runs.database.reading() as transaction:
        for day, known in asked:
            clocks = Clocks(as_of=day, known_at=base + known)
            folds = [fresh_fold(told, EVOLVE, day, base + known) for told in by_thing.values()]
            read = await read_some(transaction, ACTIVITIES, list(by_thing), clocks)
            assert read == sorted((fold for fold in folds if fold is not None), key=lambda state: state.id)
        rows = await rows_read(transaction, ACTIVITIES, list(by_thing))
    for activity_id, told in by_thing.items():
        everywhere = product(DAYS_ASKED, range(base, events[-1].position + 1))
        assert first_difference(rows[activity_id], told, EVOLVE, everywhere) == ""
        assert_no_gap(rows[activity_id])


@settings(max_examples=examples(15), suppress_health_check=MANY_DATABASES)
@given(history=histories)
async def test_the_cut_of_the_batches_changes_nothing(runs: Runs, history: History) -> None:
    """Events taken one by one, in any batches or all at once give the same rows and the same facets."""
    events = await runs.tell(history)
    ids = list(of_things(events))
    facts = [recorded_from(event) for event in events]
    async with runs.database.writing() as transaction:
        for fact in facts:
            await ONE_BY_ONE.apply(transaction, [fact])
        await ALL_AT_ONCE.apply(transaction, facts)
        rows = [await table_rows(transaction, view, ids) for view in (ACTIVITIES, ONE_BY_ONE, ALL_AT_ONCE)]
        found = [await facet_rows(transaction, view, ids) for view in (ACTIVITIES, ONE_BY_ONE, ALL_AT_ONCE)]
    assert rows[0] == rows[1] == rows[2]
    assert found[0] == found[1] == found[2]


@settings(max_examples=examples(15), suppress_health_check=MANY_DATABASES)
@given(history=histories)
async def test_facets_and_columns_agree_with_the_rows(runs: Runs, history: History) -> None:
    """At every point of the clocks a thing is found under exactly the facets of its state, once; rows have columns."""
    ids = list(of_things(await runs.tell(history)))
    async with runs.database.reading() as transaction:
        rows = await rows_read(transaction, ACTIVITIES, ids)
        found = {one: await facet_rows(transaction, ACTIVITIES, [one]) for one in ids}
        columns = await transaction.fetch_all(select(ACTIVITIES.table), {"ids": tuple(ids)})
    for activity_id, kept in rows.items():
        for position, day in product(positions_of(kept), DAYS):
            states = [row.state for row in kept if holds_at(row, day, position)]
            expected = {found for state in states for found in FACETS_OF(state)}
            assert under(found[activity_id], day, position) == sorted(expected)
    things = {row[FIRST_COLUMNS.index("id")]: row[0] for row in columns}
    wanted = [ACTIVITIES.row_of(things[one], one, row) for one, kept in rows.items() for row in kept]
    assert sorted(columns, key=repr) == sorted(wanted, key=repr)


@settings(max_examples=examples(5), suppress_health_check=MANY_DATABASES)
@given(told=st.lists(histories, min_size=4, max_size=6))
async def test_a_view_built_anew_is_the_same(runs: Runs, told: list[History]) -> None:
    """A view dropped and folded from the log again has the very same rows and facets."""
    ids = [activity_id for history in told for activity_id in of_things(await runs.tell(history))]
    async with runs.database.reading() as transaction:
        before = await table_rows(transaction, ACTIVITIES, ids), await facet_rows(transaction, ACTIVITIES, ids)
    await rebuild(runs.database, [ACTIVITIES])
    async with runs.database.reading() as transaction:
        after = await table_rows(transaction, ACTIVITIES, ids), await facet_rows(transaction, ACTIVITIES, ids)
    assert before == after


def of_things(events: list[RecordedEvent]) -> dict[str, list[Recorded[Fact]]]:
    """The events of each activity, by its id."""
    things: dict[str, list[Recorded[Fact]]] = defaultdict(list)
    for event in events:
        things[id_in(Noun.ACTIVITY, event.stream)].append(recorded_from(event))
    assert len(things) <= len(THINGS)
    return things


def select(table: sa.Table) -> Statement:
    """All rows of a view's table that are of some things."""
    return Statement(sa.select(table).where(one_of(table.c.id, "ids")))


async def table_rows(transaction: Any, view: VersionedView, ids: list[str]) -> list[tuple[Any, ...]]:
    """The rows of a view without the columns of its own, sorted."""
    found = await transaction.fetch_all(select(view.table), {"ids": tuple(ids)})
    return sorted((row[: len(FIRST_COLUMNS)] for row in found), key=repr)


async def facet_rows(transaction: Any, view: VersionedView, ids: list[str]) -> list[HeldRow]:
    """The facets of a view, sorted."""
    assert view.facet_table is not None
    things = sa.select(view.table.c.thing).where(one_of(view.table.c.id, "ids"))
    wanted = Statement(sa.select(view.facet_table).where(view.facet_table.c.thing.in_(things)))
    found = await transaction.fetch_all(wanted, {"ids": tuple(ids)})
    return sorted((HeldRow(*row) for row in found), key=repr)


def positions_of(rows: list[Row]) -> list[int]:
    """Every position that made a row, and the one before the first."""
    made = {row.from_position for row in rows}
    return sorted(made | {min(made) - 1})


def under(rows: list[HeldRow], day: str, position: int) -> list[Found]:
    """The facets that hold at a point, as often as they are there."""
    return sorted((row.name, row.value, row.detail) for row in rows if holds_at(row, day, position))


async def rows_read(transaction: Any, view: VersionedView, ids: list[str]) -> dict[str, list[Row]]:
    """The rows of a view as a timeline has them, by thing."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for _, from_position, from_reported, to_position, to_reported, thing_id, _, document in await table_rows(
        transaction, view, ids
    ):
        row = Row(
            from_position=from_position,
            to_position=to_position,
            from_reported=from_reported,
            to_reported=to_reported,
            state=view.decoder.decode(document),
        )
        rows[thing_id].append(row)
    return rows


def assert_no_gap(rows: list[Row]) -> None:
    """At every position that made or ended a row, the rows that hold follow one another up to an open end."""
    for position in {row.from_position for row in rows}:
        held = [
            row
            for row in rows
            if row.from_position <= position and (row.to_position is None or position < row.to_position)
        ]
        held.sort(key=lambda row: row.from_reported)
        assert all(earlier.to_reported == later.from_reported for earlier, later in pairwise(held))
        assert held[-1].to_reported is None
