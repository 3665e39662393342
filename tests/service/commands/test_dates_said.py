"""Dates as authors give them: read where they can be, kept where they cannot, refused where they are impossible."""

import pytest

from events.commitment import CommitmentReported
from events.honest_date import HonestDate, honest_date
from service.commands.commitment import ReportCommitment
from service.commands.fields import DateSaid
from tests.service.commands.seventh_meeting import SEVENTH_MEETING, UNFPA

READ = (
    (DateSaid(edtf="2009-21"), honest_date("2009-21", None)),
    (DateSaid(as_written="in the spring of 2009"), honest_date("2009-21", "in the spring of 2009")),
    (DateSaid(edtf="2010", as_written="next year"), honest_date("2010", "next year")),
    (DateSaid(as_written="in the near future"), HonestDate(as_written="in the near future")),
    (DateSaid(edtf=None, as_written="in May 2009"), HonestDate(as_written="in May 2009")),
    (DateSaid(edtf="2011-04-05", as_written="4/5/2011"), honest_date("2011-04-05", "4/5/2011")),
    (DateSaid(as_written="since 2005"), honest_date("2005/..", "since 2005")),
)
REFUSED = (
    (DateSaid(edtf="2009-02-30"), "impossible-date", "/due/edtf", "no 30 February 2009"),
    (DateSaid(as_written="by 30 February 2009"), "impossible-date", "/due/as_written", "no 30 February 2009"),
    (DateSaid(edtf=None, as_written="30 February 2009"), "impossible-date", "/due/as_written", "no 30 February 2009"),
    (DateSaid(edtf="2009-09-21/2009-09-20"), "impossible-date", "/due/edtf", "ends before it begins"),
    (
        DateSaid(as_written="from 2010 to 2009"),
        "impossible-date",
        "/due/as_written",
        "ends before",
    ),
    (DateSaid(edtf="spring 2009"), "invalid-input", "/due/edtf", "not a date in EDTF"),
    (DateSaid(as_written="4/5/2011"), "invalid-input", "/due/as_written", "can be"),
)


@pytest.mark.parametrize(("said", "kept"), READ, ids=str)
def test_a_date_is_as_exact_as_its_words(said: DateSaid, kept: HonestDate) -> None:
    """Words are read where no form is given, kept beside the form that is, and never made more exact."""
    SEVENTH_MEETING.when(ReportCommitment(title="Census", due=said), by=UNFPA).then_said(CommitmentReported, due=kept)


@pytest.mark.parametrize(("said", "slug", "pointer", "sentence"), REFUSED, ids=str)
def test_an_impossible_date_is_refused(said: DateSaid, slug: str, pointer: str, sentence: str) -> None:
    """A day that there is not, an end before its start, and figures that mean two days are pointed at."""
    outcome = SEVENTH_MEETING.when(ReportCommitment(title="Census", due=said), by=UNFPA)
    outcome.then_refused(slug, pointer, said=sentence)
