"""The follow-up over HTTP: what was promised, how each promise stands on a day, and how many stand so by agency."""

from collections import defaultdict
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Struct
from msgspec.structs import replace

from events.vocabulary import Assurance
from projections.activity_orders import Order
from projections.registry import ACTIVITY_LISTS
from projections.tallies import PROMISES, PromiseCount, promise_counts
from projections.timeliness import Timeliness
from service.api.asking import AsOf, KnownAt, TheDesk, headers_of_list, reading, stands
from service.api.body import CheckedRequest
from service.api.filter_parameters import EvaluatedOn, Narrower, SubEntities, Topics
from service.api.filters import Filter, both
from service.api.links import Links
from service.api.lists import ActivityList, Paging, asked_for, page_of
from service.auth.guards import reads

PATH = "/api/v1/follow-up"

Leads = Annotated[list[str] | None, QueryParameter(description="Led by these agencies.")]
ThirdParty = Annotated[bool, QueryParameter(description="With what others told of a lead that has not confirmed it.")]
OWN_WORD = Filter(assurance=tuple(one for one in Assurance if one is not Assurance.THIRD_PARTY))


class CountLinks(Struct, frozen=True, kw_only=True):
    """For each number, where exactly the promises are listed that it counts."""

    undated: str
    not_due: str
    due_soon: str
    overdue: str
    done: str


class Counts(Struct, frozen=True, kw_only=True):
    """How many promises stand in each way, and where they are listed."""

    undated: int = 0
    not_due: int = 0
    due_soon: int = 0
    overdue: int = 0
    done: int = 0
    links: CountLinks


class AgencyCounts(Counts, frozen=True, kw_only=True):
    """How the promises of one lead stand; no agency where the words name nobody registered."""

    agency: str | None


class FollowUpCounts(Struct, frozen=True, kw_only=True):
    """The promises counted on a day, in all and by lead; `link` lists those in `total`.

    What a third party told of a lead is not counted until the lead confirms it, unless it is asked for.
    """

    position: str
    evaluated_on: str
    as_of: str | None
    known_at: str | None
    log_position: str | None
    total: int
    link: str
    counts: Counts
    agencies: tuple[AgencyCounts, ...]


@get(PATH, guards=[reads], tags=["follow-up"])
async def list_follow_up(
    request: CheckedRequest,
    desk: TheDesk,
    wanted: NamedDependency[Filter],
    paging: NamedDependency[Paging],
    agency: Leads = None,
    sub_entities: SubEntities = False,
    topic: Topics = None,
    narrower: Narrower = False,
    third_party: ThirdParty = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    evaluated_on: EvaluatedOn = None,
) -> Response[ActivityList]:
    """What was promised, in the order due or in another, undated promises last. `agency` is the lead.

    `third_party` adds what others told of a lead that has not confirmed it.
    """
    promised = promised_of(wanted, Filter(lead=ids(agency), sub_entities=sub_entities), third_party)
    promised = both(promised, Filter(topic=ids(topic), narrower=narrower))
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS, evaluated_on) as read:
        return await page_of(request, read, promised, paging, desk.due_soon_days, order=Order.DUE)


@get(PATH + "/counts", guards=[reads], tags=["follow-up"])
async def count_follow_up(
    request: CheckedRequest,
    desk: TheDesk,
    wanted: NamedDependency[Filter],
    agency: Leads = None,
    sub_entities: SubEntities = False,
    topic: Topics = None,
    narrower: Narrower = False,
    third_party: ThirdParty = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    evaluated_on: EvaluatedOn = None,
) -> Response[FollowUpCounts]:
    """How many promises are undated, not due, due soon, overdue and done, in all and by lead."""
    promised = promised_of(wanted, Filter(lead=ids(agency), sub_entities=sub_entities), third_party)
    promised = both(promised, Filter(topic=ids(topic), narrower=narrower))
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS, evaluated_on) as read:
        headers = headers_of_list(request, read)
        asked = await asked_for(request, read, promised, desk.due_soon_days)
        counted = promise_counts(await read.tally(asked, PROMISES))
        total, counts, agencies = _counted(counted, Links(read, promised))
        stand = {**stands(read), "total": total, "link": Links(read, promised).to()}
        return Response(FollowUpCounts(**stand, counts=counts, agencies=agencies), headers=headers)


def ids(named: list[str] | None) -> tuple[str, ...]:
    return tuple(named or ())


def promised_of(wanted: Filter, led: Filter, third_party: bool) -> Filter:
    """What was promised of what is wanted, by these leads; on the word of others only if that is asked for."""
    if not led.lead:
        # Then the bodies under those are meant that the filter itself names.
        wanted, led = replace(wanted, sub_entities=led.sub_entities), Filter()
    promised = both(both(wanted, led), Filter(promise=True))
    return promised if third_party else both(promised, OWN_WORD)


def _counted(promises: list[PromiseCount], links: Links) -> tuple[int, Counts, tuple[AgencyCounts, ...]]:
    by_lead: dict[str | None, dict[Timeliness, int]] = defaultdict(lambda: defaultdict(int))
    overall: dict[Timeliness, int] = defaultdict(int)
    for one in promises:
        by_lead[one.lead][one.timeliness] += one.count
        overall[one.timeliness] += one.count
    agencies = tuple(
        AgencyCounts(
            agency=lead,
            links=_links(links, Filter(lead=(lead,)) if lead else Filter(without=("lead",))),
            **{str(key): count for key, count in counts.items()},
        )
        for lead, counts in sorted(by_lead.items(), key=lambda item: item[0] or "~")
    )
    counts = Counts(links=_links(links, Filter()), **{str(key): count for key, count in overall.items()})
    return sum(overall.values()), counts, agencies


def _links(links: Links, led: Filter) -> CountLinks:
    """Where the promises of a lead are listed that stand in each way."""
    return CountLinks(**{str(one): links.to(replace(led, timeliness=(one,))) for one in Timeliness})


ROUTES = (list_follow_up, count_follow_up)
