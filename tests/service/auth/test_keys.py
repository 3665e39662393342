"""API keys are shown once, kept as fingerprints, and end when they are revoked; on both databases."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from events.log.database import Database, Statement
from events.log.tables import api_key
from service.auth import keys
from service.auth.caller import Caller
from service.auth.keys import KeyRing, create_key, find_key, revoke_key
from service.auth.roles import Role

pytestmark = pytest.mark.anyio

OPENED = datetime(2008, 11, 20, 9, 0, tzinfo=UTC)
CLOSED = datetime(2008, 11, 21, 18, 0, tzinfo=UTC)
ALL_KEYS = Statement(sa.select(api_key))


async def key_of_unfpa(database: Database) -> tuple[Caller, str]:
    """A key for the focal point of UNFPA."""
    async with database.writing() as transaction:
        return await create_key(transaction, role=Role.FOCAL_POINT, agency="unfpa", label="UNFPA", created_at=OPENED)


async def test_a_key_leads_to_its_owner(database: Database) -> None:
    """Role, agency and actor come with the key."""
    created, token = await key_of_unfpa(database)
    caller = await KeyRing(database).find_caller(token)
    assert caller == created
    assert (caller.role, caller.agency, caller.actor) == (Role.FOCAL_POINT, "unfpa", f"key:{created.key_id}")


async def test_the_token_is_stored_nowhere(database: Database) -> None:
    """Who reads the table cannot call as anybody."""
    _, token = await key_of_unfpa(database)
    async with database.reading() as transaction:
        [row] = await transaction.fetch_all(ALL_KEYS)
    assert token.startswith("tdt_")
    assert len(token) == 47
    assert token.removeprefix("tdt_") not in str(row)
    assert row[6] == "2008-11-20T09:00:00.000000Z"


async def test_another_token_leads_to_nobody(database: Database) -> None:
    """Control: a token that differs in its last character is not known."""
    _, token = await key_of_unfpa(database)
    other = token[:-1] + ("A" if token[-1] != "A" else "B")
    async with database.reading() as transaction:
        assert await find_key(transaction, token) is not None
        assert await find_key(transaction, other) is None


async def test_a_fingerprint_is_no_token(database: Database) -> None:
    """What stands in the table opens nothing."""
    _, token = await key_of_unfpa(database)
    assert await KeyRing(database).find_caller(keys.fingerprint_of(token)) is None


async def test_a_revoked_key_ends_within_five_seconds(database: Database) -> None:
    """A process that knew the key forgets it after the delay, and not before it asks again."""
    seconds = [0.0]
    ring = KeyRing(database, clock=lambda: seconds[0])
    caller, token = await key_of_unfpa(database)
    assert await ring.find_caller(token) == caller
    async with database.writing() as transaction:
        assert await revoke_key(transaction, caller.key_id, at=CLOSED)
    seconds[0] = 4.9
    assert await ring.find_caller(token) == caller
    seconds[0] = 5.0
    assert await ring.find_caller(token) is None


async def test_a_key_is_revoked_once(database: Database) -> None:
    """The instant of the first revocation stays."""
    caller, _ = await key_of_unfpa(database)
    async with database.writing() as transaction:
        first = await revoke_key(transaction, caller.key_id, at=OPENED)
        second = await revoke_key(transaction, caller.key_id, at=CLOSED)
        [row] = await transaction.fetch_all(ALL_KEYS)
    assert (first, second, row[7]) == (True, False, "2008-11-20T09:00:00.000000Z")


async def test_a_focal_point_speaks_for_an_agency(sqlite_database: Database) -> None:
    """A key that could report for nobody is not made."""
    async with sqlite_database.writing() as transaction:
        with pytest.raises(ValueError, match="Expected the agency"):
            await create_key(transaction, role=Role.FOCAL_POINT, created_at=OPENED)


async def test_a_flood_of_wrong_keys_is_bounded(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the ring remembers never grows beyond its limit, and what looks like no key is not looked up."""
    monkeypatch.setattr(keys, "CACHED_KEYS_MAX", 3)
    ring = KeyRing(sqlite_database)
    for number in range(5):
        assert await ring.find_caller(f"tdt_{number:043}") is None
    assert len(ring._known) == 3
    await sqlite_database.close()
    assert await ring.find_caller("' OR 1=1 --") is None
