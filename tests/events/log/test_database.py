"""The contract of both databases: snapshots, the one writer, what a failure leaves, and statements compiled once."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from events.log.database import Database, Statement, Transaction, listed, one_of, open_database
from events.log.errors import AddressRefused, AlreadyStored, DatabaseError
from events.log.tables import projection
from tests.events.log.tampering import run

INSERT = Statement(sa.insert(projection))
NAMES = Statement(sa.select(projection.c.name).order_by(projection.c.name))
FOLLOW_UP = {"name": "follow_up", "version": 1, "state": "active", "position": 7, "fault": None}


async def names_in(database: Database) -> list[str]:
    async with database.reading() as transaction:
        return [row[0] for row in await transaction.fetch_all(NAMES)]


async def insert(transaction: Transaction, name: str) -> None:
    await transaction.execute(INSERT, {**FOLLOW_UP, "name": name})


async def test_a_reader_sees_one_state(database: Database) -> None:
    """What is written while a reader reads is not there for it, and is there for the next one."""
    async with database.reading() as reader:
        assert await reader.fetch_all(NAMES) == []
        async with database.writing() as writer:
            await insert(writer, "agencies")
        assert await reader.fetch_all(NAMES) == []
    assert await names_in(database) == ["agencies"]


async def test_a_reader_cannot_write(database: Database) -> None:
    """A reading transaction refuses to write; control: a writing one does."""
    with pytest.raises(DatabaseError):
        async with database.reading() as transaction:
            await insert(transaction, "agencies")
    async with database.writing() as transaction:
        await insert(transaction, "agencies")


async def test_a_writer_reads_its_own_write_and_what_was_written_before_it(database: Database) -> None:
    """Under the lock a writer sees the last commit, also one made while it was waiting."""

    async def add_next() -> None:
        async with database.writing() as transaction:
            count = len(await transaction.fetch_all(NAMES))
            await asyncio.sleep(0)
            await insert(transaction, f"view-{count:02}")
            assert len(await transaction.fetch_all(NAMES)) == count + 1

    await asyncio.gather(*(add_next() for _ in range(20)))
    assert await names_in(database) == [f"view-{count:02}" for count in range(20)]


async def test_an_exception_undoes_the_transaction_and_frees_the_lock(database: Database) -> None:
    """After a failure nothing is stored and the next writer writes."""
    with suppress(LookupError):
        async with database.writing() as transaction:
            await insert(transaction, "agencies")
            raise LookupError
    async with database.writing() as transaction:
        await insert(transaction, "topics")
    assert await names_in(database) == ["topics"]


async def test_a_second_row_with_the_same_key_is_refused_by_name(database: Database) -> None:
    """A unique constraint is told apart from every other failure, in both databases alike."""
    with pytest.raises(AlreadyStored, match="same key"):
        async with database.writing() as transaction:
            await transaction.execute_many(INSERT, [FOLLOW_UP, FOLLOW_UP])
    assert await names_in(database) == []


async def test_a_cancelled_writer_leaves_nothing_and_frees_the_lock(database: Database) -> None:
    """A request that is cancelled before COMMIT is undone."""
    inside = asyncio.Event()

    async def write_slowly() -> None:
        async with database.writing() as transaction:
            await insert(transaction, "agencies")
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(write_slowly())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.writing() as transaction:
        await insert(transaction, "topics")
    assert await names_in(database) == ["topics"]


async def test_a_commit_on_its_way_is_not_cut_short(database: Database) -> None:
    """Cancelled at any moment, a write has happened wholly or not at all, and the next writer goes on.

    Control: some of the cancellations come before COMMIT and some after, so that both are seen.
    """
    await write_one(database, "first")
    outcomes = set()
    for turns in range(100):
        task = asyncio.create_task(write_one(database, f"view-{turns:02}"))
        for _ in range(turns):
            await asyncio.sleep(0.0002)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        outcomes.add(f"view-{turns:02}" in await names_in(database))
        if outcomes == {True, False}:
            break
    assert outcomes == {True, False}
    await write_one(database, "last")
    assert "last" in await names_in(database)


async def write_one(database: Database, name: str) -> None:
    async with database.writing() as transaction:
        await insert(transaction, name)


async def test_many_rows_and_their_count(database: Database) -> None:
    """Many rows go in with one call, none with an empty list, and a change says how many rows it touched."""
    change = Statement(
        sa.update(projection).where(projection.c.version == 1).values(state=sa.bindparam("new_state"), position=9)
    )
    async with database.writing() as transaction:
        await transaction.execute_many(INSERT, [{**FOLLOW_UP, "name": f"view-{number}"} for number in range(5)])
        await transaction.execute_many(INSERT, [])
        assert await transaction.execute(change, {"new_state": "retired"}) == 5
        assert await transaction.fetch_one(Statement(sa.select(projection.c.state, projection.c.position))) == (
            "retired",
            9,
        )
        assert await transaction.fetch_one(Statement(sa.select(projection.c.name).where(sa.false()))) is None


async def test_rows_of_an_upsert_go_in_at_once(database: Database) -> None:
    """An insert that updates on conflict takes many rows, also two for the same key: the last one stays."""
    text = (
        "INSERT INTO projection (name, version, state, position) VALUES (:name, 1, 'active', :position) "
        "ON CONFLICT (name, version) DO UPDATE SET position = excluded.position"
    )
    async with database.writing() as transaction:
        rows = [{"name": "agencies", "position": position} for position in (1, 2, 3)]
        await transaction.execute_many(Statement(sa.text(text)), rows)
        assert await transaction.fetch_all(Statement(sa.select(projection.c.position))) == [(3,)]


@pytest.mark.parametrize("wanted", [[], ["agencies"], ["agencies", "topics", '50% of "all" \' \\']])
async def test_a_list_is_one_parameter(database: Database, wanted: list[str]) -> None:
    """Lists of any length, and any text in them, go through one compiled statement."""
    among = Statement(
        sa.select(projection.c.name).where(one_of(projection.c.name, "names")).order_by(projection.c.name)
    )
    rows_of = listed("names")
    every = Statement(sa.select(rows_of.c.value).select_from(rows_of))
    async with database.writing() as transaction:
        await transaction.execute_many(INSERT, [{**FOLLOW_UP, "name": name} for name in (*wanted, "meetings")])
        assert [row[0] for row in await transaction.fetch_all(among, {"names": wanted})] == sorted(wanted)
        assert [row[0] for row in await transaction.fetch_all(every, {"names": tuple(wanted)})] == wanted


async def test_a_list_of_numbers_is_one_parameter_too(database: Database) -> None:
    """Positions are compared as numbers."""
    among = Statement(sa.select(projection.c.name).where(one_of(projection.c.position, "positions")))
    async with database.writing() as transaction:
        await transaction.execute(INSERT, FOLLOW_UP)
        assert await transaction.fetch_all(among, {"positions": [7, 8]}) == [("follow_up",)]
        assert await transaction.fetch_all(among, {"positions": {8}}) == []


async def test_values_written_into_a_statement_stay_with_it(database: Database) -> None:
    """Constants, lists of constants, limits and percent signs need no parameter."""
    statement = Statement(
        sa.select(projection.c.name)
        .where(projection.c.state.in_(["active", "building"]), projection.c.name.like("follow%"))
        .limit(1)
    )
    text = Statement(sa.text("SELECT name || ' 100%' FROM projection WHERE name LIKE '%up' AND version = :version"))
    async with database.writing() as transaction:
        await transaction.execute(INSERT, FOLLOW_UP)
        assert await transaction.fetch_all(statement) == [("follow_up",)]
        assert await transaction.fetch_all(text, {"version": 1}) == [("follow_up 100%",)]


def test_a_statement_is_compiled_once_for_each_database() -> None:
    """The second look-up gives the very same text."""
    assert NAMES.compiled_for("sqlite") is NAMES.compiled_for("sqlite")
    assert NAMES.compiled_for("sqlite") is not NAMES.compiled_for("postgresql")


async def test_tables_of_views_are_made_and_dropped(database: Database) -> None:
    """A view's table and index are made in the writing transaction, and are gone with it when it fails."""
    metadata = sa.MetaData()
    topic = sa.Table("topic_row__v2", metadata, sa.Column("topic", sa.Text, primary_key=True), sqlite_strict=True)
    work = sa.Table(
        "work_row__v2",
        metadata,
        sa.Column("topic", sa.Text, sa.ForeignKey(topic.c.topic), index=True),
        sqlite_strict=True,
    )
    with suppress(LookupError):
        async with database.writing() as transaction:
            await transaction.create_tables([work, topic])
            raise LookupError
    async with database.writing() as transaction:
        await transaction.create_tables([work, topic])
        await transaction.execute(Statement(sa.insert(topic)), {"topic": "remittances"})
    async with database.writing() as transaction:
        assert await transaction.fetch_one(Statement(sa.select(topic))) == ("remittances",)
        await transaction.drop_tables([topic, work])
        await transaction.drop_tables([topic, work])
    with pytest.raises(DatabaseError):
        await run(database, "SELECT * FROM topic_row__v2")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://localhost/tour", "mysql"),
        ("sqlite://", "names none"),
        ("sqlite:///:memory:", "names none"),
        ("sqlite:////no/such/directory/tour.sqlite3", "there is none"),
        ("sqlite:////", "directory"),
        ("postgresql://localhost:no-port-at-all?=", "could not be read"),
    ],
)
def test_an_address_that_names_no_database_is_refused(url: str, said: str) -> None:
    """Each with a sentence that says what was expected and what was found."""
    with pytest.raises(AddressRefused, match=said):
        open_database(url)


def test_a_file_that_was_not_made_by_migrations_is_not_made_by_opening(tmp_path: Path) -> None:
    """Opening an address with a slip of the pen does not make an empty database."""
    database = open_database(f"sqlite:///{tmp_path}/tuor.sqlite3")
    with pytest.raises(DatabaseError, match="no file was found"):
        asyncio.run(database.open())
    assert list(tmp_path.iterdir()) == []
