"""How a promise stands on a day: said once in Python and once in SQL, and always the same."""

from itertools import product

import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from events.activity import ActivityReported
from events.activity_state import Activity
from events.commitment import CommitmentReported
from events.follow_up_action import FollowUpActionReported
from events.honest_date import HonestDate, honest_date
from events.identity import Noun
from events.log.database import Database, Statement
from events.ongoing_work import OngoingWorkReported
from events.vocabulary import ActivityKind, Stage
from projections.activities import ACTIVITIES
from projections.activity_filter import TABLE
from projections.promise_columns import standing_column, timeliness_column
from projections.runner import prepare
from projections.timeliness import Standing, Timeliness, is_promise, soon, stale_day, standing, timeliness
from tests.events.folded import folded
from tests.projections.filling import Said, said, tell

PLANNED: Activity = folded(
    Noun.ACTIVITY,
    "census-support",
    CommitmentReported(id="census-support", title="Census support", reported_by="unfpa", stage=Stage.PLANNED),
)


def due(edtf: str | None, as_written: str | None = None) -> Activity:
    """A promise with a due date."""
    return replace(PLANNED, due=honest_date(edtf, as_written))


STANDINGS = (
    ("2009", "2009-12-31", Timeliness.DUE_SOON),
    ("2009", "2010-01-01", Timeliness.OVERDUE),
    ("2009-21", "2009-05-31", Timeliness.DUE_SOON),
    ("2009-21", "2009-06-01", Timeliness.OVERDUE),
    ("2009-05-19", "2009-05-19", Timeliness.DUE_SOON),
    ("2009-05-19", "2009-05-20", Timeliness.OVERDUE),
    ("2009-05-19", "2009-04-19", Timeliness.DUE_SOON),
    ("2009-05-19", "2009-04-18", Timeliness.NOT_DUE),
    ("../2009-02-28", "2009-03-01", Timeliness.OVERDUE),
    ("2009-09-27/2009-10-02", "2009-10-02", Timeliness.DUE_SOON),
    ("2009-09-27/2009-10-02", "2009-10-03", Timeliness.OVERDUE),
    ("2005/..", "2999-01-01", Timeliness.NOT_DUE),
    ("200X", "2009-12-31", Timeliness.DUE_SOON),
)


@pytest.mark.parametrize(("edtf", "day", "standing"), STANDINGS)
def test_a_due_period_is_missed_only_after_its_last_day(edtf: str, day: str, standing: Timeliness) -> None:
    """Due soon for thirty days up to the last one, overdue from the day after; open-ended it is never missed."""
    assert timeliness(due(edtf), day) is standing


def test_a_promise_without_a_date_is_undated() -> None:
    """Also where only words are known that name no date: none is invented."""
    assert timeliness(PLANNED, "2011-02-18") is Timeliness.UNDATED
    assert timeliness(due(None, "in the near future"), "2011-02-18") is Timeliness.UNDATED


@pytest.mark.parametrize("stage", Stage)
def test_what_has_ended_is_done_whatever_was_due(stage: Stage) -> None:
    """Completed, cancelled or superseded; what is partly done or suspended is still owed."""
    activity = replace(due("2009"), stage=stage)
    is_done = timeliness(activity, "2011-02-18") is Timeliness.DONE
    assert is_done == (stage in {Stage.COMPLETED, Stage.CANCELLED, Stage.SUPERSEDED})


@pytest.mark.parametrize("kind", ActivityKind)
def test_what_stands_or_has_no_stage_is_no_promise(kind: ActivityKind) -> None:
    """Nobody is asked what became of it."""
    for stage in (Stage.STANDING, None):
        assert timeliness(replace(due("2009"), kind=kind, stage=stage), "2011-02-18") is None


def test_ongoing_work_is_a_promise_only_if_it_is_due() -> None:
    """Every other kind is one without a due date too."""
    for kind in ActivityKind:
        assert is_promise(replace(PLANNED, kind=kind)) == (kind is not ActivityKind.ONGOING_WORK)
    assert timeliness(replace(due("2009"), kind=ActivityKind.ONGOING_WORK), "2010-01-01") is Timeliness.OVERDUE


