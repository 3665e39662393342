"""Editing an activity: reclassified, corrected, moved to its right day, reviewed, shown and withdrawn."""

import pytest

from events.activity import Partner
from events.activity_news import (
    ActivityCorrected,
    ActivityLinked,
    ActivityReclassified,
    ActivityReviewed,
    ActivityShown,
    ActivityUnchanged,
    ActivityWithdrawn,
    EvidenceAdded,
)
from events.commitment import CommitmentReported
from events.fact import Fact, ReportedOnCorrected
from events.honest_date import honest_date
from events.identity import Noun
from events.reference import Referable, Reference
from events.vocabulary import ActivityKind, Assurance, PartnerRole, Review, Stage, Visibility
from service.commands.activity import PartnerBody
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import (
    Accept,
    ActivityUpdate,
    AnswerNoChange,
    Complete,
    Correct,
    CorrectReportedOn,
    Link,
    Reclassify,
    SendBack,
    Show,
    Submit,
    Withdraw,
)
from service.commands.fields import DateSaid
from tests.service.commands.given import SECRETARIAT, of
from tests.service.commands.seventh_meeting import ESCAP, IOM, SEVENTH_MEETING, UNFPA

DATABASE = CommitmentReported(
    id="flow-database",
    title="Database on migration flows",
    reported_by="escap",
    lead="escap",
    reference="ESCAP/1",
    partners=(Partner(agency="iom"),),
    stage=Stage.PLANNED,
    due=honest_date("2010", "in 2010"),
)
REPORTED = SEVENTH_MEETING.and_then(
    of(Noun.ACTIVITY, "flow-database", DATABASE, "2008-11-20"),
    of(Noun.ACTIVITY, "flow-database", EvidenceAdded(symbol="A/63/225"), "2008-11-21"),
    of(Noun.ACTIVITY, "flow-database", ActivityUnchanged(reported_by="escap"), "2011-02-18"),
)
FIRST_POSITION = REPORTED.world.position - 2


def edit(update: ActivityUpdate, version: int | None = 3) -> UpdateActivity:
    """An edit of the database, as it is at its third version."""
    return UpdateActivity(id="flow-database", update=update, expected_version=version)


def moved(step: int, said_on: str) -> UpdateActivity:
    """The right day of the first event of the database, or of one after it."""
    return edit(CorrectReportedOn(position=f"{FIRST_POSITION + step}.9f3c2a01", said_on=said_on))


REPLACING: tuple[tuple[ActivityUpdate, Fact], ...] = (
    (Reclassify(kind=ActivityKind.PUBLICATION), ActivityReclassified(kind=ActivityKind.PUBLICATION)),
    (Correct(title="Database on flows"), ActivityCorrected(title="Database on flows")),
    (Accept(), ActivityReviewed(review=Review.ACCEPTED)),
    (SendBack(reason="No date."), ActivityReviewed(review=Review.SENT_BACK, reason="No date.")),
    (Show(visibility=Visibility.PUBLIC), ActivityShown(visibility=Visibility.PUBLIC)),
    (Withdraw(reason="By mistake."), ActivityWithdrawn(reason="By mistake.")),
)


@pytest.mark.parametrize(("update", "fact"), REPLACING, ids=lambda part: type(part).__name__)
def test_what_replaces_names_the_version_seen(update: ActivityUpdate, fact: Fact) -> None:
    """Without a version it is asked for, with an old one it is refused, with the newest it is taken."""
    REPORTED.when(edit(update, None)).then_refused("precondition-required", said="If-Match")
    REPORTED.when(edit(update, 2)).then_refused("stale-version", said="now at version 3")
    REPORTED.when(edit(update)).then(fact)


@pytest.mark.parametrize("update", [update for update, _ in REPLACING], ids=lambda update: type(update).__name__)
def test_only_the_reporter_and_the_secretariat_edit(update: ActivityUpdate) -> None:
    """A partner brings news, but edits nothing of what another said; reviews are the secretariat's."""
    REPORTED.when(edit(update), by=IOM).then_refused("not-allowed")
    is_review = isinstance(update, Accept | SendBack)
    assert (REPORTED.when(edit(update), by=ESCAP).refused is not None) == is_review


