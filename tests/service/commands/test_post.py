"""A post is held by one person at a time; who holds it hands it over, and the rest is the secretariat's."""

import pytest
from msgspec.structs import replace

from events.identity import Noun
from events.person import PersonEnrolled, PersonErased
from events.post import PostClosed, PostLeft, PostRegistered, PostRetitled, PostTaken, Tenure
from service.commands.deliberation import Author
from service.commands.post import ClosePost, LeavePost, PostUpdate, RegisterPost, RetitlePost, TakePost, UpdatePost
from tests.service.commands.given import of
from tests.service.commands.seventh_meeting import IOM, SEVENTH_MEETING, UNFPA

AMARA, BEN, CARLA = "person-amara", "person-ben", "person-carla"
PEOPLE = SEVENTH_MEETING.and_then(
    of(Noun.PERSON, AMARA, PersonEnrolled(agency="unfpa")),
    of(Noun.PERSON, BEN, PersonEnrolled(agency="unfpa")),
    of(Noun.PERSON, CARLA, PersonEnrolled(agency="iom")),
)
REGISTER = RegisterPost(id="unfpa-migration", title="Migration focal point", agency="unfpa", reported_on="2008-11-21")
VACANT = PEOPLE.after(REGISTER)


def update(change: PostUpdate) -> UpdatePost:
    """An update of the post."""
    return UpdatePost(id="unfpa-migration", update=change)


def of_person(author: Author, person: str) -> Author:
    """An author whose key is a person's own."""
    return replace(author, person=person)


HELD = VACANT.after(update(TakePost(person=AMARA, reported_on="2009-01-05")))


def test_a_post_is_registered_by_the_secretariat() -> None:
    """With its agency, or for the secretariat itself; an id that is taken and an unknown agency are refused."""
    PEOPLE.when(REGISTER).then(PostRegistered(title="Migration focal point", agency="unfpa"))
    PEOPLE.when(replace(REGISTER, agency=None)).then(PostRegistered(title="Migration focal point"))
    PEOPLE.when(REGISTER, by=UNFPA).then_refused("not-allowed")
    PEOPLE.when(replace(REGISTER, agency="nobody")).then_refused("unknown-reference", "/agency")
    VACANT.when(REGISTER).then_refused("already-reported")


def test_a_post_is_handed_over_by_whoever_holds_it() -> None:
    """With the holder's own key; another person of the same agency, and a key of nobody, are refused."""
    over = update(TakePost(person=BEN, reported_on="2010-03-01"))
    outcome = HELD.when(over, by=of_person(UNFPA, AMARA))
    outcome.then(PostTaken(person=BEN))
    assert outcome.then_state(Noun.POST, "unfpa-migration").tenures == (
        Tenure(person=AMARA, since="2009-01-05", until="2010-03-01"),
        Tenure(person=BEN, since="2010-03-01"),
    )
    HELD.when(over, by=of_person(UNFPA, BEN)).then_refused("not-allowed")
    HELD.when(over, by=UNFPA).then_refused("not-allowed")
    HELD.when(over, by=of_person(IOM, CARLA)).then_refused("not-allowed")
    HELD.when(over).then(PostTaken(person=BEN))


@pytest.mark.parametrize("change", [RetitlePost(title="Desk officer"), ClosePost()], ids=lambda one: type(one).__name__)
def test_the_holder_changes_nothing_else(change: PostUpdate) -> None:
    """What the post is called and whether it goes on is said by the secretariat."""
    HELD.when(update(change), by=of_person(UNFPA, AMARA)).then_refused("not-allowed")
    assert HELD.when(update(change)).decision.id == "unfpa-migration"


def test_who_takes_a_post_must_be_of_its_agency_and_not_erased() -> None:
    """An unknown person, one of another agency, one whose contacts were erased, and who holds it already."""
    VACANT.when(update(TakePost(person="person-dora"))).then_refused("unknown-reference", "/person")
    VACANT.when(update(TakePost(person=CARLA))).then_refused("invalid-input", "/person", said="is of iom")
    erased = VACANT.and_then(of(Noun.PERSON, BEN, PersonErased()))
    erased.when(update(TakePost(person=BEN))).then_refused("unknown-reference", "/person")
    HELD.when(update(TakePost(person=AMARA))).then_refused("invalid-input", "/person", said="already")


def test_a_post_of_somebody_who_was_erased_is_held_by_nobody() -> None:
    """Nobody leaves it or hands it over, and another takes it; the days that the log has of the tenure stay."""
    erased = HELD.and_then(of(Noun.PERSON, AMARA, PersonErased()))
    over = update(TakePost(person=BEN, reported_on="2010-03-01"))
    erased.when(over, by=of_person(UNFPA, AMARA)).then_refused("not-allowed")
    erased.when(update(LeavePost())).then_refused("invalid-input", "/type", said="Nobody holds")
    outcome = erased.when(over)
    outcome.then(PostTaken(person=BEN))
    assert outcome.then_state(Noun.POST, "unfpa-migration").tenures == (
        Tenure(person=AMARA, since="2009-01-05", until="2010-03-01"),
        Tenure(person=BEN, since="2010-03-01"),
    )


def test_a_post_is_left_retitled_and_closed() -> None:
    """After it was left or closed nobody holds it; a closed post is taken by nobody."""
    left = HELD.when(update(LeavePost(note="A new post."))).then_state(Noun.POST, "unfpa-migration")
    assert left.holder is None
    HELD.when(update(LeavePost(note="A new post."))).then(PostLeft(note="A new post."))
    HELD.when(update(RetitlePost(title="Desk officer"))).then(PostRetitled(title="Desk officer"))
    HELD.when(update(ClosePost(reason="No office."))).then(PostClosed(reason="No office."))
    closed = HELD.after(update(ClosePost()))
    closed.when(update(TakePost(person=BEN))).then_refused("invalid-input", "", said="closed")
    VACANT.when(update(LeavePost())).then_refused("invalid-input", "/type", said="Nobody holds")


def test_a_post_does_not_change_hands_before_it_was_taken() -> None:
    """The days of the tenures are in order; control: the day itself is taken."""
    early = update(TakePost(person=BEN, reported_on="2009-01-04"))
    HELD.when(early).then_refused("invalid-input", "/reported_on", said="last changed hands on 2009-01-05")
    HELD.when(update(TakePost(person=BEN, reported_on="2009-01-05"))).then(PostTaken(person=BEN))
    left = HELD.after(update(LeavePost(reported_on="2010-03-01")))
    early = update(TakePost(person=BEN, reported_on="2010-02-01"))
    left.when(early).then_refused("invalid-input", "/reported_on", said="last changed hands on 2010-03-01")
