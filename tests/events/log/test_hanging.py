"""A writer that hangs while it holds the lock, and whom the server itself does not end."""

import asyncio

import psycopg
import pytest

from events.log import postgresql
from events.log.database import open_database
from events.log.hanging import END
from events.log.postgresql import BEGIN_WRITING, WRITER_LOCK_KEY
from tests.events.log.reports import append_all, report


async def test_who_hangs_while_it_sends_loses_the_lock(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between two parts of what is sent together; control: the server's limit for the idle does not end it."""
    monkeypatch.setattr(postgresql, "IDLE_IN_LOCK_SECONDS_MAX", 1)
    hanging = await psycopg.AsyncConnection.connect(postgresql_url, autocommit=True)
    await hanging.execute("SET idle_in_transaction_session_timeout = '100ms'")
    await hanging.execute(BEGIN_WRITING.encode().partition(b";")[0])
    hanging.pgconn.enter_pipeline_mode()
    hanging.pgconn.send_query_params(f"SELECT pg_advisory_xact_lock({WRITER_LOCK_KEY})".encode(), [])
    hanging.pgconn.flush()
    database = open_database(postgresql_url)
    await database.open()
    writing = asyncio.create_task(append_all(database, [report()]))
    await asyncio.sleep(0.8)
    assert not writing.done()
    assert (await asyncio.wait_for(writing, 5)).head.position == 1
    await database.close()
    await hanging.close()


async def test_who_has_just_got_the_lock_is_not_taken_for_one_that_hangs(postgresql_url: str) -> None:
    """However long it waited for it; control: once it has done nothing for so long, it is ended."""
    lock = f"SELECT pg_advisory_xact_lock({WRITER_LOCK_KEY})".encode()
    first, second, looking = [await psycopg.AsyncConnection.connect(postgresql_url) for _ in range(3)]
    await first.execute(lock)
    waiting = asyncio.create_task(second.execute(lock))
    await asyncio.sleep(1.2)
    await first.rollback()
    await waiting
    assert await (await looking.execute(END, [WRITER_LOCK_KEY, 1])).fetchall() == []
    await asyncio.sleep(1.2)
    assert await (await looking.execute(END, [WRITER_LOCK_KEY, 1])).fetchall() == [(True,)]
    for connection in (first, second, looking):
        await connection.close()
