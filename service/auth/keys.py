"""API keys: made once, shown once, and kept only as a fingerprint from which no key can be made again."""

import hashlib
import hmac
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from uuid_utils import uuid7

from events.log.database import Database, Statement, Transaction
from events.log.instants import written
from events.log.tables import api_key
from service.auth.caller import Caller
from service.auth.roles import Role

TOKEN_PREFIX = "tdt_"  # noqa: S105 - the public beginning of every token
TOKEN_BYTES = 32
REVOCATION_DELAY_SECONDS = 5.0
CACHED_KEYS_MAX = 10_000

_TOKEN = re.compile(r"tdt_[A-Za-z0-9_-]{43}")

_INSERT = Statement(sa.insert(api_key))
_FIND = Statement(
    sa.select(api_key.c.key_id, api_key.c.token_sha256, api_key.c.role, api_key.c.agency, api_key.c.person_id).where(
        api_key.c.token_sha256 == sa.bindparam("token_sha256"), api_key.c.revoked_at.is_(None)
    )
)
_ALL = Statement(
    sa.select(api_key.c.key_id, api_key.c.role, api_key.c.agency, api_key.c.label, api_key.c.revoked_at).order_by(
        api_key.c.created_at
    )
)
_REVOKE = Statement(
    sa.update(api_key)
    .where(api_key.c.key_id == sa.bindparam("id_of_key"), api_key.c.revoked_at.is_(None))
    .values(revoked_at=sa.bindparam("at"))
)


class KeyRing:
    """Knows the callers of the keys that were used in the last seconds, and asks the database about the others.

    A revoked key works for at most REVOCATION_DELAY_SECONDS more on each process. Tokens that are not known are
    remembered as well, so that a flood of one wrong key costs one look-up.
    """

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._known: OrderedDict[str, tuple[Caller | None, float]] = OrderedDict()

    async def find_caller(self, token: str) -> Caller | None:
        """The caller who owns the token; None where no valid key has it."""
        if not _TOKEN.fullmatch(token):
            return None
        fingerprint = fingerprint_of(token)
        known = self._known.get(fingerprint)
        if known is not None and self._clock() < known[1]:
            return known[0]
        async with self._database.reading() as transaction:
            caller = await find_key(transaction, token)
        self._remember(fingerprint, caller)
        return caller

    def _remember(self, fingerprint: str, caller: Caller | None) -> None:
        self._known[fingerprint] = (caller, self._clock() + REVOCATION_DELAY_SECONDS)
        self._known.move_to_end(fingerprint)
        if len(self._known) > CACHED_KEYS_MAX:
            self._known.popitem(last=False)


async def create_key(
    transaction: Transaction,
    *,
    role: Role,
    created_at: datetime,
    agency: str | None = None,
    person_id: str | None = None,
    label: str | None = None,
) -> tuple[Caller, str]:
    """Make a key and record its fingerprint. The token in the answer is shown once and kept nowhere.

    A focal point speaks for an agency, so its key must name one: ValueError where it does not.
    """
    if role is Role.FOCAL_POINT and agency is None:
        raise ValueError("Expected the agency that the focal point speaks for, found none.")
    token = TOKEN_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    caller = Caller(key_id=str(uuid7()), role=role, agency=agency, person_id=person_id)
    await transaction.execute(
        _INSERT,
        {
            "key_id": caller.key_id,
            "token_sha256": fingerprint_of(token),
            "role": role.value,
            "agency": agency,
            "person_id": person_id,
            "label": label,
            "created_at": written(created_at),
            "revoked_at": None,
        },
    )
    return caller, token


async def find_key(transaction: Transaction, token: str) -> Caller | None:
    """The caller who owns the token; None where no key has it or the key was revoked."""
    fingerprint = fingerprint_of(token)
    row = await transaction.fetch_one(_FIND, {"token_sha256": fingerprint})
    if row is None:
        return None
    key_id, found, role, agency, person_id = row
    # The index found equal text already; comparing again in constant time keeps that true under any collation.
    if not hmac.compare_digest(found, fingerprint):
        return None
    return Caller(key_id=key_id, role=Role(role), agency=agency, person_id=person_id)


class KeyListed(NamedTuple):
    """What is kept of a key, for those who look after keys; the key itself is kept nowhere."""

    key_id: str
    role: str
    agency: str | None
    label: str | None
    revoked_at: str | None


async def list_keys(transaction: Transaction) -> list[KeyListed]:
    """Every key, revoked ones included, the oldest first."""
    return [KeyListed(*row) for row in await transaction.fetch_all(_ALL)]


async def revoke_key(transaction: Transaction, key_id: str, *, at: datetime) -> bool:
    """Revoke a key; False where there is none or it was revoked before."""
    return await transaction.execute(_REVOKE, {"id_of_key": key_id, "at": written(at)}) == 1


def fingerprint_of(token: str) -> str:
    """The SHA-256 of a token in hexadecimal digits. A token is 256 random bits: it needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
