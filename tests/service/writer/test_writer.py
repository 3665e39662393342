"""Group commit: many commands in few transactions, each with its own receipt, none harmed by another."""

import asyncio

import msgspec
import pytest

from events.log.appending import EVENTS_MAX
from events.log.database import Database
from events.log.event import parse_public_position
from events.log.verifying import verify_log
from events.reading_facts import event_tags
from service.commands.refusals import Refused
from service.writer import deciding
from service.writer.lanes import COMMANDS_MAX
from service.writer.work import Receipt
from service.writer.writer import Writer
from tests.service.writer.requests import (
    UNFPA,
    Clock,
    asked,
    commitments,
    committed,
    events_of,
    number_of,
    places_of,
    registered,
    submitted,
    taken,
    writing,
)


async def test_commands_that_wait_at_once_share_a_transaction(prepared: Database, unfpa: Writer) -> None:
    """Three hundred reports handed in at once take two commits; control: one by one each takes its own."""
    before = await number_of(prepared, "checkpoint")
    receipts = await taken(unfpa, commitments(300))
    assert await number_of(prepared, "checkpoint") - before == 2
    assert len({receipt.id for receipt in receipts}) == 300
    for work in commitments(3):
        await unfpa.submit(work)
    assert await number_of(prepared, "checkpoint") - before == 5


async def test_every_receipt_names_its_own_events(prepared: Database, unfpa: Writer) -> None:
    """The positions of a receipt are dense, in the order of the commands, and have the leaves that the log has."""
    works = commitments(40)
    receipts = await taken(unfpa, works)
    places = await places_of(prepared)
    assert [place for receipt in receipts for place in receipt.positions] == places[1:]
    assert [parse_public_position(place).position for place in places] == list(range(1, 42))
    events = (await events_of(prepared))[1:]
    assert [event.command_id for event in events] == [work.command_id for work in works]
    assert [(receipt.position, receipt.recorded_at, receipt.version, receipt.made) for receipt in receipts] == [
        (place, event.recorded_at, 1, True) for place, event in zip(places[1:], events, strict=True)
    ]


async def test_what_the_writer_wrote_can_be_proven(prepared: Database, unfpa: Writer) -> None:
    """Leaves, tags, tiles and checkpoints of several batches are what the log's own check computes."""
    for _ in range(3):
        await taken(unfpa, commitments(100))
    await must_be_proven(prepared, 301)


async def test_time_goes_on_where_the_clock_was_put_back(prepared: Database, unfpa: Writer, clock: Clock) -> None:
    """Recorded times only grow, and what was said on the newest day can still be reported."""
    clock.now = "2026-03-01T09:00:00.000000Z"
    await unfpa.submit(asked(committed("Publish the State of World Population", reported_on="2026-03-02")))
    await taken(unfpa, commitments(3))
    times = [event.recorded_at for event in await events_of(prepared)]
    assert times == sorted(set(times))
    assert times[-1] > clock.now


async def test_a_refused_command_harms_no_neighbour(prepared: Database, unfpa: Writer) -> None:
    """Between two good reports one of an unknown body is refused; the two have their receipts and dense positions."""
    good, bad, last = (committed(title) for title in ("Count returnees", "Count nobody", "Count students"))
    bad = msgspec.structs.replace(bad, lead="atlantis")
    first, refusal, second = await submitted(unfpa, [asked(good), asked(bad), asked(last)])
    assert isinstance(refusal, Refused)
    assert refusal.slug == "unknown-reference"
    assert [*first.positions, *second.positions] == (await places_of(prepared))[1:]


async def test_a_command_sees_what_those_before_it_decided(prepared: Database, writer: Writer) -> None:
    """An agency is registered and used in one batch; control: used before it is registered, it is unknown."""
    before = await number_of(prepared, "checkpoint")
    early, body, late = await submitted(
        writer, [asked(committed("Too early")), asked(registered("unfpa")), asked(committed("In time"))]
    )
    assert isinstance(early, Refused)
    assert (body.id, late.id) == ("unfpa", "unfpa-in-time")
    assert await number_of(prepared, "checkpoint") - before == 1


async def test_two_reports_of_one_title_in_one_batch_get_two_ids(unfpa: Writer) -> None:
    """The second finds the id of the first taken, though the first is not committed yet."""
    receipts = await taken(unfpa, [asked(committed("Count returnees")), asked(committed("Count returnees"))])
    assert [receipt.id for receipt in receipts] == ["unfpa-count-returnees", "unfpa-count-returnees-2"]


async def test_a_reference_is_used_once_in_one_batch(unfpa: Writer) -> None:
    """An agency's own reference that an earlier command of the batch used is taken."""
    first, second = await submitted(
        unfpa, [asked(committed(title, reference="UNFPA/7")) for title in ("Count returnees", "Count students")]
    )
    assert isinstance(first, Receipt)
    assert isinstance(second, Refused)
    assert second.slug == "reference-used-before"


async def test_an_author_without_the_right_is_refused_under_the_lock(unfpa: Writer) -> None:
    """UNFPA's focal point reports for UNFPA and may not register a body."""
    await unfpa.submit(asked(committed("Count returnees"), UNFPA))
    with pytest.raises(Refused, match="Only the secretariat"):
        await unfpa.submit(asked(registered("iom"), UNFPA))


async def test_a_batch_ends_where_its_events_would_be_too_many(
    prepared: Database, unfpa: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit goes into the next transaction, in order, and nothing is lost or written twice."""
    monkeypatch.setattr(deciding, "BATCH_EVENTS_MAX", 10)
    before = await number_of(prepared, "checkpoint")
    receipts = await taken(unfpa, commitments(25))
    assert await number_of(prepared, "checkpoint") - before == 3
    assert [receipt.position for receipt in receipts] == (await places_of(prepared))[1:]


async def test_a_command_that_says_too_much_is_refused(unfpa: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single request with more facts than a transaction takes is told to come in parts."""
    monkeypatch.setattr(deciding, "EVENTS_MAX", 0)
    with pytest.raises(Refused, match="send it in parts") as refusal:
        await unfpa.submit(asked(committed("Count returnees")))
    assert refusal.value.slug == "body-too-large"


async def test_two_writers_on_one_database_number_densely(prepared: Database, unfpa: Writer) -> None:
    """Two processes that write at once leave one dense log, and each sees what the other wrote."""
    async with writing(prepared) as other:
        for round_ in range(4):
            mine = [asked(committed(f"Train office {round_} {place}")) for place in range(20)]
            theirs = [asked(committed(f"Train office {round_} {place}")) for place in range(20)]
            await asyncio.gather(taken(unfpa, mine), taken(other, theirs))
        receipt = await other.submit(asked(committed("Train office 0 0")))
    assert receipt.id == "unfpa-train-office-0-0-3"
    await must_be_proven(prepared, 162)


async def must_be_proven(database: Database, size: int) -> None:
    """The log is whole, its tags included."""
    assert len(await events_of(database)) == size
    assert await verify_log(database, lambda position: None, event_tags) == []


def test_a_batch_takes_no_more_than_the_log_appends_at_once() -> None:
    """The limits fit each other."""
    assert deciding.BATCH_EVENTS_MAX <= EVENTS_MAX
    assert COMMANDS_MAX <= deciding.BATCH_EVENTS_MAX
