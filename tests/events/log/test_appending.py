"""Appending: dense positions, versions that count on, times that grow, and all or nothing."""

import asyncio
from contextlib import suppress

import msgspec
import pytest
import sqlalchemy as sa

from events.log.appending import INSERT_EVENT, append
from events.log.database import Database, Statement, open_database
from events.log.errors import AlreadyStored
from events.log.event import EMPTY_HEAD
from events.log.merkle import EMPTY_ROOT, root_of
from events.log.reading import load_frontier, read_after, read_checkpoint, read_head, stream_versions
from tests.events.log.reports import UNFPA, append_all, append_in, report

COUNT = Statement(sa.text("SELECT count(*), min(position), max(position) FROM event"))


async def test_an_empty_log_has_a_head(database: Database) -> None:
    """Before the first report the head is position 0 and the root is that of nothing."""
    async with database.reading() as transaction:
        assert await read_head(transaction) == EMPTY_HEAD
        assert (await load_frontier(transaction)).root() == EMPTY_ROOT
        assert await read_checkpoint(transaction) is None


async def test_positions_and_versions_count_on(database: Database) -> None:
    """Reports of two streams in two commits get positions 1 to 4 and their own versions."""
    await append_all(database, [report("activity-a"), report("activity-b")])
    appended = await append_all(database, [report("activity-a"), report("activity-a")])
    assert [(event.position, event.stream, event.version) for event in appended.events] == [
        (3, "activity-a", 2),
        (4, "activity-a", 3),
    ]
    assert (appended.head.position, appended.head.leaf) == (4, appended.events[-1].leaf)


async def test_what_is_read_is_what_was_appended(database: Database) -> None:
    """Every column of an event comes back as the log took it, names in any script included."""
    appended = await append_all(database, [report(title="Raúl, 国連, \U0001f30d and “quotes”")])
    async with database.reading() as transaction:
        assert await read_after(transaction, 0, 10) == appended.events
        assert await read_head(transaction) == appended.head


async def test_time_never_stands_still_or_goes_back(database: Database) -> None:
    """Events of one instant are a microsecond apart, and a clock that was put back does not reorder them."""
    await append_all(database, [report(), report()])
    yesterday = msgspec.structs.replace(UNFPA, recorded_at="2008-11-20T10:00:00.000000Z")
    appended = await append_all(database, [report()], yesterday)
    assert appended.head.recorded_at == "2008-11-21T10:00:00.000002Z"


async def test_each_commit_leaves_one_checkpoint(database: Database) -> None:
    """The checkpoint of a commit holds the root over every leaf so far."""
    first = await append_all(database, [report(), report()])
    second = await append_all(database, [report()])
    async with database.reading() as transaction:
        last, earlier = await read_checkpoint(transaction), await read_checkpoint(transaction, 2)
        assert await read_checkpoint(transaction, 1) is None
    assert last is not None
    assert last.root == root_of([event.leaf for event in first.events + second.events]) == second.frontier.root()
    assert earlier is not None
    assert earlier.root == first.frontier.root()


async def test_a_failed_append_leaves_nothing_behind(database: Database) -> None:
    """When something after the append fails, the log stands where it stood, and so does what the caller holds."""
    before = await append_all(database, [report()])
    with suppress(LookupError):
        async with database.writing() as transaction:
            await append(transaction, before.head, before.frontier, [(report("activity-b"), UNFPA)], {})
            raise LookupError
    assert before.frontier.size == 1
    async with database.reading() as transaction:
        assert await read_head(transaction) == before.head
    assert (await append_all(database, [report()])).head.position == 2


async def test_an_expected_version_that_is_out_of_date_is_refused(database: Database) -> None:
    """Who appends with the versions of yesterday is stopped by the database; with those of today it passes."""
    before = await append_all(database, [report("activity-a")])
    with pytest.raises(AlreadyStored):
        async with database.writing() as transaction:
            await append(transaction, before.head, before.frontier, [(report("activity-a"), UNFPA)], {})
    async with database.writing() as transaction:
        await append(transaction, before.head, before.frontier, [(report("activity-a"), UNFPA)], {"activity-a": 1})


async def test_an_event_is_stored_once(database: Database) -> None:
    """The same event id a second time is refused, in whatever stream."""
    fact = report("activity-a")
    await append_all(database, [fact])
    with pytest.raises(AlreadyStored):
        await append_all(database, [msgspec.structs.replace(fact, stream="activity-b")])


async def test_writers_come_one_after_the_other(database: Database) -> None:
    """Thirty agencies that report at once get thirty dense positions and one version after the other."""
    await asyncio.gather(*(append_all(database, [report("activity-shared")]) for _ in range(30)))
    async with database.reading() as transaction:
        assert await transaction.fetch_one(COUNT) == (30, 1, 30)
        assert await stream_versions(transaction, ["activity-shared"]) == {"activity-shared": 30}
        await load_frontier(transaction)


async def test_two_services_on_one_database_come_one_after_the_other(database: Database, database_url: str) -> None:
    """A second service, or a command beside the first, waits for its turn and loses nothing."""
    other = open_database(database_url)
    await other.open()
    try:
        await asyncio.gather(*(append_all(which, [report()]) for which in [database, other] * 15))
    finally:
        await other.close()
    async with database.reading() as transaction:
        assert await transaction.fetch_one(COUNT) == (30, 1, 30)
        await load_frontier(transaction)


async def test_without_the_lock_two_writers_collide(database: Database) -> None:
    """Control: who reads the head outside the writing transaction and appends from it later finds it taken."""
    async with database.reading() as transaction:
        head, frontier = await read_head(transaction), await load_frontier(transaction)
    await append_all(database, [report("activity-a")])
    with pytest.raises(AlreadyStored):
        async with database.writing() as transaction:
            await append(transaction, head, frontier, [(report("activity-b"), UNFPA)], {})


async def test_no_events_make_no_checkpoint(database: Database) -> None:
    """Appending nothing changes nothing."""
    assert (await append_all(database, [])).head == EMPTY_HEAD


async def test_three_hundred_reports_fit_one_commit(database: Database) -> None:
    """A whole import in one commit fills a tile and keeps its order."""
    reports = [report(f"activity-{number}", tags=["topic:remittances"]) for number in range(300)]
    async with database.writing() as transaction:
        appended = await append_in(transaction, reports)
    async with database.reading() as transaction:
        assert await read_after(transaction, 0, 1_000) == appended.events
        assert (await load_frontier(transaction)).root() == appended.frontier.root()


def test_the_columns_of_an_event_are_inserted_as_sets() -> None:
    """On PostgreSQL a hundred events are one statement with a list for each column."""
    assert b"unnest" in INSERT_EVENT.text_for_lists
