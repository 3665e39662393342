"""Makes the tables of the naive service and fills its register and its keys from a JSON document on standard input."""

import asyncio
import hashlib
import json
import sys
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from tests.bench.naive.sessions import engine, new_session
from tests.bench.naive.tables import Agency, AgencyGrant, ApiKey, Base, CoordinationMeeting, Mandate, Topic


async def main() -> None:
    """Make the tables anew and fill them."""
    register = json.load(sys.stdin)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with new_session() as session:
        await fill(session, register)
        await session.commit()
    await engine.dispose()


async def fill(session: AsyncSession, register: dict[str, Any]) -> None:
    """Add the register: agencies (parents later, for they may stand behind), topics, mandates, meetings, keys."""
    agencies = {one["id"]: Agency(id=one["id"], name=one["name"]) for one in register["agencies"]}
    session.add_all(agencies.values())
    session.add_all(Topic(id=one["id"], label=one["label"]) for one in register["topics"])
    session.add_all(Mandate(id=one["id"], symbol=one["symbol"]) for one in register["mandates"])
    session.add_all(CoordinationMeeting(id=one["id"], title=one["title"]) for one in register["meetings"])
    await session.flush()
    for one in register["agencies"]:
        agencies[one["id"]].parent_id = one["parent"]
        session.add_all(AgencyGrant(agency_id=one["id"], granted_to_id=other) for other in one["granted_to"])
    for key in register["keys"]:
        token_sha256 = hashlib.sha256(key["token"].encode()).hexdigest()
        session.add(ApiKey(token_sha256=token_sha256, role=key["role"], agency_id=key["agency"]))


if __name__ == "__main__":
    asyncio.run(main())
