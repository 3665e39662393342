"""What is true of PostgreSQL alone: notices at COMMIT, dropped connections, the lock's limits and its roles."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from events.log import postgresql, postgresql_pool
from events.log.database import Database, Statement, open_database
from events.log.errors import (
    ChangeRefused,
    CommitUnknown,
    DatabaseBusy,
    DatabaseUnreachable,
    StatementTooSlow,
    TransactionAborted,
)
from events.log.postgresql_pool import IDLE_IN_LOCK_SECONDS_MAX, IDLE_SECONDS_MAX, LOCK_SECONDS_MAX
from events.log.reading import read_head
from events.log.redaction import redact, without_field
from events.log.signing import sign_newest
from migrations.run import upgrade
from tests.events.log.keys import LOG
from tests.events.log.reports import append_all, append_in, redaction_of, report
from tests.events.log.tampering import run
from tests.postgresql_server import PostgresqlServer

WARN = (
    "CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE WARNING 'canceling wait for synchronous replication'; RETURN NULL; END$$"
)
REFUSE = (
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END$$"
)
WARN_AT_COMMIT = (
    "CREATE CONSTRAINT TRIGGER warn_at_commit AFTER INSERT ON checkpoint DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION warn()"
)


async def test_a_warning_at_commit_is_not_an_acknowledgement(postgresql_database: Database) -> None:
    """A standby that did not confirm makes the outcome unknown; control: without the warning it is acknowledged."""
    await append_all(postgresql_database, [report()])
    for text in (WARN, WARN_AT_COMMIT):
        await run(postgresql_database, text)
    with pytest.raises(CommitUnknown, match="synchronous replication"):
        await append_all(postgresql_database, [report()])
    async with postgresql_database.reading() as transaction:
        assert (await read_head(transaction)).position == 2
    await run(postgresql_database, "DROP TRIGGER warn_at_commit ON checkpoint")
    assert (await append_all(postgresql_database, [report()])).head.position == 3


async def test_a_warning_before_commit_is_no_reason_to_doubt(postgresql_database: Database) -> None:
    """Only what is said at COMMIT counts."""
    async with postgresql_database.writing() as transaction:
        await transaction.execute(Statement(sa.text("DO $$BEGIN RAISE WARNING 'an ordinary warning'; END$$")))


async def test_a_connection_lost_at_commit_leaves_the_outcome_unknown(
    postgresql_database: Database, postgresql_server: PostgresqlServer
) -> None:
    """When the server goes away before it answers, nobody claims that it was kept or lost; the next writer goes on."""
    name = await name_of(postgresql_database)

    async def append_and_lose_the_server() -> None:
        async with postgresql_database.writing() as transaction:
            await append_in(transaction, [report()])
            drop_other_connections(postgresql_server, name)

    with pytest.raises(CommitUnknown, match="did not acknowledge"):
        await append_and_lose_the_server()
    assert (await append_all(postgresql_database, [report()])).head.position == 1


async def test_what_the_server_refuses_at_commit_is_known_not_to_be_stored(postgresql_database: Database) -> None:
    """A full disk or a time limit at COMMIT is told as what it is; control: nothing of it is there, and the next is."""
    await run(postgresql_database, REFUSE)
    await run(postgresql_database, WARN_AT_COMMIT.replace("warn()", "refuse()"))
    with pytest.raises(DatabaseUnreachable, match="disk under PostgreSQL is full: no space"):
        await append_all(postgresql_database, [report()])
    await run(postgresql_database, "DROP TRIGGER warn_at_commit ON checkpoint")
    assert (await append_all(postgresql_database, [report()])).head.position == 1


async def test_a_build_that_takes_long_says_meanwhile_that_it_goes_on(postgresql_database: Database) -> None:
    """One transaction that makes an index does not keep another from being begun."""
    async with postgresql_database.building(), asyncio.timeout(5), postgresql_database.building() as beside:
        assert await beside.fetch_one(Statement(sa.text("SELECT 1"))) == (1,)


async def test_dropped_connections_are_made_anew(
    postgresql_database: Database, postgresql_server: PostgresqlServer
) -> None:
    """After the server dropped every connection, reading and writing go on with no failed call."""
    await append_all(postgresql_database, [report()])
    drop_other_connections(postgresql_server, await name_of(postgresql_database))
    assert (await append_all(postgresql_database, [report()])).head.position == 2
    async with postgresql_database.reading() as transaction:
        assert (await read_head(transaction)).position == 2


async def test_a_connection_lost_in_between_is_told(
    postgresql_database: Database, postgresql_server: PostgresqlServer
) -> None:
    """Before COMMIT was sent a lost connection means that nothing happened."""
    name = await name_of(postgresql_database)

    async def lose_the_server_and_append() -> None:
        async with postgresql_database.writing() as transaction:
            drop_other_connections(postgresql_server, name)
            await append_in(transaction, [report()])

    with pytest.raises(DatabaseUnreachable):
        await lose_the_server_and_append()
    assert (await append_all(postgresql_database, [report()])).head.position == 1


def drop_other_connections(server: PostgresqlServer, name: str) -> None:
    server.administer(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'")


async def name_of(database: Database) -> str:
    async with database.reading() as transaction:
        row = await transaction.fetch_one(Statement(sa.text("SELECT current_database()")))
    assert row is not None
    return str(row[0])


async def test_a_swallowed_failure_does_not_pass_for_a_commit(postgresql_database: Database) -> None:
    """Who catches a failed statement and goes on is told that the transaction was undone."""
    with pytest.raises(TransactionAborted):
        await append_and_swallow(postgresql_database)
    async with postgresql_database.reading() as transaction:
        assert (await read_head(transaction)).position == 0


async def append_and_swallow(database: Database) -> None:
    async with database.writing() as transaction:
        await append_in(transaction, [report()])
        with pytest.raises(ChangeRefused):
            await transaction.execute(Statement(sa.text("DELETE FROM event")))


async def test_a_lock_that_is_held_too_long_is_told(
    postgresql_url: str, postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second service waits for the lock only so long; control: once it is free the same call passes."""
    monkeypatch.setattr(postgresql_pool, "SETTINGS", "SET lock_timeout = '50ms'")
    other = open_database(postgresql_url)
    await other.open()
    async with postgresql_database.writing():
        with pytest.raises(DatabaseBusy):
            await append_all(other, [report()])
    await append_all(other, [report()])
    await other.close()


