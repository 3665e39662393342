"""What the service says of its own accord: that a digest is about to be sent to a post, and what became of it.

A digest is claimed under the lock before its mail is sent. Two processes, or a run and one that makes up for it, can
then never tell a post of the same thing twice; and what was answered, or handed over, a moment before is heeded.
"""

from msgspec import Struct

from events.assignment import agency_of
from events.identity import Noun
from events.post import DigestSettled, Post, PostReminded
from events.reminding import Reminder, reminder_on
from events.vocabulary import Delivery
from service.commands.deliberation import Decision, Deliberation
from service.commands.permission import demand_secretariat
from service.commands.refusals import NotFound, Refused


class ClaimDigest(Struct, frozen=True, kw_only=True):
    """A digest of these reminders is about to be sent to a person who holds a post; its id is drawn by the service."""

    post: str
    person: str
    reminders: tuple[Reminder, ...]

    def decide(self, deliberation: Deliberation) -> Decision:
        """Claim it; refused where the post was told, is held by another by now, or need not be told any more."""
        demand_secretariat(deliberation)
        post = _post(deliberation, self.post)
        person = deliberation.person(self.person)
        if post.closed or post.holder != self.person or person is None or person.erased:
            raise Refused("conflict", f"The post {post.id} is not held by {self.person} any more; look again.")
        for reminder in self.reminders:
            _demand_due(deliberation, post, reminder)
        fact = PostReminded(digest=deliberation.fresh_id, person=self.person, reminders=self.reminders)
        deliberation.say(Noun.POST, post.id, fact, deliberation.today)
        return Decision(noun=Noun.POST, id=post.id, items=(deliberation.fresh_id,))


class SettleDigest(Struct, frozen=True, kw_only=True):
    """The mail server took a digest that was claimed, or refused it with a code (RFC 5321)."""

    post: str
    digest: str
    delivery: Delivery
    reply: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Note it; refused where there is no such digest, or its fate was noted before."""
        demand_secretariat(deliberation)
        post = _post(deliberation, self.post)
        found = next((one for one in post.digests if one.id == self.digest), None)
        if found is None or found.delivery is not Delivery.UNKNOWN:
            state = "is not known" if found is None else f"was {found.delivery}"
            raise Refused("conflict", f"The digest {self.digest} of the post {post.id} {state}; nothing was noted.")
        fact = DigestSettled(digest=self.digest, delivery=self.delivery, reply=self.reply)
        deliberation.say(Noun.POST, post.id, fact, deliberation.today)
        return Decision(noun=Noun.POST, id=post.id)


def _post(deliberation: Deliberation, post_id: str) -> Post:
    post = deliberation.post(post_id)
    if post is None:
        raise NotFound(Noun.POST, post_id)
    return post


def _demand_due(deliberation: Deliberation, post: Post, reminder: Reminder) -> None:
    assignment = deliberation.assignment(reminder.assignment)
    planned = None if assignment is None else deliberation.reporting_round(assignment.reporting_round)
    if assignment is None or planned is None or agency_of(assignment.id) != post.agency:
        raise Refused("conflict", f"The post {post.id} does not answer for the assignment {reminder.assignment}.")
    if post.was_told(reminder, deliberation.today):
        raise Refused("conflict", f"The post {post.id} was told that {reminder.assignment} is {reminder.occasion}.")
    if reminder_on(planned, assignment, deliberation.today) != reminder:
        sentence = f"The post {post.id} need not be told any more that {reminder.assignment} is {reminder.occasion}."
        raise Refused("conflict", sentence)
