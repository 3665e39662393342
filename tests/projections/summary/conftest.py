"""What the tests of the summary share: the tour de table of the sample data, and its document."""

import pytest

from projections.summary.compose import compose
from projections.summary.document import Document
from projections.summary.told import TourDeTableTold
from tests.projections.summary.record_told import read_told


@pytest.fixture(scope="session")
def told() -> TourDeTableTold:
    """The 26 turns of the Seventh Coordination Meeting."""
    return read_told()


@pytest.fixture(scope="session")
def document(told: TourDeTableTold) -> Document:
    """Their summary."""
    return compose(told)
