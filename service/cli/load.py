"""`tour load`: loads the record of a meeting, over HTTP within this process or at an address."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from msgspec.structs import replace

from service.app import create_app
from service.auth.keys import create_key, revoke_key
from service.auth.roles import Role
from service.cli.terminal import CommandRefused, opened, progress
from service.loading.load import LoadRefused, LoadReport, in_process, load
from service.loading.record import Record, RecordUnreadable
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "load",
        help="load the record of a meeting",
        description="Loads a record (agencies, topics, mandates, meetings, activities, interventions, discussion: one "
        "JSON file each) by the same requests that anybody could make, and lists what was taken, what was refused and "
        "what has no place. Without --url the requests are answered within this process.",
    )
    parser.add_argument("directory", type=Path, metavar="DIRECTORY", help="where the JSON files are")
    parser.add_argument("--url", help="the address of a running service, such as http://127.0.0.1:8000")
    parser.add_argument("--key", metavar="TOKEN", help="with --url: a key of the secretariat")
    parser.add_argument(
        "--resume", action="store_true", help="with --url: go on with a load that was cut off, with the same key"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Load and print the report; exit code 1 where a request was refused."""
    if chosen.url is not None and chosen.key is None:
        raise CommandRefused("Loading into a running service needs a key of the secretariat; give it with --key.")
    with refusals():
        Record(chosen.directory)  # a directory without a record is refused before anything starts
        report = asyncio.run(_load(chosen, settings))
    print("\n".join(report.lines()))
    return 1 if report.refused else 0


@contextmanager
def refusals() -> Iterator[None]:
    """What stands in the way of a load, as a command says it."""
    try:
        yield
    except (LoadRefused, RecordUnreadable) as refused:
        raise CommandRefused(str(refused)) from refused
    except httpx.HTTPError as error:
        raise CommandRefused(f"It could not be done: {error}.") from error


async def _load(chosen: argparse.Namespace, settings: Settings) -> LoadReport:
    if chosen.url is not None:
        headers = {"Authorization": f"Bearer {chosen.key}"}
        async with httpx.AsyncClient(base_url=chosen.url, headers=headers, timeout=30) as client:
            return await with_progress(chosen.directory, client, resume=chosen.resume)
    return await loaded(chosen.directory, settings)


async def loaded(directory: Path, settings: Settings) -> LoadReport:
    """Load a record within this process, with a key that is revoked when it is done."""
    async with key_of_its_own(settings, "tour load") as token:
        app = create_app(replace(settings, requests_per_minute=0))
        async with in_process(app, token) as client:
            return await with_progress(directory, client)


async def with_progress(directory: Path, client: httpx.AsyncClient, *, resume: bool = False) -> LoadReport:
    """Load a record and show how far it is."""
    with progress("Loading") as advance:
        return await load(directory, client, advance, resume=resume)


@asynccontextmanager
async def key_of_its_own(settings: Settings, label: str) -> AsyncIterator[str]:
    """A key of the secretariat for one command; it is revoked when the command is done."""
    async with opened(settings) as database, database.writing() as transaction:
        caller, token = await create_key(transaction, role=Role.SECRETARIAT, created_at=datetime.now(UTC), label=label)
    try:
        yield token
    finally:
        async with opened(settings) as database, database.writing() as transaction:
            await revoke_key(transaction, caller.key_id, at=datetime.now(UTC))
