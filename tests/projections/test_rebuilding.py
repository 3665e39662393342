"""A view is built beside the one that serves, compared, and put in its place; what goes wrong changes nothing."""

import asyncio

import pytest
import sqlalchemy as sa

from events.activity_news import ActivityCompleted, ActivityProgressed
from events.commitment import CommitmentReported
from events.fact import ReportedOnCorrected
from events.identity import Noun
from events.log.database import Database, Statement
from events.statement import StatementMade
from events.vocabulary import Stage, StatementType
from projections import heartbeats, rebuilding
from projections.activities import ACTIVITIES
from projections.clocks import NOW
from projections.heartbeats import BUILDS, TakenOver
from projections.rebuilding import BuiltByAnother, build_missing, rebuild
from projections.registry import STATEMENTS, VIEWS
from projections.runner import ACTIVE, BUILDING, prepare, view_states
from projections.things import read_all
from projections.verifying import verify_view
from projections.versioned_view import VersionedView
from tests.events.log.tampering import run
from tests.projections.filling import Said, said, tell


@pytest.fixture
async def told(database: Database) -> Database:
    """A database with twelve commitments, news of each on another day, and some of it late."""
    await prepare(database, VIEWS)
    for number in range(12):
        await tell(database, VIEWS, commitment(number))
    return database


def commitment(number: int) -> list[Said]:
    """A commitment of UNFPA, progress on it, completion told late, and a day that was put right."""
    thing, first = f"unfpa-census-{number}", 4 * number + 1
    reported = CommitmentReported(id=thing, title=f"Census round {number}", reported_by="unfpa", lead="unfpa")
    return [
        said(Noun.ACTIVITY, thing, reported, "2008-11-21"),
        said(Noun.ACTIVITY, thing, ActivityProgressed(stage=Stage.IN_PROGRESS), "2010-10-05"),
        said(Noun.ACTIVITY, thing, ActivityCompleted(reported_by="unfpa"), "2009-03-02"),
        said(Noun.ACTIVITY, thing, ReportedOnCorrected(position=first, reported_on="2008-11-20"), "2010-10-06"),
    ]


async def all_is_right(database: Database) -> bool:
    """Whether every view says what a fresh fold says, and no table of a build is left."""
    findings = [finding for view in VIEWS for finding in await verify_view(database, view)]
    return not findings and not await left_over(database)


async def left_over(database: Database) -> list[str]:
    """The tables that a build has left behind."""
    catalogue = "sqlite_master WHERE type = 'table'" if database.dialect == "sqlite" else "pg_tables WHERE true"
    column = "name" if database.dialect == "sqlite" else "tablename"
    found = []
    for end in ("new", "old"):
        async with database.reading() as transaction:
            names = await transaction.fetch_all(Statement(sa.text(f"SELECT {column} FROM {catalogue}")))
        found += [name for (name,) in names if name.endswith(f"__{end}")]
    return found


async def test_a_view_built_anew_says_what_the_log_says(told: Database) -> None:
    """All views at once, late words and corrected days among the events; old and new are the same."""
    built = await rebuild(told, VIEWS)
    assert [one.view for one in built] == list(VIEWS)
    assert all(one.comparison is not None and one.comparison.is_equal for one in built)
    assert await all_is_right(told)


async def test_a_row_that_was_altered_is_named_and_put_right(told: Database) -> None:
    """Rows that are wrong, too many or missing are counted and some named; the fresh table has them right."""
    table = ACTIVITIES.table.name
    await run(told, f"UPDATE {table} SET stage = 'cancelled' WHERE id = 'unfpa-census-3'")
    await run(told, f"DELETE FROM {table} WHERE id = 'unfpa-census-5'")
    await run(told, f"UPDATE {table} SET id = 'unfpa-nothing' WHERE id = 'unfpa-census-7'")
    [built] = await rebuild(told, [ACTIVITIES])
    assert built.comparison is not None
    assert built.comparison.different >= 4
    assert any("unfpa-census-3" in sentence for sentence in built.comparison.sample)
    assert await all_is_right(told)


async def test_to_compare_alone_puts_nothing_in_place(told: Database) -> None:
    """The altered row is found, and stays."""
    await run(told, f"UPDATE {ACTIVITIES.table.name} SET stage = 'cancelled' WHERE id = 'unfpa-census-3'")
    [built] = await rebuild(told, [ACTIVITIES], keep_old=True)
    assert built.comparison is not None
    assert not built.comparison.is_equal
    assert await verify_view(told, ACTIVITIES)
    assert not await left_over(told)


async def test_a_table_that_is_gone_is_made_again(told: Database) -> None:
    """What cannot be compared is said, and replaced."""
    await run(told, f"DROP TABLE {ACTIVITIES.table.name}")
    [built] = await rebuild(told, [ACTIVITIES])
    assert built.comparison is not None
    assert "cannot be read" in (built.comparison.unreadable or "")
    assert await all_is_right(told)


