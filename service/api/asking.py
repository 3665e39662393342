"""What every question of the API has in common: the clocks, who asks, and how answers say where they stand."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Any, TypeVar

from litestar.di import NamedDependency
from litestar.params import HeaderParameter, QueryParameter, SkipValidation
from msgspec import Struct
from msgspec.structs import replace

from events.identity import Noun
from events.log.event import public_position
from projections.activity_filter import Scope
from projections.clocks import NOW
from projections.hidden_activities import read_hidden, read_merged_and_hidden
from projections.registry import AGENCIES, VIEWS
from projections.things import ids_under, read_one
from projections.versioned_view import VersionedView
from service import clock
from service.api.body import CheckedRequest
from service.api.conditions import REPRESENTATION, etag_of_list, etag_of_thing, if_none_match
from service.api.hidden import agencies_told_of_since, hidden_since
from service.api.permalinks import bookmark
from service.api.problems import Fault, ImpossibleDate, NotFound
from service.auth.caller import Caller, scope_of
from service.auth.roles import Role
from service.desk import Desk, Reading

TheDesk = NamedDependency[SkipValidation[Desk]]

AsOf = Annotated[
    str | None,
    QueryParameter(
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        description="What had been said by this day (YYYY-MM-DD); dates are judged on it too. All if left out.",
    ),
]
KnownAt = Annotated[
    str | None,
    QueryParameter(
        max_length=40,
        description="What the log knew at a position (1234.9f3c2a01) or an instant (2011-02-18T00:00:00Z), else now.",
    ),
]
IdempotencyKey = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="A text of your own for this request; sent again with it, it has one effect and one answer.",
    ),
]
IfMatch = Annotated[
    str | None,
    HeaderParameter(name="If-Match", description="The ETag of what you looked at; refused with 412 if it has changed."),
]

POSITION_HEADER = "Tour-Position"
BEHIND_HEADER = "Tour-Behind"
LAG_EVENTS_HEADER = "Tour-Lag-Events"
LAG_SECONDS_HEADER = "Tour-Lag-Seconds"


class Listing(Struct, frozen=True, kw_only=True):
    """What every list says of itself: the position at which it stands, the clocks, and the day dates are judged on.

    `log_position` is where the log stands, given only where the list could not be brought up to it.
    """

    position: str
    evaluated_on: str
    as_of: str | None = None
    known_at: str | None = None
    log_position: str | None = None
    total: int


@asynccontextmanager
async def reading(
    desk: Desk,
    as_of: str | None = None,
    known_at: str | None = None,
    uses: Sequence[VersionedView] = VIEWS,
    evaluated_on: str | None = None,
) -> AsyncIterator[Reading]:
    """One state of the log at the clocks asked for; ImpossibleDate where a day is not in the calendar.

    `uses` are the views that the answer is read from: one that is behind makes old only the answers that use it.
    """
    for name, day in (("as_of", as_of), ("evaluated_on", evaluated_on)):
        if day is not None:
            day_in_calendar(day, name)
    async with desk.reading(as_of, known_at, uses) as found:
        yield found if evaluated_on is None else replace(found, evaluated_on=evaluated_on)


def day_in_calendar(day: str, parameter: str) -> None:
    """Raise ImpossibleDate for a day that there is not, such as 2009-02-30."""
    try:
        date.fromisoformat(day)
    except ValueError as error:
        sentence = f"There is no day {day} in the calendar; give a day as YYYY-MM-DD."
        raise ImpossibleDate(sentence, faults=[Fault(f"/{parameter}", sentence, "query")]) from error


async def scope_for(request: CheckedRequest, read: Reading) -> Scope:
    """What the caller may see: the secretariat all, a focal point also what its own bodies keep to themselves."""
    return await scope_of_caller(request.user, read)


async def scope_for_lists(request: CheckedRequest, read: Reading) -> Scope:
    """What the caller may see in lists of activities, whose questions leave out themselves what was hidden since."""
    scope = await _scope_now(request.user, read)
    if scope.sees_all or read.clocks.is_now:
        return scope
    today = clock.today()
    hidden = {*await hidden_since(read, scope, today), *await read_merged_and_hidden(read.transaction, scope, today)}
    return replace(scope, goes_back=True, hidden=tuple(sorted(hidden)))


async def scope_of_caller(caller: Caller | None, read: Reading, *, goes_back: bool = False) -> Scope:
    """What somebody may see, today and as things stand now, whatever clocks are asked for.

    No day in the future ends an embargo, and none in the past shows what was hidden since. `goes_back`: the answer
    reads other clocks than those of the question, as a summary does.
    """
    scope = await _scope_now(caller, read)
    if scope.sees_all or (read.clocks.is_now and not goes_back):
        return scope
    today = clock.today()
    hidden = {*await read_hidden(read.transaction, scope, today), *await hidden_since(read, scope, today)}
    return replace(scope, hidden=tuple(sorted(hidden)))


async def _scope_now(caller: Caller | None, read: Reading) -> Scope:
    """What somebody may see of what stands now."""
    today = clock.today()
    if caller is not None and caller.role is Role.SECRETARIAT:
        return Scope(sees_all=True, is_participant=True, today=today)
    speaks_for = caller.agency if caller is not None and caller.role is Role.FOCAL_POINT else None
    own = await own_agencies(read, speaks_for) if speaks_for else ()
    return Scope(is_participant=caller is not None, own_agencies=own, today=today)


async def own_agencies(read: Reading, agency: str, *, granted: bool = True) -> tuple[str, ...]:
    """An agency and what is under it at the clocks; `granted`: as of now, with bodies that let it report for them.

    As of now a body of which the view does not know all yet is left out: it may have ended what it granted.
    """
    clocks = NOW if granted else read.clocks
    own, unsure = {agency}, await agencies_told_of_since(read) if granted else set()
    if granted:
        own |= await ids_under(read.transaction, AGENCIES, "granted_to", [agency], clocks) - unsure
    newest = own
    while newest:
        newest = await ids_under(read.transaction, AGENCIES, "parent", sorted(newest), clocks) - own - unsure
        own |= newest
    return tuple(sorted(own))


def headers_of_list(request: CheckedRequest, read: Reading) -> dict[str, str]:
    """The headers of a list, after NotModified was raised for a caller who has it already.

    Its tag names the day: what is due, what a body is called and what is under an embargo change with the calendar.
    """
    day = date.fromisoformat(read.evaluated_on)
    etag = etag_of_list(read.position, evaluated_on=day, scope=scope_of(request.user), representation=_form(read))
    if_none_match(request, etag)
    return {"ETag": etag, **headers_of_standing(read), **bookmark(request, read)}


def headers_of_thing(
    request: CheckedRequest, read: Reading, version: int, *, judged: bool = False, joined: bool = False
) -> dict[str, str]:
    """The headers of one thing, after NotModified was raised for a caller who has it already.

    `judged`: the answer says how promises stand on the day. `joined`: it says what other streams say too, so that
    it may change while the thing itself does not, and with the day (a name, an embargo) while the log does not.
    """
    etag = etag_of_thing(
        version,
        evaluated_on=date.fromisoformat(read.evaluated_on) if judged or joined else None,
        scope=scope_of(request.user),
        representation=_form(read) if read.clocks.is_now and not joined else f"{_form(read)}-{read.position}",
    )
    if_none_match(request, etag)
    return {"ETag": etag, **headers_of_standing(read), **bookmark(request, read)}


def headers_of_standing(read: Reading) -> dict[str, str]:
    """Where an answer stands, and, where that is not the end of the log, how far behind it is and for which views."""
    headers = {POSITION_HEADER: read.position}
    if read.behind is not None:
        headers[BEHIND_HEADER] = ", ".join(read.behind.views)
        headers[LAG_EVENTS_HEADER] = str(read.behind.events)
        headers[LAG_SECONDS_HEADER] = str(clock.seconds_since(read.behind.since))
    return headers


def log_position(read: Reading) -> str | None:
    """Where the log stands, where the answer stands before it."""
    return public_position(read.behind.log.position, read.behind.log.leaf) if read.behind else None


def _form(read: Reading) -> str:
    """The form of an answer; at other clocks than today's it names today too, for that decides what is held back.

    A thing at other clocks may also be rewritten by late news, which its version there does not tell.
    """
    today = clock.today()
    form = REPRESENTATION if read.clocks.is_now and read.evaluated_on == today else f"{REPRESENTATION}-{today}"
    return form + form_when_behind(read)


def form_when_behind(read: Reading) -> str:
    """An answer that is behind also says where the log stands, so that it is another one when the log goes on."""
    return "" if read.behind is None else f"-behind-{log_position(read)}"


def stands(read: Reading) -> dict[str, Any]:
    """What a list says of the state it was read from."""
    return {
        "position": read.position,
        "evaluated_on": read.evaluated_on,
        "as_of": read.clocks.as_of,
        "known_at": read.known_at,
        "log_position": log_position(read),
    }


def no_such(noun: Noun, thing_id: str, as_of: str | None = None) -> NotFound:
    """The problem of a thing that there is not, at least not at the clocks asked for."""
    name = noun.value.replace("-", " ")
    when = f" as of {as_of}" if as_of else ""
    return NotFound(f"There is no {name} with the id {thing_id}{when}; look it up in the list first.")


async def the_one(read: Reading, view: VersionedView, thing_id: str) -> Any:
    """The state of a thing at the clocks asked for; NotFound where there is none."""
    found = await read_one(read.transaction, view, thing_id, read.clocks)
    if found is None:
        raise no_such(view.noun, thing_id, read.clocks.as_of)
    return found


StructT = TypeVar("StructT", bound=Struct)


def shown(state: Struct, answer: type[StructT], **further: Any) -> StructT:
    """The answer with the fields of a state that have its names, and further ones."""
    fields = {name: getattr(state, name) for name in answer.__struct_fields__ if hasattr(state, name)}
    return answer(**{**fields, **further})
