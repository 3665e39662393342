"""The generator of long logs: what it tells is realistic, and the log and the views that it fills are whole."""

import asyncio
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from events.activity import ActivityReported
from events.log.database import Database, open_database
from events.log.reading import read_head
from events.log.verifying import verify_log
from projections.activities import ACTIVITIES
from projections.verifying import verify_view
from tests.bench import decoding
from tests.bench.log_of import SEED, bodies, copy_to_postgresql, fill
from tests.bench.realistic import FIRST_DAY, LAST_DAY, QUIET_ACTIVITIES, Happening, day_of, happenings
from tests.loaded_record import copy
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


@pytest.mark.parametrize("number", [MANY, 1_000_000, 1_000_000_000])
def test_a_log_of_any_length_spans_the_same_years(number: int) -> None:
    """The first report is of the first day, the last of the last years, however many lie between."""
    assert day_of(0, number) == FIRST_DAY
    assert LAST_DAY - timedelta(days=2) <= day_of(number - 1, number) <= LAST_DAY


def test_quiet_bodies_report_the_same_in_every_log() -> None:
    """The bodies whose page is asked for have as many activities in a longer log."""
    _, quiet = bodies()
    for events in (EVENTS, MANY):
        facts = (happening.fact for happening in told(events))
        counted = Counter(fact.reported_by for fact in facts if isinstance(fact, ActivityReported))
        assert {counted[agency] for agency in quiet} == {QUIET_ACTIVITIES}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A SQLite file with EVENTS events, filled once."""
    path = tmp_path_factory.mktemp("filled") / "tour.sqlite3"
    copy(migrated_file, path)
    asyncio.run(fill(f"sqlite:///{path}", EVENTS))
    return path


async def test_a_filled_log_is_whole(filled: Path) -> None:
    """The log has as many events as asked for, its tree is right, and its view is that of a fresh fold."""
    url = f"sqlite:///{filled}"
    assert (await decoding.main(url))["events"] == EVENTS
    assert await findings_of(open_database(url)) == []


async def findings_of(database: Database) -> list[str]:
    """What is wrong with the log and with the view of activities."""
    await database.open()
    try:
        wrong = [finding.sentence for finding in await verify_log(database, lambda _: None)]
        return wrong + await verify_view(database, ACTIVITIES)
    finally:
        await database.close()


async def test_a_log_moves_to_postgresql_as_it_is(filled: Path, postgresql_server: PostgresqlServer) -> None:
    """The copy on PostgreSQL has the same last leaf, a whole log and the same view."""
    url = postgresql_server.url(postgresql_server.create_database())
    await asyncio.to_thread(copy_to_postgresql, filled, url)
    assert await head_of(url) == await head_of(f"sqlite:///{filled}")
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
