"""The task that keeps the views of a process up ends when it is told to, and by nothing else."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from events.log.database import Database
from projections import runner
from projections.registry import VIEWS
from service import views as views_of_process


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[Any]]:
    """What the task logs during the test."""
    with capture_logs() as entries:
        yield entries


async def test_the_task_ends_though_it_is_hurried_at_that_moment(database: Database) -> None:
    """A cancellation that meets a wake-up is not lost: the service stops."""
    await runner.prepare(database, VIEWS)
    for _ in range(20):
        views = views_of_process.Views(database, VIEWS, "process")
        await views.start()
        await asyncio.sleep(0)
        views.hurry()
        await asyncio.sleep(0)
        await asyncio.wait_for(views.stop(), 10)


async def test_an_error_that_nobody_foresaw_does_not_end_the_task(
    database: Database, monkeypatch: pytest.MonkeyPatch, logged: list[Any]
) -> None:
    """It is logged, and the views are brought up the next time."""
    monkeypatch.setattr(views_of_process, "KEEP_UP_SECONDS", 0.01)
    await runner.prepare(database, VIEWS)
    views = views_of_process.Views(database, VIEWS, "process")
    broke, went_on = asyncio.Event(), asyncio.Event()

    async def breaks_at_first() -> None:
        if not broke.is_set():
            broke.set()
            raise LookupError("an event of a later release")
        went_on.set()

    monkeypatch.setattr(views, "_once", breaks_at_first)
    await views.start()
    await asyncio.wait_for(went_on.wait(), 10)
    await views.stop()
    assert "the views met an error that they do not know" in [entry["event"] for entry in logged]
