"""Writes a small database of the newest schema as SQL texts, to be upgraded by every later release.

`python -m tests.migrations.make_earlier` is run once, before a new migration is written, and what it wrote is never
changed: from then on it is what an installation of that release has on its disk.
"""

import asyncio
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from migrations.run import newest, upgrade
from service.app import create_app
from service.auth.roles import Role
from service.loading.load import in_process
from service.settings import Settings
from tests.loaded_record import key_for
from tests.postgresql_server import PostgresqlServer, programs_directory, running_server

EARLIER = Path(__file__).parent / "earlier"

Body = dict[str, Any]

AGENCIES: tuple[Body, ...] = (
    {"id": "un-desa", "name": "Department of Economic and Social Affairs", "acronym": "DESA", "kind": "un_secretariat"},
    {"id": "un-desa-pd", "name": "Population Division", "kind": "un_secretariat", "parent": "un-desa"},
    {"id": "unfpa", "name": "United Nations Population Fund", "acronym": "UNFPA", "kind": "un_fund_programme"},
    {"id": "iom", "name": "International Organization for Migration", "acronym": "IOM", "kind": "igo"},
    {"id": "oecd", "name": "Organisation for Economic Co-operation and Development", "kind": "igo"},
)
TOPICS: tuple[Body, ...] = (
    {"id": "migration", "label": "International migration"},
    {"id": "remittances", "label": "Remittances", "broader": "migration", "alternative_labels": ["Money transfers"]},
)
REQUESTS: tuple[tuple[str, Body], ...] = (
    *(("agencies", body) for body in AGENCIES),
    *(("topics", body) for body in TOPICS),
    ("mandates", {"id": "ga-res-63-225", "kind": "resolution", "symbol": "A/RES/63/225"}),
    ("meetings", {"id": "gfmd-2", "title": "Second Global Forum", "kind": "conference", "organizers": ["iom"]}),
    ("meetings/gfmd-2/updates", {"type": "scheduled", "date": {"edtf": "2008-10-27/2008-10-30"}, "outcome": "held"}),
    ("coordination-meetings", {"id": "cm7", "title": "Seventh Coordination Meeting", "number": 7}),
    ("coordination-meetings/cm7/updates", {"type": "scheduled", "date": {"edtf": "2008-11-20/2008-11-21"}}),
    ("agencies/oecd/updates", {"type": "granted", "granted_to": "un-desa"}),
    (
        "coordination-meetings/cm7/interventions",
        {
            "order": 1,
            "agency": "unfpa",
            "speaker": "Mr. José Miguel Guzmán",
            "items": [
                {
                    "type": "publication",
                    "id": "unfpa-atlas",
                    "title": "Atlas of migrant women",
                    "predicate": "publish {title}",
                    "lead": "unfpa",
                    "stage": "planned",
                    "topics": ["migration"],
                    "due": {"as_written": "in the spring of 2009"},
                    "authors": "Ana Pérez",
                },
                {"type": "context", "text": "Half of all migrants are women."},
                {"type": "statement", "statement_type": "request", "text": "Data on remittances are wanted."},
            ],
        },
    ),
    (
        "planned-meetings",
        {
            "id": "pd-seminar",
            "title": "Seminar on remittances",
            "lead": "un-desa-pd",
            "reported_by": "un-desa-pd",
            "reported_on": "2008-11-21",
            "stage": "planned",
            "topics": ["remittances"],
            "partners": [{"agency": "iom"}],
            "due": {"as_written": "in September 2009"},
            "description": "Call Ms. Keiko Osaki for the programme.",
            "visibility": "public",
        },
    ),
    ("activities/pd-seminar/updates", {"type": "rescheduled", "due": {"as_written": "in 2010"}, "note": "No venue."}),
    ("activities/pd-seminar/updates", {"type": "progressed", "reported_on": "2009-03-02", "stage": "in_progress"}),
    ("activities/unfpa-atlas/updates", {"type": "completed", "date": {"edtf": "2009-05"}, "reported_on": "2009-06-01"}),
    ("activities/unfpa-atlas/updates", {"type": "evidence", "evidence": [{"url": "https://example.org/atlas"}]}),
    ("commitments", {"title": "Share the data of the census", "lead": "oecd", "reported_by": "un-desa"}),
    ("commitments", {"title": "Share the data of the census", "lead": "oecd", "reported_by": "un-desa"}),
    ("commitments", {"title": "Nobody's promise", "lead": "nobody", "reported_by": "un-desa"}),
)


def main() -> None:
    """Write the texts of both databases for the newest revision, where there are none yet."""
    revision = newest()
    assert revision is not None, "There is at least one migration."
    folder = EARLIER / revision
    folder.mkdir(parents=True)
    with TemporaryDirectory() as directory:
        path = Path(directory) / "tour.sqlite3"
        upgrade(f"sqlite:///{path}")
        asyncio.run(fill(f"sqlite:///{path}"))
        (folder / "sqlite.dump").write_text(sqlite_text(path), encoding="utf-8")
    with running_server() as server:
        (folder / "postgresql.dump").write_text(postgresql_text(server), encoding="utf-8")


async def fill(url: str) -> None:
    """Make the requests; one is refused, and its refusal is kept as well."""
    key = await key_for(url, Role.SECRETARIAT)
    async with in_process(create_app(Settings(database_url=url, requests_per_minute=0)), key) as client:
        for number, (path, body) in enumerate(REQUESTS):
            answer = await client.post(f"/api/v1/{path}", json=body, headers={"Idempotency-Key": f"earlier-{number}"})
            assert answer.is_success == (body.get("lead") != "nobody"), answer.text


def sqlite_text(path: Path) -> str:
    """The whole file as statements."""
    with closing(sqlite3.connect(path)) as database:
        return "\n".join(database.iterdump()) + "\n"


def postgresql_text(server: PostgresqlServer) -> str:
    """The whole database as statements, without those that only PostgreSQL's own terminal reads."""
    name = server.create_database()
    upgrade(server.url(name))
    asyncio.run(fill(server.url(name)))
    options = ("--inserts", "--rows-per-insert=100", "--no-owner", "--no-privileges", "--no-comments")
    command = [str(programs_directory() / "pg_dump"), *options, "--dbname", server.url(name)]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = (line for line in dumped.splitlines() if line and not line.startswith(("\\", "--")))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