def test_reclassified_it_keeps_its_id_its_history_and_its_links() -> None:
    """The kind is a field: everything else is as it was, and the reference is still taken."""
    before = REPORTED.world.state(Noun.ACTIVITY, "flow-database")
    outcome = REPORTED.when(edit(Reclassify(kind=ActivityKind.PUBLICATION)))
    after = outcome.then_state(Noun.ACTIVITY, "flow-database")
    assert (after.kind, after.id) == (ActivityKind.PUBLICATION, "flow-database")
    assert (after.reports, after.evidence, after.due) == (before.reports, before.evidence, before.due)
    assert after.positions[:3] == before.positions
    assert [said.stream for said in outcome.said] == ["activity-flow-database"]


def test_links_are_added_without_a_version() -> None:
    """What it answers is tied to it, if it is there."""
    resolution = Reference(kind=Referable.MANDATE, id="ga-res-63-225")
    REPORTED.when(edit(Link(responds_to=(resolution,)), None), by=IOM).then(ActivityLinked(responds_to=(resolution,)))
    nothing = Reference(kind=Referable.STATEMENT, id="st-ii-01")
    asked = edit(Link(responds_to=(resolution, nothing), part_of="programme"), None)
    REPORTED.when(asked).then_refused("unknown-reference", "/responds_to/1", "/part_of")


def test_a_correction_is_checked_as_the_report_was() -> None:
    """Bodies, topics, links and dates must be there; only what can be empty is emptied."""
    asked = Correct(
        lead="ilo",
        partners=(PartnerBody(agency="ilo"),),
        topics=("census",),
        meeting="gfmd-3",
        part_of="programme",
        due=DateSaid(edtf="2010-02-30"),
        cleared=("title",),
    )
    outcome = REPORTED.when(edit(asked))
    pointers = ["/lead", "/partners/0/agency", "/topics/0", "/part_of", "/meeting", "/cleared/0", "/due/edtf"]
    outcome.then_refused("invalid-input", *pointers)


def test_a_field_that_there_is_not_cannot_be_emptied() -> None:
    """It is refused in a sentence, with whatever else is wrong."""
    asked = Correct(cleared=("nonsense",), topics=("census",))
    REPORTED.when(edit(asked)).then_refused("invalid-input", "/topics/0", "/cleared/0", said="nonsense cannot be")


def test_a_correction_replaces_and_empties_fields() -> None:
    """The fields given are new, those named are empty, the others stay; the report itself is corrected too."""
    asked = Correct(
        title="Database on flows", partners=(PartnerBody(agency="unfpa", role=PartnerRole.FUNDER),), cleared=("due",)
    )
    after = REPORTED.when(edit(asked), by=ESCAP).then_state(Noun.ACTIVITY, "flow-database")
    assert (after.title, after.due, after.lead) == ("Database on flows", None, "escap")
    assert after.partners == (Partner(agency="unfpa", role=PartnerRole.FUNDER),)
    assert (after.reports[0].title, after.reports[0].due) == ("Database on flows", None)


def test_a_corrected_lead_decides_anew_whose_word_it_is() -> None:
    """ESCAP says that it is the work of IOM: a third party's word from then on."""
    outcome = REPORTED.when(edit(Correct(lead="iom")), by=ESCAP)
    outcome.then(ActivityCorrected(lead="iom", assurance=Assurance.THIRD_PARTY))


def test_a_correction_makes_nothing_due_that_is_completed() -> None:
    """A due date on something completed is refused here as well."""
    done = REPORTED.after(UpdateActivity(id="flow-database", update=Complete(note="It is done.")))
    asked = edit(Correct(due=DateSaid(edtf="2012")), 4)
    done.when(asked).then_refused("due-on-completed", "/due")
    REPORTED.when(edit(Correct(stage=Stage.COMPLETED, due=DateSaid(edtf="2012")))).then_refused(
        "due-on-completed", "/due"
    )


def test_a_correction_is_not_older_than_the_report() -> None:
    """Before the report there is nothing to correct, and the correction would be lost."""
    asked = edit(Correct(title="Database on flows", reported_on="2008-11-19"))
    REPORTED.when(asked).then_refused("impossible-date", "/reported_on")


