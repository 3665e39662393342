"""Idempotency: one key has one effect and one answer, wherever and whenever the request comes again."""

import pytest

from events.log.database import Database
from service.commands.refusals import Refused
from service.writer import command_log
from service.writer.writer import Writer
from tests.service.writer.requests import (
    SECRETARIAT,
    UNFPA,
    Breaks,
    Clock,
    asked,
    commitments,
    committed,
    events_of,
    number_of,
    registered,
    renamed,
    submitted,
    taken,
    writing,
)

COUNT_RETURNEES = committed("Count returnees")


async def test_a_repeated_request_has_one_effect_and_the_same_receipt(prepared: Database, unfpa: Writer) -> None:
    """A request sent again under its key gets the receipt of the first; control: without a key it is done again."""
    first = await unfpa.submit(asked(COUNT_RETURNEES, idempotency_key="tuesday-1"))
    assert await unfpa.submit(asked(COUNT_RETURNEES, idempotency_key="tuesday-1")) == first
    assert len(await events_of(prepared)) == 2
    assert await unfpa.submit(asked(COUNT_RETURNEES)) != first
    assert len(await events_of(prepared)) == 3


async def test_a_request_sent_twice_in_one_batch_has_one_effect(prepared: Database, unfpa: Writer) -> None:
    """Three equal requests that wait together are one."""
    before = await number_of(prepared, "checkpoint")
    receipts = await submitted(unfpa, [asked(COUNT_RETURNEES, idempotency_key="tuesday-1") for _ in range(3)])
    assert receipts[0] == receipts[1] == receipts[2]
    assert len(await events_of(prepared)) == 2
    assert await number_of(prepared, "checkpoint") - before == 1


async def test_a_key_is_known_after_a_restart(prepared: Database, unfpa: Writer) -> None:
    """Another process answers a repeated request with the receipt of the first."""
    first = await unfpa.submit(asked(COUNT_RETURNEES, idempotency_key="tuesday-1"))
    async with writing(prepared) as restarted:
        assert await restarted.submit(asked(COUNT_RETURNEES, idempotency_key="tuesday-1")) == first


@pytest.mark.parametrize("together", [True, False])
async def test_a_key_with_another_request_is_refused(prepared: Database, unfpa: Writer, together: bool) -> None:
    """The second request under a key is refused, in one batch and later, and the answer of the first stays."""
    works = [
        asked(COUNT_RETURNEES, idempotency_key="tuesday-1"),
        asked(committed("Count students"), idempotency_key="tuesday-1"),
    ]
    if together:
        first, second = await submitted(unfpa, works)
    else:
        first, second = [(await submitted(unfpa, [work]))[0] for work in works]
    assert isinstance(second, Refused)
    assert second.slug == "key-reused"
    assert await unfpa.submit(asked(COUNT_RETURNEES, idempotency_key="tuesday-1")) == first
    assert len(await events_of(prepared)) == 2


async def test_the_same_key_of_another_actor_is_another_key(prepared: Database, unfpa: Writer) -> None:
    """What the secretariat sent under a key does not answer UNFPA, together in one batch or later."""
    works = [asked(COUNT_RETURNEES, author, idempotency_key="1") for author in (SECRETARIAT, UNFPA)]
    receipts = await submitted(unfpa, works)
    assert [receipt.id for receipt in receipts] == ["unfpa-count-returnees", "unfpa-count-returnees-2"]
    assert await unfpa.submit(asked(COUNT_RETURNEES, UNFPA, idempotency_key="1")) == receipts[1]
    assert len(await events_of(prepared)) == 3


async def test_a_refusal_is_kept_and_comes_again(unfpa: Writer) -> None:
    """The same refusal comes under its key, though its cause is gone; control: without a key it is decided anew."""
    request = committed("Count returnees", lead="iom")
    first = (await submitted(unfpa, [asked(request, idempotency_key="tuesday-1")]))[0]
    await unfpa.submit(asked(registered("iom")))
    again = (await submitted(unfpa, [asked(request, idempotency_key="tuesday-1")]))[0]
    assert isinstance(again, Refused)
    assert (again.slug, again.sentence, again.faults, again.links) == (
        first.slug,
        first.sentence,
        first.faults,
        first.links,
    )
    assert (await unfpa.submit(asked(request))).id == "unfpa-count-returnees"


async def test_what_broke_is_not_kept(prepared: Database, unfpa: Writer) -> None:
    """An error of the service is no answer: under the same key the request is tried again."""
    kept = await number_of(prepared, "command_log")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            await unfpa.submit(asked(Breaks(), idempotency_key="tuesday-1"))
    assert await number_of(prepared, "command_log") == kept


async def test_a_key_is_kept_for_48_hours(prepared: Database, unfpa: Writer, clock: Clock) -> None:
    """Just before, the receipt comes again; from then on the request is new."""
    first = await unfpa.submit(asked(COUNT_RETURNEES, idempotency_key="tuesday-1"))
    clock.now = "2026-03-04T08:59:59.999999Z"
    assert await unfpa.submit(asked(COUNT_RETURNEES, idempotency_key="tuesday-1")) == first
    clock.now = "2026-03-04T09:00:00.000002Z"
    second = await unfpa.submit(asked(COUNT_RETURNEES, idempotency_key="tuesday-1"))
    assert second.id == "unfpa-count-returnees-2"
    assert await unfpa.submit(asked(COUNT_RETURNEES, idempotency_key="tuesday-1")) == second


async def test_what_has_expired_is_forgotten(
    prepared: Database, unfpa: Writer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it, some at a time, and nothing else."""
    monkeypatch.setattr(command_log, "FORGOTTEN_AT_ONCE_MAX", 1)
    await taken(unfpa, commitments(3))
    clock.now = "2026-03-04T09:00:00.000000Z"
    await unfpa.submit(asked(COUNT_RETURNEES, idempotency_key="wednesday-1"))
    await command_log.forget_expired(prepared, "2026-03-04T08:59:59.999999Z")
    assert await number_of(prepared, "command_log") == 5
    await command_log.forget_expired(prepared, "2026-03-04T09:00:00.000009Z")
    assert await number_of(prepared, "command_log") == 1


async def test_a_receipt_that_is_repeated_keeps_the_version_it_had(unfpa: Writer) -> None:
    """News that came between does not change what was answered."""
    renaming = renamed("unfpa", "United Nations Population Fund")
    first = await unfpa.submit(asked(renaming, idempotency_key="tuesday-1"))
    await unfpa.submit(asked(renamed("unfpa", "The Population Fund")))
    assert (await unfpa.submit(asked(renaming, idempotency_key="tuesday-1"))).version == first.version == 2