async def test_a_holder_of_the_lock_that_does_nothing_loses_it(
    postgresql_url: str, postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits for the lock is written as soon as the server drops the idle one, whose work never happened."""
    monkeypatch.setattr(postgresql, "IDLE_IN_LOCK_SECONDS_MAX", 1)
    hanging = open_database(postgresql_url)
    await hanging.open()

    async def hang() -> None:
        async with hanging.writing() as transaction:
            await append_in(transaction, [report()])
            assert (await append_all(postgresql_database, [report()])).head.position == 1
            await append_in(transaction, [report()])

    try:
        with pytest.raises(DatabaseUnreachable):
            await hang()
        assert (await append_all(hanging, [report()])).head.position == 2
    finally:
        await hanging.close()


def test_who_waits_for_the_lock_waits_longer_than_its_holder_may_hang() -> None:
    """So that a process that hangs sends nobody away; control: a minute, as readers have, would."""
    hang, patience, reading = IDLE_IN_LOCK_SECONDS_MAX, LOCK_SECONDS_MAX, IDLE_SECONDS_MAX
    assert hang < patience < reading


async def test_a_statement_that_takes_too_long_is_stopped(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server stops it, and the connection is good for the next one."""
    monkeypatch.setattr(postgresql_pool, "SETTINGS", "SET statement_timeout = '50ms'")
    database = open_database(postgresql_url)
    await database.open()
    with pytest.raises(StatementTooSlow):
        async with database.reading() as transaction:
            await transaction.fetch_one(Statement(sa.text("SELECT pg_sleep(5)")))
    assert await name_of(database)
    await database.close()


async def test_a_server_that_is_not_there_is_told() -> None:
    """Nothing listens on the port."""
    with pytest.raises(DatabaseUnreachable, match="could not be reached"):
        await open_database("postgresql://postgres@127.0.0.1:1/tour").open()


@pytest.fixture
async def as_service(postgresql_server: PostgresqlServer) -> AsyncIterator[Database]:
    """A database whose tables belong to the owner, opened by a role that the service would have."""
    name = postgresql_server.create_database()
    postgresql_server.administer('CREATE ROLE "tour-service" LOGIN')
    upgrade(postgresql_server.url(name), service_role="tour-service")
    database = open_database(postgresql_server.url(name, role="tour-service"))
    await database.open()
    yield database
    await database.close()
    postgresql_server.drop_database(name)
    postgresql_server.administer('DROP ROLE "tour-service"')


async def test_the_service_has_a_role_that_owns_neither_table_nor_trigger(as_service: Database) -> None:
    """It appends, redacts and makes tables of views; it cannot take a guard down, shadow it or empty a table."""
    view = sa.Table("agency_row__v1", sa.MetaData(), sa.Column("agency", sa.Text, primary_key=True))
    async with as_service.writing() as transaction:
        await append_in(transaction, [report()])
        await transaction.create_tables([view])
    for forbidden in (
        "DROP TRIGGER event_refuses_update ON event",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "UPDATE event SET actor = 'ilo'",
        "UPDATE checkpoint SET root = note::bytea",
        "DELETE FROM event",
        "TRUNCATE event",
        "DROP TABLE event_tag",
    ):
        with pytest.raises(ChangeRefused):
            await run(as_service, forbidden)


async def test_the_role_of_the_service_signs_a_checkpoint_once(as_service: Database) -> None:
    """It puts the note into the newest checkpoint, and can neither change nor remove it afterwards."""
    await append_all(as_service, [report()])
    signed = await sign_newest(as_service, LOG)
    assert signed is not None
    assert signed.note is not None
    for change in ("note = NULL", "note = 'another'"):
        with pytest.raises(ChangeRefused):
            await run(as_service, f"UPDATE checkpoint SET {change}")


async def test_a_temporary_table_does_not_shadow_the_log(as_service: Database) -> None:
    """A redaction that stands only in a temporary table of the same name opens no door to the log itself."""
    event = (await append_all(as_service, [report()])).events[0]
    shadow = Statement(sa.text("CREATE TEMPORARY TABLE event AS SELECT * FROM public.event"))
    forge = Statement(sa.text("UPDATE pg_temp.event SET type = 'event-redacted', data = :forged"))
    change = Statement(sa.text("UPDATE public.event SET data = :data, salts = :salts WHERE position = 1"))

    async def redact_with_a_shadow() -> None:
        async with as_service.writing() as transaction:
            await transaction.execute(shadow)
            await transaction.execute(forge, {"forged": '{"field":"title","position":1}'})
            await transaction.execute(change, {"data": redacted.data.decode(), "salts": redacted.salts})

    redacted = without_field(event, "title")
    with pytest.raises(ChangeRefused):
        await redact_with_a_shadow()
    # Control: the same change passes once the log itself says so.
    async with as_service.writing() as transaction:
        await append_in(transaction, [redaction_of(1, "title")])
        assert await redact(transaction, event, "title") == redacted


async def test_tables_change_names_only_while_nobody_reads(postgresql_database: Database) -> None:
    """A reader who has begun keeps the swap waiting, which gives up soon; once the reader has ended it goes through."""
    async with postgresql_database.reading():
        with pytest.raises(DatabaseBusy):
            async with postgresql_database.swapping():
                pass
    async with postgresql_database.swapping() as transaction:
        await transaction.define(["CREATE TABLE swapped (said text)"])
    async with postgresql_database.reading() as transaction:
        assert await transaction.fetch_all(Statement(sa.text("SELECT said FROM swapped"))) == []


async def test_what_is_built_needs_no_lock(postgresql_database: Database) -> None:
    """Tables that nobody reads are filled while the writer holds its lock."""
    async with postgresql_database.writing(), postgresql_database.building() as transaction:
        await transaction.define(["CREATE TABLE filled (said text)"])
