"""Verification finds what was altered behind the back of the log, and nothing in a whole one."""

import pytest

from events.log.database import Database
from events.log.event import RecordedEvent
from events.log.verifying import verify_log
from tests.events.log.reports import append_all, report
from tests.events.log.tampering import drop_guard, run


@pytest.fixture
async def filled(database: Database) -> Database:
    """A log of 600 events in three commits."""
    for start in (0, 200, 400):
        await append_all(database, [report(f"activity-{number % 9}") for number in range(start, start + 200)])
    return database


async def test_a_whole_log_has_no_findings(filled: Database) -> None:
    """Nothing is found, the tags included, and the progress ends at the last position."""
    seen: list[int] = []
    assert await verify_log(filled, seen.append, lambda event: ("agency:unfpa",)) == []
    assert seen == [600]


ALTERED = [
    ("event", "data = replace(data, 'migrant stock', 'migrant stocks')", 300, "digest differs"),
    ("event", "data = replace(data, ',', ', ')", 300, "Canonical"),
    ("event", "data = '{'", 300, "cannot be read"),
    ("event", "salts = replace(salts, 'title', 'titles')", 300, "fields"),
    ("event", "actor = 'ilo'", 300, "leaf differs"),
    ("event", "leaf = data_digest", 400, "root of the checkpoint at position 400"),
    ("event", "version = 1000", 300, "Version 34"),
    ("event", "recorded_at = '2008-11-20T00:00:00.000000Z'", 300, "A time after"),
    ("checkpoint", "root = (SELECT leaf FROM event WHERE position = 1)", 400, "root of the checkpoint"),
    ("tile", "root = hashes", 512, "Tile 1 of level 0"),
    ("event_tag", "tag = 'agency:ilo'", 300, "tags"),
]


WHERE = {"event": "position = 300", "event_tag": "position = 300", "checkpoint": "size = 400", "tile": "number = 1"}


@pytest.mark.parametrize(("table", "change", "position", "said"), ALTERED, ids=[said for *_, said in ALTERED])
async def test_an_alteration_is_found(filled: Database, table: str, change: str, position: int, said: str) -> None:
    """One altered value is found at its position, with a sentence that says what was expected."""
    await drop_guard(filled, table, "UPDATE")
    assert await run(filled, f"UPDATE {table} SET {change} WHERE {WHERE[table]}") == 1
    findings = await verify_log(filled, lambda position: None, lambda event: ("agency:unfpa",))
    assert any(finding.position == position and said in finding.sentence for finding in findings), findings[:3]
    assert all(finding.sentence.endswith(".") for finding in findings)


REMOVED = [
    ("event", "DELETE FROM event WHERE position = 300", 300, "Position 300 was expected next"),
    ("event", "DELETE FROM event WHERE position > 590", 600, "No checkpoint was expected beyond the last position 590"),
    ("checkpoint", "DELETE FROM checkpoint WHERE size = 600", 600, "A checkpoint was expected at the last position"),
    ("tile", "DELETE FROM tile WHERE number = 0", 256, "none was found"),
    ("event_tag", "DELETE FROM event_tag WHERE position = 300", 300, "tags"),
]


@pytest.mark.parametrize(("table", "text", "position", "said"), REMOVED, ids=[said for *_, said in REMOVED])
async def test_a_removal_is_found(filled: Database, table: str, text: str, position: int, said: str) -> None:
    """A row that is gone is missed: an event in the middle or at the end, a checkpoint, a tile, a tag."""
    await drop_guard(filled, table, "DELETE")
    assert await run(filled, text) > 0
    findings = await verify_log(filled, lambda position: None, lambda event: ("agency:unfpa",))
    assert any(finding.position == position and said in finding.sentence for finding in findings), findings[:3]


async def test_tags_that_their_event_does_not_give_are_found(filled: Database) -> None:
    """Where the function of tags gives others, every event is named, up to a thousand findings."""

    def tags_of(event: RecordedEvent) -> tuple[str, ...]:
        return ("agency:unfpa", "topic:remittances") if event.position == 7 else ("agency:unfpa",)

    [finding] = await verify_log(filled, lambda position: None, tags_of)
    assert (finding.position, "topic:remittances" in finding.sentence) == (7, True)
