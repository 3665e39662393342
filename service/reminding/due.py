"""What is to be told today: for each post that answers for an agency, the reminders that it was not told of yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from events.agency import Agency
from events.assignment import Assignment
from events.coordination_meeting import CoordinationMeeting
from events.post import Post
from events.reminding import Reminder, reminder_on
from events.reporting_round import ReportingRound
from projections.registry import AGENCIES, ASSIGNMENTS, COORDINATION_MEETINGS, POSTS, REPORTING_ROUNDS, ROUND_LISTS
from projections.round_board import Standing
from projections.things import read_all, read_some, read_under
from service.api.round_standings import standings_in
from service.auth.caller import Caller
from service.auth.roles import Role
from service.desk import Desk, Reading
from service.reminding.posting import is_address
from service.writer.vault import PersonKept, read_persons

USES = (*ROUND_LISTS, COORDINATION_MEETINGS)


class Hindrance(Struct, frozen=True, kw_only=True):
    """Why somebody is not told of something: the name of the rule, and a sentence that says what to do."""

    rule: str
    agency: str
    reminder: Reminder
    sentence: str
    post: str | None = None


class DueDigest(Struct, frozen=True, kw_only=True):
    """A digest that is to be sent: to which post, to whom, and of what."""

    post: Post
    person: PersonKept
    reminders: tuple[Reminder, ...]


class Section(Struct, frozen=True, kw_only=True):
    """What a digest says of one round: what is asked of the agency, as its focal point may see it."""

    reminder: Reminder
    planned: ReportingRound
    meeting: CoordinationMeeting | None
    standing: Standing


class DueToday(Struct, frozen=True, kw_only=True):
    """The digests that are to be sent today, and what stands in the way of others."""

    digests: tuple[DueDigest, ...]
    hindrances: tuple[Hindrance, ...]


async def due_today(read: Reading) -> DueToday:
    """What is to be told on the day of the reading; a post that was told of everything is not in it."""
    day = read.evaluated_on
    planned: list[ReportingRound] = await read_all(read.transaction, REPORTING_ROUNDS, read.clocks)
    rounds = {one.id: one for one in planned}
    assignments: list[Assignment] = await read_under(
        read.transaction, ASSIGNMENTS, "reporting-round", sorted(rounds), read.clocks
    )
    due: dict[str, list[Reminder]] = defaultdict(list)
    for assignment in assignments:
        if reminder := reminder_on(rounds[assignment.reporting_round], assignment, day):
            due[assignment.agency].append(reminder)
    posts: list[Post] = await read_under(read.transaction, POSTS, "agency", sorted(due), read.clocks)
    persons = await read_persons(read.transaction, [post.holder for post in posts if post.holder is not None])
    return _matched(due, [post for post in posts if not post.closed], persons, day)


def _matched(
    due: dict[str, list[Reminder]], posts: Sequence[Post], persons: Iterable[PersonKept], day: str
) -> DueToday:
    known = {person.person_id: person for person in persons}
    digests: list[DueDigest] = []
    hindrances: list[Hindrance] = []
    for agency, reminders in sorted(due.items()):
        answering = [post for post in posts if post.agency == agency]
        if not answering:
            sentence = f"No post answers for {agency}; register one under /api/v1/posts."
            hindrances += [
                Hindrance(rule="no-post", agency=agency, reminder=one, sentence=sentence) for one in reminders
            ]
        for post in answering:
            untold = tuple(one for one in reminders if not post.was_told(one, day))
            person = known.get(post.holder or "")
            hindrance = _hindrance(post, person)
            if hindrance is not None:
                rule, sentence = hindrance
                hindrances += [
                    Hindrance(rule=rule, agency=agency, reminder=one, sentence=sentence, post=post.id) for one in untold
                ]
            elif untold and person is not None:
                digests.append(DueDigest(post=post, person=person, reminders=untold))
    return DueToday(digests=tuple(digests), hindrances=tuple(hindrances))


def _hindrance(post: Post, person: PersonKept | None) -> tuple[str, str] | None:
    if person is None or person.erased_at is not None:
        return "no-holder", f"Nobody holds the post {post.id}; say who took it under /api/v1/posts/{post.id}/updates."
    if person.email is None or not is_address(person.email):
        return (
            "no-address",
            f"The vault has no address to which a mail for the post {post.id} can be sent; enrol its holder with one.",
        )
    return None


async def sections_of(desk: Desk, digest: DueDigest) -> tuple[Agency, list[Section]]:
    """The agency of a digest, and what the digest says of each round, read for the eyes of the agency's focal point."""
    agency_id = digest.post.agency
    assert agency_id is not None, "A digest is for a post that answers for an agency."
    eyes = Caller(key_id="reminders", role=Role.FOCAL_POINT, agency=agency_id)
    sections = []
    async with desk.reading(uses=USES) as read:
        (agency,) = await read_some(read.transaction, AGENCIES, [agency_id], read.clocks)
        for reminder in digest.reminders:
            (assignment,) = await read_some(read.transaction, ASSIGNMENTS, [reminder.assignment], read.clocks)
            (planned,) = await read_some(read.transaction, REPORTING_ROUNDS, [assignment.reporting_round], read.clocks)
            (standing,) = await standings_in(eyes, read, planned, agency_id)
            meetings = await read_some(
                read.transaction, COORDINATION_MEETINGS, [planned.coordination_meeting], read.clocks
            )
            meeting = meetings[0] if meetings else None
            sections.append(Section(reminder=reminder, planned=planned, meeting=meeting, standing=standing))
    return agency, sections
