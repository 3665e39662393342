"""Appends at the store level: our writer without HTTP beside the recorders of the library `eventsourcing`."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from migrations.run import upgrade
from tests.bench.environment import ROOT, peers_python
from tests.bench.report import Section, ratio
from tests.bench.turns import Measure, Pace, Rounds, say
from tests.postgresql_server import PRODUCTION, running_server

CLIENTS = (64, 1)
OURS, PEER = "ours", "eventsourcing"
ENGINES = ("SQLite", "PostgreSQL")
ASKED = {64: "at least 4", 1: "at least 1"}
START_SECONDS_MAX = 60.0

Appending = Callable[[int, float], dict[str, Any]]


def store(pace: Pace) -> Section:
    """Single events of some 450 bytes at 64 clients and at one, on both engines."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION))
        ours_url, peers_url = (server.url(server.create_database()) for _ in range(2))
        appending = {
            f"{OURS} on SQLite": _ours(f"sqlite:///{directory / 'ours.sqlite3'}"),
            f"{PEER} on SQLite": _peer("sqlite", {"SQLITE_DBNAME": str(directory / "peer.sqlite3")}),
            f"{OURS} on PostgreSQL": _ours(ours_url),
            f"{PEER} on PostgreSQL": _peer("postgresql", _settings_of(peers_url)),
        }
        rounds = _in_turn(appending, pace)
    return Section(
        title="Appends at the store level",
        how="Ours is the writer without HTTP and without views, with hashing and the idempotency key; the peer's are "
        "its application recorders in threads, with its usual settings. Events of some 450 bytes, a stream each.",
        ratios=tuple(
            ratio(f"{engine}, {_clients(clients)}", ASKED[clients], rounds,
                  _name(OURS, engine, clients), _name(PEER, engine, clients))
            for engine in ENGINES
            for clients in CLIENTS
        ),
        head=("contestant", "per second", "p50 ms", "p99 ms", "CPU ms an append, without the database's server"),
        rows=tuple(
            (name, f"{_middle(all_of, 'per_second'):.0f}", f"{_middle(all_of, 'p50_ms'):.2f}",
             f"{_middle(all_of, 'p99_ms'):.2f}", f"{_middle(all_of, 'cpu_ms'):.2f}")
            for name, all_of in rounds.items()
        ),
    )  # fmt: skip


def _in_turn(appending: dict[str, Appending], pace: Pace) -> Rounds:
    rounds: Rounds = {}
    for _ in range(pace.rounds):
        for clients in CLIENTS:
            for name, append in appending.items():
                found = append(clients, pace.seconds)
                measure = Measure(**found, database_cpu_ms=0, bytes_an_answer=0, generator_share=0)
                rounds.setdefault(f"{name}, {_clients(clients)}", []).append(measure)
                say(f"{name}, {_clients(clients)}: {measure.per_second:.0f}/s, p99 {measure.p99_ms:.1f} ms")
    return rounds


def _ours(url: str) -> Appending:
    upgrade(url)

    def append(clients: int, seconds: float) -> dict[str, Any]:
        return _run([sys.executable, "-m", "tests.bench.appending_ours", url], clients, seconds)

    return append


def _peer(kind: str, settings: dict[str, str]) -> Appending:
    command = [str(peers_python()), "-m", "tests.bench.appending_eventsourcing", kind, json.dumps(settings)]

    def append(clients: int, seconds: float) -> dict[str, Any]:
        return _run(command, clients, seconds)

    return append


def _run(command: list[str], clients: int, seconds: float) -> dict[str, Any]:
    whole = [*command, str(clients), str(seconds)]
    done = subprocess.run(whole, cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=seconds + START_SECONDS_MAX)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _settings_of(url: str) -> dict[str, str]:
    """The address in the names that the library has for its parts."""
    parts = urlsplit(url)
    return {
        "POSTGRES_DBNAME": parts.path.strip("/"),
        "POSTGRES_HOST": str(parts.hostname),
        "POSTGRES_PORT": str(parts.port),
        "POSTGRES_USER": str(parts.username),
        "POSTGRES_PASSWORD": "",
    }


def _name(whose: str, engine: str, clients: int) -> str:
    return f"{whose} on {engine}, {_clients(clients)}"


def _clients(number: int) -> str:
    return "one client" if number == 1 else f"{number} clients"


def _middle(measures: list[Measure], figure: str) -> float:
    ordered = sorted(float(getattr(one, figure)) for one in measures)
    return ordered[len(ordered) // 2]
