"""The queue: bounded, people before bulk, bulk never starved, and nobody written who has gone or waited too long."""

import asyncio
from contextlib import suppress

import pytest

from events.log.database import Database
from service.writer import lanes as lanes_module
from service.writer.lanes import (
    BATCH_BYTES_MAX,
    BULK_COMMANDS_MAX,
    BULK_QUEUE_MAX,
    COMMANDS_MAX,
    QUEUE_BYTES_MAX,
    QUEUE_MAX,
    Lanes,
    Overloaded,
    Waiting,
)
from service.writer.work import Receipt
from service.writer.writer import WAITING_SECONDS_MAX, Writer, WriterStopped
from tests.service.writer.requests import (
    Clock,
    asked,
    commitments,
    committed,
    events_of,
    submitted,
    writing,
)


async def waiting(number: int, bulk: bool = False, size_bytes: int = 100) -> list[Waiting]:
    loop = asyncio.get_running_loop()
    command = committed("Count returnees")
    return [Waiting(asked(command, bulk=bulk), loop.create_future(), size_bytes, 0.0) for _ in range(number)]


async def filled(people: int, bulk: int) -> Lanes:
    lanes = Lanes()
    for one in [*await waiting(people), *await waiting(bulk, bulk=True)]:
        lanes.add(one)
    return lanes


async def turns(number: int) -> None:
    """Let the loop turn: in the first a task makes those of its requests, in the second they are handed in."""
    for _ in range(number):
        await asyncio.sleep(0)


def sorts(batch: list[Waiting]) -> tuple[int, int]:
    bulk = sum(one.work.bulk for one in batch)
    return len(batch) - bulk, bulk


async def test_over_its_end_nothing_waits() -> None:
    """The queue takes its number and refuses the next; after a batch there is room again."""
    lanes = await filled(QUEUE_MAX, 0)
    [late] = await waiting(1)
    with pytest.raises(Overloaded, match="2000 requests are waiting"):
        lanes.add(late)
    lanes.next_batch()
    lanes.add(late)


async def test_an_import_never_fills_the_queue_of_people() -> None:
    """What comes in bulk is refused when its own part is full, and a person is still taken."""
    lanes = await filled(0, BULK_QUEUE_MAX)
    [bulk], [person] = await waiting(1, bulk=True), await waiting(1)
    with pytest.raises(Overloaded, match="imports"):
        lanes.add(bulk)
    lanes.add(person)


