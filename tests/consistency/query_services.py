"""Services that are asked questions over HTTP in this process, each on a database whose log was told at random."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import httpx

from events.fact import Fact, Recorded
from events.log.database import open_database
from events.log.reading import read_after
from events.reading_facts import recorded_from
from projections import runner
from projections.registry import VIEWS
from service.app import create_app
from service.auth.roles import Role
from service.loading.load import in_process
from service.settings import Settings
from tests.consistency.query_log import Telling, moved, registered
from tests.loaded_record import key_for
from tests.projections.filling import tell

FACTS = 260
# The events that begin every log: before the last of them not every body and topic is known.
REGISTERED = len(registered())
ROLES_OF = {
    "secretariat": (Role.SECRETARIAT, None),
    "reader": (Role.READER, None),
    "rcnyo": (Role.FOCAL_POINT, "rcnyo"),
    "un-desa": (Role.FOCAL_POINT, "un-desa"),
}


class Differs(AssertionError):
    """An engine answered something else than the plain model."""


class Service:
    """One service on one database, with a key for everybody who asks, and the positions of its log as it shows them."""

    def __init__(self, name: str, client: httpx.AsyncClient, keys: dict[str, str], positions: list[str]) -> None:
        self.name = name
        self.positions = positions
        self._client = client
        self._keys = keys

    async def get(self, who: str, path: str, parameters: Any = None) -> Any:
        """The answer to a GET."""
        answer = await self._client.get(path, params=parameters, headers=self._headers(who))
        return self._read(answer)

    async def post(self, who: str, path: str, body: Any) -> Any:
        """The answer to a POST."""
        return self._read(await self._client.post(path, json=body, headers=self._headers(who)))

    def _headers(self, who: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._keys[who]}"}

    def _read(self, answer: httpx.Response) -> Any:
        if answer.status_code != 200:
            raise Differs(f"{self.name} answered {answer.status_code}: {answer.text}")
        return answer.json()


@asynccontextmanager
async def served(name: str, url: str, events: Sequence[Recorded[Fact]]) -> AsyncIterator[Service]:
    """A service on a database with this log."""
    keys = {who: await key_for(url, *role) for who, role in ROLES_OF.items()}
    application = create_app(Settings(database_url=url, requests_per_minute=0))
    async with in_process(application, keys["secretariat"]) as client:
        yield Service(name, client, keys, [event.public for event in events])


async def filled(url: str, random: Random) -> list[Recorded[Fact]]:
    """Put a log into a migrated database, in batches of any length, and read it."""
    database = open_database(url)
    await database.open()
    try:
        await runner.prepare(database, VIEWS)
        await tell(database, VIEWS, registered())
        telling, later = Telling(random, REGISTERED + 1), moved()
        number = 0
        while number < FACTS:
            facts = telling.facts(random.randint(1, 20))
            if later and random.random() < 0.5:
                facts.append(later.pop(0))
                telling.skip(1)
            await tell(database, VIEWS, facts)
            number += len(facts)
        async with database.reading() as transaction:
            return [recorded_from(one) for one in await read_after(transaction, 0, 10 * FACTS)]
    finally:
        await database.close()
