"""The task that reads the bitmaps of a process: they are there before the first request, and again after a fault."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from events.log.database import Database
from events.log.errors import DatabaseBusy
from projections import carried_counts, runner
from projections.bitmaps.keeping import ActivityBitmaps
from projections.registry import VIEWS
from projections.tallies import Tally, read_tally
from service import bitmaps as bitmaps_of_process
from service.bitmaps import Bitmaps
from tests.loaded_record import Loaded

FACETS = "/api/v1/activities/facets?facet=agency&facet=timeliness"


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[Any]]:
    """What the task logs during the test."""
    with capture_logs() as entries:
        yield entries


async def test_lists_of_now_are_counted_without_the_view(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and facets, the first time that they are asked for; as of a day the view is asked."""
    asked = []

    async def noted(*arguments: Any) -> Tally:
        asked.append(arguments)
        return await read_tally(*arguments)

    monkeypatch.setattr(carried_counts, "read_tally", noted)
    for path in ("/api/v1/activities?stage=planned&limit=1", FACETS):
        assert (await loaded.client.get(path)).json()["total"] > 0
    assert asked == []
    assert (await loaded.client.get(f"{FACETS}&as_of=2009-01-03")).json()["total"] > 0
    assert asked != []


@pytest.mark.parametrize("fault", [DatabaseBusy("The database is busy."), LookupError("an event of a later release")])
async def test_after_a_fault_they_are_read_again(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, logged: list[Any], fault: Exception
) -> None:
    """Whatever the fault is, it is logged, and the service starts without them meanwhile."""
    monkeypatch.setattr(bitmaps_of_process, "SECONDS_BETWEEN_TRIES", 0.01)
    monkeypatch.setattr(bitmaps_of_process, "WAITED_SECONDS", 0.001)
    await runner.prepare(sqlite_database, VIEWS)
    load, tries = ActivityBitmaps.load, []

    async def fails_at_first(kept: ActivityBitmaps, database: Database, pause: Callable[[], Awaitable[None]]) -> bool:
        tries.append(database)
        if len(tries) == 1:
            raise fault
        return await load(kept, database, pause)

    monkeypatch.setattr(ActivityBitmaps, "load", fails_at_first)
    bitmaps = Bitmaps(sqlite_database)
    await bitmaps.start()
    await asyncio.wait_for(bitmaps.kept.there.wait(), 10)
    await bitmaps.stop()
    assert len(tries) == 2
    assert len(logged) == 1
