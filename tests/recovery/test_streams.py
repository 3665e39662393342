"""Streams on a real service: what any process writes is told at once, and no stream outlives its key or its service."""

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx
import pytest

from events.log.database import open_database
from service.auth.keys import list_keys, revoke_key
from service.auth.roles import Role
from tests.loaded_record import key_for
from tests.recovery.house import House, house
from tests.recovery.service_process import TOUR, ServiceProcess

pytestmark = pytest.mark.anyio

STREAM = "/api/v1/log/stream"
# Generous, for a busy computer; what is told at once takes a fraction of a second.
AT_ONCE_SECONDS = 5.0


class Listening:
    """A reader of a stream, with the types of the events that arrived."""

    def __init__(self) -> None:
        self.types: list[str] = []
        self.is_open = asyncio.Event()
        self._arrived = asyncio.Event()
        self.ended_well: bool | None = None

    async def listen(self, address: str, key: str) -> None:
        """Read until the stream ends."""
        headers = {"Authorization": f"Bearer {key}"}
        try:
            async with (
                httpx.AsyncClient(headers=headers, timeout=30) as client,
                client.stream("GET", f"{address}{STREAM}") as answer,
            ):
                assert answer.status_code == 200
                async for line in answer.aiter_lines():
                    self.is_open.set()
                    if line.startswith("event: "):
                        self.types.append(line.removeprefix("event: "))
                        self._arrived.set()
            self.ended_well = True
        except httpx.HTTPError:
            self.ended_well = False

    async def until(self, number: int) -> None:
        """Wait until so many events arrived."""
        async with asyncio.timeout(AT_ONCE_SECONDS):
            while len(self.types) < number:
                self._arrived.clear()
                await self._arrived.wait()


@asynccontextmanager
async def listening(address: str, key: str) -> AsyncIterator[tuple[Listening, asyncio.Task[None]]]:
    """Somebody who listens, and the task in which it does."""
    listener = Listening()
    task = asyncio.create_task(listener.listen(address, key))
    try:
        await asyncio.wait_for(listener.is_open.wait(), AT_ONCE_SECONDS)
        yield listener, task
    finally:
        task.cancel()
        await asyncio.wait([task])


@pytest.fixture
async def built(sqlite_url: str) -> AsyncIterator[House]:
    """A service in a process of its own; what ends a stream is the same on both databases."""
    async with house(sqlite_url, random.Random(1)) as built:
        yield built


async def register(built: House, agency: str) -> None:
    async with built.writers.client() as client:
        answer = await client.post(
            "/api/v1/agencies", json={"id": agency, "name": "An agency", "kind": "un_fund_programme"}
        )
        assert answer.status_code == 201, answer.text


async def tells_at_once(built: House, address: str) -> None:
    """Whoever listens at the address hears what is written to the service."""
    key = await key_for(built.database_url, Role.READER)
    async with listening(address, key) as (listener, _):
        await asyncio.sleep(0.5)
        before = len(listener.types)
        await register(built, "told-at-once")
        await listener.until(before + 1)
        assert listener.types[before:] == ["agency-registered"]


async def test_what_is_written_is_told_at_once(built: House) -> None:
    """It arrives without being asked for, after all that was there before."""
    await tells_at_once(built, built.service.address)


async def test_what_another_process_writes_is_told_too(postgresql_url: str) -> None:
    """The stream follows the log, not the process."""
    async with house(postgresql_url, random.Random(1)) as built:
        other = ServiceProcess(postgresql_url, TOUR)
        try:
            await other.start()
            await tells_at_once(built, other.address)
        finally:
            other.kill()


async def test_a_service_stops_at_once_with_streams_open(built: House) -> None:
    """The streams end as streams do, what was asked before is answered, and the service ends with 0."""
    key = await key_for(built.database_url, Role.READER)
    async with (
        listening(built.service.address, key) as (one, first),
        listening(built.service.address, key) as (two, second),
    ):
        began = time.monotonic()
        built.service.terminate()
        assert await built.service.ended() == 0
        took_seconds = time.monotonic() - began
        await asyncio.wait([first, second])
        assert (one.ended_well, two.ended_well) == (True, True)
    assert took_seconds < AT_ONCE_SECONDS, "The service waited for streams until it was killed."


async def test_control_without_the_signal_the_server_waits_for_streams(built: House) -> None:
    """Control: asked to stop behind the service's back, the worker goes on for as long as a stream is open."""
    key = await key_for(built.database_url, Role.READER)
    async with listening(built.service.address, key) as (_, task):
        for worker in built.service.workers():
            os.kill(worker, 15)
        await asyncio.sleep(2.0)
        assert not task.done()


async def test_a_stream_ends_with_its_key(built: House) -> None:
    """A key that is revoked opens nothing and keeps nothing open."""
    key = await key_for(built.database_url, Role.READER)
    async with listening(built.service.address, key) as (listener, task):
        await revoke_the_reader(built.database_url)
        async with asyncio.timeout(20):
            await task
        assert listener.ended_well


async def revoke_the_reader(database_url: str) -> None:
    """As `tour key revoke` does it, beside the service."""
    database = open_database(database_url)
    await database.open()
    try:
        async with database.writing() as transaction:
            (reader,) = [key for key in await list_keys(transaction) if key.role == Role.READER]
            assert await revoke_key(transaction, reader.key_id, at=datetime.now(UTC))
    finally:
        await database.close()
