"""The generator of long logs: what it tells is realistic, and the log and the views that it fills are whole."""

import random
from asyncio import to_thread
from collections import Counter
from pathlib import Path

from events.activity import ActivityReported
from events.log.database import Database, open_database
from events.log.reading import read_head
from events.log.verifying import verify_log
from projections.activities import ACTIVITIES
from projections.verifying import verify_view
from tests.bench import decoding
from tests.bench.log_of import SEED, bodies, copy_to_postgresql, fill
from tests.bench.realistic import QUIET_ACTIVITIES, Happening, happenings
from tests.postgresql_server import PostgresqlServer

EVENTS = 2_000
MANY = 10_000


def told(events: int = MANY) -> list[Happening]:
    """So many happenings, always the same."""
    known, quiet = bodies()
    return list(happenings(events, known, quiet, random.Random(SEED)))


def test_a_fifth_and_more_is_news() -> None:
    """At least a fifth of what is told are updates of activities, and each of them follows its report."""
    reported: set[str] = set()
    news = 0
    for happening in told():
        if isinstance(happening.fact, ActivityReported):
            reported.add(happening.stream)
        else:
            assert happening.stream in reported
            news += 1
    assert news >= MANY / 5


def test_some_news_is_late() -> None:
    """Some updates were said before the newest update of their activity, so that views have versions to fold again."""
    newest: dict[str, str] = {}
    late = 0
    for happening in told():
        late += happening.reported_on < newest.get(happening.stream, "")
        newest[happening.stream] = max(happening.reported_on, newest.get(happening.stream, ""))
    assert late >= MANY / 100


def test_quiet_bodies_report_the_same_in_every_log() -> None:
    """The bodies whose page is asked for have as many activities in a longer log."""
    _, quiet = bodies()
    for events in (EVENTS, MANY):
        facts = (happening.fact for happening in told(events))
        counted = Counter(fact.reported_by for fact in facts if isinstance(fact, ActivityReported))
        assert {counted[agency] for agency in quiet} == {QUIET_ACTIVITIES}


async def test_a_filled_log_is_whole(sqlite_url: str) -> None:
    """The log has as many events as asked for, its tree is right, and its view is that of a fresh fold."""
    await fill(sqlite_url, EVENTS)
    assert (await decoding.main(sqlite_url))["events"] == EVENTS
    assert await findings_of(open_database(sqlite_url)) == []


async def findings_of(database: Database) -> list[str]:
    """What is wrong with the log and with the view of activities."""
    await database.open()
    try:
        wrong = [finding.sentence for finding in await verify_log(database, lambda _: None)]
        return wrong + await verify_view(database, ACTIVITIES)
    finally:
        await database.close()


async def test_a_log_moves_to_postgresql_as_it_is(sqlite_url: str, postgresql_server: PostgresqlServer) -> None:
    """The copy on PostgreSQL has the same last leaf, a whole log and the same view."""
    await fill(sqlite_url, EVENTS)
    url = postgresql_server.url(postgresql_server.create_database())
    await to_thread(copy_to_postgresql, Path(sqlite_url.removeprefix("sqlite:///")), url)
    assert await head_of(url) == await head_of(sqlite_url)
    assert await findings_of(open_database(url)) == []


async def head_of(url: str) -> tuple[int, bytes]:
    """The last position and its leaf."""
    database = open_database(url)
    await database.open()
    try:
        async with database.reading() as transaction:
            head = await read_head(transaction)
    finally:
        await database.close()
    return head.position, head.leaf