async def test_large_requests_fill_the_queue_by_their_bytes() -> None:
    """The queue is bounded in bytes too; a lone request is taken however large it is."""
    lanes = Lanes()
    large = await waiting(3, size_bytes=QUEUE_BYTES_MAX // 2 + 1)
    lanes.add(large[0])
    with pytest.raises(Overloaded, match="large"):
        lanes.add(large[1])
    assert lanes.next_batch() == [large[0]]
    lanes.add(large[2])


async def test_people_go_before_bulk() -> None:
    """In a batch the people stand first, and what comes in bulk has a small part of it."""
    lanes = await filled(10, 100)
    batch = lanes.next_batch()
    assert sorts(batch) == (10, BULK_COMMANDS_MAX)
    assert [one.work.bulk for one in batch] == [False] * 10 + [True] * BULK_COMMANDS_MAX


async def test_bulk_never_starves() -> None:
    """However many people wait, a few commands of the import are in every batch."""
    lanes = await filled(3 * COMMANDS_MAX, 10)
    people, bulk = sorts(lanes.next_batch())
    assert people + bulk == COMMANDS_MAX
    assert 0 < bulk < COMMANDS_MAX // 10
    heavy = Lanes()
    for one in [*await waiting(5, size_bytes=BATCH_BYTES_MAX // 2), *await waiting(5, bulk=True)]:
        heavy.add(one)
    assert sorts(heavy.next_batch()) == (2, 1)


async def test_what_did_not_fit_is_next() -> None:
    """What is put back keeps its place, and bulk that was left behind goes first in the next batch."""
    lanes = await filled(3, 2)
    batch = lanes.next_batch()
    lanes.put_back(batch[2:])
    assert lanes.next_batch() == [*batch[3:], batch[2]]
    assert not lanes


async def test_the_writer_refuses_what_the_queue_does_not_take(
    prepared: Database, unfpa: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of ten requests at once with room for four, six are told to come again, and four are written."""
    monkeypatch.setattr(lanes_module, "QUEUE_MAX", 4)
    outcomes = await submitted(unfpa, commitments(10))
    assert [type(outcome) for outcome in outcomes] == [Receipt] * 4 + [Overloaded] * 6
    assert len(await events_of(prepared)) == 5


async def test_an_author_who_has_gone_does_not_stop_the_batch(prepared: Database, unfpa: Writer) -> None:
    """Whoever cancels before the writing is not written; whoever cancels during it harms nobody."""
    async with prepared.writing():
        # While another one writes, a first batch waits for the lock, and a second one behind it.
        first = [asyncio.create_task(unfpa.submit(work)) for work in commitments(3)]
        await asyncio.sleep(0.02)
        second = [asyncio.create_task(unfpa.submit(asked(committed(f"Count {who}")))) for who in ("students", "nurses")]
        await asyncio.sleep(0)
        first[1].cancel()
        second[0].cancel()
    receipts = [await task for task in (first[0], first[2], second[1])]
    assert [receipt.id for receipt in receipts][2] == "unfpa-count-nurses"
    with suppress(asyncio.CancelledError):
        await first[1]
    titles = [event.data for event in await events_of(prepared)]
    assert len(titles) == 5
    assert not any(b"students" in data for data in titles)


async def test_where_a_whole_batch_has_gone_the_next_is_written(unfpa: Writer, prepared: Database) -> None:
    """Three hundred authors who give up do not keep the one behind them waiting."""
    async with prepared.writing():
        blocking = asyncio.create_task(unfpa.submit(asked(committed("Count returnees"))))
        await asyncio.sleep(0.02)
        gone = [asyncio.create_task(unfpa.submit(work)) for work in commitments(2 * COMMANDS_MAX)]
        last = asyncio.create_task(unfpa.submit(asked(committed("Count nurses"))))
        await asyncio.sleep(0)
        for task in gone:
            task.cancel()
    await asyncio.wait_for(asyncio.gather(blocking, last), 10)
    assert len(await events_of(prepared)) == 3


async def test_who_waited_too_long_is_told_and_not_written(prepared: Database, unfpa: Writer, clock: Clock) -> None:
    """After thirty seconds in the queue a command is answered undecided; control: a second before, it is written."""
    for seconds, expected in ((WAITING_SECONDS_MAX - 1, Receipt), (WAITING_SECONDS_MAX + 1, Overloaded)):
        number = len(await events_of(prepared))
        async with prepared.writing():
            blocking = asyncio.create_task(unfpa.submit(asked(committed("Count returnees"))))
            await asyncio.sleep(0.02)
            behind = asyncio.create_task(submitted(unfpa, commitments(2)))
            await asyncio.sleep(0.02)
            clock.seconds += seconds
        await blocking
        assert {type(outcome) for outcome in await behind} == {expected}
        assert len(await events_of(prepared)) == number + (3 if expected is Receipt else 1)


async def test_stopping_takes_what_waits_and_then_refuses(prepared: Database, unfpa: Writer) -> None:
    """Everything handed in before has its receipt; what comes later is told that the service stops."""
    handed_in = asyncio.create_task(submitted(unfpa, commitments(600)))
    await turns(2)
    await unfpa.stop()
    assert {type(outcome) for outcome in await handed_in} == {Receipt}
    assert len(await events_of(prepared)) == 601
    with pytest.raises(WriterStopped):
        await unfpa.submit(asked(committed("Too late")))


async def test_a_stop_that_is_given_up_does_not_cut_off_the_writer(prepared: Database, unfpa: Writer) -> None:
    """Whoever waits for the end may be cancelled; what waits is written all the same."""
    handed_in = asyncio.create_task(submitted(unfpa, commitments(50)))
    await turns(2)
    stopping = asyncio.create_task(unfpa.stop())
    await asyncio.sleep(0)
    stopping.cancel()
    assert {type(outcome) for outcome in await handed_in} == {Receipt}


async def test_a_writer_that_has_not_begun_refuses(prepared: Database) -> None:
    """Nothing waits where nobody takes it; control: once begun, it is taken."""
    writer = Writer(prepared, (), Clock().surroundings())
    with pytest.raises(WriterStopped):
        await writer.submit(asked(committed("Too early")))
    async with writing(prepared) as begun:
        assert begun.is_running
