"""What the tests of pages are given: every page of the loaded record, as of today and as of a day in the past."""

import asyncio

import pytest

from tests.loaded_record import LoadedFile, serving
from tests.service.web.reading_pages import Page, crawl

SEVENTH_MEETING = "2008-11-21"


@pytest.fixture(scope="session")
def pages_today(loaded_file: LoadedFile) -> dict[str, Page]:
    """Every page as of today, by address."""
    return asyncio.run(_crawled(loaded_file, "/"))


@pytest.fixture(scope="session")
def pages_then(loaded_file: LoadedFile) -> dict[str, Page]:
    """Every page as of the last day of the Seventh Coordination Meeting, by address."""
    return asyncio.run(_crawled(loaded_file, f"/?as_of={SEVENTH_MEETING}"))


@pytest.fixture(params=["today", "then"])
def pages(request: pytest.FixtureRequest, pages_today: dict[str, Page], pages_then: dict[str, Page]) -> dict[str, Page]:
    """Every page, once as of each day."""
    return pages_today if request.param == "today" else pages_then


async def _crawled(loaded_file: LoadedFile, start: str) -> dict[str, Page]:
    async with serving(loaded_file.path, loaded_file.key) as loaded:
        return await crawl(loaded.client, start)
