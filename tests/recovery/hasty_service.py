"""A service that acknowledges before COMMIT: the control, which loses what it acknowledged where it is killed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Literal
from unittest import mock

from events.log.database import Database, Transaction, open_database
from service import app
from service.api.layers import Application
from service.settings import settings_from
from tests.recovery.changed_service import serve

COMMIT_LATER_SECONDS = 0.3


class Hasty:
    """A database that acknowledges at once and commits several times a second, whatever was written until then."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()
        self._written: Transaction | None = None
        self._committing: asyncio.Task[None] | None = None

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        return self._database.dialect

    async def open(self) -> None:
        await self._database.open()

    async def close(self) -> None:
        await self._database.close()

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        return self._database.reading()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        async with self._turn:
            if self._written is None:
                under_way = self._database.writing()
                self._written = await under_way.__aenter__()
                self._committing = asyncio.create_task(self._committed_later(under_way))
            yield self._written

    async def _committed_later(self, under_way: AbstractAsyncContextManager[Transaction]) -> None:
        await asyncio.sleep(COMMIT_LATER_SECONDS)
        async with self._turn:
            self._written = None
            await under_way.__aexit__(None, None, None)


def application() -> Application:
    """The application, on a hasty database."""
    with mock.patch.object(app, "open_database", lambda url: Hasty(open_database(url))):
        return app.create_app(settings_from())


if __name__ == "__main__":
    serve("tests.recovery.hasty_service:application")
