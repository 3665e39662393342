"""What the tests of recovery share."""

import random

import pytest


@pytest.fixture
def rng() -> random.Random:
    """Chance with a seed that is printed, so that a failure can be met again."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    return random.Random(seed)
