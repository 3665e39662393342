"""Lists of activities over HTTP: the pages, the orders, the cursors and the members that all of them share."""

import base64
import binascii
from collections.abc import Sequence
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from litestar import Response
from litestar.params import QueryParameter
from msgspec import Meta, Struct
from msgspec.structs import replace

from events.activity_state import Activity
from events.log.event import PublicPositionUnreadable, parse_public_position
from projections.activity_orders import Mark, Order
from projections.activity_pages import Kept, Page, read_page
from projections.activity_questions import Asked
from projections.clocks import Clocks
from projections.timeliness import Timeliness, timeliness
from service.api.asking import Listing, headers_of_list, scope_for_lists, stands
from service.api.body import CheckedRequest
from service.api.filter_meaning import Place, meant_by
from service.api.filters import Filter, refuse_too_much
from service.api.json_answer import JSONAnswer
from service.api.links import Links
from service.api.permalinks import add_link
from service.api.problems import Fault, InvalidInput, NotReady
from service.commands.fields import Day
from service.desk import Reading, checked_position

PAGE_DEFAULT = 100
PAGE_MAX = 500
POSITION_MAX = 2**53
CURSOR_LENGTH_MAX = 1_200

Limit = Annotated[int, QueryParameter(ge=1, le=PAGE_MAX, description="How many activities a page has.")]
Cursor = Annotated[
    str | None, QueryParameter(max_length=CURSOR_LENGTH_MAX, description="Where the page before ended: its `next`.")
]
Sort = Annotated[
    Order | None,
    QueryParameter(description="In the order told, due, of their dates or titles, or as they were last heard of."),
]
Descending = Annotated[bool, QueryParameter(description="In the opposite order.")]
Fields = Annotated[
    list[str] | None, QueryParameter(description="The members of each item; `id` always. All where none is named.")
]


class ActivityAnswer(Activity, frozen=True, kw_only=True, omit_defaults=True):
    """An activity at the clocks asked for, and how its promise stands on the day in `evaluated_on`."""

    timeliness: Timeliness | None = None
    evaluated_on: str


class ActivityList(Listing, frozen=True, kw_only=True):
    """A page of activities in the order asked for. `next` is the cursor of the page after it.

    `link` lists exactly what `total` counts, in the state in which it was counted. Where `fields` were chosen an item
    has these members alone.
    """

    link: str
    items: tuple[ActivityAnswer, ...]
    next: str | None = None


class _ReadyList(Listing, frozen=True, kw_only=True):
    """An ActivityList whose items are ready."""

    link: str
    items: tuple[msgspec.Raw, ...]
    next: str | None = None


class Paging(Struct, frozen=True, kw_only=True):
    """How a list is paged: how long a page is, where it begins, with which members, and in which order.

    Where no order is asked for it is that of the list: told, or due.
    """

    limit: int = PAGE_DEFAULT
    cursor: str | None = None
    order: Order | None = None
    descending: bool = False
    fields: Sequence[str] | None = None


USUAL = Paging()
IN_QUERY = Place()
MEMBERS = tuple(field.encode_name for field in msgspec.structs.fields(ActivityAnswer))


async def paging_parameters(
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = None,
    sort: Sort = None,
    descending: Descending = False,
    fields: Fields = None,
) -> Paging:
    """How the lists of activities are paged."""
    return Paging(limit=limit, cursor=cursor, order=sort, descending=descending, fields=fields)


