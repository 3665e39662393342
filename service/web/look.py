"""One look at the record: the clocks that a page was asked for, what it reads from, and its links."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from urllib.parse import urlencode

from msgspec import Struct

from events.agency import Agency
from events.identity import Noun
from events.log.event import EMPTY_HEAD, public_position
from events.log.reading import read_positions
from projections.activity_filter import Scope
from projections.registry import AGENCIES
from projections.things import read_all
from service import clock
from service.api.asking import form_when_behind, reading, scope_of_caller
from service.api.body import CheckedRequest
from service.api.conditions import etag_of_list, if_none_match
from service.api.parameters import ANY_QUERY
from service.api.problems import Fault, ImpossibleDate
from service.auth.caller import PUBLIC_SCOPE
from service.desk import Desk, Reading
from service.web.drawing import FORM_OF_PAGES
from service.web.names import Names

PAGE = {ANY_QUERY: True}
"""The `opt` of every page: a link may bring parameters of its own."""

CLOCKS = ("as_of", "known_at")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Look(Struct, kw_only=True):
    """What a page is drawn from: one state of the log, the names of things there, and who is in the register."""

    path: str
    query: tuple[tuple[str, str], ...]
    read: Reading
    scope: Scope
    known_at: str | None
    position: str
    today: str
    due_soon_days: int
    names: Names
    agencies: dict[str, Agency]
    etag: str
    # The day of a page that is read as of another day than today where none is asked for.
    read_as_of: str | None = None

    @property
    def as_of(self) -> str | None:
        """The day asked for, None for today."""
        return self.read.clocks.as_of

    @property
    def is_today(self) -> bool:
        """Whether the page shows what is known now, judged on today."""
        return self.known_at is None and self.as_of in (None, self.today)

    def asked(self, name: str) -> str | None:
        """A parameter of the page's address, None where it is left out or empty."""
        return next((value for key, value in self.query if key == name and value), None)

    def link(self, path: str, **query: str | None) -> str:
        """The address of another page at the same clocks."""
        path, _, fragment = path.partition("#")
        clocks = {"as_of": self.as_of, "known_at": self.known_at}
        given = {name: value for name, value in {**query, **clocks}.items() if value}
        return path + (f"?{urlencode(given)}" if given else "") + (f"#{fragment}" if fragment else "")

    def href(self, noun: Noun, thing_id: str) -> str | None:
        """The address of the page of a thing at the same clocks, None where there is none."""
        path = self.names(noun, thing_id).path
        return self.link(path) if path else None

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The parameters of this page beside the clocks, for the form that sets the day."""
        return tuple((name, value) for name, value in self.query if name not in CLOCKS and value)

    @property
    def now(self) -> str:
        """The address of this page as of today."""
        return self.path + (f"?{urlencode(self.others)}" if self.others else "")

    @property
    def permanent(self) -> str:
        """The address under which this page will always read as it reads now."""
        clocks = (("as_of", self.read_as_of or self.read.evaluated_on), ("known_at", self.position))
        return f"{self.path}?{urlencode((*self.others, *clocks))}"


@asynccontextmanager
async def looking(request: CheckedRequest, desk: Desk) -> AsyncIterator[Look]:
    """A look at the clocks in the address; NotModified where the reader has the page already."""
    as_of, known_at = _day_asked(request), _asked(request, "known_at")
    async with reading(desk, as_of, known_at) as read:
        etag = _etag(read)
        if_none_match(request, etag)
        agencies = {agency.id: agency for agency in await read_all(read.transaction, AGENCIES, read.clocks)}
        scope = await scope_of_caller(None, read, goes_back=True)
        names = Names(read, scope)
        names.took(Noun.AGENCY, agencies.values())
        yield Look(
            path=request.url.path,
            query=tuple((name, value) for name, value in request.query_params.items()),
            read=read,
            scope=scope,
            known_at=known_at,
            position=await _position(read),
            today=clock.today(),
            due_soon_days=desk.due_soon_days,
            names=names,
            agencies=agencies,
            etag=etag,
        )


def _asked(request: CheckedRequest, name: str) -> str | None:
    found: str = request.query_params.get(name, "")
    return found.strip() or None


def _day_asked(request: CheckedRequest) -> str | None:
    """The day in the address; an empty field of the form means today."""
    day = _asked(request, "as_of")
    if day is None or (_DAY.fullmatch(day) and _is_in_calendar(day)):
        return day
    sentence = "Expected a day of the calendar such as 2008-11-21 in as_of, found another text."
    raise ImpossibleDate(sentence, faults=[Fault("/as_of", sentence, "query")])


def _is_in_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _etag(read: Reading) -> str:
    # The head of every page also says whether its day is today, and the form of pages changes with a release.
    representation = f"{FORM_OF_PAGES}-{clock.today()}{form_when_behind(read)}"
    day = date.fromisoformat(read.evaluated_on)
    return etag_of_list(read.position, evaluated_on=day, scope=PUBLIC_SCOPE, representation=representation)


async def _position(read: Reading) -> str:
    known = read.clocks.known_at
    if known is None or known == read.head.position:
        return read.position
    events = await read_positions(read.transaction, [known])
    return public_position(known, events[0].leaf if events else EMPTY_HEAD.leaf)
