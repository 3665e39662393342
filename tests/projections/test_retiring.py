"""A version of a view gives its tables back when a newer one is active and no process has named it for a minute."""

import pytest

from events.identity import Noun
from events.log.database import Database
from projections import heartbeats
from projections.heartbeats import SERVES, names_of
from projections.registry import AGENCIES, VIEWS
from projections.retiring import retire
from projections.runner import ACTIVE, BUILDING, FAULTED, RETIRED, mark_faulted, prepare, view_states
from projections.versioned_view import VersionedView
from tests.events.log.tampering import run

NEWER = VersionedView(Noun.AGENCY, version=AGENCIES.version + 1)
OLD = (AGENCIES.name, AGENCIES.version)


@pytest.fixture
async def both(database: Database) -> Database:
    """A database that has two versions of the view of agencies, both active."""
    await prepare(database, (*VIEWS, NEWER))
    return database


async def states_of_agencies(database: Database) -> list[str]:
    async with database.reading() as transaction:
        states = await view_states(transaction)
    return [states[AGENCIES.name, version].state for version in (AGENCIES.version, NEWER.version)]


async def named(database: Database, process: str) -> None:
    async with database.writing() as transaction:
        await heartbeats.beat(transaction, process, SERVES, [OLD])


async def test_a_version_that_a_process_serves_stays(both: Database) -> None:
    """It was named within the minute, by whatever process; a heartbeat said again counts anew."""
    await named(both, "an old process")
    assert await retire(both, names_of([NEWER])) == []
    await run(both, "UPDATE view_heartbeat SET seen_at = seen_at - 61")
    await named(both, "an old process")
    assert await retire(both, names_of([NEWER])) == []
    assert await states_of_agencies(both) == [ACTIVE, ACTIVE]


async def test_a_version_that_nobody_has_named_for_a_minute_is_retired(both: Database) -> None:
    """Its tables are gone, the newer version and all other views stay."""
    await named(both, "an old process")
    await run(both, "UPDATE view_heartbeat SET seen_at = seen_at - 61")
    assert await retire(both, names_of([NEWER])) == [OLD]
    assert await states_of_agencies(both) == [RETIRED, ACTIVE]
    await run(both, f"DELETE FROM {NEWER.table.name}")
    with pytest.raises(Exception, match=AGENCIES.table.name):
        await run(both, f"DELETE FROM {AGENCIES.table.name}")
    assert await retire(both, names_of([NEWER])) == []


async def test_the_only_active_version_is_never_retired(both: Database) -> None:
    """Neither where the newer one cannot go on, nor where nobody serves any."""
    async with both.writing() as transaction:
        await mark_faulted(transaction, NEWER, "It could not take the event.")
    assert await retire(both, ()) == []
    assert await states_of_agencies(both) == [ACTIVE, FAULTED]


async def test_a_version_of_ones_own_is_never_retired(both: Database) -> None:
    """A process of the old release whose heartbeat is late does not take its own tables away."""
    assert await retire(both, [OLD]) == []
    assert await states_of_agencies(both) == [ACTIVE, ACTIVE]


async def test_a_newer_version_that_nobody_serves_yet_stays(both: Database) -> None:
    """It may have been built ahead of the processes that will serve it."""
    assert await retire(both, [OLD]) == []
    assert await states_of_agencies(both) == [ACTIVE, ACTIVE]


async def test_a_version_that_comes_back_is_made_again(both: Database) -> None:
    """After a release was taken back, the retired version is active on an empty log, else it is built."""
    await retire(both, names_of([NEWER]))
    await prepare(both, VIEWS)
    assert await states_of_agencies(both) == [ACTIVE, ACTIVE]
    await run(both, f"DELETE FROM {AGENCIES.table.name}")
    assert BUILDING not in await states_of_agencies(both)
