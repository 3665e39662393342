"""The search over HTTP: what stands in titles, names and texts, the best first, with the words marked."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import QueryParameter
from msgspec import Struct

from events.activity_state import Activity
from events.agency import Agency
from events.identity import Noun
from events.statement import Statement
from events.topic import Topic
from events.vocabulary import ActivityKind, Stage, StatementType
from projections.registry import BY_NOUN
from projections.search.highlights import Highlight, highlights_of
from projections.search.query import QUERY_LENGTH_MAX, Query, QueryRefused, read_query
from projections.search.searching import SEARCHED, Asked, Hit, Hits, Mark, search
from service.api.asking import AsOf, KnownAt, Listing, TheDesk, headers_of_list, reading, scope_for, stands
from service.api.body import CheckedRequest
from service.api.permalinks import add_link
from service.api.problems import Fault, InvalidInput
from service.api.search_cursor import cursor_after, resumed
from service.auth.guards import reads
from service.desk import Reading

PATH = "/api/v1/search"
PAGE_DEFAULT = 20
PAGE_MAX = 100

Searched = Literal["activities", "statements", "agencies", "topics"]
NOUNS: dict[Searched, Noun] = {
    "activities": Noun.ACTIVITY,
    "statements": Noun.STATEMENT,
    "agencies": Noun.AGENCY,
    "topics": Noun.TOPIC,
}
assert tuple(NOUNS.values()) == tuple(view.noun for view in SEARCHED)

Sought = Annotated[
    str,
    QueryParameter(
        max_length=QUERY_LENGTH_MAX,
        description="Words that all stand in what is found. Case and accents do not count; what is written together or "
        'in quotation marks ("labour market") stands side by side; migra* is every word that begins so; -draft is a '
        "word that is not there.",
    ),
]
Among = Annotated[
    list[Searched] | None, QueryParameter(name="in", description="Only among these; among all if left out.")
]
HitsAtOnce = Annotated[int, QueryParameter(ge=1, le=PAGE_MAX, description="How many hits a page has.")]
Cursor = Annotated[str | None, QueryParameter(max_length=600, description="Where the page before ended: its `next`.")]


class _Found(Struct, frozen=True, kw_only=True, tag_field="noun"):
    """What every hit says: how well it fits (only to compare within one answer), and where the words stand."""

    id: str
    score: int
    highlights: tuple[Highlight, ...]


class FoundActivity(_Found, frozen=True, kw_only=True, tag="activity"):
    """An activity that was found."""

    title: str
    kind: ActivityKind
    stage: Stage | None
    lead: str | None
    reported_by: str
    first_reported_on: str


class FoundStatement(_Found, frozen=True, kw_only=True, tag="statement"):
    """A statement that was found, with the meeting at which it was made and the bodies that made it."""

    coordination_meeting: str
    statement_type: StatementType
    by: tuple[str, ...]
    first_reported_on: str


class FoundAgency(_Found, frozen=True, kw_only=True, tag="agency"):
    """An agency that was found, under the name that it bore on the day."""

    name: str
    acronym: str | None


class FoundTopic(_Found, frozen=True, kw_only=True, tag="topic"):
    """A topic that was found; `merged_into` is the one that is used in its place."""

    label: str
    merged_into: str | None


FoundThing = FoundActivity | FoundStatement | FoundAgency | FoundTopic


class SearchAnswer(Listing, frozen=True, kw_only=True):
    """A page of hits, the best first. `next` is the cursor of the page after it.

    Where `is_all` is false more was there than can be ranked at once, and `total` and the walk are of the newest ones
    alone: another word, or fewer nouns, find the others.
    """

    query: str
    is_all: bool
    items: tuple[FoundThing, ...]
    next: str | None = None


@get(PATH, guards=[reads], tags=["search"])
async def search_record(
    request: CheckedRequest,
    desk: TheDesk,
    q: Sought,
    among: Among = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: HitsAtOnce = PAGE_DEFAULT,
    cursor: Cursor = None,
) -> Response[SearchAnswer]:
    """What is found in the titles, names and texts of activities, statements, agencies and topics, in any language.

    The best comes first: each word counts as much as the best field in which it stands, and the whole query once more
    where it stands as one phrase; then what was said last. The order is the same at one point of the clocks for ever.
    """
    query = query_in(q)
    async with reading(desk, as_of, known_at, SEARCHED) as found:
        headers = headers_of_list(request, found)
        read, after = await resumed(found, cursor) if cursor is not None else (found, None)
        asked = Asked(
            query=query,
            nouns=nouns_among(among),
            scope=await scope_for(request, read),
            clocks=read.clocks,
            evaluated_on=read.evaluated_on,
        )
        hits = await searched(read, asked, limit, after)
        following = cursor_after(read, hits.next)
        if following is not None:
            others = [(name, value) for name, value in request.query_params.items() if name != "cursor"]
            add_link(headers, f"{PATH}?{urlencode([*others, ('cursor', following)])}", "next")
        answer = SearchAnswer(
            **{**stands(read), "total": hits.total},
            query=q,
            is_all=hits.is_all,
            items=tuple(answered(hit, query, read.evaluated_on) for hit in hits.hits),
            next=following,
        )
        return Response(answer, headers=headers)


def query_in(text: str) -> Query:
    """The query that a text means; InvalidInput, pointing at `q`, where there is nothing to seek in it."""
    try:
        return read_query(text)
    except QueryRefused as refused:
        raise InvalidInput(str(refused), faults=[Fault("/q", str(refused), "query")]) from refused


def nouns_among(among: list[Searched] | None) -> tuple[Noun, ...]:
    """The nouns among which somebody searches, all where none is named."""
    return tuple(noun for name, noun in NOUNS.items() if not among or name in among)


async def searched(read: Reading, asked: Asked, limit: int, after: Mark | None = None) -> Hits:
    """A page of hits; InvalidInput where the record shows that a query asks for too much."""
    try:
        return await search(read.transaction, asked, limit, after)
    except QueryRefused as refused:
        raise InvalidInput(str(refused), faults=[Fault("/q", str(refused), "query")]) from refused


def answered(hit: Hit, query: Query, day: str) -> FoundThing:
    """A hit as the API shows it."""
    state, score = hit.state, hit.mark.score
    marked = highlights_of(state, BY_NOUN[hit.noun].texts, query)
    match state:
        case Activity():
            return FoundActivity(
                id=state.id,
                score=score,
                highlights=marked,
                title=state.title,
                kind=state.kind,
                stage=state.stage,
                lead=None if state.lead in state.disowned_by else state.lead,
                reported_by=state.reported_by,
                first_reported_on=state.first_reported_on,
            )
        case Statement():
            return FoundStatement(
                id=state.id,
                score=score,
                highlights=marked,
                coordination_meeting=state.coordination_meeting,
                statement_type=state.statement_type,
                by=state.by,
                first_reported_on=state.first_reported_on,
            )
        case Agency():
            name = state.name_on(day)
            return FoundAgency(id=state.id, score=score, highlights=marked, name=name.name, acronym=name.acronym)
        case Topic():
            merged_into = state.merged_into
            return FoundTopic(id=state.id, score=score, highlights=marked, label=state.label, merged_into=merged_into)
        case _:
            raise AssertionError(f"{hit.noun} is not searched.")


ROUTES = (search_record,)
