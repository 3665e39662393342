"""SQLite, PostgreSQL and a plain model of the rules stay in lock step, whatever is said in whatever words."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import SystemRandom

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from projections.registry import AGENCIES
from tests.consistency import plain_changes
from tests.consistency.databases import Databases
from tests.consistency.lock_step import Differs, Engine, LockStep
from tests.consistency.lock_step_machine import AT_THE_TABLE, SAID_BEFORE
from tests.consistency.models import both_engines, run
from tests.consistency.nasty_words import MAY_NOT_STAND, MAY_STAND, may_stand
from tests.consistency.plain_model import Asked, Outcome, PlainModel
from tests.consistency.said_at_random import SECRETARIAT
from tests.events.log.tampering import run as run_text
from tests.postgresql_server import PostgresqlServer

SHORT = 120
# So many commands begin every history: more than these must have been taken.
AT_THE_START = len(AT_THE_TABLE) + len(SAID_BEFORE)
ENOUGH_TO_FIND = 2_000


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What the writers log is no part of the result."""
    with capture_logs():
        yield


@pytest.fixture
def databases(postgresql_server: PostgresqlServer, migrated_template: str, tmp_path: Path) -> Databases:
    """Fresh databases of both kinds, as many as are asked for."""
    return Databases(postgresql_server, migrated_template, tmp_path)


def test_both_engines_and_the_model_agree(databases: Databases) -> None:
    """Every answer, version, root, thing and list is the same in all three; the seed is printed."""
    seed = SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    counted = run(partial(both_engines, databases), SHORT, seed, steps_of_a_history=25)
    assert counted.steps >= SHORT
    assert counted.outcomes["taken"] > counted.histories * AT_THE_START
    assert counted.looks > 0


def test_a_model_that_lets_everybody_write_is_found_out(databases: Databases) -> None:
    """Control: with one rule of the model wrong, the three do not agree."""
    with pytest.raises(Differs, match="model says"):
        run(lambda: [Engine("SQLite", databases.sqlite_url())], ENOUGH_TO_FIND, 1, Permissive)


def test_a_model_for_which_what_was_cancelled_goes_on_is_found_out(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: with one rule of what changed wrong in the model, the reports do not agree."""
    monkeypatch.setattr(plain_changes, "ENDED", ("completed",))
    with pytest.raises(AssertionError, match="the model says PlainChange"):
        run(lambda: [Engine("SQLite", databases.sqlite_url())], ENOUGH_TO_FIND, 1)


async def test_an_engine_that_compares_as_a_dictionary_does_is_found_out(databases: Databases) -> None:
    """Control: with ids compared by another collation on PostgreSQL alone, a list is in another order there."""
    sqlite = Engine("SQLite", databases.sqlite_url())
    await look_at_agencies(sqlite, Engine("PostgreSQL", databases.postgresql_url()))
    with pytest.raises(AssertionError, match=r"agency as of .* and .*unfpa"):
        await look_at_agencies(
            Engine("SQLite", databases.sqlite_url()), AsInADictionary("PostgreSQL", databases.postgresql_url())
        )


async def look_at_agencies(*engines: Engine) -> None:
    """Register bodies whose order depends on the hyphen, and look at all of them."""
    lock_step = LockStep(engines)
    await lock_step.open()
    try:
        for agency in ("unfpa", "un-women", "unifem"):
            entry = {"id": agency, "name": agency, "kind": "un_fund_programme"}
            await lock_step.take(Asked(what="register", noun="agency", body=entry, author=SECRETARIAT))
        await lock_step.looks.at_everything(None, None)
    finally:
        await lock_step.close()


def test_what_may_stand_and_what_may_not_are_told_apart() -> None:
    """The nasty words are of both sorts, by the model's own rule."""
    assert all(map(may_stand, MAY_STAND))
    assert not any(map(may_stand, MAY_NOT_STAND))


class Permissive(PlainModel):
    """A model with one rule wrong: everybody may write as the secretariat does."""

    def take(self, asked: Asked, clock: str, fresh_id: str, made_id: str | None) -> Outcome:
        author = replace(asked.author, agency=asked.author.agency, is_secretariat=SECRETARIAT.is_secretariat)
        return super().take(replace(asked, author=author), clock, fresh_id, made_id)


class AsInADictionary(Engine):
    """An engine that passes over hyphens where it compares the ids of agencies."""

    async def __aenter__(self) -> Engine:
        opened = await super().__aenter__()
        await run_text(
            self.database, "CREATE COLLATION as_in_a_dictionary (provider = icu, locale = 'und-u-ka-shifted')"
        )
        column = f"{AGENCIES.table.name} ALTER COLUMN id"
        await run_text(self.database, f"ALTER TABLE {column} TYPE text COLLATE as_in_a_dictionary")
        return opened
