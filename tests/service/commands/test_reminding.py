"""A digest is claimed once for each thing, for whoever holds the post, and only while an answer is awaited."""

import pytest
from msgspec.structs import replace

from events.identity import Noun
from events.person import PersonEnrolled, PersonErased
from events.post import DigestSettled, PostReminded
from events.reminding import Occasion, Reminder
from events.vocabulary import Delivery
from service.commands.assignment import AssignmentUpdate, ReleaseAgency, SubmitAnswers, UpdateAssignment
from service.commands.post import ClosePost, LeavePost, RegisterPost, TakePost, UpdatePost
from service.commands.reminding import ClaimDigest, SettleDigest
from service.commands.reporting_round import CancelRound, CorrectRound, PlanReportingRound, UpdateRound
from tests.service.commands.given import FRESH_ID, TODAY, Given, of
from tests.service.commands.seventh_meeting import SEVENTH_MEETING, UNFPA

AMARA, BEN = "person-amara", "person-ben"
GIVEN = (
    SEVENTH_MEETING.and_then(
        of(Noun.PERSON, AMARA, PersonEnrolled(agency="unfpa")), of(Noun.PERSON, BEN, PersonEnrolled(agency="unfpa"))
    )
    .after(RegisterPost(id="focal", title="Focal point", agency="unfpa", reported_on="2010-01-01"))
    .after(UpdatePost(id="focal", update=TakePost(person=AMARA, reported_on="2010-01-02")))
    .after(RegisterPost(id="iom-focal", title="Focal point", agency="iom", reported_on="2010-01-01"))
    .after(
        PlanReportingRound(
            id="cm9",
            coordination_meeting="cm9",
            opens="2011-02-01",
            due_by="2011-02-27",
            closes="2011-03-10",
            agencies=("unfpa", "iom"),
            blockers=(),
            reported_on="2011-01-01",
        )
    )
)
# The day of these tests is a week before the due day: both the opening and the reminder of the due day have passed.
DUE_SOON = Reminder(assignment="cm9-unfpa", occasion=Occasion.DUE_SOON, day=TODAY)
CLAIM = ClaimDigest(post="focal", person=AMARA, reminders=(DUE_SOON,))
CLAIMED = GIVEN.after(CLAIM)


def settle(delivery: Delivery, reply: int | None = None) -> SettleDigest:
    """What became of the digest."""
    return SettleDigest(post="focal", digest=FRESH_ID, delivery=delivery, reply=reply)


def step(update: AssignmentUpdate) -> UpdateAssignment:
    """A step of the assignment."""
    return UpdateAssignment(id="cm9-unfpa", update=update)


def test_a_digest_is_claimed_and_what_became_of_it_noted_once() -> None:
    """Its id is the one drawn by the service; a second note, and one of a digest that there is not, are refused."""
    GIVEN.when(CLAIM).then(PostReminded(digest=FRESH_ID, person=AMARA, reminders=(DUE_SOON,)))
    sent = settle(Delivery.SENT, 250)
    CLAIMED.when(sent).then(DigestSettled(digest=FRESH_ID, delivery=Delivery.SENT, reply=250))
    CLAIMED.after(sent).when(settle(Delivery.REFUSED, 550)).then_refused("conflict")
    GIVEN.when(sent).then_refused("conflict")


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(CLAIMED, id="claimed, and nobody knows what became of it"),
        pytest.param(CLAIMED.after(settle(Delivery.SENT)), id="sent"),
        pytest.param(CLAIMED.after(settle(Delivery.REFUSED, 550)), id="refused today"),
        pytest.param(GIVEN.after(step(SubmitAnswers(reported_on=TODAY))), id="answered a moment ago"),
        pytest.param(GIVEN.after(step(ReleaseAgency(reason="No work."))), id="released"),
        pytest.param(
            GIVEN.after(UpdatePost(id="focal", update=TakePost(person=BEN, reported_on=TODAY))), id="handed over"
        ),
        pytest.param(GIVEN.after(UpdatePost(id="focal", update=LeavePost(reported_on=TODAY))), id="left"),
        pytest.param(GIVEN.after(UpdatePost(id="focal", update=ClosePost(reported_on=TODAY))), id="closed"),
        pytest.param(GIVEN.and_then(of(Noun.PERSON, AMARA, PersonErased(), TODAY)), id="erased"),
        pytest.param(GIVEN.after(UpdateRound(id="cm9", update=CancelRound(reason="No meeting."))), id="called off"),
        pytest.param(
            GIVEN.after(UpdateRound(id="cm9", update=CorrectRound(due_by="2011-03-05"), expected_version=1)),
            id="the deadline was moved",
        ),
    ],
)
def test_what_is_not_due_any_more_is_not_claimed(given: Given) -> None:
    """Control: before that, it is."""
    given.when(CLAIM).then_refused("conflict")
    assert GIVEN.when(CLAIM).facts


def test_only_the_newest_occasion_of_the_posts_own_agency_is_claimed() -> None:
    """Not the opening that was missed, nor that of another agency, nor of an assignment that there is not."""
    for other in (
        replace(DUE_SOON, occasion=Occasion.OPENED, day="2011-02-01"),
        replace(DUE_SOON, assignment="cm9-iom"),
        replace(DUE_SOON, assignment="cm9-nobody"),
    ):
        GIVEN.when(replace(CLAIM, reminders=(other,))).then_refused("conflict")
    GIVEN.when(replace(CLAIM, post="nothing")).then_refused("not-found")


def test_nobody_but_the_service_claims() -> None:
    """A focal point's key is refused."""
    GIVEN.when(CLAIM, by=UNFPA).then_refused("not-allowed")
    CLAIMED.when(settle(Delivery.SENT), by=UNFPA).then_refused("not-allowed")


def test_what_was_refused_is_due_again_the_next_day() -> None:
    """And what may have been sent is never due again."""
    refused = CLAIMED.when(settle(Delivery.REFUSED, 550)).then_state(Noun.POST, "focal")
    assert (refused.was_told(DUE_SOON, TODAY), refused.was_told(DUE_SOON, "2011-02-21")) == (True, False)
    unknown = GIVEN.when(CLAIM).then_state(Noun.POST, "focal")
    assert unknown.was_told(DUE_SOON, "2011-02-21")
