"""Lists of activities over HTTP: the filters, the pages and the cursors that all of them share."""

import base64
import binascii
from datetime import date
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlencode

import msgspec
from litestar import Response
from litestar.params import QueryParameter
from msgspec import Meta, Struct

from events.activity_state import Activity
from events.log.event import PublicPositionUnreadable, parse_public_position
from events.vocabulary import ActivityKind, Assurance, Review, Stage
from projections.activities import ROLES
from projections.activity_filter import ActivityFilter
from projections.activity_pages import Asked, Kept, Mark, Page, read_page
from projections.clocks import Clocks
from projections.timeliness import Timeliness, timeliness
from service.api.asking import Listing, day_in_calendar, headers_of_list, scope_for, stands
from service.api.body import CheckedRequest
from service.api.json_answer import JSONAnswer
from service.api.problems import Fault, InvalidInput, NotReady
from service.commands.fields import Day
from service.desk import Reading, checked_position

PAGE_DEFAULT = 100
PAGE_MAX = 500
POSITION_MAX = 2**53

Limit = Annotated[int, QueryParameter(ge=1, le=PAGE_MAX, description="How many activities a page has.")]
Cursor = Annotated[str | None, QueryParameter(max_length=600, description="Where the page before ended: its `next`.")]
SubEntities = Annotated[bool, QueryParameter(description="With the bodies under the agency as well.")]
Narrower = Annotated[bool, QueryParameter(description="With the narrower topics as well.")]
Agencies = Annotated[list[str] | None, QueryParameter(description="In which these agencies take part.")]
Topics = Annotated[list[str] | None, QueryParameter(description="On these topics.")]


class ActivityAnswer(Activity, frozen=True, kw_only=True, omit_defaults=True):
    """An activity at the clocks asked for, and how its promise stands on the day in `evaluated_on`."""

    timeliness: Timeliness | None = None
    evaluated_on: str


class ActivityList(Listing, frozen=True, kw_only=True):
    """A page of activities in the order told, or in the order due. `next` is the cursor of the page after it."""

    items: tuple[ActivityAnswer, ...]
    next: str | None = None


class _ReadyList(Listing, frozen=True, kw_only=True):
    """An ActivityList whose items are ready."""

    items: tuple[msgspec.Raw, ...]
    next: str | None = None


