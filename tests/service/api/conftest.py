"""What the tests of the API are given: the table of publications, and a client of it with the secretariat's key."""

from collections.abc import AsyncIterator

import httpx
import pytest

from service.api.layers import Application
from tests.service.api.publications import calling, make_application


@pytest.fixture(scope="session")
def application() -> Application:
    """The table of publications without a limit of requests."""
    return make_application(requests_per_minute=0)


@pytest.fixture
async def client(application: Application) -> AsyncIterator[httpx.AsyncClient]:
    """A client with the key of the secretariat."""
    async with calling(application) as client:
        yield client
