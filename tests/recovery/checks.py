"""What must hold after whatever befell the service: nothing acknowledged is lost, nothing is there twice."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence

from events.log.database import Database, open_database
from events.log.event import RecordedEvent, public_position
from events.log.reading import read_after
from events.log.verifying import verify_log
from events.reading_facts import event_tags
from projections.registry import VIEWS
from projections.verifying import verify_view
from tests.recovery.writers import MARK, Answered, Request, Writers, send

REPEATED_AT_ONCE = 40


async def findings_after(
    writers: Writers, database_url: str, since: int = 0, at_once: int = REPEATED_AT_ONCE
) -> list[str]:
    """A sentence for everything that is not as it was promised.

    What was answered since the number `since` is asked for again, `at_once` at a time, and what was not answered is
    sent again.

    1. Every answer comes again under its key, to the byte.
    2. What was not answered is taken once, however often it is sent.
    3. The log is whole: dense positions, every digest, leaf, tag, tile and root; and every view is what it makes.
    4. Every event that was acknowledged stands at its position with its leaf, and every effect is there once.
    """
    findings = await _repeated_alike(writers, writers.answered[since:], at_once)  # 1.
    findings += await _sent_again(writers, at_once)  # 2.
    database = open_database(database_url)
    await database.open()
    try:
        findings += await whole(database)  # 3.
        events = await events_of(database)
    finally:
        await database.close()
    findings += effects(events, writers.answered)  # 4.
    return findings


async def whole(database: Database) -> list[str]:
    """What the project's own verification finds in the log and in each view."""
    findings = [finding.sentence for finding in await verify_log(database, lambda _: None, event_tags)]
    for view in VIEWS:
        findings += await verify_view(database, view)
    return findings


async def events_of(database: Database) -> list[RecordedEvent]:
    """Every event of the log."""
    events: list[RecordedEvent] = []
    async with database.reading() as transaction:
        while more := await read_after(transaction, len(events), 1_000):
            events += more
    return events


def effects(events: Sequence[RecordedEvent], answered: Sequence[Answered]) -> list[str]:
    """What is lost or doubled of the effects that were acknowledged."""
    places = {public_position(event.position, event.leaf) for event in events}
    marks = Counter(mark for event in events for mark in MARK.findall(event.data.decode()))
    return [sentence for one in answered for sentence in _wrong_with(one, places, marks)]


def _wrong_with(one: Answered, places: set[str], marks: Counter[str]) -> Iterator[str]:
    expected = 1 if one.was_taken else 0
    for mark in one.request.marks:
        if marks[mark] != expected:
            yield f"{mark} was expected {expected} times and is there {marks[mark]} times."
    for place in one.places:
        if place not in places:
            yield f"{place} was acknowledged for {one.request.marks[0]} and is not in the log."


async def _repeated_alike(writers: Writers, answered: Sequence[Answered], at_once: int) -> list[str]:
    again = await _sent(writers, [one.request for one in answered], at_once)
    return [
        f"{before.request.key} was answered with {before.answer!r}, and again with {after.answer if after else None!r}."
        for before, after in zip(answered, again, strict=True)
        if after is None or (before.status, before.answer) != (after.status, after.answer)
    ]


async def _sent_again(writers: Writers, at_once: int) -> list[str]:
    """Send what was not answered, twice: both answers are one, and are remembered."""
    requests, writers.unanswered = writers.unanswered, []
    findings = []
    for request, once in zip(requests, await _sent(writers, requests, at_once), strict=True):
        if once is None:
            findings.append(f"{request.key} was sent again to a service that is up, and was not answered.")
        else:
            writers.take(once)
    return findings + await _repeated_alike(writers, writers.answered[len(writers.answered) - len(requests) :], at_once)


async def _sent(writers: Writers, requests: Sequence[Request], at_once: int) -> list[Answered | None]:
    """Send requests, so many at a time."""
    free = asyncio.Semaphore(at_once)
    async with writers.client() as client:

        async def one(request: Request) -> Answered | None:
            async with free:
                return await send(client, request)

        return list(await asyncio.gather(*(one(request) for request in requests)))
