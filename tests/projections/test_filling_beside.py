"""Views are filled by several processes as by one; where one of them cannot go on, the old views stay."""

import asyncio
import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep

import pytest

from events.identity import Noun
from events.log.database import Database
from projections import rebuilding
from projections.filling_beside import FillingBeside, FillingFailed, Task, _feed, turn_at
from projections.reading_things import Range, ranges_of
from projections.registry import VIEWS
from projections.runner import prepare
from projections.verifying import verify_view
from tests.events.log.tampering import run
from tests.projections.filling import tell
from tests.projections.test_rebuilding import commitment, left_over


@pytest.fixture
async def told(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database with thirty commitments, in ranges of a few of them."""
    monkeypatch.setattr("projections.reading_things.EVENTS_AT_ONCE", 20)
    await prepare(database, VIEWS)
    for number in range(30):
        await tell(database, VIEWS, commitment(number))
    return database


async def test_several_processes_fill_the_views_as_one(told: Database, database_url: str) -> None:
    """Every row is as a fresh fold makes it, and old and new are the same."""
    assert len(await ranges_of(told, Noun.ACTIVITY)) > 4
    built = await rebuilding.rebuild(told, VIEWS, fill=FillingBeside(database_url, 2).fill)
    assert all(one.comparison is not None and one.comparison.is_equal for one in built)
    assert [await verify_view(told, view) for view in VIEWS] == [[] for _ in VIEWS]


async def test_a_process_that_cannot_go_on_says_why(told: Database, database_url: str) -> None:
    """Its claim was taken over: nothing more is put in, the old views serve on, and the next build clears up."""
    filling = FillingBeside(database_url, 2)

    async def taken_over(*given: object) -> None:
        await run(told, "DELETE FROM view_heartbeat")
        await filling.fill(*given)  # type: ignore[arg-type]

    with pytest.raises(ExceptionGroup) as failed:
        await rebuilding.rebuild(told, VIEWS, fill=taken_over)
    assert failed.group_contains(FillingFailed, match="taken over")
    assert [await verify_view(told, view) for view in VIEWS] == [[] for _ in VIEWS]
    await rebuilding.rebuild(told, VIEWS)
    assert not await left_over(told)


async def test_a_process_that_is_gone_is_noticed(told: Database, database_url: str) -> None:
    """A process that ends without a word is no process that has done its work."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    theirs.close()
    task = Task("activity", Range("activity-", "activity."), 1, "a process")
    with pytest.raises(FillingFailed, match="activity has ended"):
        await _feed(ours, iter([task]), lambda _: None)
    ours.close()


def hold(path: Path, has_it: Connection) -> None:
    """Take the turn, say so, and never give it back."""
    with turn_at(path):
        has_it.send("mine")
        sleep(60)


async def test_the_turn_of_a_killed_process_is_free_again(tmp_path: Path) -> None:
    """Nobody waits for ever for one that was killed while it held the turn; control: while it lives, it is held."""
    context = multiprocessing.get_context("spawn")
    path = tmp_path / "turn"
    path.touch()
    ours, theirs = context.Pipe()
    holder = context.Process(target=hold, args=(path, theirs), daemon=True)
    holder.start()
    assert ours.recv() == "mine"
    waiting = asyncio.create_task(asyncio.to_thread(take, path))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    holder.kill()
    await asyncio.wait_for(waiting, 10)
    holder.join()


def take(path: Path) -> None:
    """Wait for the turn, and give it back."""
    with turn_at(path):
        pass
