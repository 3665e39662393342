"""The follow-up over HTTP: what was promised, how each promise stands on a day, and how many stand so by agency."""

from collections import defaultdict
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Struct
from msgspec.structs import replace

from projections.activity_filter import ActivityFilter
from projections.activity_pages import Asked, PromiseCount, count_promises
from projections.registry import ACTIVITY_LISTS
from projections.timeliness import Timeliness
from service.api.agency_tree import chosen_agencies
from service.api.asking import AsOf, KnownAt, TheDesk, headers_of_list, reading, scope_for, stands
from service.api.body import CheckedRequest
from service.api.lists import PAGE_DEFAULT, ActivityList, Cursor, Limit, Narrower, SubEntities, Topics, page_of
from service.api.topic_tree import chosen_topics
from service.auth.guards import reads

PATH = "/api/v1/follow-up"

Leads = Annotated[list[str] | None, QueryParameter(description="Led by these agencies.")]
ThirdParty = Annotated[bool, QueryParameter(description="With what others told of a lead that has not confirmed it.")]


class Counts(Struct, frozen=True, kw_only=True):
    """How many promises stand in each way."""

    undated: int = 0
    not_due: int = 0
    due_soon: int = 0
    overdue: int = 0
    done: int = 0


class AgencyCounts(Counts, frozen=True, kw_only=True):
    """How the promises of one lead stand; no agency where the words name nobody registered."""

    agency: str | None


class FollowUpCounts(Struct, frozen=True, kw_only=True):
    """The promises counted on a day, in all and by lead.

    What a third party told of a lead is not counted until the lead confirms it, unless it is asked for.
    """

    position: str
    evaluated_on: str
    as_of: str | None
    known_at: str | None
    log_position: str | None
    total: int
    counts: Counts
    agencies: tuple[AgencyCounts, ...]


@get(PATH, guards=[reads], tags=["follow-up"])
async def list_follow_up(
    request: CheckedRequest,
    desk: TheDesk,
    wanted: NamedDependency[ActivityFilter],
    agency: Leads = None,
    sub_entities: SubEntities = False,
    topic: Topics = None,
    narrower: Narrower = False,
    third_party: ThirdParty = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = None,
) -> Response[ActivityList]:
    """What was promised, in the order due, undated promises last. `agency` is the lead.

    `third_party` adds what others told of a lead that has not confirmed it.
    """
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS) as read:
        wanted = replace(
            wanted,
            leads=await chosen_agencies(read, agency, sub_entities),
            topics=await chosen_topics(read, topic, narrower),
            promises_only=True,
            own_word_only=not third_party,
        )
        return await page_of(request, read, wanted, limit, cursor, desk.due_soon_days, order="due")


@get(PATH + "/counts", guards=[reads], tags=["follow-up"])
async def count_follow_up(
    request: CheckedRequest,
    desk: TheDesk,
    wanted: NamedDependency[ActivityFilter],
    agency: Leads = None,
    sub_entities: SubEntities = False,
    topic: Topics = None,
    narrower: Narrower = False,
    third_party: ThirdParty = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response[FollowUpCounts]:
    """How many promises are undated, not due, due soon, overdue and done, in all and by lead."""
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS) as read:
        headers = headers_of_list(request, read)
        wanted = replace(
            wanted,
            leads=await chosen_agencies(read, agency, sub_entities),
            topics=await chosen_topics(read, topic, narrower),
            promises_only=True,
            own_word_only=not third_party,
        )
        scope = await scope_for(request, read)
        asked = Asked(
            wanted=wanted,
            scope=scope,
            clocks=read.clocks,
            evaluated_on=read.evaluated_on,
            due_soon_days=desk.due_soon_days,
        )
        counted = await count_promises(read.transaction, asked)
        total, counts, agencies = _counted(counted)
        answer = FollowUpCounts(**{**stands(read), "total": total}, counts=counts, agencies=agencies)
        return Response(answer, headers=headers)


def _counted(promises: list[PromiseCount]) -> tuple[int, Counts, tuple[AgencyCounts, ...]]:
    by_lead: dict[str | None, dict[Timeliness, int]] = defaultdict(lambda: defaultdict(int))
    overall: dict[Timeliness, int] = defaultdict(int)
    for one in promises:
        by_lead[one.lead][one.timeliness] += one.count
        overall[one.timeliness] += one.count
    agencies = tuple(
        AgencyCounts(agency=lead, **{str(key): count for key, count in counts.items()})
        for lead, counts in sorted(by_lead.items(), key=lambda item: item[0] or "~")
    )
    counts = Counts(**{str(key): count for key, count in overall.items()})
    return sum(overall.values()), counts, agencies


ROUTES = (list_follow_up, count_follow_up)