class _CursorFields(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a cursor carries: the state that the walk reads, its order, and where its last page ended."""

    position: str
    as_of: Day | None
    known_position: Annotated[int, Meta(ge=0, le=POSITION_MAX)]
    known_at: str | None
    evaluated_on: Day
    order: Order
    descending: bool
    mark: Mark


async def page_of(
    request: CheckedRequest,
    read: Reading,
    wanted: Filter,
    paging: Paging,
    due_soon_days: int,
    *,
    place: Place = IN_QUERY,
    order: Order = Order.TOLD,
) -> Response[ActivityList]:
    """A page of a list, with its tag. Every page of a walk reads the state that the first one read."""
    headers = headers_of_list(request, read)
    paging = replace(paging, order=paging.order or order)
    members = _members(paging, place)
    after = None
    if paging.cursor is not None:
        read, after = await _resumed(read, paging, place)
    asked = await asked_for(request, read, wanted, due_soon_days, place, paging)
    extent = await read.extent(asked)
    page = await read_page(read.transaction, asked, paging.limit, after, extent)
    following = _cursor(read, page, paging)
    if following is not None and place.source == "query":
        add_link(headers, _address_with(request, following), "next")
    answer = _ReadyList(
        **stands(read),
        total=extent.total,
        link=Links(read, wanted).to(),
        items=tuple(_ready(kept, read.evaluated_on, members) for kept in page.kept),
        next=following,
    )
    return JSONAnswer(msgspec.json.encode(answer), headers=headers)


async def asked_for(
    request: CheckedRequest,
    read: Reading,
    wanted: Filter,
    due_soon_days: int,
    place: Place = IN_QUERY,
    paging: Paging = USUAL,
) -> Asked:
    """The question that a filter comes to, for the eyes of the caller."""
    refuse_too_much(wanted, place.pointer, place.source)
    return Asked(
        wanted=await meant_by(request, read, wanted, place),
        scope=await scope_for_lists(request, read),
        clocks=read.clocks,
        evaluated_on=read.evaluated_on,
        order=paging.order or Order.TOLD,
        descending=paging.descending,
        due_soon_days=due_soon_days,
    )


def _members(paging: Paging, place: Place) -> frozenset[str] | None:
    """The members that items are to have, None for all; InvalidInput for one that they never have."""
    if paging.fields is None:
        return None
    unknown = [name for name in paging.fields if name not in MEMBERS]
    if unknown:
        sentence = f"Items have no member {unknown[0]}; their members are {', '.join(MEMBERS)}."
        raise InvalidInput(sentence, faults=[Fault("/fields", sentence, place.source)])
    return frozenset(paging.fields)


def _ready(kept: Kept, evaluated_on: str, members: frozenset[str] | None) -> msgspec.Raw:
    """The ActivityAnswer of an activity: the view keeps it as it is answered, but for how it stands on a day."""
    stands_so = f',"timeliness":"{kept.timeliness}"' if kept.timeliness else ""
    whole = f'{kept.document[:-1]}{stands_so},"evaluated_on":"{evaluated_on}"}}'.encode()
    if members is None:
        return msgspec.Raw(whole)
    found = _MEMBERS_OF.decode(whole)
    return msgspec.Raw(msgspec.json.encode({name: found[name] for name in found if name == "id" or name in members}))


_MEMBERS_OF = msgspec.json.Decoder(dict[str, msgspec.Raw])


def _address_with(request: CheckedRequest, cursor: str) -> str:
    others = [(name, value) for name, value in request.query_params.items() if name != "cursor"]
    return f"{request.url.path}?{urlencode([*others, ('cursor', cursor)])}"


def activity_answer(activity: Activity, evaluated_on: str, due_soon_days: int) -> ActivityAnswer:
    """The activity with how its promise stands on a day."""
    fields = {name: getattr(activity, name) for name in Activity.__struct_fields__}
    stands_so = timeliness(activity, evaluated_on, due_soon_days)
    return ActivityAnswer(**fields, timeliness=stands_so, evaluated_on=evaluated_on)


def _cursor(read: Reading, page: Page, paging: Paging) -> str | None:
    if page.next is None:
        return None
    known = read.head.position if read.clocks.known_at is None else read.clocks.known_at
    fields = _CursorFields(
        read.position,
        read.clocks.as_of,
        known,
        read.known_at,
        read.evaluated_on,
        paging.order or Order.TOLD,
        paging.descending,
        page.next,
    )
    return base64.urlsafe_b64encode(msgspec.json.encode(fields)).decode().rstrip("=")


async def _resumed(read: Reading, paging: Paging, place: Place) -> tuple[Reading, Mark]:
    """The state that the walk reads and where it goes on; LogDiverged where the log has another history by now."""
    try:
        raw = base64.urlsafe_b64decode(str(paging.cursor) + "=" * (-len(str(paging.cursor)) % 4))
        fields = msgspec.json.decode(raw, type=_CursorFields)
        position = parse_public_position(fields.position)
        date.fromisoformat(fields.evaluated_on)
        if not 0 <= fields.mark.thing <= POSITION_MAX:
            raise ValueError(f"{fields.mark.thing} is no position.")
        if fields.known_position > position.position:
            raise ValueError(f"{fields.known_position} was not known at {position.position}.")
    except (binascii.Error, ValueError, msgspec.DecodeError, PublicPositionUnreadable) as error:
        raise _not_the_cursor("The cursor cannot be read", place) from error
    if (fields.order, fields.descending) != (paging.order, paging.descending):
        raise _not_the_cursor(f"The cursor is that of a list sorted by {fields.order}", place)
    head = await checked_position(read.transaction, position.position, position.leaf_prefix)
    if read.behind is not None and fields.known_position > read.head.position:
        raise NotReady(
            f"The walk reads the state at position {fields.position}, and this process stands at {read.position}; "
            "ask again in a moment."
        )
    clocks = Clocks(as_of=fields.as_of, known_at=fields.known_position)
    resumed = replace(read, head=head, clocks=clocks, evaluated_on=fields.evaluated_on, known_at=fields.known_at)
    return resumed, fields.mark


def _not_the_cursor(what: str, place: Place) -> InvalidInput:
    sentence = f"{what}; take it from the `next` of the page before, unchanged, and ask in the same order."
    return InvalidInput(sentence, faults=[Fault("/cursor", sentence, place.source)])
