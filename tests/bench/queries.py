"""Questions to very many activities on PostgreSQL: pages, pages as of a day, totals and facets, beside naive queries.

Both ask the same database in turn, without HTTP. Before each round some activities are reported, so that counts that
were carried on have something to carry. The first time that a count is asked for is told apart: later ones lean on it.
"""

import asyncio
import os
import random
import time
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from msgspec import Struct
from msgspec.structs import replace

from events.log.database import Database, open_database
from events.log.reading import read_head
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_pages import read_page
from projections.activity_questions import Asked
from projections.bitmaps.keeping import ActivityBitmaps
from projections.carried_counts import CarriedCounts
from projections.clocks import NOW
from projections.registry import VIEWS
from projections.tallies import FEW, read_total
from tests.bench.log_of import SEED, bodies
from tests.bench.processes import cpu_seconds, memory_mb
from tests.bench.query_cases import ROWS, Case, cases
from tests.bench.realistic import happenings
from tests.bench.report import Ratio, Section
from tests.bench.tenfold import fill_tenfold
from tests.bench.turns import Pace, say
from tests.postgresql_server import PRODUCTION, PostgresqlServer, running_server
from tests.projections.filling import tell

ASKS = 20
REPORTED_A_ROUND = 10
TODAY = "2026-11-23"
SECRETARIAT = Scope(sees_all=True, is_participant=True, today=TODAY)


class Times(Struct, frozen=True):
    """How long something took by the clock, and how much of the processors it used, in milliseconds."""

    wall: float
    cpu: float


class Timed(Struct):
    """How long a question took the first time, and then in each round."""

    rounds: list[Times]
    first: float = 0.0

    @property
    def wall(self) -> float:
        return median(one.wall for one in self.rounds)

    @property
    def cpu(self) -> float:
        return median(one.cpu for one in self.rounds)


class AskedAll(Struct, frozen=True):
    """Of how many activities was asked, how long it took, and what the bitmaps took to read."""

    activities: int
    timed: list[tuple[Case, Timed, Timed]]
    load_seconds: float
    load_mb: float


class Asking:
    """Asks one database in our way and in the naive one, and keeps the times; so many asks are one measure."""

    def __init__(self, database: Database, server: PostgresqlServer, url: str) -> None:
        self._database = database
        self._server = server
        self._url = url
        self.bitmaps = ActivityBitmaps()
        self._counts = CarriedCounts(self.bitmaps)

    async def ours(self, case: Case, asks: int = ASKS) -> Times:
        """The page with its total, or the tallies."""
        began, used, walls = time.perf_counter(), self._cpu(), []
        for _ in range(asks):
            await self._ask(case)
            walls.append((time.perf_counter() - began) * 1_000)
            began = time.perf_counter()
        return Times(median(walls), (self._cpu() - used) / asks)

    async def _ask(self, case: Case) -> None:
        asked = Asked(wanted=case.wanted, scope=SECRETARIAT, clocks=case.clocks, evaluated_on=TODAY, order=case.order)
        async with self._database.reading() as transaction:
            head = await read_head(transaction)
            extent = await self._counts.extent(transaction, asked, head, head.position)
            for counted in case.counted:
                known = replace(counted, is_few=extent.total <= FEW)
                await self._counts.tally(transaction, asked, known, head)
            if not case.counted:
                await read_page(transaction, asked, ROWS, None, extent)

    def naively(self, case: Case) -> Times:
        """The same in one query or more, on a connection that is open."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            began, used = time.perf_counter(), self._cpu()
            for query in case.naive.split(";"):
                connection.execute(query.encode()).fetchall()
            return Times((time.perf_counter() - began) * 1_000, self._cpu() - used)

    def _cpu(self) -> float:
        """What this process and the database's server have used of the processors, in milliseconds."""
        assert self._server.process_id is not None, "The server was started here."
        return (time.process_time() + cpu_seconds(self._server.process_id)) * 1_000


