"""Facets over HTTP: under which values the activities of a list stand, how many under each, and where to find them."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Struct
from msgspec.structs import replace

from projections.filter_conditions import ROLE_BITS
from projections.registry import ACTIVITY_LISTS
from projections.tallies import FEW, Counted, Tally
from service.api.asking import AsOf, KnownAt, Listing, TheDesk, headers_of_list, reading, stands
from service.api.body import CheckedRequest
from service.api.facet_names import IN_COLUMNS, NAMES, OF_ROLES, FacetName, narrowed_to
from service.api.filter_meaning import Place
from service.api.filter_parameters import Agencies, EvaluatedOn, Narrower, Roles, SubEntities, Topics
from service.api.filters import Filter
from service.api.json_answer import JSONAnswer
from service.api.links import Links
from service.api.lists import IN_QUERY, asked_for
from service.auth.guards import reads
from service.desk import Reading

PATH = "/api/v1/activities/facets"
VALUES_DEFAULT = 50
VALUES_MAX = 500

FacetNames = Annotated[
    list[FacetName] | None, QueryParameter(name="facet", description="Which facets; all where none is named.")
]
MostValues = Annotated[
    int, QueryParameter(ge=1, le=VALUES_MAX, description="Of how many values of a facet the numbers are given.")
]


class FacetValue(Struct, frozen=True, kw_only=True):
    """A value of a facet, how many activities of the list stand under it, and where exactly these are listed.

    Where nothing is said, be it of a stage or of what was promised, the value is null.
    """

    value: str | None
    count: int
    link: str


class Facet(Struct, frozen=True, kw_only=True):
    """The values of one facet, those of most activities first; `further` is how many more values there are."""

    facet: str
    values: tuple[FacetValue, ...]
    further: int


class FacetList(Listing, frozen=True, kw_only=True):
    """The facets of a list of activities. `link` lists what `total` counts; one may stand under several values."""

    link: str
    facets: tuple[Facet, ...]


@get(PATH, guards=[reads], tags=["activities"])
async def list_activity_facets(
    request: CheckedRequest,
    desk: TheDesk,
    wanted: NamedDependency[Filter],
    facet: FacetNames = None,
    values: MostValues = VALUES_DEFAULT,
    agency: Agencies = None,
    sub_entities: SubEntities = False,
    role: Roles = None,
    topic: Topics = None,
    narrower: Narrower = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    evaluated_on: EvaluatedOn = None,
) -> Response[FacetList]:
    """How many activities of a list stand under which kinds, stages, agencies, topics, places and more."""
    wanted = replace(
        wanted,
        agency=tuple(agency or ()),
        role=tuple(role or ()),
        sub_entities=sub_entities,
        topic=tuple(topic or ()),
        narrower=narrower,
    )
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS, evaluated_on) as read:
        return await facets_of(request, read, wanted, facet or NAMES, values, desk.due_soon_days)


async def facets_of(
    request: CheckedRequest,
    read: Reading,
    wanted: Filter,
    names: Sequence[FacetName],
    most: int,
    due_soon_days: int,
    place: Place = IN_QUERY,
) -> Response[FacetList]:
    """The facets of a list, every number with its link; what the caller may not see is counted nowhere."""
    headers = headers_of_list(request, read)
    asked = await asked_for(request, read, wanted, due_soon_days, place)
    columns = tuple(name for name in IN_COLUMNS if name in names)
    others = {"agency" if name in OF_ROLES else name for name in names if name not in IN_COLUMNS}
    # Every activity stands under one value of each column, so that these numbers are the total as well.
    by_columns = await read.tally(asked, Counted(columns=columns))
    total = sum(by_columns.values())
    looked_up = Counted(facets=tuple(sorted(others)), is_few=total <= FEW)
    by_facets = await read.tally(asked, looked_up) if others else {}
    links = Links(read, wanted)
    facets = tuple(_facet(name, _counts(name, columns, by_columns, by_facets), most, links) for name in names)
    answer = FacetList(**stands(read), total=total, link=links.to(), facets=facets)
    return JSONAnswer(answer, headers=headers)


def _counts(
    name: FacetName, columns: tuple[FacetName, ...], by_columns: Tally, by_facets: Tally
) -> Counter[str | None]:
    """How many activities stand under each value of a facet, taken from what was counted together."""
    counts: Counter[str | None] = Counter()
    if name in columns:
        place = columns.index(name)
        for values, count in by_columns.items():
            counts[values[place]] += count
        return counts
    facet, role = ("agency", ROLE_BITS.mask([OF_ROLES[name]])) if name in OF_ROLES else (name, None)
    for (found, value, roles), count in by_facets.items():
        if found == facet and (role is None or roles & role):
            counts[value] += count
    return counts


def _facet(name: FacetName, counts: Counter[str | None], most: int, links: Links) -> Facet:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))
    values = tuple(
        FacetValue(value=value, count=count, link=links.to(narrowed_to(name, value))) for value, count in ordered[:most]
    )
    return Facet(facet=name, values=values, further=len(ordered) - len(values))


ROUTES = (list_activity_facets,)