def test_a_wrong_day_is_put_right() -> None:
    """The event at the position counts for its right day, in the order said."""
    outcome = REPORTED.when(moved(2, "2009-03-02"))
    outcome.then(ReportedOnCorrected(position=FIRST_POSITION + 2, leaf="9f3c2a01", reported_on="2009-03-02"))
    after = outcome.then_state(Noun.ACTIVITY, "flow-database")
    assert (after.days, after.last_heard_on) == (("2008-11-20", "2008-11-21", "2009-03-02"), "2009-03-02")


def test_the_report_can_be_moved_up_to_the_first_news() -> None:
    """Earlier at will, later as long as nothing was heard before it."""
    assert REPORTED.when(moved(0, "2008-11-12")).facts
    assert REPORTED.when(moved(0, "2008-11-21")).facts
    REPORTED.when(moved(0, "2008-11-22")).then_refused("impossible-date", "/said_on", said="heard on 2008-11-21")


def test_a_day_put_right_wrongly_is_put_right_again() -> None:
    """A correction stands in the way of no other."""
    wrongly = REPORTED.after(moved(0, "2008-11-12"))
    again = CorrectReportedOn(position=f"{FIRST_POSITION}.9f3c2a01", said_on="2008-11-20")
    outcome = wrongly.when(edit(again, 4))
    assert outcome.then_state(Noun.ACTIVITY, "flow-database").first_reported_on == "2008-11-20"


def test_news_is_not_moved_before_the_report() -> None:
    """Nor to a day after today, or one that there is not."""
    REPORTED.when(moved(2, "2008-11-19")).then_refused(
        "impossible-date", "/said_on", said="first reported on 2008-11-20"
    )
    REPORTED.when(moved(2, "2011-02-21")).then_refused("impossible-date", "/said_on", said="after today")
    REPORTED.when(moved(2, "2010-02-30")).then_refused("impossible-date", "/said_on", said="no day 2010-02-30")


def test_only_an_event_of_the_activity_is_moved() -> None:
    """Another position is refused, also that of a correction of a day; those there are are named."""
    REPORTED.when(moved(-1, "2009-03-02")).then_refused("unknown-reference", "/position", said=str(FIRST_POSITION + 2))
    corrected = REPORTED.after(moved(2, "2009-03-02"))
    again = CorrectReportedOn(position=f"{FIRST_POSITION + 3}.9f3c2a01", said_on="2009-03-03")
    corrected.when(edit(again, 4)).then_refused("unknown-reference", "/position")


def test_a_review_is_given_by_the_secretariat_with_its_reason() -> None:
    """Sent back with a reason, submitted again by the agency, accepted by the secretariat."""
    sent_back = REPORTED.after(edit(SendBack(reason="No date.")))
    submitted = sent_back.after(edit(Submit(), 4), by=ESCAP)
    accepted = submitted.when(edit(Accept(), 5), by=SECRETARIAT).then_state(Noun.ACTIVITY, "flow-database")
    assert accepted.review is Review.ACCEPTED


def test_a_review_goes_step_by_step() -> None:
    """What is submitted cannot be submitted again, and what is withdrawn takes neither a review nor news."""
    REPORTED.when(edit(Submit()), by=ESCAP).then_refused("invalid-input", "/type", said="only accepted or sent_back")
    withdrawn = REPORTED.after(edit(Withdraw()))
    withdrawn.when(edit(Accept(), 4)).then_refused("invalid-input", "/type", said="only nothing follows")
    withdrawn.when(edit(AnswerNoChange(), None)).then_refused("invalid-input", "", said="was withdrawn")


def test_an_embargo_ends_on_a_day_that_there_is() -> None:
    """Another is pointed at."""
    asked = edit(Show(visibility=Visibility.PUBLIC, embargo_until="2011-02-30"))
    REPORTED.when(asked).then_refused("impossible-date", "/embargo_until")
    REPORTED.when(edit(Show(visibility=Visibility.PUBLIC)), by=UNFPA).then_refused("not-allowed")
