"""What is asked for a post: to register it, and to say who holds it; who holds it hands it over."""

from typing import assert_never

from msgspec import Struct

from events.identity import Noun
from events.post import Post, PostClosed, PostFact, PostLeft, PostRegistered, PostRetitled, PostTaken
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Day, Id, Name, Title, Words
from service.commands.permission import demand_secretariat
from service.commands.refusals import Faults, NotAllowed, NotFound


class RegisterPost(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A function that answers for an agency; without an agency, for the secretariat."""

    id: Id
    title: Title
    agency: Id | None = None
    note: Words | None = None
    reported_on: Day | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Register the post; refused where the id is taken or the agency is not in the register."""
        demand_secretariat(deliberation)
        checks.free_id(Noun.POST, self.id, deliberation.post(self.id))
        faults = Faults()
        day = checks.day_said(deliberation, self.reported_on, None, faults)
        checks.known_agencies(deliberation, [("/agency", self.agency)], faults)
        faults.refuse_if_any()
        deliberation.say(Noun.POST, self.id, fact_of(self, PostRegistered), day)
        return Decision(noun=Noun.POST, id=self.id, made=True)


class PostUpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update of a post may say: the day on which it was said."""

    reported_on: Day | None = None


class TakePost(PostUpdateBody, frozen=True, kw_only=True, tag="taken"):
    """Somebody takes the post, from the secretariat or from the hands of who holds it."""

    person: Id


class LeavePost(PostUpdateBody, frozen=True, kw_only=True, tag="left"):
    """Who holds the post gives it up."""

    note: Words | None = None


class RetitlePost(PostUpdateBody, frozen=True, kw_only=True, tag="retitled"):
    """The function gets another title."""

    title: Title


class ClosePost(PostUpdateBody, frozen=True, kw_only=True, tag="closed"):
    """The function is given up."""

    reason: Name | None = None


PostUpdate = TakePost | LeavePost | RetitlePost | ClosePost


class UpdatePost(Struct, frozen=True, kw_only=True):
    """An update of one post; `expected_version` is the version that the author looked at."""

    id: str
    update: PostUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update; refused where it does not fit, and for who neither holds the post nor is the secretariat."""
        post = deliberation.post(self.id)
        if post is None:
            raise NotFound(Noun.POST, self.id)
        _demand_holder_or_secretariat(deliberation, post, self.update)
        checks.same_version(self.id, self.expected_version, post.version)
        faults = Faults()
        day = checks.day_of_update(deliberation, self.update.reported_on, post.first_reported_on, faults)
        _check(deliberation, post, self.update, day, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.POST, self.id, _fact(self.update), day)
        return Decision(noun=Noun.POST, id=self.id)


def _demand_holder_or_secretariat(deliberation: Deliberation, post: Post, update: PostUpdate) -> None:
    author = deliberation.author
    if author.is_secretariat:
        return
    is_holder = author.person is not None and author.person == _holder(deliberation, post)
    if not (is_holder and isinstance(update, TakePost | LeavePost)):
        raise NotAllowed(
            f"The post {post.id} is handed over by whoever holds it, and otherwise kept by the secretariat; ask one of "
            "the two."
        )


def _holder(deliberation: Deliberation, post: Post) -> str | None:
    """Who holds the post; whoever was erased no longer does."""
    person = deliberation.person(post.holder) if post.holder is not None else None
    return None if person is None or person.erased else person.id


def _check(deliberation: Deliberation, post: Post, update: PostUpdate, day: str, faults: Faults) -> None:
    if post.closed:
        faults.add("", f"The post {post.id} was closed; register another one.")
    if isinstance(update, LeavePost) and _holder(deliberation, post) is None:
        faults.add("/type", f"Nobody holds the post {post.id}, so that nobody can leave it.")
    last = post.tenures[-1] if post.tenures else None
    changed_on = (last.until or last.since) if last else ""
    if day < changed_on and isinstance(update, TakePost | LeavePost | ClosePost):
        faults.add("/reported_on", f"The post last changed hands on {changed_on}; it cannot do so before that.")
    if not isinstance(update, TakePost):
        return
    person = deliberation.person(update.person)
    if person is None or person.erased:
        faults.add("/person", f"Nobody has the id {update.person}; enter the person first.", checks.UNKNOWN)
    elif person.agency != post.agency:
        own, answers_for = person.agency or "the secretariat", post.agency or "the secretariat"
        faults.add("/person", f"{update.person} is of {own}, and the post answers for {answers_for}.")
    elif update.person == _holder(deliberation, post):
        faults.add("/person", f"{update.person} holds the post {post.id} already.")


def _fact(update: PostUpdate) -> PostFact:
    match update:
        case TakePost():
            return fact_of(update, PostTaken)
        case LeavePost():
            return fact_of(update, PostLeft)
        case RetitlePost():
            return fact_of(update, PostRetitled)
        case ClosePost():
            return fact_of(update, PostClosed)
        case _:
            assert_never(update)
