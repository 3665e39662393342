"""Lists, counts and the links behind them say what a plain model says, which folds every activity anew."""

from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom
from typing import Any

import pytest
from structlog.testing import capture_logs

from events.log.database import Transaction
from projections import carried_counts
from tests.consistency.databases import Databases
from tests.consistency.plain_queries import Clock, Looking, PlainQueries, Thing
from tests.consistency.queries import both_engines, run
from tests.consistency.query_services import Differs
from tests.postgresql_server import PostgresqlServer

SHORT = 60
ENOUGH_TO_FIND = 300


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What the services log is no part of the result."""
    with capture_logs():
        yield


@pytest.fixture
def databases(postgresql_server: PostgresqlServer, migrated_template: str, tmp_path: Path) -> Databases:
    """Fresh databases of both kinds."""
    return Databases(postgresql_server, migrated_template, tmp_path)


def test_both_engines_and_the_model_list_and_count_the_same(databases: Databases) -> None:
    """Filters in filters, both clocks, every order, pages of any length and all who may ask; the seed is printed."""
    seed = SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    asked = run(lambda: both_engines(databases), SHORT, seed)
    assert asked.queries == SHORT
    assert asked.listed > SHORT // 3, "the comparison is about something"
    assert asked.links > SHORT


class Leaking(PlainQueries):
    """A model in which everybody sees everything."""

    def _is_seen(self, _thing: Thing, _now: Thing, _looking: Looking, _clock: Clock) -> bool:
        return True


class Strict(PlainQueries):
    """A model that takes an "or" for an "and"."""

    def _is_wanted(self, thing: Thing, wanted: dict[str, Any], clock: Clock) -> bool:
        strict = {**wanted, "and": [*wanted.get("and", ()), *wanted.get("or", ())]}
        return super()._is_wanted(thing, strict, clock)


@pytest.mark.parametrize("wrong", [Leaking, Strict])
def test_a_model_with_one_wrong_rule_is_found_out(databases: Databases, wrong: type[PlainQueries]) -> None:
    """Control: the questions tell a rule from its neighbour."""
    with pytest.raises(Differs):
        run(lambda: {"SQLite": databases.sqlite_url()}, ENOUGH_TO_FIND, 1, wrong)


def test_counts_that_were_carried_on_without_a_look_are_found_out(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: were what was said in between passed over, other positions would be counted as the ones before."""

    async def nothing(_transaction: Transaction, _after: int, _known_at: int) -> list[str]:
        return []

    monkeypatch.setattr(carried_counts, "touched_streams", nothing)
    with pytest.raises(Differs, match="counts"):
        run(lambda: {"SQLite": databases.sqlite_url()}, ENOUGH_TO_FIND, 1)