class _CursorFields(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a cursor carries: the state that the walk reads, and where its last page ended."""

    position: str
    as_of: Day | None
    known_position: Annotated[int, Meta(ge=0, le=POSITION_MAX)]
    known_at: str | None
    evaluated_on: Day
    mark: Mark


ActivityRole = Literal["lead", "reporter", "partner", "organizer", "host", "assignee"]
assert get_args(ActivityRole) == ROLES
Roles = Annotated[list[ActivityRole] | None, QueryParameter(description="In which the agency takes part.")]


def day_parameter(description: str) -> QueryParameter:
    """A query parameter that is a day, YYYY-MM-DD."""
    return QueryParameter(pattern=r"^\d{4}-\d{2}-\d{2}$", description=description)


async def activity_filters(
    kind: Annotated[list[ActivityKind] | None, QueryParameter(description="Of these kinds.")] = None,
    stage: Annotated[list[Stage] | None, QueryParameter(description="In these stages.")] = None,
    review: Annotated[
        list[Review] | None, QueryParameter(description="In these editorial states; without it, all but withdrawn.")
    ] = None,
    assurance: Annotated[list[Assurance] | None, QueryParameter(description="On whose word it is known.")] = None,
    timeliness: Annotated[
        list[Timeliness] | None, QueryParameter(description="Promises that stand so on the day of evaluation.")
    ] = None,
    mandate: Annotated[
        list[str] | None, QueryParameter(description="Answering to, or yielding, these mandates.")
    ] = None,
    meeting: Annotated[list[str] | None, QueryParameter(description="About these meetings, or told at them.")] = None,
    statement: Annotated[list[str] | None, QueryParameter(description="Answering to these statements.")] = None,
    place: Annotated[
        list[str] | None,
        QueryParameter(description="In a country (ISO 3166-1 alpha-2), or in an area (UN M49) with what lies in it."),
    ] = None,
    due_from: Annotated[str | None, day_parameter("Due on this day or later.")] = None,
    due_to: Annotated[str | None, day_parameter("Due on this day or earlier.")] = None,
    date_from: Annotated[str | None, day_parameter("Happening on this day or later.")] = None,
    date_to: Annotated[str | None, day_parameter("Happening on this day or earlier.")] = None,
) -> ActivityFilter:
    """The filters of all lists. A repeated one is an "or", different ones are an "and"."""
    for name, day in (("due_from", due_from), ("due_to", due_to), ("date_from", date_from), ("date_to", date_to)):
        if day is not None:
            day_in_calendar(day, name)
    return ActivityFilter(
        kinds=_values(kind),
        stages=_values(stage),
        reviews=_values(review),
        assurances=_values(assurance),
        timeliness=tuple(timeliness or ()),
        mandates=_values(mandate),
        meetings=_values(meeting),
        statements=_values(statement),
        places=_values(place),
        due_from=due_from,
        due_to=due_to,
        date_from=date_from,
        date_to=date_to,
    )


def _values(chosen: list[Any] | None) -> tuple[str, ...]:
    return tuple(str(one) for one in chosen or ())


async def page_of(
    request: CheckedRequest,
    read: Reading,
    wanted: ActivityFilter,
    limit: int,
    cursor: str | None,
    due_soon_days: int,
    order: str = "told",
) -> Response[ActivityList]:
    """A page of a list, with its tag. Every page of a walk reads the state that the first one read."""
    headers = headers_of_list(request, read)
    after = None
    if cursor is not None:
        read, after = await _resumed(read, cursor)
    scope = await scope_for(request, read)
    asked = Asked(
        wanted=wanted,
        scope=scope,
        clocks=read.clocks,
        evaluated_on=read.evaluated_on,
        order=order,
        due_soon_days=due_soon_days,
    )
    page = await read_page(read.transaction, asked, limit, after)
    following = _cursor(read, page)
    if following is not None:
        headers["Link"] = f'<{_address_with(request, following)}>; rel="next"'
    items = tuple(_ready(kept, read.evaluated_on) for kept in page.kept)
    answer = _ReadyList(**stands(read), total=page.total, items=items, next=following)
    return JSONAnswer(msgspec.json.encode(answer), headers=headers)


def _ready(kept: Kept, evaluated_on: str) -> msgspec.Raw:
    """The ActivityAnswer of an activity: the view keeps it as it is answered, but for how it stands on a day."""
    stands_so = f',"timeliness":"{kept.timeliness}"' if kept.timeliness else ""
    return msgspec.Raw(f'{kept.document[:-1]}{stands_so},"evaluated_on":"{evaluated_on}"}}'.encode())


def _address_with(request: CheckedRequest, cursor: str) -> str:
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.url.path}?{urlencode([*others, ('cursor', cursor)])}"


def activity_answer(activity: Activity, evaluated_on: str, due_soon_days: int) -> ActivityAnswer:
    """The activity with how its promise stands on a day."""
    fields = {name: getattr(activity, name) for name in Activity.__struct_fields__}
    stands_so = timeliness(activity, evaluated_on, due_soon_days)
    return ActivityAnswer(**fields, timeliness=stands_so, evaluated_on=evaluated_on)


def _cursor(read: Reading, page: Page) -> str | None:
    if page.next is None:
        return None
    known = read.head.position if read.clocks.known_at is None else read.clocks.known_at
    fields = _CursorFields(read.position, read.clocks.as_of, known, read.known_at, read.evaluated_on, page.next)
    return base64.urlsafe_b64encode(msgspec.json.encode(fields)).decode().rstrip("=")


async def _resumed(read: Reading, cursor: str) -> tuple[Reading, Mark]:
    """The state that the walk reads and where it goes on; LogDiverged where the log has another history by now."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        fields = msgspec.json.decode(raw, type=_CursorFields)
        position = parse_public_position(fields.position)
        date.fromisoformat(fields.evaluated_on)
        if not 0 <= fields.mark.first_position <= POSITION_MAX:
            raise ValueError(f"{fields.mark.first_position} is no position.")
    except (binascii.Error, ValueError, msgspec.DecodeError, PublicPositionUnreadable) as error:
        sentence = "The cursor cannot be read; take it from the `next` of the page before, unchanged."
        raise InvalidInput(sentence, faults=[Fault("/cursor", sentence, "query")]) from error
    head = await checked_position(read.transaction, position.position, position.leaf_prefix)
    if read.behind is not None and fields.known_position > read.head.position:
        raise NotReady(
            f"The walk reads the state at position {fields.position}, and this process stands at {read.position}; "
            "ask again in a moment."
        )
    clocks = Clocks(as_of=fields.as_of, known_at=fields.known_position)
    return Reading(read.transaction, head, clocks, fields.evaluated_on, fields.known_at, read.behind), fields.mark
