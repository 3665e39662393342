"""A service of its own process on a fresh database, with its writers: where most tests of this folder begin."""

import asyncio
import random
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from msgspec import Struct

from migrations.run import upgrade
from service.auth.roles import Role
from tests.loaded_record import key_for
from tests.recovery.service_process import TOUR, ServiceProcess
from tests.recovery.writers import Writers, register_bodies

# The migrations' environment is one for the whole process, and two databases may be made at once.
_MIGRATING = threading.Lock()


class House(Struct, frozen=True):
    """A service with its writers, and the address of its database."""

    database_url: str
    service: ServiceProcess
    writers: Writers


@asynccontextmanager
async def house(
    database_url: str,
    rng: random.Random,
    command: Sequence[str] = TOUR,
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[House]:
    """Migrate the database, start the service, enter the bodies into its register; ended in any case."""
    await asyncio.to_thread(_migrated, database_url)
    service = ServiceProcess(database_url, command, settings)
    try:
        await service.start()
        writers = Writers(service.address, await key_for(database_url, Role.SECRETARIAT), rng)
        async with writers.client() as client:
            await register_bodies(client)
        yield House(database_url, service, writers)
    finally:
        service.kill()


def _migrated(database_url: str) -> None:
    with _MIGRATING:
        upgrade(database_url)
