"""A post: the function that answers for an agency, held by people for a time; duties belong to it, not to them."""

from collections.abc import Iterable
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, moved_on
from events.identity import Noun
from events.reminding import Reminder
from events.vocabulary import Delivery


class PostRegistered(Fact, frozen=True, kw_only=True):
    """A function was entered that answers for an agency, or, without one, for the secretariat."""

    TYPE: ClassVar[str] = "post-registered"

    title: str
    agency: str | None = None
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"agency:{self.agency}",) if self.agency else ()


class PostTaken(Fact, frozen=True, kw_only=True):
    """Somebody holds the post from that day on; whoever held it before no longer does."""

    TYPE: ClassVar[str] = "post-taken"

    person: str

    def tags(self) -> Iterable[str]:
        return (f"person:{self.person}",)


class PostLeft(Fact, frozen=True, kw_only=True):
    """Whoever held the post gave it up, and nobody holds it."""

    TYPE: ClassVar[str] = "post-left"

    note: str | None = None


class PostRetitled(Fact, frozen=True, kw_only=True):
    """The function got another title."""

    TYPE: ClassVar[str] = "post-retitled"

    title: str


class PostClosed(Fact, frozen=True, kw_only=True):
    """The function was given up; nobody holds it any more."""

    TYPE: ClassVar[str] = "post-closed"

    reason: str | None = None


class PostReminded(Fact, frozen=True, kw_only=True):
    """A digest is about to be sent to whoever holds the post; the mail server has taken the address by then."""

    TYPE: ClassVar[str] = "post-reminded"

    digest: str
    person: str
    reminders: tuple[Reminder, ...]

    def tags(self) -> Iterable[str]:
        return (f"person:{self.person}", *(f"assignment:{one.assignment}" for one in self.reminders))


class DigestSettled(Fact, frozen=True, kw_only=True):
    """What became of a digest; `reply` is the code with which the mail server refused it (RFC 5321)."""

    TYPE: ClassVar[str] = "digest-settled"

    digest: str
    delivery: Delivery
    reply: int | None = None


PostFact = (
    PostRegistered
    | PostTaken
    | PostLeft
    | PostRetitled
    | PostClosed
    | PostReminded
    | DigestSettled
    | ReportedOnCorrected
)


class Tenure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who held a post from a day on, and until which day; both YYYY-MM-DD, the last one excluded."""

    person: str
    since: str
    until: str | None = None


class Digest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A digest that was sent to whoever held the post on a day, and what is known of its delivery."""

    id: str
    day: str
    person: str
    reminders: tuple[Reminder, ...]
    delivery: Delivery = Delivery.UNKNOWN
    reply: int | None = None


class Post(Struct, frozen=True, kw_only=True):
    """The post as the log has it: `tenures` in the order in which it was taken, the last one open while it is held.

    `digests` are those that were sent to its holders, in order.
    """

    id: str
    title: str
    agency: str | None = None
    tenures: tuple[Tenure, ...] = ()
    digests: tuple[Digest, ...] = ()
    closed: bool = False
    note: str | None = None
    first_reported_on: str = ""
    version: int = 0
    positions: tuple[str, ...] = ()

    @property
    def holder(self) -> str | None:
        """The person who holds it; None where nobody does."""
        return self.tenures[-1].person if self.tenures and self.tenures[-1].until is None else None

    def was_told(self, reminder: Reminder, day: str) -> bool:
        """Whether a digest has told the post of it, or may have; one that was refused is tried again the next day."""
        return any(
            reminder.thing == told.thing and (digest.delivery is not Delivery.REFUSED or digest.day >= day)
            for digest in self.digests
            for told in digest.reminders
        )


def evolve(post: Post | None, recorded: Recorded[PostFact]) -> Post | None:
    """The post after one more fact; a fact about a post that is not registered yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, PostRegistered):
        return begun(Post, Noun.POST, recorded)
    if post is None:
        return None
    post = moved_on(post, recorded)
    match fact:
        case PostTaken():
            taken = Tenure(person=fact.person, since=recorded.reported_on)
            return replace(post, tenures=(*_ended(post, recorded.reported_on), taken))
        case PostLeft():
            return replace(post, tenures=_ended(post, recorded.reported_on), note=fact.note or post.note)
        case PostRetitled():
            return replace(post, title=fact.title)
        case PostClosed():
            return replace(post, tenures=_ended(post, recorded.reported_on), closed=True)
        case PostReminded():
            sent = Digest(id=fact.digest, day=recorded.reported_on, person=fact.person, reminders=fact.reminders)
            return replace(post, digests=(*post.digests, sent))
        case DigestSettled():
            return replace(post, digests=tuple(_settled(one, fact) for one in post.digests))
        case ReportedOnCorrected():
            return post
        case _:
            assert_never(fact)


def _ended(post: Post, day: str) -> tuple[Tenure, ...]:
    if post.holder is None:
        return post.tenures
    return (*post.tenures[:-1], replace(post.tenures[-1], until=day))


def _settled(digest: Digest, fact: DigestSettled) -> Digest:
    return replace(digest, delivery=fact.delivery, reply=fact.reply) if digest.id == fact.digest else digest
