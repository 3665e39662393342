"""Lists, counts and the links behind them say what a plain model says, which folds every activity anew."""

from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom
from typing import Any

import pytest
from structlog.testing import capture_logs

from projections.activity_orders import Mark
from service.api import lists
from service.api.filter_meaning import Place
from service.api.lists import Paging
from service.desk import Reading
from tests.consistency.databases import Databases
from tests.consistency.plain_queries import Clock, Looking, PlainQueries, Thing
from tests.consistency.queries import both_engines, run
from tests.consistency.query_services import Differs
from tests.consistency.walks import walk_while_others_write
from tests.postgresql_server import PostgresqlServer

SHORT = 100
ENOUGH_TO_FIND = 300
WALKS = 40
WALKS_TO_FIND = 200


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
    assert asked.links > SHORT // 2


class Leaking(PlainQueries):
    """A model in which everybody sees everything."""

    def _is_seen(self, _thing: Thing, _now: Thing, _looking: Looking, _clock: Clock) -> bool:
        return True


class Strict(PlainQueries):
    """A model that takes an "or" for an "and"."""

    def _is_wanted(self, thing: Thing, wanted: dict[str, Any], clock: Clock) -> bool:
        strict = {**wanted, "and": [*wanted.get("and", ()), *wanted.get("or", ())]}
        return super()._is_wanted(thing, strict, clock)


class Forgetting(PlainQueries):
    """A model that forgets what was said first, so that nothing ever slips."""

    def _with_slips(self, things: list[Thing], looking: Looking, clock: Clock) -> list[Thing]:
        found = super()._with_slips(things, looking, clock)
        return [{**thing, "slipped": None if thing["slipped"] is None else False} for thing in found]


@pytest.mark.parametrize("wrong", [Leaking, Strict, Forgetting])
def test_a_model_with_one_wrong_rule_is_found_out(databases: Databases, wrong: type[PlainQueries]) -> None:
    """Control: the questions tell a rule from its neighbour."""
    with pytest.raises(Differs):
        run(lambda: {"SQLite": databases.sqlite_url()}, ENOUGH_TO_FIND, 1, wrong)


async def test_walks_miss_and_repeat_nothing_while_others_write(database_url: str) -> None:
    """Each list is, page by page, what it was at the position of its first page; the seed is printed."""
    seed = SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    walked = await walk_while_others_write("service", database_url, WALKS, seed)
    assert walked.walks == WALKS
    assert walked.events_meanwhile > WALKS, "something was written during the walks"


async def test_walks_that_go_on_in_another_state_are_found_out(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: were each page read as things stand then, walks would miss and repeat."""
    resumed = lists._resumed

    async def at_now(read: Reading, paging: Paging, place: Place) -> tuple[Reading, Mark]:
        _, mark = await resumed(read, paging, place)
        return read, mark

    monkeypatch.setattr(lists, "_resumed", at_now)
    with pytest.raises(Differs):
        await walk_while_others_write("service", sqlite_url, WALKS_TO_FIND, 1)
