"""A service with a signing key of its own, on a copy of the loaded record."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from service.app import create_app
from service.loading.load import in_process
from service.settings import Settings
from service.signing_key import write_signing_key
from tests.events.log.keys import LOG
from tests.loaded_record import LoadedFile, copy

API = "/api/v1"


@asynccontextmanager
async def signing_service(folder: Path, loaded_file: LoadedFile) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the secretariat; the newest checkpoint is signed before the first request."""
    path, key_file = folder / "tour.sqlite3", folder / "signing-key.txt"
    copy(loaded_file.path, path)
    write_signing_key(LOG, key_file)
    settings = Settings(database_url=f"sqlite:///{path}", requests_per_minute=0, signing_key=str(key_file))
    async with in_process(create_app(settings), loaded_file.key) as client:
        yield client