def test_how_soon_is_a_setting() -> None:
    """Thirty days unless somebody says otherwise, and the calendar has a last day."""
    assert soon("2009-01-01") == "2009-01-31"
    assert soon("9999-12-15") == "9999-12-31"
    assert timeliness(due("2009-05-19"), "2009-05-12", due_soon_days=7) is Timeliness.DUE_SOON
    assert timeliness(due("2009-05-19"), "2009-05-11", due_soon_days=7) is Timeliness.NOT_DUE


SPOKEN_OF = (
    ("2015", Stage.PLANNED, "2009-11-20", Standing.LIVE),
    ("2015", Stage.PLANNED, "2009-11-21", Standing.STALE),
    ("2009", Stage.PLANNED, "2009-11-20", Standing.LIVE),
    ("2009", Stage.IN_PROGRESS, "2011-02-18", Standing.STALE),
    ("2005/..", Stage.PLANNED, "2011-02-18", Standing.STALE),
    (None, Stage.PLANNED, "2009-11-20", Standing.LIVE),
    (None, Stage.PLANNED, "2009-11-21", Standing.DORMANT),
    ("2015", Stage.SUSPENDED, "2009-11-20", Standing.LIVE),
    ("2015", Stage.SUSPENDED, "2009-11-21", Standing.DORMANT),
    ("2009", Stage.COMPLETED, "2011-02-18", None),
    ("2009", Stage.CANCELLED, "2011-02-18", None),
    ("2009", Stage.STANDING, "2011-02-18", None),
    ("2009", None, "2011-02-18", None),
)


@pytest.mark.parametrize(("edtf", "stage", "day", "stands_so"), SPOKEN_OF)
def test_a_promise_unheard_of_for_a_year_is_stale_or_dormant(
    edtf: str | None, stage: Stage | None, day: str, stands_so: Standing | None
) -> None:
    """Last heard of on 21 November 2008; dormant where no day will bring it up, and never once it is done."""
    activity = replace(due(edtf), stage=stage, last_heard_on="2008-11-21")
    assert standing(activity, day) is stands_so


def test_the_calendar_has_a_first_day() -> None:
    """What is asked on a day without a year before it is asked of the first day."""
    assert stale_day("0001-06-01") == "0001-01-01"
    assert stale_day("2009-11-21") == "2008-11-21"


DUE_DATES = (
    None,
    honest_date(None, "in the near future"),
    *(honest_date(edtf, None) for edtf in ("2009", "2009-21", "2011-05-19", "2005/..", "../2009-02-28", "9999")),
)
KINDS: tuple[type[ActivityReported], ...] = (CommitmentReported, FollowUpActionReported, OngoingWorkReported)
DAYS = (
    "2008-11-21",
    "2009-02-28",
    "2009-05-31",
    "2009-06-01",
    "2009-11-20",
    "2009-11-21",
    "2010-01-01",
    "2011-04-19",
    "2011-05-20",
    "9999-12-31",
)


def reported(place: int, kind: type[ActivityReported], stage: Stage | None, promised: HonestDate | None) -> Said:
    """A report of a kind in a stage, with what is promised."""
    fact = kind(id=f"promise-{place}", title="Promise", reported_by="unfpa", stage=stage, due=promised)
    return said(Noun.ACTIVITY, f"promise-{place}", fact, "2008-11-21")


async def test_the_database_says_the_same(database: Database) -> None:
    """For every stage, every sort of due date and every day, the columns of SQL are what Python says."""
    await prepare(database, (ACTIVITIES,))
    every = enumerate(product(KINDS, (*Stage, None), DUE_DATES))
    await tell(database, (ACTIVITIES,), [reported(place, *one) for place, one in every])
    columns = (timeliness_column().label("timeliness"), standing_column().label("standing"))
    statement = Statement(sa.select(TABLE.c.document, TABLE.c.promise, *columns))
    async with database.reading() as transaction:
        for day in DAYS:
            values = {"today": day, "soon": soon(day), "stale": stale_day(day)}
            for document, promise, stands_so, spoken_of in await transaction.fetch_all(statement, values):
                activity = ACTIVITIES.decoder.decode(document)
                assert (stands_so if promise else None) == timeliness(activity, day)
                assert (spoken_of if promise else None) == standing(activity, day)
