"""`tour demo`: loads a real meeting, serves it, and says where to look and with which keys."""

import argparse
import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from events.log.reading import read_head
from events.log.signed_note import new_signing_key
from migrations.run import upgrade
from service.auth.keys import create_key, list_keys, revoke_key
from service.auth.roles import Role
from service.cli.load import loaded, refusals
from service.cli.serve import demand_free, serve
from service.cli.terminal import CommandRefused, opened
from service.settings import DATABASE_URL_DEFAULT, Settings
from service.signing_key import write_signing_key

RECORD = Path(__file__).parents[1] / "demo"
FOLDER = Path("var")
DATABASE_URL = f"sqlite:///{FOLDER}/demo.sqlite3"
SIGNING_KEY = FOLDER / "demo-signing-key.txt"
ORIGIN = "tourdetable.example.org/demo"
LABEL = "tour demo"
AGENCY = "unfpa"


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "demo",
        help="load a real meeting, serve it, and say where to look",
        description="Loads the record of the Seventh Coordination Meeting (2008) and the programme of the Ninth into "
        f"TOUR_DATABASE_URL (default {DATABASE_URL}), unless they are there, prints where to look and new keys to use, "
        "and serves until stopped.",
    )
    parser.add_argument("--port", type=int, help="where to listen (default TOUR_PORT)")
    parser.add_argument("--no-serve", action="store_true", help="load and print only")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Load, print and serve."""
    if "TOUR_DATABASE_URL" not in os.environ:
        assert settings.database_url == DATABASE_URL_DEFAULT, "Without the variable the setting has its default."
        FOLDER.mkdir(exist_ok=True)
        settings = replace(settings, database_url=DATABASE_URL)
    settings = with_signing_key(settings)
    port = settings.port if chosen.port is None else chosen.port
    if not chosen.no_serve:
        demand_free(settings.host, port)
    upgrade(settings.owner_database_url or settings.database_url)
    with refusals():
        print(asyncio.run(_prepared(settings)), flush=True)
    keys = asyncio.run(_keys(settings))
    print(where_to_look(f"http://{settings.host}:{port}", settings.database_url, keys), flush=True)
    if not chosen.no_serve:
        os.environ["TOUR_DATABASE_URL"] = settings.database_url
        os.environ["TOUR_SIGNING_KEY"] = settings.signing_key or ""
        serve(settings.host, port, access_log=False)
    return 0


def with_signing_key(settings: Settings) -> Settings:
    """The settings with a key of the demo's own, made at its first start, where they name none."""
    if settings.signing_key is not None:
        return settings
    if not SIGNING_KEY.exists():
        FOLDER.mkdir(exist_ok=True)
        write_signing_key(new_signing_key(settings.origin or ORIGIN), SIGNING_KEY)
    return replace(settings, signing_key=str(SIGNING_KEY))


async def _prepared(settings: Settings) -> str:
    """Load the record where the log is empty; a sentence that says what is there now."""
    async with opened(settings) as database, database.reading() as transaction:
        head = await read_head(transaction)
    if head.position:
        return f"{settings.database_url} has {head.position} events already; nothing was loaded."
    report = await loaded(RECORD, settings)
    if report.refused:
        raise CommandRefused("The record was not taken whole:\n" + "\n".join(report.lines()))
    return "\n".join(report.lines())


async def _keys(settings: Settings) -> dict[Role, str]:
    """A new key for each role; the keys of an earlier demo are revoked, for nobody can be shown them again."""
    now = datetime.now(UTC)
    async with opened(settings) as database, database.writing() as transaction:
        for key in await list_keys(transaction):
            if key.label == LABEL and key.revoked_at is None:
                await revoke_key(transaction, key.key_id, at=now)
        agencies = {Role.FOCAL_POINT: AGENCY}
        made = {}
        for role in Role:
            agency = agencies.get(role)
            _, made[role] = await create_key(transaction, role=role, created_at=now, agency=agency, label=LABEL)
    return made


def where_to_look(address: str, database_url: str, keys: dict[Role, str]) -> str:
    """What a person is told: pages to open, questions to ask, and a first report to make."""
    reader, focal_point, secretariat = keys[Role.READER], keys[Role.FOCAL_POINT], keys[Role.SECRETARIAT]
    debate = f"{address}/api/v1/activities/ga-thematic-debate-planned"
    return f"""
Look at it
  the summary of the tour de table   {address}/coordination-meetings/cm7/tour-de-table
  an agency as of 2008-11-21         {address}/agencies/unifem?as_of=2008-11-21
  the same as of 2011-02-18          {address}/agencies/unifem?as_of=2011-02-18
  the follow-up                      {address}/follow-up
  the API documentation              {address}/docs

Keys for the API (shown this once; every start of the demo makes new ones and ends the earlier ones)
  reader        {reader}
  focal_point   {focal_point}   for {AGENCY}
  secretariat   {secretariat}

Ask
  curl -H 'Authorization: Bearer {reader}' '{address}/api/v1/agencies/{AGENCY}/activities?as_of=2008-11-21'
  curl -H 'Authorization: Bearer {reader}' '{debate}?as_of=2008-11-21'
  curl -H 'Authorization: Bearer {reader}' '{debate}?as_of=2011-02-18'
  curl -H 'Authorization: Bearer {reader}' '{address}/api/v1/coordination-meetings/cm7/tour-de-table.md'

Report something for {AGENCY}, and give news of it
  curl -H 'Authorization: Bearer {focal_point}' -H 'Content-Type: application/json' \\
    -d '{{"title": "Workshop on remittances", "stage": "planned",
         "predicate": "hold a workshop on remittances", "lead": "{AGENCY}", "topics": ["remittances"],
         "visibility": "public", "due": {{"as_written": "by the end of June 2027"}}}}' \\
    {address}/api/v1/planned-meetings
  curl -H 'Authorization: Bearer {focal_point}' -H 'Content-Type: application/json' \\
    -d '{{"type": "rescheduled", "due": {{"as_written": "in September 2027"}}, "note": "The venue was not free."}}' \\
    {address}/api/v1/activities/unfpa-workshop-on-remittances/updates

The commands of tour work on the demo too: export TOUR_DATABASE_URL={database_url}
Stop it with Ctrl-C.
"""
