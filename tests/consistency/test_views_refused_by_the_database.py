"""A view whose insert the database itself refuses: the fact is stored and acknowledged, and the other views go on."""

from collections.abc import Iterator, Sequence

import pytest
from structlog.testing import capture_logs

from events.log.database import Database
from events.log.errors import DatabaseError
from events.log.reading import read_after
from projections import runner
from projections.activities import ACTIVITIES
from projections.registry import AGENCIES, VIEWS
from projections.verifying import verify_view
from projections.versioned_view import VersionedView
from projections.view_failed import ViewFailed
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import ReportProgress
from service.writer.work import Outcome, Work
from service.writer.writer import Writer
from tests.events.log.tampering import run
from tests.service.writer.requests import (
    Clock,
    asked,
    committed,
    registered,
    renamed,
    states_of,
    submitted,
    taken,
    writing,
)

TABLE = ACTIVITIES.table.name
REFUSES_RETURNEES = {
    "sqlite": f"""
        CREATE TRIGGER no_returnees BEFORE INSERT ON {TABLE} WHEN NEW.title_key LIKE '%returnees%'
        BEGIN SELECT RAISE(ABORT, 'no_returnees'); END
    """,
    "postgresql": f"ALTER TABLE {TABLE} ADD CONSTRAINT no_returnees CHECK (title_key NOT LIKE '%returnees%')",
}
AGENCY_TABLE = AGENCIES.table.name
REFUSES_IOM = {
    "sqlite": f"""
        CREATE TRIGGER no_iom BEFORE INSERT ON {AGENCY_TABLE} WHEN NEW.id = 'iom'
        BEGIN SELECT RAISE(ABORT, 'no_iom'); END
    """,
    "postgresql": f"ALTER TABLE {AGENCY_TABLE} ADD CONSTRAINT no_iom CHECK (id <> 'iom')",
}
HEAD = 4


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What the writer logs is no part of the result."""
    with capture_logs():
        yield


@pytest.fixture
async def prepared(database: Database) -> Database:
    """A database of each kind whose view of activities takes no row about returnees."""
    await runner.prepare(database, VIEWS)
    await run(database, REFUSES_RETURNEES[database.dialect])
    return database


async def test_what_a_view_cannot_take_in_sql_is_stored(prepared: Database) -> None:
    """All three of a batch are acknowledged at their positions, and the view stands faulted where it stood before."""
    async with writing(prepared) as writer:
        await writer.submit(asked(registered("unfpa")))
        receipts = await taken(writer, batch())
    assert [receipt.position.partition(".")[0] for receipt in receipts] == ["2", "3", "4"]
    assert await types_of(prepared) == [
        "agency-registered",
        "commitment-reported",
        "commitment-reported",
        "agency-renamed",
    ]
    states = await states_of(prepared)
    assert (states["activity"].state, states["activity"].position) == (runner.FAULTED, 1)
    assert {states[view.name].position for view in VIEWS if view is not ACTIVITIES} == {HEAD}
    assert {states[view.name].state for view in VIEWS if view is not ACTIVITIES} == {runner.ACTIVE}


async def test_the_other_views_are_right_and_what_comes_later_is_taken(prepared: Database) -> None:
    """Each of the others is what a fresh fold of the log says, also after more was said of what the view refused."""
    async with writing(prepared) as writer:
        await writer.submit(asked(registered("unfpa")))
        await taken(writer, batch())
        await writer.submit(asked(renamed("unfpa", "United Nations Population Fund")))
    others = [view for view in VIEWS if view is not ACTIVITIES]
    assert [finding for view in others for finding in await verify_view(prepared, view)] == []
    assert len(await types_of(prepared)) == HEAD + 1


async def test_no_other_view_is_blamed(database: Database) -> None:
    """Where the row of an agency is refused, the view of activities, asked in the same batch, stays active."""
    await runner.prepare(database, VIEWS)
    async with writing(database) as writer:
        await writer.submit(asked(registered("unfpa")))
        receipt = await writer.submit(asked(committed("Count students abroad")))
        await run(database, REFUSES_IOM[database.dialect])
        await taken(
            writer, [asked(registered("iom")), asked(UpdateActivity(id=receipt.id, update=ReportProgress(note="Half")))]
        )
    states = await states_of(database)
    assert {name for name, known in states.items() if known.state == runner.FAULTED} == {"agency"}


async def test_a_view_whose_table_is_gone_keeps_no_report_out(database: Database) -> None:
    """Also what is asked of a view while deciding, the titles that may be the same, is only a help."""
    await runner.prepare(database, VIEWS)
    async with writing(database) as writer:
        await writer.submit(asked(registered("unfpa")))
        await run(database, f"DROP TABLE {TABLE}")
        receipts = await taken(writer, [asked(committed("Count returnees")), asked(committed("Count students"))])
    assert [receipt.position.partition(".")[0] for receipt in receipts] == ["2", "3"]


async def test_a_view_that_may_veto_keeps_facts_out(prepared: Database) -> None:
    """Control: with a writer that gives up where a view does, nothing of the batch is stored."""
    async with writing(prepared) as writer:
        await writer.submit(asked(registered("unfpa")))
    vetoed = Vetoed(prepared, VIEWS, Clock().surroundings())
    await vetoed.start()
    errors = await submitted(vetoed, batch()[1:2])
    await vetoed.stop()
    assert [type(error) for error in errors] == [ViewFailed]
    assert isinstance(errors[0].__cause__, DatabaseError)
    assert await types_of(prepared) == ["agency-registered"]


class Vetoed(Writer):
    """A writer with a fault: what its views cannot take is not written."""

    async def _without_faulted_views(self, works: Sequence[Work], perhaps_written: bool = False) -> list[Outcome]:
        views: list[VersionedView] = list(VIEWS)
        return await self._transaction(works, views, perhaps_written)


def batch() -> list[Work]:
    """Three commands at once, of which the view of activities cannot take the second."""
    reports = [asked(committed("Count students abroad")), asked(committed("Count returnees"))]
    return [*reports, asked(renamed("unfpa", "Population Fund"))]


async def types_of(database: Database) -> list[str]:
    """The types of all events in the log."""
    async with database.reading() as transaction:
        return [event.type for event in await read_after(transaction, 0, 100)]
