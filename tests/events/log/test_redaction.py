"""Redaction: one field gives way to its digest, the root stays, and nothing else gets through the same door."""

import pytest

from events.log.database import Database
from events.log.errors import ChangeRefused
from events.log.event import NewEvent, RecordedEvent
from events.log.reading import load_frontier, read_positions
from events.log.redaction import redact, without_field
from events.log.verifying import verify_log
from tests.events.log.reports import append_all, append_in, redaction_of, report
from tests.events.log.tampering import run

UPDATE = "UPDATE event SET data = :data, salts = :salts WHERE position = :position"


async def recorded_report(database: Database) -> RecordedEvent:
    """The report at position 2 of three, whose title will be redacted."""
    return (await append_all(database, [report(), report(title='By Raúl "R." \\ \n Ruíz'), report()])).events[1]


async def test_a_redaction_passes_and_the_root_stays(database: Database) -> None:
    """After the redaction the title is gone, its digest stands in its place, and the whole log still verifies."""
    event = await recorded_report(database)
    async with database.writing() as transaction:
        appended = await append_in(transaction, [redaction_of(event.position, "title")])
        redacted = await redact(transaction, event, "title")
    async with database.reading() as transaction:
        assert await read_positions(transaction, [event.position]) == [redacted]
        assert (await load_frontier(transaction)).root() == appended.frontier.root()
    assert redacted.withheld() == ("title",)
    assert redacted.leaf == event.leaf
    assert "Raúl".encode() not in redacted.data
    assert await verify_log(database, lambda position: None) == []


async def test_two_fields_are_redacted_one_after_the_other(database: Database) -> None:
    """Each field has its own redaction at the end of the log, in one transaction."""
    event = await recorded_report(database)
    async with database.writing() as transaction:
        for field in ("title", "topics"):
            await append_in(transaction, [redaction_of(event.position, field)])
            event = await redact(transaction, event, field)
    assert event.withheld() == ("title", "topics")
    assert await verify_log(database, lambda position: None) == []


async def test_without_an_event_that_says_so_nothing_is_redacted(database: Database) -> None:
    """The same change is refused when no redaction, or one of another field or position, ends the log."""
    event = await recorded_report(database)
    right, field_differs, position_differs = redaction_of(2, "title"), redaction_of(2, "kind"), redaction_of(1, "title")
    for last in ([], [field_differs], [position_differs], [right, report()]):
        with pytest.raises(ChangeRefused):
            await append_and_redact(database, last, event)


async def append_and_redact(database: Database, last: list[NewEvent], event: RecordedEvent) -> None:
    async with database.writing() as transaction:
        await append_in(transaction, last)
        await redact(transaction, event, "title")


async def test_a_field_is_redacted_once(database: Database) -> None:
    """A field that is gone already is not there to be redacted."""
    event = await recorded_report(database)
    async with database.writing() as transaction:
        await append_in(transaction, [redaction_of(event.position, "title")])
        redacted = await redact(transaction, event, "title")
        with pytest.raises(ChangeRefused, match="title"):
            await redact(transaction, redacted, "title")


@pytest.mark.parametrize(
    "forged", ["value", "other field", "no digest", "short digest", "salt kept", "other salt", "stream"]
)
async def test_nothing_else_gets_through_the_same_door(database: Database, forged: str) -> None:
    """While a redaction is allowed, a changed value, another field, a missing digest or another column is refused."""
    event = await recorded_report(database)
    await append_all(database, [redaction_of(event.position, "title")])
    redacted = without_field(event, "title")
    data, salts = redacted.data.decode(), redacted.salts
    digest = salts.partition('"digest":"')[2][:64]
    forgeries = {
        "value": (data.replace("publication", "planned_meeting"), salts),
        "other field": (without_field(event, "kind").data.decode(), without_field(event, "kind").salts),
        "no digest": (data, salts.replace(f'{{"digest":"{digest}"}}', "null")),
        "short digest": (data, salts.replace(digest, digest[:63])),
        "salt kept": (data, event.salts),
        "other salt": (data, salts.replace('"kind":"', '"kind":"A')),
        "stream": (data, salts),
    }
    changed_data, changed_salts = forgeries[forged]
    text = UPDATE.replace("SET", "SET stream = 'activity-other',") if forged == "stream" else UPDATE
    with pytest.raises(ChangeRefused):
        await run(database, text, {"data": changed_data, "salts": changed_salts, "position": event.position})
    # Control: the honest change passes at the same moment.
    assert await run(database, UPDATE, {"data": data, "salts": salts, "position": event.position}) == 1
