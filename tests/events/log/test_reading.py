"""Reading the log by stream, position and tag."""

import pytest
import sqlalchemy as sa

from events.log.database import Database, Statement, Transaction
from events.log.errors import LogDamaged
from events.log.reading import (
    POSITIONS,
    STREAM_VERSIONS,
    STREAMS,
    TAG_OWNERS,
    TAGGED,
    load_frontier,
    read_after,
    read_positions,
    read_streams,
    read_tagged,
    stream_versions,
    tag_owner,
)
from tests.events.log.reports import append_all, report
from tests.events.log.tampering import drop_guard, run


async def fill(database: Database) -> None:
    await append_all(
        database,
        [
            report("activity-remittances", tags=["topic:remittances"]),
            report("activity-stock", tags=["topic:migrant-stock"]),
            report("activity-remittances", tags=["topic:remittances", "symbol:a-res-63-225"]),
            report("activity-forum", tags=["topic:remittances"]),
        ],
    )


async def test_streams_are_read_in_the_order_of_positions(database: Database) -> None:
    """Two streams come back interleaved as they were told; one that does not exist adds nothing."""
    await fill(database)
    async with database.reading() as transaction:
        events = await read_streams(transaction, ["activity-remittances", "activity-forum", "activity-none"])
        assert [event.position for event in events] == [1, 3, 4]
        assert await read_streams(transaction, []) == []


async def test_versions_are_read_for_many_streams_at_once(database: Database) -> None:
    """A stream that does not exist is not in the answer."""
    await fill(database)
    async with database.reading() as transaction:
        assert await stream_versions(transaction, {"activity-remittances", "activity-stock", "activity-none"}) == {
            "activity-remittances": 2,
            "activity-stock": 1,
        }


async def test_positions_are_read_where_they_are(database: Database) -> None:
    """Asked for 4, 2 and 99 the log answers with 2 and 4."""
    await fill(database)
    async with database.reading() as transaction:
        assert [event.position for event in await read_positions(transaction, [4, 2, 99])] == [2, 4]


async def test_the_log_is_read_on_from_a_position(database: Database) -> None:
    """After position 1, two at a time."""
    await fill(database)
    async with database.reading() as transaction:
        assert [event.position for event in await read_after(transaction, 1, 2)] == [2, 3]
        assert await read_after(transaction, 4, 2) == []


async def test_tagged_events_are_read_on_from_a_position(database: Database) -> None:
    """The events about remittances after position 1, and at most one of them."""
    await fill(database)
    async with database.reading() as transaction:
        events = await read_tagged(transaction, "topic:remittances", after=1)
        assert [event.position for event in events] == [3, 4]
        assert await read_tagged(transaction, "topic:remittances", after=1, limit=1) == events[:1]


async def test_a_tag_belongs_to_the_first_stream_that_carried_it(database: Database) -> None:
    """Remittances belong to the first activity about them; a tag that nobody carries to no one."""
    await fill(database)
    async with database.reading() as transaction:
        owners = await tag_owner(transaction, ["topic:remittances", "topic:migrant-stock", "topic:none"])
    assert owners == {"topic:remittances": "activity-remittances", "topic:migrant-stock": "activity-stock"}


async def test_a_tree_that_contradicts_its_checkpoint_is_refused(database: Database) -> None:
    """With a leaf altered the frontier is not loaded, so that nothing is appended on top; control: unaltered it is."""
    await fill(database)
    async with database.reading() as transaction:
        await load_frontier(transaction)
    await drop_guard(database, "event", "UPDATE")
    await run(database, "UPDATE event SET leaf = data_digest WHERE position = 2")
    with pytest.raises(LogDamaged, match="position 4"):
        async with database.reading() as transaction:
            await load_frontier(transaction)


@pytest.mark.parametrize("statement", [STREAMS, STREAM_VERSIONS, POSITIONS, TAGGED, TAG_OWNERS])
async def test_reading_walks_an_index(database: Database, statement: Statement) -> None:
    """No table is read from one end to the other for a stream or a tag."""
    await append_all(database, [report(f"activity-{number}", tags=[f"topic:{number % 7}"]) for number in range(500)])
    async with database.reading() as transaction:
        plan = await plan_of(transaction, database.dialect, statement)
    assert "SCAN event" not in plan
    assert "Seq Scan on event" not in plan


async def test_a_plan_can_show_a_scan(database: Database) -> None:
    """Control: looking for an actor, for whom there is no index, does read the whole table."""
    await append_all(database, [report(f"activity-{number}") for number in range(500)])
    by_actor = Statement(sa.text("SELECT position FROM event WHERE actor = :tag"))
    async with database.reading() as transaction:
        plan = await plan_of(transaction, database.dialect, by_actor)
    assert "SCAN event" in plan or "Seq Scan on event" in plan


async def plan_of(transaction: Transaction, dialect: str, statement: Statement) -> str:
    """How the database goes about it: the plan of the compiled text, with parameters that fit all of them."""
    if dialect == "postgresql":
        # In a small table PostgreSQL prefers to read it all; what it does when told not to shows whether it must.
        await transaction.execute(Statement(sa.text("SET LOCAL enable_seqscan = off")))
    verb = "EXPLAIN QUERY PLAN" if dialect == "sqlite" else "EXPLAIN"
    compiled = statement.compiled_for("sqlite" if dialect == "sqlite" else "postgresql")
    explained = Statement(sa.text("SELECT 1"))
    twin = explained.compiled_for("sqlite" if dialect == "sqlite" else "postgresql")
    twin.text, twin.lists, twin.constants = f"{verb} {compiled.text}", compiled.lists, compiled.constants
    twin.text_as_bytes = twin.text.encode()
    parameters = {
        "streams": ["activity-7"],
        "tag": "topic:3",
        "after": 0,
        "limit": 10,
        "tags": ["topic:3"],
        "positions": [3],
    }
    return "\n".join(str(row) for row in await transaction.fetch_all(explained, parameters))
