"""`tour key`: makes, lists and revokes the keys with which programs and people call the API."""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import Any

from events.log.database import Transaction
from projections.clocks import NOW
from projections.registry import AGENCIES
from projections.runner import prepare
from projections.things import read_one
from service.auth.keys import create_key, list_keys, revoke_key
from service.auth.roles import Role
from service.cli.terminal import CommandRefused, opened
from service.settings import Settings
from service.writer.vault import read_persons


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser("key", help="make, list or revoke API keys", description="Keys of the API.")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser(
        "create",
        help="make a key and show it, once",
        description="Makes a key and shows it, this once only: the service keeps nothing but its fingerprint.",
    )
    create.add_argument("--role", required=True, choices=[role.value for role in Role], help="what the key may do")
    create.add_argument("--agency", metavar="ID", help="the agency that a focal point writes for, such as unfpa")
    create.add_argument("--person", metavar="ID", help="whose key it is, by the id in the vault; an erasure ends it")
    create.add_argument("--label", metavar="TEXT", help="what the key is for; no name of a person")
    create.set_defaults(run=run_create)
    listed = actions.add_parser("list", help="list the keys, without the keys themselves")
    listed.set_defaults(run=run_list)
    revoke = actions.add_parser("revoke", help="revoke a key; it stops working within five seconds")
    revoke.add_argument("key_id", metavar="KEY-ID", help="the id that `tour key list` shows")
    revoke.set_defaults(run=run_revoke)


def run_create(chosen: argparse.Namespace, settings: Settings) -> int:
    """Make a key and print it."""
    if chosen.role == Role.FOCAL_POINT and chosen.agency is None:
        raise CommandRefused("A focal point writes for an agency; name it with --agency, such as --agency unfpa.")
    print(asyncio.run(created(settings, Role(chosen.role), chosen.agency, chosen.label, chosen.person)))
    return 0


async def created(
    settings: Settings, role: Role, agency: str | None = None, label: str | None = None, person: str | None = None
) -> str:
    """A new key's token. The agency must be in the register, the person in the vault."""
    async with opened(settings) as database:
        if agency is not None:
            await prepare(database, (AGENCIES,))
            async with database.reading() as reading:
                if await read_one(reading, AGENCIES, agency, NOW) is None:
                    raise CommandRefused(f"No agency of the register has the id {agency}; register it first.")
        async with database.writing() as transaction:
            if person is not None:
                await demand_person(transaction, person)
            now = datetime.now(UTC)
            _, token = await create_key(
                transaction, role=role, created_at=now, agency=agency, person_id=person, label=label
            )
    return token


async def demand_person(transaction: Transaction, person: str) -> None:
    """Refuse a person who is not in the vault, or whose contacts were erased."""
    found = await read_persons(transaction, [person])
    if not found or found[0].erased_at is not None:
        raise CommandRefused(f"Nobody in the vault has the id {person}; see /api/v1/persons.")


def run_list(_chosen: argparse.Namespace, settings: Settings) -> int:
    """Print the keys."""
    asyncio.run(_list(settings))
    return 0


async def _list(settings: Settings) -> None:
    async with opened(settings) as database, database.reading() as transaction:
        for key in await list_keys(transaction):
            state = f"revoked {key.revoked_at}" if key.revoked_at else "valid"
            print(f"{key.key_id}  {key.role:11}  {key.agency or '-':12}  {state}  {key.label or ''}".rstrip())


def run_revoke(chosen: argparse.Namespace, settings: Settings) -> int:
    """Revoke a key."""
    if not asyncio.run(_revoke(settings, chosen.key_id)):
        raise CommandRefused(f"There is no valid key with the id {chosen.key_id}; see `tour key list`.")
    print(f"The key {chosen.key_id} is revoked.")
    return 0


async def _revoke(settings: Settings, key_id: str) -> bool:
    async with opened(settings) as database, database.writing() as transaction:
        return await revoke_key(transaction, key_id, at=datetime.now(UTC))
