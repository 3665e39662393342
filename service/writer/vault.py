"""The vault of contacts: names, e-mails and telephones of people, in rows beside the log that can be emptied."""

from collections.abc import Sequence

import sqlalchemy as sa
from msgspec import Struct

from events.identity import Noun, stream_of
from events.log.database import Statement, Transaction, one_of
from events.log.reading import read_streams
from events.log.tables import api_key, person
from service.writer.contacts import Contacts
from service.writer.withholding import FORGET_FINGERPRINTS


class PersonKept(Struct, frozen=True, kw_only=True):
    """A row of the vault; after an erasure nothing of it is left but the id and when it was erased (UTC)."""

    person_id: str
    name: str | None
    email: str | None
    telephone: str | None
    erased_at: str | None


_COLUMNS = (person.c.person_id, person.c.name, person.c.email, person.c.telephone, person.c.erased_at)
_ENTER = Statement(person.insert())
_SOME = Statement(sa.select(*_COLUMNS).where(one_of(person.c.person_id, "ids")))
_AFTER = Statement(
    sa.select(*_COLUMNS)
    .where(person.c.person_id > sa.bindparam("after"))
    .order_by(person.c.person_id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_ERASE = Statement(
    sa.update(person)
    .where(person.c.person_id == sa.bindparam("the_person"), person.c.erased_at.is_(None))
    .values(name=None, email=None, telephone=None, erased_at=sa.bindparam("at"))
)
_END_KEYS = Statement(
    sa.update(api_key)
    .where(api_key.c.person_id == sa.bindparam("the_person"))
    .values(label=None, revoked_at=sa.func.coalesce(api_key.c.revoked_at, sa.bindparam("at", type_=sa.Text)))
)


async def enter(transaction: Transaction, person_id: str, contacts: Contacts) -> None:
    """Enter somebody whose enrolment was just appended."""
    row = {"person_id": person_id, "name": contacts.name, "email": contacts.email, "telephone": contacts.telephone}
    await transaction.execute(_ENTER, {**row, "erased_at": None})


async def erase(transaction: Transaction, person_id: str, at: str) -> None:
    """Empty somebody's row, end their keys, and forget what could confirm a guess of what stood there."""
    await transaction.execute(_ERASE, {"the_person": person_id, "at": at})
    await transaction.execute(_END_KEYS, {"the_person": person_id, "at": at})
    told = await read_streams(transaction, [stream_of(Noun.PERSON, person_id)])
    await transaction.execute(FORGET_FINGERPRINTS, {"commands": [event.command_id for event in told]})


async def read_persons(transaction: Transaction, ids: Sequence[str]) -> list[PersonKept]:
    """These rows of the vault, as far as they are there."""
    return _kept(await transaction.fetch_all(_SOME, {"ids": list(ids)}))


async def read_persons_after(transaction: Transaction, after: str, limit: int) -> list[PersonKept]:
    """The rows of the vault after an id, in the order of ids, which is that of their enrolment."""
    return _kept(await transaction.fetch_all(_AFTER, {"after": after, "limit": limit}))


def _kept(rows: list[tuple[str | None, ...]]) -> list[PersonKept]:
    found = []
    for person_id, name, email, telephone, erased_at in rows:
        assert person_id is not None, "Every row of the vault has an id."
        found.append(PersonKept(person_id=person_id, name=name, email=email, telephone=telephone, erased_at=erased_at))
    return found
