"""For whom an author may write, and whose word a report is."""

import pytest

from events.agency import AgencyGrantEnded
from events.commitment import CommitmentReported
from events.identity import Noun
from events.vocabulary import Assurance, CancellationReason, StatementType
from service.commands.activity import PartnerBody
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import Cancel
from service.commands.commitment import ReportCommitment
from service.commands.deliberation import Author
from service.commands.intervention import RecordIntervention, Turn
from service.commands.intervention_items import TellStatement
from service.commands.statement import MakeStatement, MakeStatementAt
from tests.service.commands.given import SECRETARIAT, focal_point, of
from tests.service.commands.seventh_meeting import ECLAC, ESCAP, IOM, NEW_YORK_OFFICE, SEVENTH_MEETING, UNFPA


def promise(reported_by: str | None = None, lead: str | None = None) -> ReportCommitment:
    """A commitment that somebody reports of somebody."""
    return ReportCommitment(title="Memorandum of Understanding with IOM", reported_by=reported_by, lead=lead)


ALLOWED = (
    ("the secretariat for all", SECRETARIAT, "unfpa"),
    ("a body for itself", UNFPA, "unfpa"),
    ("a body for its sub-entity", ECLAC, "celade"),
    ("a body for one that granted it", NEW_YORK_OFFICE, "escwa"),
    ("a body for what is under one that granted it", NEW_YORK_OFFICE, "escwa-centre"),
)
REFUSED = (
    ("a body for another", UNFPA, "escap"),
    ("a sub-entity for its parent", focal_point("celade"), "eclac"),
    ("a body for one that granted it nothing", NEW_YORK_OFFICE, "eclac"),
    ("a body for one that it granted", focal_point("escwa"), "rcnyo"),
    ("a key of no agency", Author(actor="key-reader"), "unfpa"),
)


@pytest.mark.parametrize(("who", "author", "body"), ALLOWED, ids=lambda part: part if isinstance(part, str) else "")
def test_may_write(who: str, author: Author, body: str) -> None:
    """Reports are taken from the body itself, from above it, and from whom it granted."""
    SEVENTH_MEETING.when(promise(body), by=author).then_said(CommitmentReported, reported_by=body)


@pytest.mark.parametrize(("who", "author", "body"), REFUSED, ids=lambda part: part if isinstance(part, str) else "")
def test_may_not_write(who: str, author: Author, body: str) -> None:
    """Everybody else is told for whom the key writes, and what to do."""
    outcome = SEVENTH_MEETING.when(promise(body), by=author)
    outcome.then_refused("not-allowed", said=f"not for {body}; ask the secretariat for a grant")


def test_a_grant_that_ended_allows_nothing() -> None:
    """From the end of the grant on, the body reports for itself."""
    ended = SEVENTH_MEETING.and_then(of(Noun.AGENCY, "escwa", AgencyGrantEnded(granted_to="rcnyo")))
    ended.when(promise("escwa"), by=NEW_YORK_OFFICE).then_refused("not-allowed")


def test_who_reports_is_the_author_where_nobody_is_named() -> None:
    """A focal point need not say who it is; the secretariat must say for whom it writes."""
    SEVENTH_MEETING.when(promise(), by=UNFPA).then_said(CommitmentReported, reported_by="unfpa")
    SEVENTH_MEETING.when(promise(), by=SECRETARIAT).then_refused("invalid-input", "/reported_by")


WORDS = (
    ("of itself", UNFPA, "unfpa", "unfpa", Assurance.SELF_REPORTED),
    ("of nobody", UNFPA, "unfpa", None, Assurance.SELF_REPORTED),
    ("of its sub-entity", ECLAC, "eclac", "celade", Assurance.SELF_REPORTED),
    ("of one that granted it", NEW_YORK_OFFICE, "rcnyo", "escwa", Assurance.SELF_REPORTED),
    ("of another", ESCAP, "escap", "iom", Assurance.THIRD_PARTY),
    ("of its parent", focal_point("celade"), "celade", "eclac", Assurance.THIRD_PARTY),
    ("typed by the secretariat", SECRETARIAT, "escap", "iom", Assurance.THIRD_PARTY),
)


@pytest.mark.parametrize(
    ("what", "author", "reported_by", "lead", "assurance"),
    WORDS,
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_whose_word_it_is(what: str, author: Author, reported_by: str, lead: str | None, assurance: Assurance) -> None:
    """What a body tells of another is a third party's report, unless it speaks for the other."""
    outcome = SEVENTH_MEETING.when(promise(reported_by, lead), by=author)
    outcome.then_said(CommitmentReported, assurance=assurance)


def test_nobody_speaks_for_a_body_without_its_grant() -> None:
    """Neither in a statement, alone or with others, nor in a turn, nor by correcting who said it."""
    remark = MakeStatement(statement_type=StatementType.REMARK, text="It regretted this.", by=("iom", "unfpa"))
    SEVENTH_MEETING.when(MakeStatementAt(coordination_meeting="cm9", statement=remark), by=IOM).then_refused(
        "not-allowed", said="not for unfpa"
    )
    told = TellStatement(statement_type=StatementType.REMARK, text="It regretted this.", by=("unfpa",))
    turn = Turn(order=1, agency="iom", items=(told,))
    SEVENTH_MEETING.when(RecordIntervention(coordination_meeting="cm9", turn=turn), by=IOM).then_refused(
        "not-allowed", "/items/0"
    )
    posing = Turn(order=1, agency="iom", items=(), on_behalf_of=("unfpa",))
    SEVENTH_MEETING.when(RecordIntervention(coordination_meeting="cm9", turn=posing), by=IOM).then_refused(
        "not-allowed", said="not for unfpa"
    )


def test_what_is_held_back_is_not_there_for_a_partner() -> None:
    """News of a draft of UNFPA by its partner is refused as of something that does not exist."""
    draft = ReportCommitment(
        id="secret", title="A plan", lead="unfpa", draft=True, partners=(PartnerBody(agency="iom"),)
    )
    known = SEVENTH_MEETING.after(draft, by=UNFPA)
    asked = UpdateActivity(id="secret", update=Cancel(reason=CancellationReason.FUNDING))
    known.when(asked, by=IOM).then_refused("not-found")
