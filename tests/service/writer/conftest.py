"""What the tests of the writer are given: a database with the views, a clock, and a writer that has begun."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from events.log.database import Database
from projections import runner
from projections.registry import VIEWS
from service.writer.writer import Writer
from tests.service.writer.requests import Clock, asked, registered, writing


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[Any]]:
    """What the writer logs during the test."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
async def prepared(database: Database) -> Database:
    """A database of each kind with the tables of the views."""
    await runner.prepare(database, VIEWS)
    return database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def writer(prepared: Database, clock: Clock) -> AsyncIterator[Writer]:
    """A writer on a database of each kind."""
    async with writing(prepared, clock) as begun:
        yield begun


@pytest.fixture
async def unfpa(writer: Writer) -> Writer:
    """A writer on a log in which UNFPA is registered, at position 1."""
    await writer.submit(asked(registered("unfpa")))
    return writer
