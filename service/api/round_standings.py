"""What the answers about rounds share: how far assignments have come, who answers for them, and who reads reasons."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from events.activity_state import Activity
from events.assignment import Assignment, assignment_id
from events.identity import Noun
from events.post import Post
from events.reporting_round import ReportingRound
from projections.activity_filter import ActivityFilter, Scope
from projections.answering import bodies_that_answered
from projections.clocks import Clocks
from projections.registry import AGENCIES, ASSIGNMENTS, POSTS, REPORTING_ROUNDS
from projections.round_board import Standing, day_before, nearest, standings
from projections.things import read_all, read_under
from service.api.asking import no_such, scope_of_caller, the_one
from service.api.every_activity import every_activity
from service.api.said_to import said_to
from service.auth.caller import Caller
from service.desk import Reading
from service.writer.vault import read_persons


class PostShown(Struct, frozen=True, kw_only=True):
    """A function that answers for an agency, and the id of who holds it, None where nobody does."""

    id: str
    title: str
    holder: str | None


async def round_of(read: Reading, round_id: str) -> ReportingRound:
    planned: ReportingRound = await the_one(read, REPORTING_ROUNDS, round_id)
    return planned


async def standing_of(caller: Caller | None, read: Reading, planned: ReportingRound, agency: str) -> Standing:
    """How far the assignment of one agency has come; NotFound where the agency is not asked."""
    found = await standings_in(caller, read, planned, agency)
    if not found:
        raise no_such(Noun.ASSIGNMENT, assignment_id(planned.id, agency), read.clocks.as_of)
    return found[0]


async def standings_in(
    caller: Caller | None, read: Reading, planned: ReportingRound, agency: str | None = None
) -> list[Standing]:
    """How far the assignments of a round have come, or that of one agency, as the caller may read them."""
    everyone: Sequence[Assignment] = await read_under(
        read.transaction, ASSIGNMENTS, "reporting-round", [planned.id], read.clocks
    )
    trees = nearest([one.agency for one in everyone], await read_all(read.transaction, AGENCIES, read.clocks))
    assignments = [one for one in everyone if agency in (None, one.agency)]
    # The answer reads the day before the round opened too: what was hidden since is not shown.
    scope = await scope_of_caller(caller, read, goes_back=True)
    bodies = tuple(sorted({body for one in assignments for body in trees[one.agency]}))
    opening = Clocks(as_of=min(day_before(planned.opens), read.evaluated_on), known_at=read.clocks.known_at)
    still_open = ActivityFilter(agencies=bodies, open=True)
    before = await every_activity(read, scope, still_open, opening, planned.opens)
    newly = ActivityFilter(agencies=bodies, roles=("reporter",), reported_from=planned.opens)
    now = await every_activity(read, scope, newly, read.clocks, read.evaluated_on)
    open_then: list[Activity] = []
    if ids := tuple({one.id for one in before}):
        open_then = await every_activity(read, scope, ActivityFilter(ids=ids), read.clocks, read.evaluated_on)
    shown = [_without_reason(one, scope) for one in assignments]
    answers = await bodies_that_answered(read.transaction, open_then, planned.opens)
    said = (
        await said_to(read, scope, bodies, opening, planned.opens),
        await said_to(read, scope, bodies, read.clocks, read.evaluated_on),
    )
    return standings(planned, shown, trees, before, now + open_then, answers, said)


def _without_reason(assignment: Assignment, scope: Scope) -> Assignment:
    """The assignment as others see it: why it was sent back is between the agency and the secretariat."""
    if scope.sees_all or assignment.agency in scope.own_agencies:
        return assignment
    return replace(assignment, reason=None, note=None)


async def posts_of(read: Reading, agencies: Sequence[str]) -> dict[str, tuple[PostShown, ...]]:
    """The posts that answer for each agency, but for those that were closed; whoever was erased holds none."""
    found: dict[str, tuple[PostShown, ...]] = defaultdict(tuple)
    posts: list[Post] = await read_under(read.transaction, POSTS, "agency", agencies, read.clocks)
    # The vault has no past: an erasure holds as of every day.
    holders = await read_persons(read.transaction, [post.holder for post in posts if post.holder is not None])
    reached = {one.person_id for one in holders if one.erased_at is None}
    for post in posts:
        if post.agency is not None and not post.closed:
            holder = post.holder if post.holder in reached else None
            found[post.agency] += (PostShown(id=post.id, title=post.title, holder=holder),)
    return found
