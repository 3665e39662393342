"""A process stopped inside the lock: the other goes on without it, and when it wakes nothing is done twice."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest

from events.log.postgresql import WRITER_LOCK_KEY
from migrations.run import upgrade
from service.auth.roles import Role
from tests.loaded_record import key_for
from tests.postgresql_server import PostgresqlServer
from tests.recovery.changed_service import CHANGED
from tests.recovery.checks import findings_after
from tests.recovery.service_process import ServiceProcess
from tests.recovery.writers import WRITERS, Writers, register_bodies

# A tenth of a second of doing nothing is an age for a writer; it is told apart from one between two statements.
HANGS_SECONDS = 0.3
ANSWERS = 60
HOLDER = (
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = %s AND database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database())"
)


@asynccontextmanager
async def two_services(
    server: PostgresqlServer, idle_seconds: int
) -> AsyncIterator[tuple[str, list[ServiceProcess], list[Writers]]]:
    """Two services on one database, each with its writers; a holder of the lock may do nothing for so many seconds."""
    url = server.url(server.create_database())
    await asyncio.to_thread(upgrade, url)
    services = [ServiceProcess(url, CHANGED, {"RECOVERY_IDLE_SECONDS": str(idle_seconds)}) for _ in range(2)]
    key = await key_for(url, Role.SECRETARIAT)
    writers = [Writers(service.address, key, random.Random(number)) for number, service in enumerate(services)]
    try:
        for service in services:
            await service.start()
        async with writers[0].client() as client:
            await register_bodies(client)
        yield url, services, writers
    finally:
        for service in services:
            service.kill()


async def stop_inside_the_lock(service: ServiceProcess, url: str) -> None:
    """Stop the process at random instants until it is stopped with the lock in its hands."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        while True:
            await asyncio.sleep(random.uniform(0, 0.02))
            service.hold_still()
            holders = []
            for _ in range(2):
                holders.append(await (await connection.execute(HOLDER, [WRITER_LOCK_KEY])).fetchall())
                await asyncio.sleep(HANGS_SECONDS)
            if holders[0] and holders[0] == holders[1]:
                return
            service.let_go_on()


async def test_a_process_stopped_inside_the_lock_keeps_nobody_from_writing(postgresql_server: PostgresqlServer) -> None:
    """The other is answered once the server has dropped it; after it goes on, nothing is lost and nothing doubled."""
    async with two_services(postgresql_server, idle_seconds=2) as (url, (stopped, _), (first, second)):
        writing = asyncio.create_task(first.write(until_answered=True))
        await first.answers(ANSWERS)
        await stop_inside_the_lock(stopped, url)
        meanwhile = len(first.answered)
        await asyncio.wait_for(second.write_some(ANSWERS), 60)
        assert len(first.answered) - meanwhile <= WRITERS, "The stopped process was not expected to answer."
        assert second.unanswered == [], "Nobody was to be sent away: the wait is shorter than the patience."
        stopped.let_go_on()
        await first.answers(ANSWERS)
        first.stop()
        await writing
        assert await findings_after(first, url) + await findings_after(second, url) == []


async def test_without_an_end_to_idleness_a_stopped_process_stops_all(postgresql_server: PostgresqlServer) -> None:
    """Control: where the server would wait for it for ten minutes, the other process writes nothing."""
    async with two_services(postgresql_server, idle_seconds=600) as (url, (stopped, _), (first, second)):
        writing = asyncio.create_task(first.write(until_answered=True))
        await first.answers(ANSWERS)
        await stop_inside_the_lock(stopped, url)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(second.write_some(1), 5)
        assert second.answered == []
        stopped.let_go_on()
        first.stop()
        await writing
