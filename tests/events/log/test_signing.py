"""The newest checkpoint is signed, once, and never one that contradicts what was signed before."""

import pytest
import sqlalchemy as sa

from events.log.checkpoint_note import checked_checkpoint
from events.log.database import Database, Statement
from events.log.errors import LogDamaged
from events.log.reading import read_checkpoint
from events.log.signing import read_signed, sign_newest
from events.log.tables import checkpoint
from events.log.tiles import TileReader
from tests.events.log.keys import LOG, OTHER
from tests.events.log.reports import append_all, report
from tests.events.log.tampering import drop_guard, run

SET_ROOT = Statement(
    sa.update(checkpoint).where(checkpoint.c.size == sa.bindparam("at")).values(root=sa.bindparam("forged"))
)


async def test_an_empty_log_has_nothing_to_sign(database: Database) -> None:
    """Before the first event there is no checkpoint."""
    assert await sign_newest(database, LOG) is None


async def test_only_the_newest_is_signed(database: Database) -> None:
    """Of three commits the last gets its note, and the next one only after another commit."""
    for number in range(3):
        await append_all(database, [report(f"activity-{number}")])
    signed = await sign_newest(database, LOG)
    assert signed is not None
    assert signed.note is not None
    assert checked_checkpoint(signed.note, [LOG.verifier])[1:] == (3, signed.root)
    assert await sign_newest(database, LOG, signed) == signed
    await append_all(database, [report("activity-4")])
    async with database.reading() as transaction:
        assert await read_signed(transaction) == signed
        older = await read_checkpoint(transaction, 2)
    assert older is not None
    assert older.note is None
    newer = await sign_newest(database, LOG, signed)
    assert newer is not None
    assert newer.size == 4


async def test_a_note_is_never_replaced(database: Database) -> None:
    """A process with another key finds the checkpoint signed, and leaves it."""
    await append_all(database, [report()])
    assert await sign_newest(database, OTHER) == await sign_newest(database, LOG)


@pytest.mark.parametrize("remembers", [True, False], ids=["which remembers it", "which reads it"])
async def test_a_log_that_does_not_continue_what_was_signed_is_not_signed(database: Database, remembers: bool) -> None:
    """After an event behind the last signature was altered, a signer signs nothing more; unaltered, it does."""
    await append_all(database, [report(f"activity-{number}") for number in range(300)])
    signed = await sign_newest(database, LOG)
    await append_all(database, [report()])
    await drop_guard(database, "event", "UPDATE")
    leaf = "SELECT leaf FROM event WHERE position = 270"
    await run(database, f"UPDATE event SET leaf = ({leaf}) WHERE position = 290")
    with pytest.raises(LogDamaged, match="position"):
        await sign_newest(database, LOG, signed if remembers else None)


async def test_a_rewritten_log_is_not_signed_even_where_its_checkpoints_agree(database: Database) -> None:
    """The notes say what was signed: rows beside them that were made to fit a new history change nothing."""
    await append_all(database, [report()])
    await sign_newest(database, LOG)
    await append_all(database, [report("activity-2")])
    await drop_guard(database, "event", "UPDATE")
    await drop_guard(database, "checkpoint", "UPDATE")
    await run(database, "UPDATE event SET leaf = data_digest WHERE position = 1")
    async with database.reading() as transaction:
        roots = {size: await TileReader(transaction).root_at(size) for size in (1, 2)}
    async with database.writing() as transaction:
        for size, root in roots.items():
            await transaction.execute(SET_ROOT, {"at": size, "forged": root})
    with pytest.raises(LogDamaged, match="not those that were signed"):
        await sign_newest(database, LOG)


async def test_a_log_that_became_shorter_is_not_signed(database: Database) -> None:
    """A signer that remembers a longer log signs no shorter one; one that remembers nothing does."""
    await append_all(database, [report()])
    await append_all(database, [report("activity-2")])
    signed = await sign_newest(database, LOG)
    for table in ("event", "event_tag", "checkpoint"):
        await drop_guard(database, table, "DELETE")
        column = "size" if table == "checkpoint" else "position"
        await run(database, f"DELETE FROM {table} WHERE {column} = 2")
    with pytest.raises(LogDamaged, match="ends at 1"):
        await sign_newest(database, LOG, signed)
    alone = await sign_newest(database, LOG)
    assert alone is not None
    assert alone.size == 1
