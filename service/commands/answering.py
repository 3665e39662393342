"""What is said through a link that stands in for a key: taken only while the link holds and its form is open."""

from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from events.assignment import Assignment, AssignmentState, assignment_id
from events.honest_date import bare
from events.person import Person
from events.post import Post
from events.reporting_round import ReportingRound
from service.commands.deliberation import AsAsked, Command, Decision, Deliberation
from service.commands.refusals import Refused


class Link(Protocol):
    """For whom a link was made: a person as holder of a post, for an agency in a round, until a day (inclusive)."""

    @property
    def reporting_round(self) -> str:
        """The id of the round."""
        ...

    @property
    def agency(self) -> str:
        """The id of the agency that is asked."""
        ...

    @property
    def post(self) -> str:
        """The id of the post."""
        ...

    @property
    def person(self) -> str:
        """The id of who held the post when the link was sent."""
        ...

    @property
    def until(self) -> str:
        """The last day on which it may be used, YYYY-MM-DD."""
        ...


class LeadsTo(Struct, frozen=True, kw_only=True):
    """What a link leads to, as the log has it; None where there is no such thing."""

    post: Post | None
    person: Person | None
    planned: ReportingRound | None
    assignment: Assignment | None


class ThroughLink(Struct, frozen=True, kw_only=True):
    """A command that was given through a link: it is looked at again, under the lock, whether the link still holds."""

    link: Link
    command: Command

    @property
    def as_asked(self) -> Any:
        """The command as its author sent it."""
        return replace(self, command=self.command.as_asked) if isinstance(self.command, AsAsked) else self

    def decide(self, deliberation: Deliberation) -> Decision:
        """Decide the command; refused with `link-ended`, or with `conflict` where nothing more is taken."""
        link = self.link
        leads_to = LeadsTo(
            post=deliberation.post(link.post),
            person=deliberation.person(link.person),
            planned=deliberation.reporting_round(link.reporting_round),
            assignment=deliberation.assignment(assignment_id(link.reporting_round, link.agency)),
        )
        if (ended := why_ended(link, leads_to, deliberation.today)) is not None:
            raise Refused("link-ended", ended)
        assert leads_to.planned is not None, "A link without a round has ended."
        assert leads_to.assignment is not None, "A link without an assignment has ended."
        if (closed := why_closed(leads_to.planned, leads_to.assignment, deliberation.today)) is not None:
            raise Refused("conflict", closed)
        return self.command.decide(deliberation)


def why_ended(link: Link, leads_to: LeadsTo, today: str) -> str | None:
    """Why a link opens nothing any more, in sentences; None where it does."""
    post, person, planned = leads_to.post, leads_to.person, leads_to.planned
    if post is None or post.agency != link.agency:
        return f"The post that this link was made for does not answer for {link.agency}."
    if post.closed:
        return f"The post “{post.title}” was closed, and this link with it."
    if post.holder != link.person:
        return (
            f"This link was sent to whoever held the post “{post.title}” before. The next reminder brings one to "
            "whoever holds it now."
        )
    if person is None or person.erased:
        return "The contacts of whoever this link was sent to were erased, and with them the link has ended."
    if planned is None or leads_to.assignment is None:
        return f"There is no reporting round {link.reporting_round} that asks {link.agency}."
    if planned.cancelled:
        return "The reporting round was called off: nothing is asked any more."
    if today > link.until:
        return f"This link could be used until {bare(link.until)}."
    return None


def why_closed(planned: ReportingRound, assignment: Assignment, today: str) -> str | None:
    """Why nothing more is taken through the form, in sentences; None where it is open."""
    since = bare(assignment.state_since)
    match assignment.state:
        case AssignmentState.RELEASED:
            return f"The secretariat expects no answer in this round, as it said on {since}: {assignment.reason}"
        case AssignmentState.SUBMITTED:
            return (
                f"The answers were handed in on {since}. If something is still to be changed, ask the secretariat to "
                "send them back."
            )
        case AssignmentState.ACCEPTED:
            return f"The secretariat accepted the answers on {since}."
        case AssignmentState.ASKED | AssignmentState.SENT_BACK:
            return _why_not_open(planned, today)


def _why_not_open(planned: ReportingRound, today: str) -> str | None:
    if today < planned.opens:
        return f"The round opens on {bare(planned.opens)}; come back from that day on."
    if today > planned.closes:
        return (
            f"The round closed on {bare(planned.closes)}. If something is still to be said, ask the secretariat to "
            "keep it open for longer."
        )
    return None
