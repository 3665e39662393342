"""What the tests of the form are given: the service on the small record, with a round that is open and a link."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.service.web.form.forms import Forms, forms_at


@pytest.fixture
async def forms(small_sqlite_url: str, tmp_path: Path) -> AsyncIterator[Forms]:
    """A round that asks UNFPA, and the link to its form."""
    async with forms_at(small_sqlite_url, tmp_path) as forms:
        yield forms
