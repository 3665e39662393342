"""What is said through a link is taken while the link holds and its form is open, which is decided under the lock."""

import pytest

from events.assignment import AssignmentSubmitted
from events.identity import Noun
from events.person import PersonEnrolled, PersonErased
from events.post import PostRegistered, PostRetitled, PostTaken
from service.auth.links import FormLink
from service.commands.answering import ThroughLink
from service.commands.assignment import (
    AcceptAnswers,
    AssignmentUpdate,
    ReleaseAgency,
    SendAnswersBack,
    SubmitAnswers,
    UpdateAssignment,
)
from service.commands.deliberation import Author, Command
from service.commands.post import ClosePost, LeavePost, PostUpdate, TakePost, UpdatePost
from service.commands.reporting_round import CancelRound, PlanReportingRound, UpdateRound
from tests.service.commands.given import Given, of
from tests.service.commands.seventh_meeting import SEVENTH_MEETING

DAY = "2010-12-01"
LINK = FormLink("cm9", "unfpa", "desk", "person-amara", "digest-1", "2011-02-28")
FOCAL_POINT = Author(actor="key:link-digest-1", agency="unfpa", person="person-amara")
KNOWN = SEVENTH_MEETING.and_then(
    of(Noun.PERSON, "person-amara", PersonEnrolled(agency="unfpa"), DAY),
    of(Noun.PERSON, "person-noor", PersonEnrolled(agency="unfpa"), DAY),
    of(Noun.POST, "desk", PostRegistered(title="Migration desk", agency="unfpa"), DAY),
    of(Noun.POST, "desk", PostTaken(person="person-amara"), DAY),
).after(
    PlanReportingRound(
        id="cm9",
        coordination_meeting="cm9",
        opens="2010-12-15",
        due_by="2011-01-31",
        closes="2011-02-27",
        agencies=("unfpa",),
        blockers=(),
        reported_on=DAY,
    )
)


def through(update: AssignmentUpdate | None = None, link: FormLink = LINK) -> ThroughLink:
    """A step of the assignment, taken through the link."""
    return ThroughLink(link=link, command=step(update or SubmitAnswers()))


def step(update: AssignmentUpdate) -> UpdateAssignment:
    """A step of the assignment of UNFPA."""
    return UpdateAssignment(id="cm9-unfpa", update=update)


def post(update: PostUpdate) -> UpdatePost:
    """An update of the post."""
    return UpdatePost(id="desk", update=update)


def test_what_comes_through_a_link_that_holds_is_done() -> None:
    """As if whoever holds the post had sent it with a key."""
    KNOWN.when(through(), by=FOCAL_POINT).then(AssignmentSubmitted())


def test_what_the_command_itself_refuses_is_refused() -> None:
    """A link opens no more doors than a key would: the secretariat's steps are not for an agency."""
    KNOWN.after(step(SubmitAnswers()), step(SendAnswersBack(reason="No dates."))).when(
        through(AcceptAnswers()), by=FOCAL_POINT
    ).then_refused("not-allowed")


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (post(TakePost(person="person-noor")), "held the post “Migration desk” before"),
        (post(LeavePost()), "held the post “Migration desk” before"),
        (post(ClosePost()), "was closed"),
        (UpdateRound(id="cm9", update=CancelRound(reason="No meeting.")), "called off"),
    ],
)
def test_a_link_ends_with_what_it_was_made_for(since: Command, words: str) -> None:
    """The post is in other hands or closed, or the round was called off: not even what was under way is taken."""
    KNOWN.after(since).when(through(), by=FOCAL_POINT).then_refused("link-ended", said=words)


def test_a_link_ends_with_the_contacts_of_whom_it_was_sent_to() -> None:
    """Whoever asked to be forgotten is not acted for."""
    erased = KNOWN.and_then(of(Noun.PERSON, "person-amara", PersonErased(), DAY))
    erased.when(through(), by=FOCAL_POINT).then_refused("link-ended", said="erased")


def test_a_post_that_was_taken_again_by_the_same_person_opens_the_form_again() -> None:
    """What counts is who holds it; a post that got another title is the same post."""
    back = KNOWN.after(post(TakePost(person="person-noor")), post(TakePost(person="person-amara")))
    renamed = back.and_then(of(Noun.POST, "desk", PostRetitled(title="Population desk"), "2011-02-20"))
    renamed.when(through(), by=FOCAL_POINT).then(AssignmentSubmitted())


@pytest.mark.parametrize(
    "link",
    [
        FormLink("cm9", "iom", "desk", "person-amara", "digest-1", "2011-02-28"),
        FormLink("cm9", "unfpa", "no-such-post", "person-amara", "digest-1", "2011-02-28"),
        FormLink("cm9", "unfpa", "desk", "person-nobody", "digest-1", "2011-02-28"),
        FormLink("cm10", "unfpa", "desk", "person-amara", "digest-1", "2011-02-28"),
    ],
)
def test_a_link_whose_facts_do_not_hang_together_opens_nothing(link: FormLink) -> None:
    """The post answers for another agency, there is no such post, person or round: as after a restore."""
    KNOWN.when(through(link=link), by=FOCAL_POINT).then_refused("link-ended")


def test_a_link_is_over_after_its_last_day() -> None:
    """On the last day it holds, even where the form is closed by then; on the next it does not."""
    KNOWN.when(through(), by=FOCAL_POINT, today="2011-02-28").then_refused(
        "conflict", said="closed on 27 February 2011"
    )
    KNOWN.when(through(), by=FOCAL_POINT, today="2011-03-01").then_refused("link-ended", said="until 28 February 2011")


@pytest.mark.parametrize(
    ("steps", "today", "words"),
    [
        ((SubmitAnswers(),), "2011-02-20", "handed in on 20 February 2011"),
        ((SubmitAnswers(), AcceptAnswers()), "2011-02-20", "accepted the answers"),
        ((ReleaseAgency(reason="DESA answers for it."),), "2011-02-20", "DESA answers for it."),
        ((), "2010-12-14", "opens on 15 December 2010"),
    ],
)
def test_nothing_is_taken_where_the_form_is_not_open(
    steps: tuple[AssignmentUpdate, ...], today: str, words: str
) -> None:
    """Before the round opens, and once the answers are out of the agency's hands."""
    known: Given = KNOWN.after(*map(step, steps))
    known.when(through(), by=FOCAL_POINT, today=today).then_refused("conflict", said=words)


def test_what_was_sent_back_may_be_answered_again() -> None:
    """Control: the same steps, and the form is open again."""
    known = KNOWN.after(step(SubmitAnswers()), step(SendAnswersBack(reason="No dates.")))
    known.when(through(), by=FOCAL_POINT).then(AssignmentSubmitted())


def test_the_same_request_is_the_same_whatever_items_were_found_for_it() -> None:
    """What a command found out for itself is no part of what its author asked."""
    with_items = ThroughLink(link=LINK, command=UpdateAssignment(id="cm9-unfpa", update=SubmitAnswers(), items=("a",)))
    assert with_items.as_asked == through().as_asked
