"""Whatever clients of two services do at once, it is as if it had been done one after the other, by position."""

import sys
from collections.abc import Callable
from random import SystemRandom

import pytest

from tests.consistency.happened import CORRECTED, READ, REFUSED, REPORTED, TOLD, Did, Logged, violations
from tests.consistency.linearizability import NotLinearizable, run

OPERATIONS = 400
UNLOCKED = (sys.executable, "-m", "tests.consistency.unlocked_service")

LOG = [
    Logged(1, "census-support", 1, "Train census offices"),
    Logged(2, "census-support", 2, "Train all census offices"),
    Logged(3, "census-support", 3, None),
]
HISTORY = [
    Did("unfpa", REPORTED, "census-support", 0.0, 1.0, 1, 1, "Train census offices"),
    Did("iom", READ, "census-support", 1.5, 2.0, 1, 1, "Train census offices"),
    Did("unfpa", CORRECTED, "census-support", 2.5, 3.5, 2, 2, "Train all census offices", expected=1),
    Did("iom", REFUSED, "census-support", 2.6, 3.6, expected=1),
    Did("iom", READ, "census-support", 4.0, 5.0, 2, 2, "Train all census offices"),
    Did("unfpa", TOLD, "census-support", 4.2, 5.2, 3, 3, None),
    Did("iom", READ, "census-support", 5.3, 5.4, 3, 3, "Train all census offices"),
]

Change = Callable[[list[Did]], list[Did]]


def test_two_services_are_as_one(postgresql_url: str) -> None:
    """A read sees what was acknowledged before, a conditional update replaces what was seen; the seed is printed."""
    seed = SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    sorts = run(postgresql_url, 1, OPERATIONS, seed)
    assert sum(sorts.values()) == OPERATIONS
    assert min(sorts[sort] for sort in (READ, REPORTED, CORRECTED, TOLD)) > 0


def test_a_service_that_looks_before_it_locks_is_found_out(postgresql_url: str) -> None:
    """Control: with the version compared outside the lock, two clients replace the same version."""
    with pytest.raises(NotLinearizable, match="corrected version"):
        run(postgresql_url, 3, OPERATIONS, 1, UNLOCKED)


def test_a_history_that_is_right_has_no_violation() -> None:
    """Reads and writes that overlap may stand in either order."""
    assert violations(HISTORY, LOG, 0) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda told: [*told[:6], told[6]._replace(position=2, version=2)], "after somebody was told of 3"),
        (
            lambda told: [told[0], told[1]._replace(title="Train nobody"), *told[2:]],
            "it was (1, 'Train census offices')",
        ),
        (lambda told: [*told, told[2]._replace(client="iom", called=5.5, returned=6.0)], "both corrected version 1"),
        (lambda told: [*told[:2], told[2]._replace(expected=2), *told[3:]], "which was at version 1"),
        (lambda told: [*told[:5], *told[6:]], "Position 3 was acknowledged to nobody"),
        (lambda told: [*told, told[5]._replace(called=6.0, returned=7.0, position=4)], "is not in the log"),
        (lambda told: [*told, told[3]._replace(called=6.0, returned=7.0, expected=3)], "which it had throughout"),
    ],
    ids=["stale-read", "wrong-read", "lost-update", "wrong-version", "unknown-write", "lost-write", "refused-in-vain"],
)
def test_a_history_that_is_wrong_is_found_out(change: Change, sentence: str) -> None:
    """Control: each sort of violation, put into a history that is right."""
    assert any(sentence in found for found in violations(change(HISTORY), LOG, 0))


def test_a_gap_in_the_log_is_found_out() -> None:
    """Control: a position that is left out is a violation."""
    assert "Position 2 was expected" in " ".join(violations(HISTORY, [LOG[0], LOG[2]], 0))
