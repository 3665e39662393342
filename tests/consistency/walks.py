"""Walks as a command: lists are walked page by page while others write, and each is held against the plain model.

python -m tests.consistency.walks --count 2000 --seed 7
"""

import argparse
import asyncio
import json
import logging
import sys
import time
from collections.abc import Callable
from random import Random, SystemRandom
from typing import Any

import structlog
from msgspec import Struct

from events.fact import Fact, Recorded
from events.log.database import open_database
from events.log.reading import read_after
from events.reading_facts import recorded_from
from projections.registry import VIEWS
from service import clock
from tests.consistency.databases import fresh_databases
from tests.consistency.plain_queries import Clock, Looking, PlainQueries, in_order
from tests.consistency.query_log import AGENCIES, TOPICS, Telling
from tests.consistency.query_services import Differs, Service, filled, served
from tests.projections.filling import tell

API = "/api/v1/activities"
WALKERS = 4
WALKS_OF_A_LOG = 100
# Something is written once the first page of a walk was read, and after one in so many of the others.
PAGES_A_WRITING = 20
ORDERS = ("told", "due", "date", "title", "last_heard")


class Walk(Struct, frozen=True):
    """A list that was walked: what was asked, the position that its first page named, and the ids that were met."""

    wanted: dict[str, Any]
    order: str
    descending: bool
    position: int
    met: list[str]
    events_meanwhile: int


class Walked(Struct):
    """How many walks there were, over how many pages, and how much was written during them."""

    walks: int = 0
    met: int = 0
    events_meanwhile: int = 0

    def add(self, other: "Walked") -> None:
        """Take in what was walked on another database."""
        self.walks += other.walks
        self.met += other.met
        self.events_meanwhile += other.events_meanwhile


async def walk_while_others_write(name: str, url: str, count: int, seed: int) -> Walked:
    """So many walks on one database; Differs with the first that missed, repeated or misplaced anything."""
    random = Random(seed)
    events = await filled(url, random)
    to_write, is_over = asyncio.Semaphore(0), asyncio.Event()
    async with served(name, url, events) as service:
        writing = asyncio.create_task(_write(url, random, len(events), to_write, is_over))
        try:
            shares = [count // WALKERS + (one < count % WALKERS) for one in range(WALKERS)]
            walking = [_walks(service, Random(seed + one), share, to_write) for one, share in enumerate(shares)]
            found = await asyncio.gather(*walking, return_exceptions=True)
        finally:
            is_over.set()
            to_write.release()
            await writing
    # Raised out here, for the service would wrap it in errors of its own.
    for failed in (one for one in found if isinstance(one, BaseException)):
        raise failed
    walks = [walk for one in found if isinstance(one, list) for walk in one]
    events = await _events(url)
    return _judged(walks, PlainQueries(events), len(events))


async def _walks(service: Service, random: Random, count: int, to_write: asyncio.Semaphore) -> list[Walk]:
    return [await _walk(service, random, to_write) for _ in range(count)]


async def _walk(service: Service, random: Random, to_write: asyncio.Semaphore) -> Walk:
    wanted = random.choice(WANTED)(random)
    order, descending = random.choice(ORDERS), random.random() < 0.5
    parameters = {"filter": json.dumps(wanted), "sort": order, "descending": str(descending).lower(), "fields": "id"}
    parameters["limit"] = str(random.choice((3, 5, 8, 13)))
    met: list[str] = []
    first, last, cursor = None, 0, None
    while first is None or cursor:
        page = await service.get("secretariat", API, {**parameters, **({"cursor": cursor} if cursor else {})})
        if first is None or random.randrange(PAGES_A_WRITING) == 0:
            to_write.release()
        first = first or page
        met += [item["id"] for item in page["items"]]
        if (page["total"], page["position"]) != (first["total"], first["position"]):
            raise Differs(f"A page of {wanted} stands at {page['position']}, the first at {first['position']}.")
        cursor = page["next"]
    checkpoint = await service.get("secretariat", "/api/v1/log/checkpoint")
    last = _number(checkpoint["position"])
    if first["total"] != len(met):
        raise Differs(f"A walk of {wanted} met {len(met)} of {first['total']} activities.")
    return Walk(wanted, order, descending, _number(first["position"]), met, last - _number(first["position"]))


WANTED: tuple[Callable[[Random], dict[str, Any]], ...] = (
    lambda _: {},
    lambda random: {"agency": [random.choice(AGENCIES)]},
    lambda random: {"topic": [random.choice(TOPICS)], "narrower": True},
    lambda random: {"or": [{"agency": random.sample(AGENCIES, 2)}, {"stage": ["planned"]}]},
    lambda random: {"not": {"kind": ["publication"]}, "place": [random.choice(("001", "002", "TH"))]},
    lambda _: {"open": True, "promise": True},
)


async def _write(url: str, random: Random, told: int, to_write: asyncio.Semaphore, is_over: asyncio.Event) -> None:
    """Tell of new and of known activities, few at a time, as often as walks ask for it, until they are over."""
    database = open_database(url)
    await database.open()
    telling = Telling(random, told + 1, "-later")
    try:
        while True:
            await to_write.acquire()
            if is_over.is_set():
                return
            await tell(database, VIEWS, telling.facts(random.randint(1, 3)))
    finally:
        await database.close()


async def _events(url: str) -> list[Recorded[Fact]]:
    database = open_database(url)
    await database.open()
    try:
        async with database.reading() as transaction:
            return [recorded_from(one) for one in await read_after(transaction, 0, 100_000)]
    finally:
        await database.close()


def _judged(walks: list[Walk], model: PlainQueries, head: int) -> Walked:
    """The walks, once each is what the model lists at the position of its first page."""
    walked = Walked()
    for walk in walks:
        at = Clock(known_at=walk.position, head=head, evaluated_on=clock.today(), today=clock.today())
        things = model.listed(walk.wanted, Looking(is_secretariat=True), at)
        expected = in_order(things, walk.order, walk.descending)
        if walk.met != expected:
            raise Differs(f"{walk} was walked, and at its position the model lists {expected}.")
        walked.walks += 1
        walked.met += len(walk.met)
        walked.events_meanwhile += walk.events_meanwhile
    return walked


def _number(position: str) -> int:
    return int(position.partition(".")[0])


def main() -> None:
    """Read the command line, run, and print the result, a line for each kind of database."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=2_000, help="walks on each kind of database")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    chosen = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"seed {chosen.seed}", flush=True)
    with fresh_databases() as databases:
        for name, fresh in (("SQLite", databases.sqlite_url), ("PostgreSQL", databases.postgresql_url)):
            began, walked = time.monotonic(), Walked()
            while walked.walks < chosen.count:
                count, seed = min(WALKS_OF_A_LOG, chosen.count - walked.walks), chosen.seed + walked.walks
                walked.add(asyncio.run(walk_while_others_write(name, fresh(), count, seed)))
                print(f"{name}: {walked.walks} walks", file=sys.stderr, flush=True)
            print(
                f"seed {chosen.seed}: {name}, {walked.walks} walks met {walked.met} activities, while "
                f"{walked.events_meanwhile} events were written during them: 0 missed, 0 repeated, 0 out of place; "
                f"{time.monotonic() - began:.0f} seconds",
                flush=True,
            )


if __name__ == "__main__":
    main()