async def test_what_is_said_while_a_view_is_built_is_in_it(told: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Events of a thing that was folded already, and of new things, before and during the last steps."""
    said_meanwhile = iter(range(12, 40))
    follow, swap = rebuilding._follow, rebuilding._put_in_place

    async def telling_follow(*given: object) -> int:
        await tell(told, VIEWS, [*commitment(next(said_meanwhile)), progress(0)])
        return await follow(*given)  # type: ignore[arg-type]

    async def telling_swap(*given: object) -> int:
        await tell(told, VIEWS, [*commitment(next(said_meanwhile)), progress(1)])
        return await swap(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(rebuilding, "LAST_EVENTS_MAX", 2)
    monkeypatch.setattr(rebuilding, "_follow", telling_follow)
    monkeypatch.setattr(rebuilding, "_put_in_place", telling_swap)
    built = await rebuild(told, [ACTIVITIES, STATEMENTS])
    assert all(one.comparison is not None and one.comparison.is_equal for one in built)
    assert await all_is_right(told)
    async with told.reading() as transaction:
        assert len(await read_all(transaction, ACTIVITIES, NOW)) == 18


def progress(number: int) -> Said:
    """News of one of the commitments."""
    return said(
        Noun.ACTIVITY, f"unfpa-census-{number}", ActivityProgressed(stage=Stage.STANDING, note="Goes on."), "2011-02-18"
    )


async def test_without_following_the_log_the_fresh_view_would_lack_events(
    told: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: a build that takes nothing of what was said meanwhile is found to be wrong."""

    async def nothing(*_given: object) -> None:
        await asyncio.sleep(0)

    async def telling(*given: object) -> int:
        await tell(told, VIEWS, [progress(0)])
        return 48

    monkeypatch.setattr(rebuilding, "refill", nothing)
    monkeypatch.setattr(rebuilding, "_follow", telling)
    await rebuild(told, [ACTIVITIES])
    assert await verify_view(told, ACTIVITIES)


async def test_a_build_that_is_interrupted_leaves_the_old_view_and_the_next_clears_up(
    told: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before the swap, with tables left as a kill leaves them; the next build is not hindered by them."""

    async def stopped(*_given: object) -> int:
        raise asyncio.CancelledError

    async def as_killed(*_given: object) -> None:
        await asyncio.sleep(0)

    with monkeypatch.context() as patch:
        patch.setattr(rebuilding, "_put_in_place", stopped)
        patch.setattr(rebuilding, "_clear_own", as_killed)
        with pytest.raises(asyncio.CancelledError):
            await rebuild(told, [ACTIVITIES])
    assert len(await left_over(told)) == 3
    assert not await verify_view(told, ACTIVITIES)
    await rebuild(told, [ACTIVITIES])
    assert await all_is_right(told)


async def test_two_processes_do_not_build_one_view(told: Database) -> None:
    """The second is told so; once nothing was heard of the first for a minute, the second takes over."""
    named = heartbeats.names_of([ACTIVITIES])
    async with told.writing() as transaction:
        await heartbeats.beat(transaction, "the first", BUILDS, named)
    with pytest.raises(BuiltByAnother, match="activity"):
        await rebuild(told, [ACTIVITIES], process="the second")
    await run(told, "UPDATE view_heartbeat SET seen_at = seen_at - 61")
    await rebuild(told, [ACTIVITIES], process="the second")
    async with told.reading() as transaction:
        assert not await heartbeats.is_noted(transaction, "the first", BUILDS, named[0])
    assert await all_is_right(told)


async def test_who_was_taken_over_puts_nothing_in_place(told: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that slept for long finds at the swap that another one builds the view."""
    compared = rebuilding._compared

    async def taken_over(*given: object) -> object:
        async with told.writing() as transaction:
            await heartbeats.take_over(transaction, "another", BUILDS, heartbeats.names_of([ACTIVITIES]))
        return await compared(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(rebuilding, "_compared", taken_over)
    with pytest.raises(TakenOver, match="taken over"):
        await rebuild(told, [ACTIVITIES], process="who slept")
    assert not await verify_view(told, ACTIVITIES)


async def test_a_build_goes_on_where_the_server_tends_the_tables(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an autovacuum does: it is waited for before the swap, which is not tried in vain; readers go on meanwhile."""
    await prepare(postgresql_database, VIEWS)
    await tell(postgresql_database, VIEWS, commitment(0))
    monkeypatch.setattr(rebuilding, "SWAPS_MAX", 1)
    async with postgresql_database.building() as tending:
        await tending.define([f"LOCK TABLE {ACTIVITIES.table.name} IN SHARE UPDATE EXCLUSIVE MODE"])
        building = asyncio.create_task(rebuild(postgresql_database, [ACTIVITIES]))
        await asyncio.sleep(1)
        async with postgresql_database.reading() as transaction:
            assert len(await read_all(transaction, ACTIVITIES, NOW)) == 1
        assert not building.done()
    await building
    assert await all_is_right(postgresql_database)


async def test_a_new_version_is_built_before_it_is_active(told: Database) -> None:
    """On a log that has events it is `building`, without tables, until it says what the log says."""
    newer = VersionedView(
        Noun.STATEMENT,
        version=STATEMENTS.version + 1,
        facets=lambda statement: [("agency", body, "") for body in statement.by],
    )
    question = StatementMade(coordination_meeting="cm7", statement_type=StatementType.QUESTION, text="Who pays?")
    await tell(told, VIEWS, [said(Noun.STATEMENT, "st-ii-01", question, "2008-11-21")])
    await prepare(told, [newer])
    assert await state_of(told, newer) == (BUILDING, 0)
    await build_missing(told, [newer], "a process of the new release")
    assert await state_of(told, newer) == (ACTIVE, 49)
    async with told.reading() as transaction:
        assert [one.id for one in await read_all(transaction, newer, NOW)] == ["st-ii-01"]
    assert await state_of(told, STATEMENTS) == (ACTIVE, 49)


async def state_of(database: Database, view: VersionedView) -> tuple[str, int]:
    async with database.reading() as transaction:
        known = (await view_states(transaction))[view.name, view.version]
    return known.state, known.position
