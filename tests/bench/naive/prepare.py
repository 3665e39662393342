"""Makes the tables of the naive service and fills them from a JSON document on standard input."""

import asyncio
import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.bench.naive.reporting import COPIED
from tests.bench.naive.sessions import engine, new_session
from tests.bench.naive.tables import (
    Activity,
    ActivityChange,
    ActivityMandate,
    ActivityPartner,
    ActivityPlace,
    ActivityTopic,
    Agency,
    AgencyGrant,
    ApiKey,
    Base,
    CoordinationMeeting,
    Mandate,
    Topic,
)

BATCH = 500


async def main() -> None:
    """Make the tables anew and fill them."""
    register = json.load(sys.stdin)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with new_session() as session:
        await fill(session, register)
        await session.commit()
        for batch in batched(register["activities"]):
            session.add_all(activity_of(one) for one in batch)
            await session.commit()
            session.expunge_all()
    async with engine.begin() as connection:
        # As the server's own housekeeping would have done in a minute.
        await connection.execute(text("ANALYZE"))
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


def batched(activities: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Parts of a long list, so that the session never holds all of it."""
    for start in range(0, len(activities), BATCH):
        yield activities[start : start + BATCH]


def activity_of(said: dict[str, Any]) -> Activity:
    """The row of an activity that was reported before the service was there, with its child rows."""
    happening, due = said.get("date") or {}, said.get("due") or {}
    return Activity(
        **{name: said[name] for name in COPIED if name in said},
        id=said["id"],
        kind=said["kind"],
        reported_by_id=said["reported_by"],
        lead_id=said["lead"],
        assurance="self_reported",
        review="submitted",
        language="en",
        reported_on=date.fromisoformat(said["reported_on"]),
        date_edtf=happening.get("edtf"),
        date_earliest=_day(happening.get("earliest")),
        date_latest=_day(happening.get("latest")),
        due_edtf=due.get("edtf"),
        due_earliest=_day(due.get("earliest")),
        due_latest=_day(due.get("latest")),
        partners=[ActivityPartner(agency_id=one["agency"], role="partner") for one in said["partners"]],
        topics=[ActivityTopic(topic_id=topic) for topic in said["topics"]],
        places=[ActivityPlace(name=one["name"], iso3166=one["iso3166"]) for one in said["places"]],
        mandates=[ActivityMandate(mandate_id=one["id"]) for one in said["responds_to"]],
        changes=[ActivityChange(version=1, api_key_id=1, what="reported", content=said)],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


if __name__ == "__main__":
    asyncio.run(main())
