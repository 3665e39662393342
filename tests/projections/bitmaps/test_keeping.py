"""The bitmaps of a process follow the log; where they cannot, they say so and are read anew."""

import asyncio

import pytest
from msgspec.structs import replace

from events.log.database import Database, Transaction
from events.log.reading import read_head
from projections import runner
from projections.activities import ACTIVITIES
from projections.bitmaps import keeping
from projections.bitmaps.index import BitmapIndex
from projections.bitmaps.keeping import ActivityBitmaps, News
from projections.registry import VIEWS
from tests.projections.bitmaps.beside_the_view import (
    content,
    index_now,
    loaded,
    no_pause,
    told,
)
from tests.projections.filling import append_only, tell


async def test_what_is_said_while_they_are_read_is_in_them(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each portion is read in a state of its own; the bitmaps show the last."""
    monkeypatch.setattr(keeping, "PORTION", 5)
    telling, bitmaps = await told(database, 2), ActivityBitmaps()

    async def others_write() -> None:
        await tell(database, VIEWS, telling.facts(3))

    assert await bitmaps.load(database, others_write)
    fresh = await loaded(database)
    assert content(await index_now(database, bitmaps)) == content(await index_now(database, fresh))


async def test_of_another_history_they_are_read_again(sqlite_database: Database) -> None:
    """After a restore the log may end with another event, behind where they stand, there, or before."""
    telling = await told(sqlite_database, 7)
    for place in ("there", "behind", "before"):
        bitmaps = await loaded(sqlite_database)
        lost = await index_now(sqlite_database, bitmaps)
        assert lost is not None
        assert bitmaps._kept is not None
        head = bitmaps._kept.log
        if place == "before":
            bitmaps._kept = keeping.Kept(lost, replace(head, position=head.position + 1))
            assert await index_now(sqlite_database, bitmaps) is None
            await bitmaps.follow(sqlite_database)
        else:
            bitmaps._kept = keeping.Kept(lost, replace(head, leaf=bytes(32)))
            if place == "behind":
                await tell(sqlite_database, VIEWS, telling.facts(2))
            assert await index_now(sqlite_database, bitmaps) is None
        assert bitmaps.missing.is_set()
        assert not bitmaps.there.is_set()


async def test_of_a_view_that_is_faulted_they_are_dropped(sqlite_database: Database) -> None:
    """It may have lost a thing, and be built anew without a word in the log."""
    await told(sqlite_database, 11)
    bitmaps = await loaded(sqlite_database)
    await bitmaps.follow(sqlite_database)
    assert bitmaps.there.is_set()
    async with sqlite_database.writing() as transaction:
        await runner.mark_faulted(transaction, ACTIVITIES, "The disk was full.")
    await bitmaps.follow(sqlite_database)
    assert bitmaps.missing.is_set()
    assert not await bitmaps.load(sqlite_database, no_pause), "it would be dropped again"


async def test_they_follow_the_log_without_being_asked(sqlite_database: Database) -> None:
    """So that the first question after an import need not read all of it."""
    telling = await told(sqlite_database, 12)
    bitmaps = await loaded(sqlite_database)
    await tell(sqlite_database, VIEWS, telling.facts(5))
    await bitmaps.follow(sqlite_database)
    assert bitmaps._kept is not None
    async with sqlite_database.reading() as transaction:
        assert bitmaps._kept.log == await read_head(transaction)


async def test_what_cannot_be_put_in_leaves_no_half_of_it(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are dropped with the fault, and the next question is answered from the view."""
    telling = await told(sqlite_database, 13)
    bitmaps = await loaded(sqlite_database)
    await tell(sqlite_database, VIEWS, telling.facts(5))
    monkeypatch.delattr(BitmapIndex, "add")
    with pytest.raises(AttributeError):
        await index_now(sqlite_database, bitmaps)
    assert await index_now(sqlite_database, bitmaps) is None
    assert bitmaps.missing.is_set()


async def test_too_many_events_are_not_followed(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading everything anew is quicker then, and is done beside the answers."""
    monkeypatch.setattr(keeping, "FOLLOWED_EVENTS_MAX", 5)
    telling = await told(sqlite_database, 8)
    bitmaps = await loaded(sqlite_database)
    await tell(sqlite_database, VIEWS, telling.facts(6))
    assert await index_now(sqlite_database, bitmaps) is None
    assert bitmaps.missing.is_set()


async def test_of_a_view_that_is_behind_nothing_is_read(sqlite_database: Database) -> None:
    """What it lacks would be missing for ever: it is told later, under positions that were passed."""
    telling = await told(sqlite_database, 9)
    async with sqlite_database.writing() as transaction:
        await append_only(transaction, telling.facts(1))
    bitmaps = ActivityBitmaps()
    assert not await bitmaps.load(sqlite_database, no_pause)
    assert not bitmaps.there.is_set()
    await runner.catch_up(sqlite_database, [ACTIVITIES])
    assert await bitmaps.load(sqlite_database, no_pause)


@pytest.mark.parametrize("is_older_slower", [False, True])
async def test_two_requests_bring_them_on_at_once(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, is_older_slower: bool
) -> None:
    """Each reads another state, and one overtakes the other: nothing old is put over what is newer."""
    telling = await told(sqlite_database, 10, 200)
    bitmaps = await loaded(sqlite_database)
    reads, overtaking = keeping._news, asyncio.Event()
    slow: list[int] = []

    async def overtaken(transaction: Transaction, after: int, until: int) -> News:
        news = await reads(transaction, after, until)
        if until == slow[0] and not overtaking.is_set():
            await overtaking.wait()
        return news

    monkeypatch.setattr(keeping, "_news", overtaken)
    await tell(sqlite_database, VIEWS, telling.facts(15))
    async with sqlite_database.reading() as one:
        older = await read_head(one)
        await tell(sqlite_database, VIEWS, telling.facts(15))
        async with sqlite_database.reading() as other:
            newer = await read_head(other)
            asked = {older.position: (one, older), newer.position: (other, newer)}
            slow.append(older.position if is_older_slower else newer.position)
            waiting = asyncio.create_task(bitmaps.at(*asked.pop(slow[0])))
            await asyncio.sleep(0.05)
            [quick] = asked.values()
            assert await bitmaps.at(*quick) is not None
            overtaking.set()
            at = await waiting
    assert at is not None
    assert bool(at.later) == is_older_slower
    assert content(await index_now(sqlite_database, bitmaps)) == content(
        await index_now(sqlite_database, await loaded(sqlite_database))
    )
