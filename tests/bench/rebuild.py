"""Rebuilding all views beside reading and decoding the log, while the service answers a light load of reads."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from msgspec import Struct

from tests.bench.contestants import Contestant, our_service
from tests.bench.environment import ROOT
from tests.bench.log_of import copy_to_postgresql, log_of
from tests.bench.report import Ratio, Section
from tests.bench.turns import Load, Pace, Refused, measured, say
from tests.bench.view import reading
from tests.postgresql_server import PRODUCTION, running_server

CLIENTS = 4
PAUSE_MS = 100
READ_ROUND_SECONDS = 1.0
ENGINES = (("SQLite", "at most 5"), ("PostgreSQL", "at most 3.5"))


class Rebuilt(Struct, frozen=True):
    """What one round gave: the seconds of both, and the worst p99 of the reads meanwhile, beside that of a quiet time.

    `refused` counts the seconds in which a read was answered otherwise than by the page.
    """

    decode_seconds: float
    rebuild_seconds: float
    quiet_p99_ms: float
    p99_ms: float
    refused: int


def rebuild(pace: Pace) -> Section:
    """`tour rebuild` of all views on both engines, the service serving the same database."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION))
        path = directory / "tour.sqlite3"
        prepared = log_of(pace.events, path)
        urls = {"SQLite": f"sqlite:///{path}", "PostgreSQL": server.url(server.create_database())}
        copy_to_postgresql(path, urls["PostgreSQL"])
        rounds: dict[str, list[Rebuilt]] = {engine: [] for engine, _ in ENGINES}
        for engine, url in urls.items():
            service = stack.enter_context(our_service(f"service-on-{engine}", url, prepared, directory))
            load = _light(service, prepared.quiet[0])
            for _ in range(pace.rounds):
                rounds[engine].append(_round(url, load))
                say(f"{engine}: {rounds[engine][-1]}")
    return Section(
        title=f"Rebuild of all views, {pace.events} events",
        how=f"`tour rebuild` beside reading and decoding the log, {CLIENTS} clients reading a page of 100 rows every "
        f"{PAUSE_MS} ms meanwhile; refused are the seconds in which a read was answered otherwise than by the page.",
        ratios=tuple(_ratio(engine, asked, rounds[engine]) for engine, asked in ENGINES),
        head=("engine", "decode s", "rebuild s", "p99 ms of the reads before", "worst p99 ms meanwhile", "refused"),
        rows=tuple(_row(engine, rounds[engine]) for engine, _ in ENGINES),
    )


def _light(service: Contestant, agency: str) -> Load:
    load = reading(service, agency)
    return Load(contestant=service, requests=load.requests, expected=load.expected, clients=CLIENTS, pause_ms=PAUSE_MS)


def _round(url: str, load: Load) -> Rebuilt:
    quiet = measured(load, READ_ROUND_SECONDS)
    decode_seconds, *_ = _while_read(lambda: _decoded(url), load)
    rebuild_seconds, p99_ms, refused = _while_read(lambda: _rebuilt(url), load)
    return Rebuilt(decode_seconds, rebuild_seconds, quiet.p99_ms, p99_ms, refused)


def _while_read(work: Callable[[], float], load: Load) -> tuple[float, float, int]:
    """The seconds that the work takes, the worst p99 of the reads meanwhile, and how often they were refused."""
    p99s_ms: list[float] = []
    refusals: list[str] = []
    is_done = threading.Event()

    def read() -> None:
        while not is_done.is_set():
            try:
                p99s_ms.append(measured(load, READ_ROUND_SECONDS).p99_ms)
            except Refused as refused:
                refusals.append(str(refused))

    readers = threading.Thread(target=read)
    readers.start()
    try:
        seconds = work()
    finally:
        is_done.set()
        readers.join()
    if refusals:
        say(f"A read was refused meanwhile: {refusals[0]}")
    return seconds, max(p99s_ms, default=float("nan")), len(refusals)


def _decoded(url: str) -> float:
    command = [sys.executable, "-m", "tests.bench.decoding", url]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return float(json.loads(done.stdout)["seconds"])


def _rebuilt(url: str) -> float:
    tour = Path(sys.executable).with_name("tour")
    started = time.perf_counter()
    environment = {**os.environ, "TOUR_DATABASE_URL": url}
    subprocess.run([tour, "rebuild"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - started


def _ratio(engine: str, asked: str, rounds: list[Rebuilt]) -> Ratio:
    found = [one.rebuild_seconds / one.decode_seconds for one in rounds]
    return Ratio(what=f"{engine}: rebuild over decode", asked=asked, middle=median(found), least=min(found),
                 most=max(found))  # fmt: skip


def _row(engine: str, rounds: list[Rebuilt]) -> tuple[str, ...]:
    figures = (
        median(one.decode_seconds for one in rounds),
        median(one.rebuild_seconds for one in rounds),
        median(one.quiet_p99_ms for one in rounds),
        median(one.p99_ms for one in rounds),
    )
    refused = max(one.refused for one in rounds)
    return (engine, *(f"{figure:.2f}" for figure in figures), str(refused))
