"""The questions as a command: so many random ones, each asked of one of two engines over HTTP and of the plain model.

python -m tests.consistency.queries --count 10000 --seed 7
"""

import argparse
import asyncio
import json
import logging
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from random import Random, SystemRandom
from typing import Any

import structlog
from hypothesis import HealthCheck, Phase, given, seed, settings
from msgspec import Struct

from events.fact import Fact, Recorded
from service import clock
from tests.consistency.databases import Databases, fresh_databases
from tests.consistency.plain_board import median_slip, numbers_of, promised, repeats, rows_of, told
from tests.consistency.plain_queries import Clock, Looking, PlainQueries, Thing, counted, in_order
from tests.consistency.query_services import REGISTERED, ROLES_OF, Differs, Service, filled, served
from tests.consistency.random_queries import Query, queries

API = "/api/v1/activities"
BOARD = "/api/v1/follow-up/board"
QUERIES_OF_A_LOG = 500
PAGES_MAX = 4


class Asked(Struct):
    """What was asked so far, and how much of it was about something."""

    queries: int = 0
    listed: int = 0
    pages: int = 0
    counts: int = 0
    links: int = 0


class Questions:
    """Asks the services and the model the same, and compares; AssertionError with what is different."""

    def __init__(self, services: list[Service], model: PlainQueries, events: list[Recorded[Fact]]) -> None:
        self.asked = Asked()
        self._services = services
        self._model = model
        self._events = events

    async def ask(self, query: Query) -> None:
        """One question of one engine, page by page, with one facet and two links of its answer."""
        known_at = self._known_at(query)
        day = clock.today() if known_at is None else self._events[known_at - 1].recorded_at[:10]
        at = Clock(
            as_of=query.as_of,
            known_at=known_at or len(self._events),
            head=len(self._events),
            evaluated_on=query.evaluated_on or query.as_of or day,
            today=clock.today(),
        )
        looking = Looking(is_secretariat=query.who == "secretariat", agency=ROLES_OF[query.who][1])
        things = self._model.listed(query.filter, looking, at)
        expected = in_order(things, query.order, query.descending)
        self.asked.queries += 1
        self.asked.listed += bool(expected)
        service = self._services[query.engine % len(self._services)]
        await self._walk(service, query, expected)
        await self._count(service, query, things, at.evaluated_on)
        await self._board(service, query, promised(things), at.evaluated_on)

    def _known_at(self, query: Query) -> int | None:
        return None if query.known_at is None else max(REGISTERED, int(query.known_at * len(self._events)))

    def _clocks(self, service: Service, query: Query) -> dict[str, Any]:
        known_at = self._known_at(query)
        shown = None if known_at is None else service.positions[known_at - 1]
        clocks = {"as_of": query.as_of, "known_at": shown, "evaluated_on": query.evaluated_on}
        return {name: value for name, value in clocks.items() if value is not None}

    async def _walk(self, service: Service, query: Query, expected: list[str]) -> None:
        limit = max(query.limit, -(-len(expected) // PAGES_MAX))
        found: list[str] = []
        following: dict[str, str] = {}
        while True:
            paging = {"sort": query.order, "descending": query.descending, "limit": limit, **following}
            page = await self._ask(service, query, API, "/query", {**paging, "fields": ["id"]})
            found += [item["id"] for item in page["items"]]
            self.asked.pages += 1
            if page["total"] != len(expected):
                raise Differs(f"{service.name} counts {page['total']} for {query}, the model {len(expected)}.")
            if "next" not in page or page["next"] is None:
                break
            following = {"cursor": page["next"]}
        if found != expected:
            raise Differs(f"{service.name} lists {found} for {query}, the model {expected}.")

    async def _count(self, service: Service, query: Query, things: list[Thing], day: str) -> None:
        named = "facets" if query.is_posted else "facet"
        answer = await self._ask(service, query, f"{API}/facets", "", {named: [query.facet], "values": 500})
        values = answer["facets"][0]["values"]
        found, expected = {one["value"]: one["count"] for one in values}, counted(things, query.facet, day)
        self.asked.counts += len(found) + 1
        if found != expected or answer["total"] != len(things):
            raise Differs(f"{service.name} counts {found} under {query}, the model {dict(expected)}.")
        for one in [*values[:1], *values[-1:]]:
            behind = await service.get(query.who, f"{one['link']}&limit=500&fields=id")
            self.asked.links += 1
            under = sorted(thing["id"] for thing in things if one["value"] in counted([thing], query.facet, day))
            if sorted(item["id"] for item in behind["items"]) != under or behind["total"] != one["count"]:
                raise Differs(f"{service.name} lists others behind {one['link']} than it counts for {query}.")

    async def _board(self, service: Service, query: Query, promises: list[Thing], day: str) -> None:
        """Every number of the board of these promises, and what lies behind two of its links."""
        asked = {"by": query.by, "rows": 500, "filter": json.dumps(query.filter), **self._clocks(service, query)}
        board = await service.get(query.who, BOARD, asked)
        rows = rows_of(promises, query.by)
        if {row["value"] for row in board["rows"]} != set(rows) or board["repeats"] != repeats(rows, promises):
            raise Differs(f"{service.name} has other rows than {sorted(map(str, rows))} for {query}.")
        for row, within in [(board["in_all"], promises), *((row, rows[row["value"]]) for row in board["rows"])]:
            found, expected = told(row), numbers_of(within, day)
            self.asked.counts += len(found)
            differs = {name for name, one in found.items() if one["count"] != len(expected[name])}
            if differs or row["slippage"]["median"]["days"] != median_slip(within):
                raise Differs(f"{service.name} counts others than the model in {differs} of {row} for {query}.")
        for row, within in [(board["in_all"], promises), *((row, rows[row["value"]]) for row in board["rows"][:1])]:
            name = max(told(row), key=lambda one: (len(numbers_of(within, day)[one]) % 7, one))
            behind = await service.get(query.who, f"{told(row)[name]['link']}&limit=500&fields=id")
            self.asked.links += 1
            if {item["id"] for item in behind["items"]} != numbers_of(within, day)[name]:
                raise Differs(f"{service.name} lists others behind {told(row)[name]} than the model for {query}.")

    async def _ask(self, service: Service, query: Query, path: str, posted_at: str, more: dict[str, Any]) -> Any:
        if query.is_posted:
            body = {"filter": query.filter, **self._clocks(service, query), **more}
            return await service.post(query.who, path + posted_at, body)
        parameters: dict[str, Any] = {**self._clocks(service, query), **more}
        flat = {name: value for name, value in query.filter.items() if name not in ("and", "or", "not")}
        nested = {name: value for name, value in query.filter.items() if name in ("and", "or", "not")}
        parameters |= {**flat, "filter": json.dumps(nested)} if nested else flat
        return await service.get(query.who, path, {name: _said(value) for name, value in parameters.items()})


def _said(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


@asynccontextmanager
async def questions(
    urls: dict[str, str], random_seed: int, make_model: Callable[[list[Recorded[Fact]]], PlainQueries] = PlainQueries
) -> AsyncIterator[Questions]:
    """Services on these databases, each with the same log, and the model of it."""
    async with AsyncExitStack() as stack:
        services: list[Service] = []
        events: list[Recorded[Fact]] = []
        for name, url in urls.items():
            events = await filled(url, Random(random_seed))
            services.append(await stack.enter_async_context(served(name, url, events)))
        yield Questions(services, make_model(events), events)


class Served:
    """Questions and their services, begun and ended in one task, while others ask in tasks of their own."""

    def __init__(self, questions_: AbstractAsyncContextManager[Questions]) -> None:
        self._questions = questions_
        self._both: Questions | None = None
        self._ready = asyncio.Event()
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> Questions:
        self._task = asyncio.create_task(self._hold())
        self._task.add_done_callback(lambda _: self._ready.set())
        await self._ready.wait()
        if self._task.done():
            await self._task
        assert self._both is not None, "What is ready was begun."
        return self._both

    async def end(self) -> None:
        self._over.set()
        assert self._task is not None, "What is ended was begun."
        await self._task

    async def _hold(self) -> None:
        async with self._questions as self._both:
            self._ready.set()
            await self._over.wait()


def run(
    urls: Callable[[], dict[str, str]],
    count: int,
    seed_given: int,
    make_model: Callable[[list[Recorded[Fact]]], PlainQueries] = PlainQueries,
) -> Asked:
    """So many questions, over logs of QUERIES_OF_A_LOG each; raises what differed, with the question that shows it."""
    asked = Asked()
    with asyncio.Runner() as loop:
        while asked.queries < count:
            number = min(QUERIES_OF_A_LOG, count - asked.queries)
            run_seed = seed_given + asked.queries
            served = Served(questions(urls(), run_seed, make_model))
            both = loop.run(served.begin())
            both.asked = asked
            try:
                _ask_all(loop, both, number, run_seed)
            finally:
                loop.run(served.end())
            print(f"{asked.queries} questions", file=sys.stderr, flush=True)
    return asked


def _ask_all(loop: asyncio.Runner, both: Questions, number: int, run_seed: int) -> None:
    @seed(run_seed)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(queries)
    def ask(query: Query) -> None:
        loop.run(both.ask(query))

    ask()


def main() -> None:
    """Read the command line, run, and print the result in one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="questions")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    chosen = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"seed {chosen.seed}", flush=True)
    began = time.monotonic()
    with fresh_databases() as databases:
        asked = run(lambda: both_engines(databases), chosen.count, chosen.seed)
    print(
        f"seed {chosen.seed}: {asked.queries} questions, {asked.listed} of them with an answer, {asked.pages} pages, "
        f"{asked.counts} numbers, {asked.links} links followed: SQLite, PostgreSQL and the model agree; "
        f"{time.monotonic() - began:.0f} seconds"
    )


def both_engines(databases: Databases) -> dict[str, str]:
    """The address of a fresh database of each kind."""
    return {"SQLite": databases.sqlite_url(), "PostgreSQL": databases.postgresql_url()}


if __name__ == "__main__":
    main()
