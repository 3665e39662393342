"""The database itself refuses to change or remove what was recorded; each refusal with the trigger down as control."""

import pytest

from events.log.database import Database
from events.log.errors import ChangeRefused
from tests.events.log.reports import append_all, report
from tests.events.log.tampering import drop_guard, run

REPLACED = (
    "INSERT OR REPLACE INTO event SELECT position, event_id, 'activity-other', version, type, schema_version, data, "
    "salts, data_digest, leaf, actor, on_behalf_of, causation, correlation, command_id, reported_on, recorded_at "
    "FROM event WHERE position = 1"
)
CHANGES = [
    ("event", "UPDATE", "UPDATE event SET reported_on = '2009-01-01' WHERE position = 1"),
    ("event", "UPDATE", "UPDATE event SET data = '{}', salts = '{}' WHERE position = 1"),
    ("event", "DELETE", "DELETE FROM event WHERE position = 1"),
    ("event_tag", "UPDATE", "UPDATE event_tag SET tag = 'agency:ilo'"),
    ("event_tag", "DELETE", "DELETE FROM event_tag"),
    ("tile", "UPDATE", "UPDATE tile SET root = hashes"),
    ("tile", "DELETE", "DELETE FROM tile"),
    ("checkpoint", "UPDATE", "UPDATE checkpoint SET recorded_at = '2009-01-01T00:00:00.000000Z'"),
    ("checkpoint", "DELETE", "DELETE FROM checkpoint"),
]


@pytest.mark.parametrize(("table", "change", "text"), CHANGES, ids=[text[:40] for _, _, text in CHANGES])
async def test_a_change_is_refused(database: Database, table: str, change: str, text: str) -> None:
    """UPDATE and DELETE are refused in every table of the log, and pass once the trigger is dropped."""
    await append_all(database, [report(f"activity-{number}") for number in range(256)])
    with pytest.raises(ChangeRefused, match="was expected to"):
        await run(database, text)
    await drop_guard(database, table, change)
    assert await run(database, text) > 0


@pytest.mark.parametrize(
    "text", [REPLACED, REPLACED.replace("INSERT OR REPLACE", "REPLACE")], ids=["insert or replace", "replace"]
)
async def test_replacing_a_row_is_refused_on_sqlite(sqlite_database: Database, text: str) -> None:
    """INSERT OR REPLACE does not walk past the triggers; with them down it does."""
    await append_all(sqlite_database, [report()])
    with pytest.raises(ChangeRefused):
        await run(sqlite_database, text)
    await drop_guard(sqlite_database, "event", "DELETE")
    await run(sqlite_database, text)


async def test_replacing_walks_past_the_triggers_where_the_setting_is_off(sqlite_database: Database) -> None:
    """Control: without recursive_triggers the same statement removes the row, which is why the setting is asserted."""
    await append_all(sqlite_database, [report()])
    writer = sqlite_database._writer  # type: ignore[attr-defined]
    writer.driver.execute("PRAGMA recursive_triggers = OFF")
    await run(sqlite_database, REPLACED)


async def test_a_conflict_that_updates_is_refused(database: Database) -> None:
    """ON CONFLICT DO UPDATE is an update, and is refused as one."""
    await append_all(database, [report()])
    text = (
        "INSERT INTO checkpoint (size, root, recorded_at) SELECT size, root, recorded_at FROM checkpoint WHERE true "
        "ON CONFLICT (size) DO UPDATE SET recorded_at = '2009-01-01T00:00:00.000000Z'"
    )
    with pytest.raises(ChangeRefused):
        await run(database, text)
    await drop_guard(database, "checkpoint", "UPDATE")
    assert await run(database, text) == 1


@pytest.mark.parametrize("table", ["event", "event_tag", "tile", "checkpoint"])
async def test_emptying_a_table_is_refused_on_postgresql(postgresql_database: Database, table: str) -> None:
    """TRUNCATE is refused, and passes once the trigger is dropped."""
    await append_all(postgresql_database, [report()])
    with pytest.raises(ChangeRefused, match="only grows"):
        await run(postgresql_database, f"TRUNCATE {table}")
    await drop_guard(postgresql_database, table, "TRUNCATE")
    await run(postgresql_database, f"TRUNCATE {table}")


async def test_a_checkpoint_is_signed_once(database: Database) -> None:
    """The note of a checkpoint goes from nothing to its signed form, and then stays."""
    await append_all(database, [report()])
    assert await run(database, "UPDATE checkpoint SET note = 'signed' WHERE size = 1") == 1
    with pytest.raises(ChangeRefused, match="signed"):
        await run(database, "UPDATE checkpoint SET note = 'signed again' WHERE size = 1")
    with pytest.raises(ChangeRefused, match="signed"):
        await run(database, "UPDATE checkpoint SET note = NULL WHERE size = 1")
