"""Wherever the connection to PostgreSQL is cut, what was told is so, nothing is there twice, and the writer goes on."""

from collections.abc import Iterator, Sequence

import pytest
from structlog.testing import capture_logs

from events.log.errors import DatabaseUnreachable
from service.writer.work import Receipt
from service.writer.writer import Writer
from tests.postgresql_server import PostgresqlServer
from tests.recovery.careless_writers import Believing, Forgetting
from tests.recovery.cutting import Exchange, Told, cutting, findings_in
from tests.recovery.cutting_proxy import Direction

STEP_BYTES = 397
LAST_STEP_BYTES = 7


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Every cut is told in the log of the service; the tests need none of it."""
    with capture_logs():
        yield


@pytest.fixture
def empty_url(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """The address of an empty database on PostgreSQL."""
    name = postgresql_server.create_database()
    yield postgresql_server.url(name)
    postgresql_server.drop_database(name)


async def told_by(kind: type[Writer], server: PostgresqlServer, url: str, exchanges: Sequence[Exchange]) -> list[Told]:
    """What the authors were told: cut here and there in each exchange, and densely at its end, where COMMIT is."""
    async with cutting(server, url, kind) as cut:
        for exchange in exchanges:
            cuts = await cut.cut_after_every(STEP_BYTES, exchange)
            await cut.cut_after_every(LAST_STEP_BYTES, exchange, STEP_BYTES * (cuts - 1))
    return cut.told


async def test_what_is_told_after_a_cut_is_so(postgresql_server: PostgresqlServer, empty_url: str) -> None:
    """In both directions: a receipt has its event, a refusal none, and the command after it is written."""
    exchanges = [Exchange(direction) for direction in Direction]
    told = await told_by(Writer, postgresql_server, empty_url, exchanges)
    assert await findings_in(empty_url, told) == []
    assert {type(one.outcome) for one in told} == {Receipt, DatabaseUnreachable}


async def test_a_batch_that_is_cut_is_written_whole_or_not(postgresql_server: PostgresqlServer, empty_url: str) -> None:
    """Of four commands in one transaction each has its event, or each is told that nothing was written."""
    told = await told_by(Writer, postgresql_server, empty_url, [Exchange(Direction.TO_SERVICE, commands=4)])
    assert await findings_in(empty_url, told) == []


async def test_a_cut_while_connecting_is_told(postgresql_server: PostgresqlServer, empty_url: str) -> None:
    """Also of a connection that is being made, with its settings and the lock."""
    told = await told_by(Writer, postgresql_server, empty_url, [Exchange(Direction.TO_SERVICE, is_new=True)])
    assert await findings_in(empty_url, told) == []


async def test_a_writer_that_believes_loses_events(postgresql_server: PostgresqlServer, empty_url: str) -> None:
    """Control: cut before COMMIT arrived, it acknowledges what is not there."""
    told = await told_by(Believing, postgresql_server, empty_url, [Exchange(Direction.TO_SERVER)])
    assert any("is there 0 times" in finding for finding in await findings_in(empty_url, told))


async def test_a_writer_that_forgets_writes_twice(postgresql_server: PostgresqlServer, empty_url: str) -> None:
    """Control: cut before the answer to COMMIT arrived, it does again what was done."""
    told = await told_by(Forgetting, postgresql_server, empty_url, [Exchange(Direction.TO_SERVICE)])
    assert any("is there 2 times" in finding for finding in await findings_in(empty_url, told))
