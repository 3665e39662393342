"""The page of one agency, 100 rows: ours read anew and answered 304, beside the naive service and a longer log."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from events.activity import ActivityReported
from events.reading_facts import data_of
from tests.bench.contestants import Contestant, naive_service, our_service
from tests.bench.log_of import SEED, LogPrepared, bodies, copy_to_postgresql, log_of
from tests.bench.payloads import request
from tests.bench.realistic import happenings
from tests.bench.report import Section, cpu_ratio, ratio, rows_of
from tests.bench.turns import Load, Pace, Rounds, in_turn
from tests.postgresql_server import PRODUCTION, PostgresqlServer, running_server

CLIENTS = 16
ROWS = 100
NAIVE = "naive"
SQLITE, POSTGRESQL = "ours on SQLite", "ours on PostgreSQL"
SHORT, LONG = "ours, short log", "ours, long log"
BUSY = ", an agency that grows with it"


def view(pace: Pace) -> Section:
    """Ours on both engines, uncached and 304, beside the naive service with the same activities."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION))
        path = directory / "tour.sqlite3"
        prepared = log_of(pace.events, path)
        on_sqlite = stack.enter_context(our_service(SQLITE, f"sqlite:///{path}", prepared, directory))
        on_postgresql = stack.enter_context(_on_postgresql(path, prepared, server, directory))
        naive = stack.enter_context(
            naive_service(server, prepared, directory, activities=list(activities(pace.events)))
        )
        agency = prepared.quiet[0]
        loads = [reading(one, agency) for one in (on_sqlite, on_postgresql, naive)]
        loads += [asking_again(one, agency) for one in (on_sqlite, on_postgresql)]
        rounds = in_turn(loads, pace)
    return Section(
        title=f"The page of an agency, {ROWS} rows",
        how=f"{CLIENTS} clients, {pace.events} events; the agency has 150 activities. "
        f"{_sizes(rounds)} The naive service has the same activities, without their news.",
        ratios=(
            ratio("SQLite over naive, uncached", "at least 20", rounds, SQLITE, NAIVE),
            ratio("PostgreSQL over naive, uncached", "at least 20", rounds, POSTGRESQL, NAIVE),
            ratio("SQLite over naive, 304", "at least 60", rounds, f"{SQLITE}, 304", NAIVE),
            ratio("PostgreSQL over naive, 304", "at least 60", rounds, f"{POSTGRESQL}, 304", NAIVE),
            *(cpu_ratio(f"CPU of naive over {ours}", rounds, NAIVE, ours) for ours in rounds if ours != NAIVE),
        ),
        rows=rows_of(rounds),
    )


def view_long(pace: Pace) -> Section:
    """The same page on a short and on a long log, of an agency that stays as it is and of one that grows."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        loads = []
        for name, events in ((SHORT, pace.events), (LONG, pace.events_many)):
            path = directory / f"{events}.sqlite3"
            prepared = log_of(events, path)
            service = stack.enter_context(our_service(name, f"sqlite:///{path}", prepared, directory))
            loads.append(reading(service, prepared.quiet[0]))
            loads.append(reading(_named(service, name + BUSY), prepared.busy[0]))
        rounds = in_turn(loads, pace)
    return Section(
        title=f"The page of an agency, from {pace.events} to {pace.events_many} events",
        how=f"SQLite, {CLIENTS} clients, {ROWS} rows, read anew each time.",
        ratios=(
            ratio("p99 on the long log over the short", "at most 1.15", rounds, LONG, SHORT, lambda one: one.p99_ms),
            ratio("the same for an agency that grows", "–", rounds, LONG + BUSY, SHORT + BUSY, lambda one: one.p99_ms),
        ),
        rows=rows_of(rounds),
    )


@contextmanager
def _on_postgresql(
    path: Path, prepared: LogPrepared, server: PostgresqlServer, directory: Path
) -> Iterator[Contestant]:
    url = server.url(server.create_database())
    copy_to_postgresql(path, url)
    with our_service(POSTGRESQL, url, prepared, directory, server=server) as service:
        yield service


def activities(events: int) -> Iterator[dict[str, object]]:
    """The reports of a log of so many events, each with its kind, as the naive service is told them."""
    known, quiet = bodies()
    for said in happenings(events, known, quiet, random.Random(SEED)):
        if isinstance(said.fact, ActivityReported):
            yield {**data_of(said.fact), "kind": said.fact.KIND, "reported_on": said.reported_on}


def reading(contestant: Contestant, agency: str) -> Load:
    """Clients that read the page of an agency anew each time."""
    token = next(iter(contestant.tokens.values()))
    text = request("GET", page(agency), token)
    return Load(contestant=contestant, requests=[text], expected="200", clients=CLIENTS)


def asking_again(contestant: Contestant, agency: str) -> Load:
    """Clients that have the page and ask whether it is still so."""
    token = next(iter(contestant.tokens.values()))
    with closing(HTTPConnection("127.0.0.1", contestant.ports[0])) as connection:
        connection.request("GET", page(agency), headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        answer.read()
        tag = answer.headers["ETag"]
    text = request("GET", page(agency), token, headers={"If-None-Match": tag})
    named = _named(contestant, f"{contestant.name}, 304")
    return Load(contestant=named, requests=[text], expected="304", clients=CLIENTS)


def page(agency: str) -> str:
    """Where the page of an agency is."""
    return f"/api/v1/agencies/{agency}/activities?limit={ROWS}"


def _named(contestant: Contestant, name: str) -> Contestant:
    return replace(contestant, name=name)


def _sizes(rounds: Rounds) -> str:
    """How large the answers are: a contestant that says less has less to do."""
    sizes = [f"{name} {rounds[name][0].bytes_an_answer / 1_024:.0f} KB" for name in (SQLITE, POSTGRESQL, NAIVE)]
    return f"Bytes an answer: {', '.join(sizes)}."
