"""What was known when, told of real things: the debate whose day grew exact, a wrong day, and news that came late."""

import pytest
import sqlalchemy as sa

from events.activity_evolve import ReportFact
from events.activity_news import ActivityCompleted, ActivityUnchanged
from events.activity_state import Activity
from events.commitment import CommitmentReported
from events.fact import ReportedOnCorrected, number_of
from events.honest_date import honest_date
from events.identity import Noun
from events.log.database import Database, Statement
from events.planned_meeting import PlannedMeetingReported
from events.vocabulary import Stage
from projections.activities import ACTIVITIES
from projections.clocks import NOW, Clocks
from projections.registry import VIEWS
from projections.runner import prepare
from projections.things import read_one
from tests.projections.filling import said, tell

DEBATE = "ga-thematic-debate-planned"
SEVENTH, NINTH = "2008-11-21", "2011-02-18"


def debate(told_as: str, meeting: str, edtf: str, as_written: str) -> ReportFact:
    """The informal thematic debate of the General Assembly as one coordination meeting heard of it."""
    return PlannedMeetingReported(
        id=told_as,
        title="Informal thematic debate on international migration and development",
        reported_by="un-desa-pd",
        lead="un-ga",
        stage=Stage.PLANNED,
        date=honest_date(edtf, as_written),
        coordination_meeting=meeting,
    )


@pytest.fixture
async def views(database: Database) -> Database:
    """A fresh database with the tables of every view."""
    await prepare(database, VIEWS)
    return database


@pytest.fixture
async def debated(views: Database) -> Database:
    """The debate told at the Seventh Meeting as "in 2011", and at the Ninth as "on 19 May 2011"."""
    for one in (
        said(Noun.ACTIVITY, DEBATE, debate(DEBATE, "cm7", "2011", "in 2011"), SEVENTH),
        said(Noun.ACTIVITY, DEBATE, debate(f"{DEBATE}-date", "cm9", "2011-05-19", "on 19 May 2011"), NINTH),
    ):
        await tell(views, VIEWS, [one])
    return views


async def read(database: Database, activity_id: str, clocks: Clocks) -> Activity | None:
    """The activity at the clocks."""
    async with database.reading() as transaction:
        activity: Activity | None = await read_one(transaction, ACTIVITIES, activity_id, clocks)
        return activity


async def date_of(database: Database, clocks: Clocks) -> str | None:
    """The date of the debate at the clocks, in EDTF."""
    activity = await read(database, DEBATE, clocks)
    return activity.date.edtf if activity and activity.date else None


async def test_as_of_the_seventh_meeting_the_debate_is_in_2011(debated: Database) -> None:
    """On 21 November 2008 nobody had said more than the year."""
    assert await date_of(debated, Clocks(as_of=SEVENTH)) == "2011"


async def test_as_of_the_ninth_meeting_the_debate_is_on_19_may(debated: Database) -> None:
    """On 18 February 2011 the day had been said, and now it stands."""
    assert await date_of(debated, Clocks(as_of=NINTH)) == "2011-05-19"
    assert await date_of(debated, NOW) == "2011-05-19"


async def test_before_anybody_spoke_there_was_no_debate(debated: Database) -> None:
    """The day before it was first reported, there is nothing."""
    assert await read(debated, DEBATE, Clocks(as_of="2008-11-20")) is None


async def test_the_day_stands_nowhere_in_rows_as_of_2008(debated: Database) -> None:
    """No row that holds in 2008 carries the day in any form; the log's own clock makes no difference."""
    statement = Statement(
        sa.select(ACTIVITIES.table.c.document).where(ACTIVITIES.table.c.from_reported < sa.literal("2011-01-01"))
    )
    async with debated.reading() as transaction:
        documents = [document for (document,) in await transaction.fetch_all(statement)]
    assert documents
    assert not any("05-19" in document or "19 May" in document for document in documents)


async def test_known_at_before_the_second_report_the_log_knew_only_the_year(debated: Database) -> None:
    """At the position of the first report the system did not know the day, whatever day is asked for."""
    assert await date_of(debated, Clocks(known_at=1)) == "2011"
    assert await date_of(debated, Clocks(known_at=1, as_of=NINTH)) == "2011"


async def test_a_corrected_day_moves_a_report(debated: Database) -> None:
    """After the correction the day had been said already in 2010; before it the system believed otherwise."""
    moved = ReportedOnCorrected(position=2, reported_on="2010-10-05")
    await tell(debated, VIEWS, [said(Noun.ACTIVITY, DEBATE, moved, "2011-02-20")])
    assert await date_of(debated, Clocks(as_of="2010-10-05")) == "2011-05-19"
    assert await date_of(debated, Clocks(as_of="2010-10-04")) == "2011"
    assert await date_of(debated, Clocks(as_of="2010-10-05", known_at=2)) == "2011"


async def test_a_corrected_day_is_not_news(debated: Database) -> None:
    """Putting a day right counts as nothing heard, and raises the version all the same."""
    moved = ReportedOnCorrected(position=2, reported_on="2010-10-05")
    await tell(debated, VIEWS, [said(Noun.ACTIVITY, DEBATE, moved, "2011-02-20")])
    activity = await read(debated, DEBATE, NOW)
    assert activity is not None
    assert (activity.last_heard_on, activity.version) == ("2010-10-05", 3)
    assert [number_of(position) for position in activity.positions] == [1, 2]


async def test_a_day_corrected_twice_leaves_no_trace_of_the_first_correction(debated: Database) -> None:
    """The newest correction holds alone, also where it is a later day than the one before."""
    for day in ("2010-10-05", "2011-02-17"):
        moved = ReportedOnCorrected(position=2, reported_on=day)
        await tell(debated, VIEWS, [said(Noun.ACTIVITY, DEBATE, moved, "2011-02-20")])
    assert await date_of(debated, Clocks(as_of="2011-02-16")) == "2011"
    assert await date_of(debated, Clocks(as_of="2011-02-17")) == "2011-05-19"


async def test_the_log_did_not_know_what_came_late(views: Database) -> None:
    """Completed in 2009 and told late: as of 2010 it is completed, but the system as it was then had it planned."""
    plan = "escwa-iom-mou-plan"
    promise = CommitmentReported(id=plan, title="Memorandum of Understanding", reported_by="rcnyo", stage=Stage.PLANNED)
    later = ActivityUnchanged(note="Nothing new at the Ninth Meeting.")
    late = ActivityCompleted(date=honest_date("2009-06", "in June 2009"))
    for fact, day in ((promise, SEVENTH), (later, NINTH), (late, "2009-07-01")):
        await tell(views, VIEWS, [said(Noun.ACTIVITY, plan, fact, day)])
    clocks = {
        Clocks(as_of="2010-01-01"): Stage.COMPLETED,
        Clocks(as_of="2010-01-01", known_at=2): Stage.PLANNED,
        Clocks(as_of="2009-06-30"): Stage.PLANNED,
        NOW: Stage.COMPLETED,
    }
    found = {asked: await read(views, plan, asked) for asked in clocks}
    assert {asked: activity.stage for asked, activity in found.items() if activity} == clocks
