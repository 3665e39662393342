"""Commands that break: each fails alone, with its own error, and its neighbours are written."""

from typing import Any

import pytest

from events.log.canonical import NotCanonical
from events.log.database import Database
from events.log.errors import AlreadyStored, DatabaseBusy, DatabaseError
from projections.registry import VIEWS
from service.writer.batch import Batch
from service.writer.writer import Writer
from tests.service.writer.requests import (
    Breaks,
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
from tests.service.writer.tampered import Watched


async def test_a_decision_that_breaks_fails_alone(prepared: Database, unfpa: Writer) -> None:
    """The others of its batch are written in the same transaction; control: a fault of all would give two commits."""
    before = await number_of(prepared, "checkpoint")
    first, broken, last = await submitted(
        unfpa, [asked(committed("Count returnees")), asked(Breaks()), asked(committed("Count students"))]
    )
    assert isinstance(broken, ZeroDivisionError)
    assert [first.position, last.position] == (await places_of(prepared))[1:]
    assert await number_of(prepared, "checkpoint") - before == 1


async def test_a_text_that_the_log_cannot_keep_fails_alone(prepared: Database, unfpa: Writer) -> None:
    """A title with U+0000, which PostgreSQL refuses, breaks the batch; tried alone, only its command fails."""
    good = commitments(3)
    outcomes = await submitted(unfpa, [*good[:2], asked(committed("Count\0returnees")), good[2]])
    assert [type(outcome).__name__ for outcome in outcomes] == ["Receipt", "Receipt", "NotCanonical", "Receipt"]
    assert isinstance(outcomes[2], NotCanonical)
    assert [outcomes[place].position for place in (0, 1, 3)] == (await places_of(prepared))[1:]


async def test_a_row_that_the_database_refuses_fails_alone(prepared: Database, unfpa: Writer) -> None:
    """A command whose id is taken in the command log is told so; its neighbours are written and kept."""
    await unfpa.submit(asked(committed("Count returnees"), command_id="command-of-monday"))
    good = commitments(4)
    poison = asked(committed("Count students"), command_id="command-of-monday")
    outcomes = await submitted(unfpa, [*good[:2], poison, *good[2:]])
    assert isinstance(outcomes.pop(2), AlreadyStored)
    assert [receipt.position for receipt in outcomes] == (await places_of(prepared))[2:]
    assert len(await events_of(prepared)) == 6


async def test_after_a_failure_the_next_batch_is_written(unfpa: Writer) -> None:
    """What a failed transaction decided is forgotten: the id that it took is free."""
    with pytest.raises(NotCanonical):
        await unfpa.submit(asked(committed("Count returnees", description="\0")))
    assert (await unfpa.submit(asked(committed("Count returnees")))).id == "unfpa-count-returnees"


async def test_a_lock_that_is_not_given_is_waited_for_once(prepared: Database, unfpa: Writer) -> None:
    """Where another process holds the lock, every author of the batch is told at once, not one after the other."""
    tries = []

    def refuse(statement: object, _: object) -> None:
        tries.append(statement)
        raise DatabaseBusy("Another writer held the lock for more than 10 seconds.")

    async with writing(Watched(prepared, refuse)) as writer:
        errors = await submitted(writer, commitments(5))
    assert {type(error) for error in errors} == {DatabaseBusy}
    assert len(tries) == 1


async def test_an_error_that_nobody_foresaw_does_not_end_the_writer(
    unfpa: Writer, logged: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is logged, everyone in the batch is told, and the next batch is written."""

    async def stumble(*_: object) -> None:
        raise RuntimeError("the batch stumbled")

    monkeypatch.setattr(Writer, "_answer", stumble)
    errors = await submitted(unfpa, commitments(3))
    assert {str(error) for error in errors} == {"the batch stumbled"}
    assert [entry["log_level"] for entry in logged] == ["error"]
    monkeypatch.undo()
    assert len(await taken(unfpa, commitments(3))) == 3


async def test_every_statement_of_a_batch_may_fail(prepared: Database, unfpa: Writer) -> None:
    """Wherever the database fails, either all of the batch is written or nothing, and the next try is right."""
    seen = 0
    fails_at = 0

    def fail(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == fails_at:
            raise DatabaseError("The disk was full for a moment.")

    async with writing(Watched(prepared, fail), views=()) as writer:
        await taken(writer, commitments(3))
        statements, fails_at = seen, 1
        while fails_at <= statements:
            seen, number = 0, len(await events_of(prepared))
            # A batch that fails once is tried again, command by command, and goes well.
            receipts = await taken(writer, commitments(3))
            assert [receipt.position for receipt in receipts] == (await places_of(prepared))[number:]
            fails_at += 1
    assert statements > 5


async def test_control_a_batch_without_its_guard_loses_its_neighbours(prepared: Database, unfpa: Writer) -> None:
    """Control: in one plain transaction the command that breaks takes the others with it."""
    works = [asked(committed("Count returnees")), asked(committed("Count\0students"))]
    with pytest.raises(NotCanonical):
        async with prepared.writing() as transaction:
            await Batch(unfpa._memory, unfpa._surroundings, VIEWS, VIEWS).take(transaction, works)
    unfpa._memory.forget()
    assert len(await events_of(prepared)) == 1
