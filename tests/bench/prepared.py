"""Prepared databases: the sample record with a key for each agency, made once by the service's own means."""

import asyncio
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import structlog

from events.log.database import open_database
from migrations.run import upgrade
from service.app import create_app
from service.auth.keys import create_key
from service.auth.roles import Role
from service.loading.load import in_process, load
from service.settings import Settings
from tests.bench.environment import cache_directory
from tests.bench.payloads import RECORD, register

SECRETARIAT = "secretariat"


class Prepared(msgspec.Struct, frozen=True):
    """What a prepared database comes with: the keys by agency and the register, as the naive service is told it."""

    tokens: dict[str, str]
    register: dict[str, list[dict[str, object]]]

    def for_naive(self, activities: Sequence[dict[str, object]] = ()) -> bytes:
        """The register, the same keys and what was reported before, as the naive service takes them."""
        keys = [
            {"token": token, "role": role_of(name), "agency": None if name == SECRETARIAT else name}
            for name, token in self.tokens.items()
        ]
        return msgspec.json.encode({**self.register, "keys": keys, "activities": activities})


def role_of(name: str) -> Role:
    """The role of a key by the name it has among the tokens."""
    return Role.SECRETARIAT if name == SECRETARIAT else Role.FOCAL_POINT


def sqlite_with_record(directory: Path) -> tuple[str, Prepared]:
    """The address of a fresh SQLite file with the record, and what it comes with."""
    template, prepared = prepared_record()
    path = directory / "tour.sqlite3"
    shutil.copy(template, path)
    return f"sqlite:///{path}", prepared


def prepared_record() -> tuple[Path, Prepared]:
    """The SQLite file with the record, of which copies are used, and what it comes with."""
    template, about = cache_directory() / "record.sqlite3", cache_directory() / "record.json"
    if not about.is_file():
        template.unlink(missing_ok=True)
        prepared = asyncio.run(_filled(f"sqlite:///{template}"))
        _fold_log_into(template)
        about.write_bytes(msgspec.json.encode(prepared))
    return template, msgspec.json.decode(about.read_bytes(), type=Prepared)


def postgresql_with_record(url: str) -> Prepared:
    """Fill an empty database on PostgreSQL with the record; what it comes with."""
    return asyncio.run(_filled(url))


async def _filled(url: str) -> Prepared:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    await asyncio.to_thread(upgrade, url)
    tokens = await keys_for(url)
    application = create_app(Settings(database_url=url, requests_per_minute=0))
    async with in_process(application, tokens[SECRETARIAT]) as client:
        report = await load(RECORD, client)
        assert not report.refused, "\n".join(report.lines())
        lists = {}
        for name in ("agencies", "topics", "mandates", "coordination-meetings"):
            answer = await client.get(f"/api/v1/{name}")
            lists[name] = answer.raise_for_status().json()["items"]
    lists["meetings"] = lists.pop("coordination-meetings")
    return Prepared(tokens, lists)


async def keys_for(url: str) -> dict[str, str]:
    """A key for each agency that reports, and one of the secretariat."""
    database = open_database(url)
    await database.open()
    now = datetime.now(UTC)
    tokens = {}
    try:
        async with database.writing() as transaction:
            for name in (*register().agencies, SECRETARIAT):
                agency = None if name == SECRETARIAT else name
                _, tokens[name] = await create_key(transaction, role=role_of(name), agency=agency, created_at=now)
    finally:
        await database.close()
    return tokens


def _fold_log_into(path: Path) -> None:
    """Put what stands in the write-ahead log into the file, so that the file alone is the whole."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
