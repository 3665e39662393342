"""A text that was withheld stands nowhere in the database's files; each control leaves one step out and finds it."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from events.log import sqlite
from migrations.run import upgrade
from service.keeping.scrubbing import ScrubRefused, scrub
from service.writer import withholding
from tests.postgresql_server import PostgresqlServer
from tests.small_record import API, filled, position_of, serving_at, withhold

pytestmark = pytest.mark.anyio

# Short enough that PostgreSQL compresses nothing: what is compressed no search would find.
WORDS = "Keiko Osaki can be reached in the evening."
# So long that SQLite gives them pages of their own.
MANY_WORDS = WORDS * 400


def files_of(url: str) -> list[Path]:
    """The files in which a database lies."""
    if url.startswith("sqlite:"):
        path = Path(url.removeprefix("sqlite:///"))
        return [one for one in path.parent.glob(f"{path.name}*") if one.is_file()]
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        connection.execute("CHECKPOINT")
    assert row is not None
    return [one for one in (Path(row[0]) / "base" / str(row[1])).iterdir() if one.is_file()]


def holding(url: str, text: str) -> list[str]:
    """The names of the files in which a text stands."""
    return [path.name for path in files_of(url) if text.encode() in path.read_bytes()]


async def told_and_withheld(url: str, words: str = WORDS, *, withheld: bool = True) -> None:
    """Somebody is named in a description, there is later and late news, and the description is withheld."""
    async with serving_at(url) as client:
        body = {"id": "course", "title": "Course", "lead": "iom", "reported_by": "iom", "description": words}
        made = await client.post(f"{API}/commitments", json=body)
        assert made.is_success, made.text
        for day in ("2009-03-01", "2010-03-01", "2009-06-01"):
            news = {"type": "progressed", "reported_by": "iom", "reported_on": day}
            await client.post(f"{API}/activities/course/updates", json=news)
        if withheld:
            place = await position_of(client, "commitment-reported", id="course")
            answer = await withhold(client, place, "description")
            assert answer.status_code == 200, answer.text


async def test_a_withheld_text_stands_nowhere(small_url: str) -> None:
    """Neither the tables nor their free parts, nor SQLite's log beside them, hold a piece of it after a scrub."""
    await told_and_withheld(small_url)
    scrub(small_url)
    assert holding(small_url, WORDS) == []


async def test_many_words_stand_nowhere(small_sqlite_url: str) -> None:
    """The pages that a long text has for itself are emptied as well."""
    await told_and_withheld(small_sqlite_url, MANY_WORDS)
    scrub(small_sqlite_url)
    assert holding(small_sqlite_url, WORDS) == []


async def test_a_text_that_stays_is_found(small_url: str) -> None:
    """Control: the search finds the text where it was not withheld."""
    await told_and_withheld(small_url, withheld=False)
    scrub(small_url)
    assert holding(small_url, WORDS) != []


async def test_views_that_are_not_written_anew_keep_it(small_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: without the rewriting of the views the text is found in the rows of the past."""

    async def nothing(*_arguments: Any) -> None:
        pass

    monkeypatch.setattr(withholding, "rewrite", nothing)
    await told_and_withheld(small_url)
    scrub(small_url)
    assert holding(small_url, WORDS) != []


async def test_on_sqlite_it_is_gone_with_the_last_connection(small_sqlite_url: str) -> None:
    """What is removed is overwritten at once, so that without a scrub too the closed file holds none of it."""
    await told_and_withheld(small_sqlite_url, MANY_WORDS)
    assert holding(small_sqlite_url, WORDS) == []


async def test_what_is_not_overwritten_is_found(small_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: without secure_delete the text stands in free pages, until a scrub."""
    settings = [one for one in sqlite.SETTINGS if one[0] != "secure_delete"]
    monkeypatch.setattr(sqlite, "SETTINGS", (*settings, ("secure_delete", "OFF", 0)))
    await told_and_withheld(small_sqlite_url, MANY_WORDS)
    assert holding(small_sqlite_url, WORDS) != []
    scrub(small_sqlite_url)
    assert holding(small_sqlite_url, WORDS) == []


async def test_the_owners_of_all_tables_are_needed(postgresql_server: PostgresqlServer) -> None:
    """The service's role withholds, and writes its views anew; the log is written anew by the role that owns it."""
    name, role = postgresql_server.create_database(), "tour-keeper"
    postgresql_server.administer(f'CREATE ROLE "{role}" LOGIN')
    owner, service = postgresql_server.url(name), postgresql_server.url(name, role=role)
    upgrade(owner, service_role=role)
    await filled(service)
    await told_and_withheld(service)
    with pytest.raises(ScrubRefused, match="event"):
        scrub(service)
    assert holding(owner, WORDS) != []
    scrub(owner, service)
    assert holding(owner, WORDS) == []
    postgresql_server.drop_database(name)
    postgresql_server.administer(f'DROP ROLE "{role}"')
