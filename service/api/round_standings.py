"""What the answers about rounds share: how far assignments have come, who answers for them, and who reads reasons."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from events.assignment import Assignment, assignment_id
from events.post import Post
from events.reporting_round import ReportingRound
from projections.activity_filter import ActivityFilter
from projections.clocks import Clocks
from projections.registry import ASSIGNMENTS, POSTS, REPORTING_ROUNDS
from projections.round_board import Standing, day_before, nearest, standings
from projections.things import read_under
from service.api.asking import own_agencies, scope_for, scope_of_caller, the_one
from service.api.body import CheckedRequest
from service.api.every_activity import every_activity
from service.desk import Reading


class PostShown(Struct, frozen=True, kw_only=True):
    """A function that answers for an agency, and the id of who holds it, None where nobody does."""

    id: str
    title: str
    holder: str | None


async def round_of(read: Reading, round_id: str) -> ReportingRound:
    planned: ReportingRound = await the_one(read, REPORTING_ROUNDS, round_id)
    return planned


async def standing_of(request: CheckedRequest, read: Reading, planned: ReportingRound, agency: str) -> Standing:
    named = assignment_id(planned.id, agency)
    assignment: Assignment = await the_one(read, ASSIGNMENTS, named)
    return (await standings_in(request, read, planned, [assignment]))[0]


async def standings_in(
    request: CheckedRequest, read: Reading, planned: ReportingRound, chosen: Sequence[Assignment] | None = None
) -> list[Standing]:
    """How far the assignments of a round have come, all of them unless some are chosen."""
    everyone: Sequence[Assignment] = await read_under(
        read.transaction, ASSIGNMENTS, "reporting-round", [planned.id], read.clocks
    )
    assignments = everyone if chosen is None else chosen
    trees = nearest({one.agency: await own_agencies(read, one.agency, granted=False) for one in everyone})
    # The answer reads the day before the round opened too: what was hidden since is not shown.
    scope = await scope_of_caller(request.user, read, goes_back=True)
    bodies = tuple(sorted({body for one in assignments for body in trees[one.agency]}))
    opening = Clocks(as_of=min(day_before(planned.opens), read.evaluated_on), known_at=read.clocks.known_at)
    still_open = ActivityFilter(agencies=bodies, open_only=True)
    before = await every_activity(read, scope, still_open, opening, planned.opens)
    newly = ActivityFilter(agencies=bodies, roles=("reporter",), reported_from=planned.opens)
    now = await every_activity(read, scope, newly, read.clocks, read.evaluated_on)
    if ids := tuple({one.id for one in before}):
        now += await every_activity(read, scope, ActivityFilter(ids=ids), read.clocks, read.evaluated_on)
    return standings(planned, assignments, trees, before, now)


async def who_reads_reasons(request: CheckedRequest, read: Reading) -> tuple[bool, tuple[str, ...]]:
    scope = await scope_for(request, read)
    return scope.sees_all, scope.own_agencies


def without_reason(assignment: Assignment, whose: tuple[bool, tuple[str, ...]]) -> Assignment:
    """The assignment as others see it: why it was sent back is between the agency and the secretariat."""
    sees_all, own = whose
    return assignment if sees_all or assignment.agency in own else replace(assignment, reason=None, note=None)


async def posts_of(read: Reading, agencies: Sequence[str]) -> dict[str, tuple[PostShown, ...]]:
    """The posts that answer for each agency, but for those that were closed."""
    found: dict[str, tuple[PostShown, ...]] = defaultdict(tuple)
    posts: list[Post] = await read_under(read.transaction, POSTS, "agency", agencies, read.clocks)
    for post in posts:
        if post.agency is not None and not post.closed:
            found[post.agency] += (PostShown(id=post.id, title=post.title, holder=post.holder),)
    return found
