"""An exported log proves itself: whole as it was written, and each alteration of the file found at its position."""

from io import BytesIO

import pytest

from events.log.checkpoint_checks import NOTHING_KNOWN, Trust, kept_note
from events.log.database import Database
from events.log.errors import LogDamaged
from events.log.export_lines import ExportUnreadable
from events.log.exporting import Verified, export_lines, verify_export
from events.log.redaction import redact
from events.log.signing import sign_newest
from tests.events.log.keys import LOG, OTHER
from tests.events.log.reports import append_all, append_in, redaction_of, report
from tests.events.log.tampering import drop_guard, run

TRUST = Trust((LOG.verifier,))


@pytest.fixture
async def filled(database: Database) -> Database:
    """A signed log on either database."""
    return await fill(database)


async def fill(database: Database) -> Database:
    """Append 31 events in four commits, the title of the 12th redacted, and sign them."""
    events = []
    for start in range(0, 30, 10):
        numbers = range(start, start + 10)
        events += (await append_all(database, [report(f"activity-{number % 9}") for number in numbers])).events
    async with database.writing() as transaction:
        await append_in(transaction, [redaction_of(12, "title")])
        await redact(transaction, events[11], "title")
    await sign_newest(database, LOG)
    return database


async def lines_of(database: Database) -> list[bytes]:
    """The lines of an export."""
    async with database.reading() as transaction:
        return [line async for line in export_lines(transaction, LOG.verifier.text(), lambda _: None)]


def verified(lines: list[bytes], trust: Trust = TRUST) -> Verified:
    """What the lines are found to be."""
    tags = {31: ()}
    return verify_export(
        BytesIO(b"".join(lines)), lambda event: tags.get(event.position, ("agency:unfpa",)), trust, lambda _: None
    )


def positions(lines: list[bytes], trust: Trust = TRUST) -> list[int]:
    """The positions that are named."""
    return [finding.position for finding in verified(lines, trust).findings]


async def test_an_export_is_whole_with_its_redacted_field(filled: Database) -> None:
    """Every line is verified, to the signed end; the text that was redacted is in none of them."""
    lines = await lines_of(filled)
    assert len(lines) == 32
    assert verified(lines) == Verified(31, 31, [])
    assert b"title" not in lines[12].partition(b'"data":')[2].partition(b'"salts":')[0]


async def test_every_altered_byte_is_found_at_its_line(sqlite_database: Database) -> None:
    """Each byte of a line, replaced by another, is found, and that line's position is named."""
    lines = await lines_of(await fill(sqlite_database))
    line = lines[12]
    for place in range(len(line) - 1):
        altered = line[:place] + (b"0" if line[place : place + 1] != b"0" else b"1") + line[place + 1 :]
        assert 12 in positions([*lines[:12], altered, *lines[13:]]), altered


async def test_a_line_that_is_gone_doubled_or_moved_is_found(filled: Database) -> None:
    """Events stand one after another, each once."""
    lines = await lines_of(filled)
    assert positions([*lines[:12], *lines[13:]])[0] == 12
    assert 13 in positions([*lines[:13], *lines[12:]])
    assert positions([*lines[:12], lines[13], lines[12], *lines[14:]])[0] == 12


async def test_a_file_that_was_cut_off_is_found(filled: Database) -> None:
    """In the middle of a commit, at its end, in the middle of a line; also where the first line was made to fit."""
    lines = await lines_of(filled)
    for end in (1, 15, 21, 31):
        assert verified(lines[:end]).findings, end
    assert verified([*lines[:-1], lines[-1][:200]]).findings
    first = lines[0].replace(b'"size":31', b'"size":20')
    assert any("signed" in finding.sentence for finding in verified([first, *lines[1:21]]).findings)


async def test_a_checkpoint_that_is_gone_or_another_one_is_found(filled: Database) -> None:
    """Without its note, without the whole checkpoint, or with the note of another key, the end is not signed."""
    lines = await lines_of(filled)
    head, _, note = lines[-1].rpartition(b'"note":')
    assert positions([*lines[:-1], head + b'"note":null}}\n']) == [31]
    without = lines[-1].partition(b'"checkpoint":')[0] + b'"checkpoint":null}\n'
    assert set(positions([*lines[:-1], without])) == {31}
    assert verified(lines, Trust((OTHER.verifier,))).findings[0].position == 31
    assert note


async def test_an_older_export_is_found_by_a_kept_note(filled: Database) -> None:
    """What is whole and signed but older is found out by a note of later; control: without it nothing is found."""
    older = await lines_of(filled)
    await append_all(filled, [report("activity-new")])
    newer = await sign_newest(filled, LOG)
    assert newer is not None
    assert newer.note is not None
    kept = Trust((LOG.verifier,), (kept_note(newer.note, [LOG.verifier]),))
    assert positions(older) == []
    assert positions(older, kept) == [32]
    assert positions((await lines_of(filled))[:-1], NOTHING_KNOWN) != []


async def test_without_a_key_the_same_file_is_recomputed_but_not_trusted(filled: Database) -> None:
    """Everything but the signature is verified, and who reads the answer sees up to where it was signed."""
    assert verified(await lines_of(filled), NOTHING_KNOWN) == Verified(31, 31, [])


@pytest.mark.parametrize(
    "first", [b"", b"nonsense\n", b'{"form":"another.v1","size":0,"root":"","verifier_key":null}\n']
)
def test_a_file_that_is_no_export_is_refused(first: bytes) -> None:
    """The first line says what the file is."""
    with pytest.raises(ExportUnreadable, match="expected"):
        verified([first])


async def test_an_empty_log_is_exported_as_one_line(database: Database) -> None:
    """No event, the root of nothing, and nothing to sign."""
    lines = await lines_of(database)
    assert len(lines) == 1
    assert verified(lines) == Verified(0, 0, [])


async def test_a_log_without_its_last_events_is_not_exported(filled: Database) -> None:
    """What claims to be more than it is would be found out later; it is refused at once."""
    await drop_guard(filled, "event", "DELETE")
    await run(filled, "DELETE FROM event WHERE position > 25")
    with pytest.raises(LogDamaged, match="up to position 31"):
        await lines_of(filled)
