"""A view never vetoes a fact: what it cannot take is stored without it, and it is marked until it is rebuilt."""

from collections.abc import Iterable

import pytest
import sqlalchemy as sa

from events.fact import Fact, Recorded
from events.identity import Noun
from events.log.database import Database, Statement, Transaction
from events.log.errors import DatabaseUnreachable
from events.log.tables import projection
from projections import runner
from projections.activities import ACTIVITIES
from projections.rebuilding import build_missing, rebuild
from projections.registry import AGENCIES, VIEWS
from projections.timeline import Row
from projections.versioned_view import Values, VersionedView
from projections.view_failed import ViewFailed
from service.writer.writer import Writer
from tests.events.log.tampering import run
from tests.service.writer.requests import (
    asked,
    commitments,
    committed,
    events_of,
    number_of,
    renamed,
    states_of,
    submitted,
    taken,
    writing,
)


class Stumbling(VersionedView):
    """The view of agencies, raising what the test gives it."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__(Noun.AGENCY, version=AGENCIES.version)
        self.error = error

    async def apply(self, transaction: Transaction, events: Iterable[Recorded[Fact]]) -> None:
        if self.error is not None:
            raise self.error
        await super().apply(transaction, events)

    def rows_of_thing(self, thing: int, thing_id: str, rows: list[Row]) -> list[Values]:
        if self.error is not None:
            raise self.error
        return super().rows_of_thing(thing, thing_id, rows)


async def test_a_writer_reads_its_own_write(prepared: Database, unfpa: Writer) -> None:
    """Every view stands at the last event when its author gets the receipt."""
    await taken(unfpa, commitments(5))
    assert {state.position for state in (await states_of(prepared)).values()} == {6}
    assert await number_of(prepared, ACTIVITIES.table.name) == 5


async def test_a_view_whose_table_is_gone_is_faulted_at_its_position(prepared: Database, unfpa: Writer) -> None:
    """The facts are stored and acknowledged, the other views go on, and rebuilding heals the view."""
    table = AGENCIES.table.name
    await run(prepared, f"DROP TABLE {table}")
    receipts = await taken(unfpa, [asked(renamed("unfpa", "Population Fund")), asked(committed("Count returnees"))])
    assert [receipt.position.partition(".")[0] for receipt in receipts] == ["2", "3"]
    states = await states_of(prepared)
    assert (states["agency"].state, states["agency"].position) == (runner.FAULTED, 1)
    assert {states[view.name].position for view in VIEWS if view is not AGENCIES} == {3}
    assert {states[view.name].state for view in VIEWS if view is not AGENCIES} == {runner.ACTIVE}
    await rebuild(prepared, [AGENCIES])
    state = (await states_of(prepared))["agency"]
    assert (state.state, state.position) == (runner.ACTIVE, 3)
    assert await number_of(prepared, table) == 2
    await unfpa.submit(asked(renamed("unfpa", "UNFPA")))
    assert (await states_of(prepared))["agency"].position == 4


async def test_a_view_that_raises_is_faulted_with_its_reason(prepared: Database, unfpa: Writer) -> None:
    """What the view said is kept with its mark, and later commands are written without it."""
    async with writing(prepared, views=(Stumbling(KeyError("acronym")), ACTIVITIES)) as writer:
        await taken(writer, [asked(renamed("unfpa", "Population Fund")), asked(committed("Count returnees"))])
        await writer.submit(asked(committed("Count students")))
    fault = Statement(sa.select(projection.c.state, projection.c.fault).where(projection.c.name == "agency"))
    async with prepared.reading() as transaction:
        row = await transaction.fetch_one(fault)
    assert row is not None
    assert row[0] == runner.FAULTED
    assert "acronym" in row[1]
    assert (await states_of(prepared))["activity"].position == len(await events_of(prepared)) == 4


async def test_a_lost_connection_is_not_a_views_fault(prepared: Database, unfpa: Writer) -> None:
    """The author is told that the database cannot be reached, nothing is stored, and no view is marked."""
    view = Stumbling(DatabaseUnreachable("The connection to PostgreSQL broke: server closed the connection."))
    async with writing(prepared, views=(view,)) as writer:
        errors = await submitted(writer, commitments(3))
        assert {type(error) for error in errors} == {DatabaseUnreachable}
        assert (await states_of(prepared))["agency"].state == runner.ACTIVE
        assert len(await events_of(prepared)) == 1
        view.error = None
        await taken(writer, commitments(3))


async def test_a_view_that_lags_a_little_is_brought_up_by_the_writer(prepared: Database, unfpa: Writer) -> None:
    """What a writer without views left undone is caught up before the next event is taken."""
    async with writing(prepared, views=()) as without_views:
        await taken(without_views, commitments(20))
    assert (await states_of(prepared))["activity"].position == 1
    await unfpa.submit(asked(committed("Count returnees")))
    assert (await states_of(prepared))["activity"].position == 22
    assert await number_of(prepared, ACTIVITIES.table.name) == 21


async def test_a_view_that_lags_far_behind_is_left_to_catch_up(
    prepared: Database, unfpa: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer does not wait for it; catching up brings it to the head in short ranges."""
    monkeypatch.setattr(runner, "INLINE_LAG_MAX", 3)
    monkeypatch.setattr(runner, "CHUNK", 2)
    async with writing(prepared, views=()) as without_views:
        await taken(without_views, commitments(5))
    await unfpa.submit(asked(committed("Count returnees")))
    assert (await states_of(prepared))["activity"].position == 1
    await runner.catch_up(prepared, VIEWS)
    assert {state.position for state in (await states_of(prepared)).values()} == {7}
    assert await number_of(prepared, ACTIVITIES.table.name) == 6


async def test_a_view_that_fails_while_it_catches_up_is_faulted_and_the_others_go_on(
    prepared: Database, unfpa: Writer
) -> None:
    """Catching up marks the one and brings up the others; rebuilding says what is still wrong."""
    async with writing(prepared, views=()) as without_views:
        await taken(without_views, commitments(2))
    view = Stumbling(KeyError("acronym"))
    await runner.catch_up(prepared, (view, ACTIVITIES))
    states = await states_of(prepared)
    assert (states["agency"].state, states["agency"].position) == (runner.FAULTED, 1)
    assert (states["activity"].state, states["activity"].position) == (runner.ACTIVE, 3)
    with pytest.raises(ViewFailed, match="acronym"):
        await rebuild(prepared, [view])
    assert (await states_of(prepared))["agency"].state == runner.FAULTED


async def test_an_old_version_of_a_view_stays_where_it_is(prepared: Database, unfpa: Writer) -> None:
    """A new version reads on; of the old one nobody says that it has read what it has not."""
    newer = VersionedView(Noun.AGENCY, version=AGENCIES.version + 1)
    await runner.prepare(prepared, (newer,))
    await build_missing(prepared, (newer,), "a process of the new release")
    async with writing(prepared, views=(newer,)) as writer:
        await writer.submit(asked(renamed("unfpa", "Population Fund")))
    async with prepared.reading() as transaction:
        states = await runner.view_states(transaction)
    old, new = states["agency", AGENCIES.version], states["agency", newer.version]
    assert (old.position, new.position) == (1, 2)
