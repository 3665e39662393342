"""A database of every earlier release is brought to the shape of this one, and served as if it were made today."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from events.log.tables import metadata
from migrations.run import connected, revisions, upgrade
from service.cli.revision import current, newest
from tests.migrations.make_earlier import EARLIER
from tests.postgresql_server import PostgresqlServer
from tests.service.keeping.keeping import events_in, findings
from tests.small_record import API, serving_at

EARLIER_REVISIONS = sorted(folder.name for folder in EARLIER.iterdir())


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database."""
    chosen: str = request.param
    return chosen


@pytest.fixture(params=EARLIER_REVISIONS)
def earlier_url(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database as a release of that revision left it."""
    text = (EARLIER / request.param / f"{kind}.dump").read_text(encoding="utf-8")
    if kind == "sqlite":
        path = tmp_path / "earlier.sqlite3"
        with closing(sqlite3.connect(path)) as database:
            database.executescript(text)
        yield f"sqlite:///{path}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create_database()
    with psycopg.connect(server.url(name), autocommit=True) as connection:
        connection.execute(text.encode())
    yield server.url(name)
    server.drop_database(name)


def test_every_revision_but_the_newest_was_kept() -> None:
    """Before a migration is written, `python -m tests.migrations.make_earlier` keeps a database of the one before."""
    *earlier, last = revisions()
    assert set(EARLIER_REVISIONS) - {last} == set(earlier)


async def test_an_earlier_database_is_whole_after_the_upgrade(earlier_url: str) -> None:
    """Every event stays as it was, the log verifies, and so does every view, once the service has started."""
    before = await events_in(earlier_url)
    assert len(before) > 20
    upgrade(earlier_url)
    assert current(earlier_url) == newest()
    async with serving_at(earlier_url) as client:
        assert (await client.get(f"{API}/activities/pd-seminar")).json()["title"] == "Seminar on remittances"
        news = {"type": "completed", "note": "It is done.", "reported_on": "2010-06-01"}
        assert (await client.post(f"{API}/activities/pd-seminar/updates", json=news)).status_code == 200
    assert (await events_in(earlier_url))[:-1] == before
    assert await findings(earlier_url) == []


async def test_a_changed_event_of_an_earlier_database_is_found(earlier_url: str) -> None:
    """Control: with a word of one event changed behind the guards, what was upgraded does not verify."""
    upgrade(earlier_url)
    with connected(earlier_url) as connection:
        triggers = "event_refuses_update" + (" ON event" if connection.dialect.name == "postgresql" else "")
        connection.execute(sa.text(f"DROP TRIGGER {triggers}"))
        connection.execute(sa.text("UPDATE event SET data = replace(data, 'IOM', 'ILO') WHERE position = 4"))
    assert any("position 4" in finding for finding in await findings(earlier_url))


def test_an_upgraded_database_is_like_one_made_today(
    earlier_url: str, kind: str, request: pytest.FixtureRequest
) -> None:
    """Columns, keys, indexes, guards and functions are those of a fresh database."""
    upgrade(earlier_url)
    fresh_url = request.getfixturevalue(f"{kind}_url")
    assert shape_of(earlier_url) == shape_of(fresh_url)


def test_a_guard_that_is_missing_would_be_found(earlier_url: str, kind: str, request: pytest.FixtureRequest) -> None:
    """Control: the comparison sees a trigger that an upgrade forgot."""
    upgrade(earlier_url)
    with connected(earlier_url) as connection:
        table = " ON tile" if connection.dialect.name == "postgresql" else ""
        connection.execute(sa.text(f"DROP TRIGGER tile_refuses_delete{table}"))
    assert shape_of(earlier_url) != shape_of(request.getfixturevalue(f"{kind}_url"))


def shape_of(url: str) -> dict[str, Any]:
    """What the tables of the log are made of, without the tables of views, which the service makes itself."""
    with connected(url) as connection:
        inspector = sa.inspect(connection)
        tables = {
            name: (
                [(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(name)],
                inspector.get_pk_constraint(name)["constrained_columns"],
                sorted((str(one["name"]), one["column_names"]) for one in inspector.get_unique_constraints(name)),
                sorted((str(one["name"]), one["column_names"]) for one in inspector.get_indexes(name)),
            )
            for name in sorted(metadata.tables)
        }
        guards = connection.execute(sa.text(GUARDS[connection.dialect.name])).fetchall()
        return {**tables, "guards": sorted((name, " ".join(text.split())) for name, text in guards)}


GUARDS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal "
    "UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}