def queries(pace: Pace) -> Section:
    """A page, an as-of page, one facet and all of them, over as many activities as the long log has events."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION))
        url = server.url(server.create_database())
        prepared = fill_tenfold(pace.events_many, url, directory)
        asked = asyncio.run(_asked(server, url, cases(prepared.busy[0], prepared.quiet[0]), pace))
    timed = asked.timed
    return Section(
        title=f"Questions to {asked.activities} activities on PostgreSQL",
        how=f"Pages have {ROWS} rows and the exact total; {REPORTED_A_ROUND} activities are reported before a round, "
        "so that bitmaps and counts have something to carry on. The secretariat asks, of now where nothing else is "
        "said. Milliseconds without HTTP, medians of the rounds; on a busy computer look at the processor time, which "
        'is that of the process and of the server. "First" is the first time that a process is asked. Its bitmaps '
        f"were read before, in {asked.load_seconds:.0f} seconds, with {asked.load_mb:.0f} MB of memory; as of a day "
        "they are not asked, and every row is counted the first time. The naive query asks the same tables as anybody "
        "would.",
        ratios=tuple(_ratios(timed)),
        head=("question", "asked for", "ours p50 ms", "ours CPU ms", "ours, first", "naive p50 ms", "naive CPU ms"),
        rows=tuple(_row(*one) for one in timed),
    )


def _row(case: Case, ours: Timed, naive: Timed) -> tuple[str, ...]:
    figures = (f"{ours.wall:.1f}", f"{ours.cpu:.1f}", f"{ours.first:.0f}", f"{naive.wall:.0f}", f"{naive.cpu:.0f}")
    return case.name, case.asked_for, *figures


def _ratios(timed: list[tuple[Case, Timed, Timed]]) -> list[Ratio]:
    by_name = {case.name: ours for case, ours, _ in timed}
    found = []
    for name, ours in by_name.items():
        if f"{name}, as of a day" in by_name:
            pairs = list(zip(by_name[f"{name}, as of a day"].rounds, ours.rounds, strict=True))
            ratios = [then.wall / now.wall for then, now in pairs]
            what = f"{name}, as of a day over now"
            found.append(
                Ratio(what=what, asked="at most 2", middle=median(ratios), least=min(ratios), most=max(ratios))
            )
    return found


async def _asked(server: PostgresqlServer, url: str, asked: list[Case], pace: Pace) -> AskedAll:
    database = open_database(url)
    await database.open()
    known, quiet = bodies()
    # Others than those of the log, whose ids are taken.
    said = happenings(1_000_000, known, quiet, random.Random(SEED + 1))
    try:
        asking = Asking(database, server, url)
        memory, began = memory_mb(os.getpid()), time.perf_counter()
        assert await asking.bitmaps.load(database, _no_pause)
        load_seconds, load_mb = time.perf_counter() - began, memory_mb(os.getpid()) - memory
        timed = [(case, Timed(rounds=[]), Timed(rounds=[])) for case in asked]
        for case, ours, _ in timed:
            ours.first = (await asking.ours(case, asks=1)).wall
        for number in range(pace.rounds):
            new = list(islice(said, REPORTED_A_ROUND))
            await tell(database, VIEWS, [(f"{one.stream}-later", _renamed(one.fact), one.reported_on) for one in new])
            for case, ours, naive in timed:
                ours.rounds.append(await asking.ours(case))
                naive.rounds.append(asking.naively(case))
                say(f"{number} {case.name}: {ours.rounds[-1].wall:.1f} ms, naive {naive.rounds[-1].wall:.1f} ms")
        async with database.reading() as transaction:
            everything = Asked(wanted=ActivityFilter(), scope=SECRETARIAT, clocks=NOW, evaluated_on=TODAY)
            return AskedAll(await read_total(transaction, everything), timed, load_seconds, load_mb)
    finally:
        await database.close()


async def _no_pause() -> None:
    """Nobody else is there."""


def _renamed(fact: Any) -> Any:
    return replace(fact, id=f"{fact.id}-later") if hasattr(fact, "id") else fact
