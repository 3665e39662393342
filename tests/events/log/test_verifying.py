"""Verification finds what was altered behind the back of the log, and nothing in a whole one."""

import pytest
from msgspec import structs

from events.log import verifying
from events.log.database import Database
from events.log.event import RecordedEvent
from events.log.reading import read_positions
from events.log.redaction import without_field
from events.log.verifying import verify_log
from tests.events.log.reports import UNFPA, append_all, redaction_of, report
from tests.events.log.tampering import drop_guard, run


@pytest.fixture
async def filled(database: Database) -> Database:
    """A log of 300 events in three commits."""
    for start in (0, 100, 200):
        await append_all(database, [report(f"activity-{number % 9}") for number in range(start, start + 100)])
    return database


async def test_a_whole_log_has_no_findings(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is found, batch by batch, the tags included, and the progress ends at the last position."""
    monkeypatch.setattr(verifying, "EVENTS_AT_ONCE", 120)
    seen: list[int] = []
    assert await verify_log(filled, seen.append, lambda event: ("agency:unfpa",)) == []
    assert seen == [120, 240, 300]


ALTERED = [
    ("event", "data = replace(data, 'migrant stock', 'migrant stocks')", 150, "digest differs"),
    ("event", "data = replace(data, ',', ', ')", 150, "Canonical"),
    ("event", "data = '{'", 150, "cannot be read"),
    ("event", "salts = replace(salts, 'title', 'titles')", 150, "fields"),
    ("event", "actor = 'ilo'", 150, "leaf differs"),
    ("event", "leaf = data_digest", 200, "root of the checkpoint at position 200"),
    ("event", "version = 1000", 150, "Version 17"),
    ("event", "recorded_at = '2008-11-20T00:00:00.000000Z'", 150, "A time after"),
    ("checkpoint", "root = (SELECT leaf FROM event WHERE position = 1)", 200, "root of the checkpoint"),
    ("tile", "root = hashes", 256, "Tile 0 of level 0"),
    ("event_tag", "tag = 'agency:ilo'", 150, "tags"),
    ("event_tag", "position = 0", 0, "No tag was expected outside"),
    ("event_tag", "position = 301", 301, "No tag was expected outside"),
    ("event", "position = -150", -150, "No event was expected outside"),
    ("event", "type = 'event-redacted'", 150, "cannot be read"),
    ("checkpoint", "recorded_at = '2008-11-20T00:00:00.000000Z'", 200, "The time"),
    ("checkpoint", "note = 'signed'", 200, "The note"),
    ("tile", "number = 7", 300, "No tile 7"),
]


WHERE = {"event": "position = 150", "event_tag": "position = 150", "checkpoint": "size = 200", "tile": "number = 0"}


@pytest.mark.parametrize(("table", "change", "position", "said"), ALTERED, ids=[said for *_, said in ALTERED])
async def test_an_alteration_is_found(filled: Database, table: str, change: str, position: int, said: str) -> None:
    """One altered value is found at its position, with a sentence that says what was expected."""
    await drop_guard(filled, table, "UPDATE")
    assert await run(filled, f"UPDATE {table} SET {change} WHERE {WHERE[table]}") == 1
    findings = await verify_log(filled, lambda position: None, lambda event: ("agency:unfpa",))
    assert any(finding.position == position and said in finding.sentence for finding in findings), findings[:3]
    assert all(finding.sentence.endswith(".") for finding in findings)


REMOVED = [
    ("event", "DELETE FROM event WHERE position = 150", 150, "Position 150 was expected next"),
    (
        "event",
        "DELETE FROM event WHERE position > 290",
        300,
        "No checkpoint was expected outside the positions 1 to 290",
    ),
    ("checkpoint", "DELETE FROM checkpoint WHERE size = 300", 300, "A checkpoint was expected at the last position"),
    ("tile", "DELETE FROM tile WHERE number = 0", 256, "none was found"),
    ("event_tag", "DELETE FROM event_tag WHERE position = 150", 150, "tags"),
]


@pytest.mark.parametrize(("table", "text", "position", "said"), REMOVED, ids=[said for *_, said in REMOVED])
async def test_a_removal_is_found(filled: Database, table: str, text: str, position: int, said: str) -> None:
    """A row that is gone is missed: an event in the middle or at the end, a checkpoint, a tile, a tag."""
    await drop_guard(filled, table, "DELETE")
    assert await run(filled, text) > 0
    findings = await verify_log(filled, lambda position: None, lambda event: ("agency:unfpa",))
    assert any(finding.position == position and said in finding.sentence for finding in findings), findings[:3]


async def test_a_field_that_is_gone_without_a_redaction_is_found(filled: Database) -> None:
    """The digest in its place agrees with the leaf, and no event tells who took the text out and why."""
    async with filled.reading() as transaction:
        [recorded] = await read_positions(transaction, [150])
    redacted = without_field(recorded, "title")
    await drop_guard(filled, "event", "UPDATE")
    values = {"data": redacted.data.decode(), "salts": redacted.salts}
    await run(filled, "UPDATE event SET data = :data, salts = :salts WHERE position = 150", values)
    [finding] = await verify_log(filled, lambda position: None)
    assert finding == (150, "The field title at position 150 is gone, and no redaction tells of it.")


async def test_a_redaction_that_was_told_of_and_not_done_is_found(filled: Database) -> None:
    """The log says that a text is gone, as after a restore from before the redaction, and there it stands."""
    await append_all(filled, [redaction_of(150, "title")])
    [finding] = await verify_log(filled, lambda position: None)
    assert (finding.position, "was expected to be gone" in finding.sentence) == (150, True)


async def test_a_commit_without_its_checkpoint_is_found(filled: Database) -> None:
    """A later time tells that a commit ended there; control: one that followed at once would not tell."""
    later = structs.replace(UNFPA, recorded_at="2008-11-21T11:00:00.000000Z")
    await append_all(filled, [report()], later)
    await drop_guard(filled, "checkpoint", "DELETE")
    await run(filled, "DELETE FROM checkpoint WHERE size = 200")
    assert await verify_log(filled, lambda position: None) == []
    await run(filled, "DELETE FROM checkpoint WHERE size = 300")
    [finding] = await verify_log(filled, lambda position: None)
    assert (finding.position, "another commit" in finding.sentence) == (300, True)


async def test_an_event_that_cannot_be_read_at_all_is_named(sqlite_database: Database) -> None:
    """Bytes that are no text end neither the verification nor the search for what else is wrong."""
    await append_all(sqlite_database, [report(f"activity-{number}") for number in range(40)])
    await drop_guard(sqlite_database, "event", "UPDATE")
    await run(sqlite_database, "UPDATE event SET data = CAST(x'ff' AS TEXT) WHERE position = 20")
    await run(sqlite_database, "UPDATE event SET actor = 'ilo' WHERE position = 30")
    findings = await verify_log(sqlite_database, lambda position: None)
    assert findings[0].position == 20
    assert "cannot be read" in findings[0].sentence
    assert any(finding.position == 30 for finding in findings)


async def test_tags_that_their_event_does_not_give_are_found(filled: Database) -> None:
    """Where the function gives an event other tags than are stored, that event is named."""

    def tags_of(event: RecordedEvent) -> tuple[str, ...]:
        return ("agency:unfpa", "topic:remittances") if event.position == 7 else ("agency:unfpa",)

    [finding] = await verify_log(filled, lambda position: None, tags_of)
    assert (finding.position, "topic:remittances" in finding.sentence) == (7, True)
