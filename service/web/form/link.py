"""From a link to what it opens: it is read, and at every use it is asked of the log whether it still holds."""

from typing import Any

from msgspec import Struct

from events.assignment import Assignment, assignment_id
from events.identity import Noun, stream_of
from events.log.reading import read_streams
from events.post import Post
from events.reading_facts import recorded_from
from events.reporting_round import ReportingRound
from events.states import fold
from projections.round_board import Standing
from service import clock
from service.api.problems import LinkEnded, NotFound
from service.api.round_standings import standing_of
from service.auth.links import FormLink, FormLinks, LinkRefused
from service.commands.answering import LeadsTo, why_closed, why_ended
from service.desk import Reading


class Opened(Struct, frozen=True, kw_only=True):
    """The form that a link opens. `closed` says why nothing more is taken, None where answers are."""

    link: FormLink
    post: Post
    planned: ReportingRound
    assignment: Assignment
    closed: str | None


def link_in(form_links: FormLinks | None, text: str) -> FormLink:
    """What a link says; NotFound where it is none of this service, or was changed."""
    if form_links is None:
        raise NotFound("This service has no signing key, and so it makes no links and opens none.")
    try:
        return form_links.read(text)
    except LinkRefused as refused:
        raise NotFound(
            "This link cannot be read: it was changed or cut off, or is that of another service. Open it from the mail "
            "once more, whole."
        ) from refused


async def opened_by(link: FormLink, read: Reading) -> Opened:
    """What a link opens today; LinkEnded where it does not hold any more.

    It is read from the log and not from the views: one that is behind would still open what was handed over.
    """
    post: Post | None = await _state(read, Noun.POST, link.post)
    planned: ReportingRound | None = await _state(read, Noun.REPORTING_ROUND, link.reporting_round)
    named = assignment_id(link.reporting_round, link.agency)
    assignment: Assignment | None = await _state(read, Noun.ASSIGNMENT, named)
    person = await _state(read, Noun.PERSON, link.person)
    today = clock.today()
    ended = why_ended(link, LeadsTo(post=post, person=person, planned=planned, assignment=assignment), today)
    if ended is not None:
        raise LinkEnded(ended)
    assert post is not None, "A link without a post has ended."
    assert planned is not None, "A link without a round has ended."
    assert assignment is not None, "A link without an assignment has ended."
    closed = why_closed(planned, assignment, today)
    return Opened(link=link, post=post, planned=planned, assignment=assignment, closed=closed)


async def standing_in(read: Reading, opened: Opened) -> Standing:
    """What is asked in the form, and how far the answers have come, as whoever the link was made for may read it."""
    return await standing_of(opened.link.caller, read, opened.planned, opened.link.agency)


async def _state(read: Reading, noun: Noun, thing_id: str) -> Any:
    told = await read_streams(read.transaction, [stream_of(noun, thing_id)])
    return fold(noun, [recorded_from(event) for event in told])
