"""Threads over HTTP: how an activity or a statement came about and what became of it, step by step."""

from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromPath
from msgspec import Struct

from events.identity import Noun
from events.statement import Statement
from projections.activity_filter import ActivityFilter, may_hear
from projections.activity_pages import read_activity
from projections.activity_questions import Asked
from projections.event_sentences.runs import plain
from projections.registry import ACTIVITY_LISTS, MANDATES, STATEMENTS
from service.api.asking import (
    AsOf,
    KnownAt,
    Listing,
    TheDesk,
    headers_of_list,
    no_such,
    reading,
    scope_of_caller,
    stands,
    the_one,
)
from service.api.body import CheckedRequest
from service.auth.guards import reads
from service.desk import Reading
from service.threads import Entry, thread_of_activity, thread_of_statement
from service.web.names import Names

THREADED = (*ACTIVITY_LISTS, STATEMENTS, MANDATES)
_SHOWN_AT = {Noun.ACTIVITY: "activities", Noun.STATEMENT: "statements", Noun.MANDATE: "mandates"}


class ThreadEntry(Struct, frozen=True, kw_only=True):
    """A step of a thread: what sort of step, of which thing (`noun` and `id`, which `link` shows), and its sentence.

    `kind` is `statement` or `mandate`, or what an event was for an activity: announced, told_again, reworded, dated,
    made_exact, postponed, brought_forward, suspended, done, ended (cancelled or superseded) or news. `day` is when it
    was said, of a mandate its own day, null where no one day is known; `meeting` the coordination meeting at which it
    was said. `before` and `after` are words that changed, `days` by how many days the last day was moved.
    """

    kind: str
    noun: Noun
    id: str
    day: str | None
    sentence: str
    who: tuple[str, ...]
    meeting: str | None
    before: str | None
    after: str | None
    days: int | None
    link: str
    position: str


class Thread(Listing, frozen=True, kw_only=True):
    """The steps of a thread in the order of the days, what is answered before its answer.

    `told_as` are other ids under which an activity was told.
    """

    id: str
    told_as: tuple[str, ...] = ()
    items: tuple[ThreadEntry, ...]


@get("/api/v1/activities/{activity_id:str}/thread", guards=[reads], tags=["activities"])
async def get_activity_thread(
    request: CheckedRequest, desk: TheDesk, activity_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[Thread]:
    """How an activity came about, and what became of it, under any id under which it was told."""
    async with reading(desk, as_of, known_at, THREADED) as read:
        scope = await scope_of_caller(request.user, read)
        asked = Asked(wanted=ActivityFilter(), scope=scope, clocks=read.clocks, evaluated_on=read.evaluated_on)
        activity = await read_activity(read.transaction, activity_id, asked)
        if activity is None:
            raise no_such(Noun.ACTIVITY, activity_id, read.clocks.as_of)
        headers = headers_of_list(request, read)
        entries = await thread_of_activity(read, scope, Names(read, scope), activity)
        return Response(_thread(read, activity.id, entries, activity.aliases), headers=headers)


@get("/api/v1/statements/{statement_id:str}/thread", guards=[reads], tags=["statements"])
async def get_statement_thread(
    request: CheckedRequest, desk: TheDesk, statement_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[Thread]:
    """What a statement replied to, and what came of it: replies, and the promises that it drew."""
    async with reading(desk, as_of, known_at, THREADED) as read:
        scope = await scope_of_caller(request.user, read)
        statement: Statement = await the_one(read, STATEMENTS, statement_id)
        if not may_hear(statement.visibility, scope):
            raise no_such(Noun.STATEMENT, statement_id, read.clocks.as_of)
        headers = headers_of_list(request, read)
        entries = await thread_of_statement(read, scope, Names(read, scope), statement)
        return Response(_thread(read, statement.id, entries), headers=headers)


def _thread(read: Reading, thing_id: str, entries: tuple[Entry, ...], told_as: tuple[str, ...] = ()) -> Thread:
    clocks = {"as_of": read.clocks.as_of, "known_at": read.known_position}
    state = urlencode({name: value for name, value in clocks.items() if value is not None})
    items = tuple(_shown(entry, state) for entry in entries)
    return Thread(**stands(read), total=len(items), id=thing_id, told_as=told_as, items=items)


def _shown(entry: Entry, state: str) -> ThreadEntry:
    fields = {name: getattr(entry, name) for name in ThreadEntry.__struct_fields__ if name not in ("sentence", "link")}
    link = f"/api/v1/{_SHOWN_AT[entry.noun]}/{entry.id}?{state}"
    return ThreadEntry(**fields, sentence=plain(entry.sentence), link=link)


ROUTES = (get_activity_thread, get_statement_thread)
