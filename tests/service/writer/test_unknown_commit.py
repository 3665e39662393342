"""A COMMIT that nobody acknowledged: what was written is not written again, and what was not is written once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from events.log.database import Database, Transaction
from events.log.errors import CommitUnknown, DatabaseUnreachable
from service.writer import writer as writer_module
from service.writer.writer import Writer
from tests.service.writer.requests import (
    asked,
    commitments,
    committed,
    events_of,
    number_of,
    places_of,
    submitted,
    taken,
    writing,
)
from tests.service.writer.tampered import Unacknowledged


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "UNKNOWN_PAUSE_SECONDS", 0.001)


@pytest.mark.parametrize("happened", [True, False])
async def test_every_command_is_written_once(prepared: Database, unfpa: Writer, happened: bool) -> None:
    """Whether the unacknowledged COMMIT happened or not, each author has a receipt that is true, and one effect."""
    async with writing(Unacknowledged(prepared, happened)) as writer:
        refused = asked(committed("Count nobody", lead="atlantis"))
        *receipts, refusal = await submitted(writer, [*commitments(5), refused])
        assert [receipt.position for receipt in receipts] == (await places_of(prepared))[1:]
        assert "unknown-reference" in refusal.slug
        assert len(await events_of(prepared)) == 6
        await taken(writer, commitments(2))
    assert await number_of(prepared, "command_log") == 8


async def test_control_deciding_again_without_looking_has_a_second_effect(prepared: Database, unfpa: Writer) -> None:
    """Control: a caller that takes the error for a failure and hands the same in under a new id writes it twice."""
    works = commitments(1)
    database = Unacknowledged(prepared, happened=True)
    with pytest.raises(CommitUnknown):
        async with database.writing() as transaction:
            await written_by(unfpa, transaction, works[0].command)
    await unfpa.submit(works[0])
    assert len(await events_of(prepared)) == 3


async def written_by(writer: Writer, transaction: Transaction, command: object) -> None:
    from service.writer.batch import Batch

    await Batch(writer._memory, writer._surroundings, (), ()).take(transaction, [asked(command)])  # type: ignore[arg-type]
    writer._memory.forget()


@pytest.mark.parametrize("happened", [True, False])
async def test_an_answer_that_is_lost_several_times_is_looked_for_again(
    prepared: Database, unfpa: Writer, happened: bool
) -> None:
    """Also the transaction that looks may be cut off; in the end each command has one effect."""
    async with writing(Unacknowledged(prepared, happened, times=3)) as writer:
        receipts = await taken(writer, commitments(3))
    assert [receipt.position for receipt in receipts] == (await places_of(prepared))[1:]
    assert len(await events_of(prepared)) == 4


async def test_where_nobody_can_say_the_author_is_told_so(prepared: Database, unfpa: Writer) -> None:
    """With the database gone after COMMIT nothing is decided again, though the other errors would allow it."""
    database = GoneAfterCommit(prepared)
    async with writing(database) as writer:
        errors = await submitted(writer, commitments(3))
        assert {type(error) for error in errors} == {CommitUnknown}
        database.is_gone = False
        await writer.submit(asked(committed("Count students")))
    assert len(await events_of(prepared)) == 5


class GoneAfterCommit(Unacknowledged):
    """A database that cannot be reached any more after the first COMMIT."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, happened=True)
        self.is_gone = True

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        if not self.times and self.is_gone:
            raise DatabaseUnreachable("PostgreSQL could not be reached: connection refused.")
        async with super().writing() as transaction:
            yield transaction


async def test_a_writer_that_is_ended_while_it_commits_leaves_nobody_waiting(prepared: Database, unfpa: Writer) -> None:
    """The authors are told that nobody knows, and those behind them that the service has stopped."""
    async with prepared.writing():
        handed_in = asyncio.gather(*(unfpa.submit(work) for work in commitments(3)), return_exceptions=True)
        await asyncio.sleep(0.02)
        behind = asyncio.create_task(unfpa.submit(asked(committed("Count students"))))
        await asyncio.sleep(0)
        assert unfpa._task is not None
        unfpa._task.cancel()
        errors = await handed_in
        with pytest.raises(writer_module.WriterStopped):
            await behind
    assert {type(error) for error in errors} == {CommitUnknown}
    assert not unfpa.is_running
