"""POST of one publication: ours on SQLite and on PostgreSQL beside the naive service, at 64 clients and at one."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.contestants import Contestant, naive_service, our_service
from tests.bench.payloads import posts
from tests.bench.prepared import postgresql_with_record, sqlite_with_record
from tests.bench.report import Ratio, Section, cpu_ratio, ratio, rows_of
from tests.bench.turns import Load, Pace, Rounds, in_turn
from tests.postgresql_server import PRODUCTION, running_server

CLIENTS = 64
SQLITE, POSTGRESQL, NAIVE = "ours on SQLite", "ours on PostgreSQL", "naive"
HOW = (
    "Each request reports one publication of some 450 bytes, with a fresh Idempotency-Key, over 30 agencies and 36 "
    "topics of the sample record; SQLite at `synchronous=FULL`, PostgreSQL with `fsync` and `synchronous_commit`."
)


def post_many(pace: Pace) -> Section:
    """At 64 clients."""
    with contestants() as three:
        rounds = in_turn([posting(one, CLIENTS) for one in three], pace)
    return Section(
        title=f"POST of one activity at {CLIENTS} clients",
        how=HOW,
        ratios=(
            ratio("SQLite over naive", "at least 12", rounds, SQLITE, NAIVE),
            ratio("PostgreSQL over naive", "at least 10", rounds, POSTGRESQL, NAIVE),
            ratio("p99 of naive over SQLite's", "at least 20", rounds, NAIVE, SQLITE, lambda one: one.p99_ms),
            ratio("p99 of naive over PostgreSQL's", "at least 20", rounds, NAIVE, POSTGRESQL, lambda one: one.p99_ms),
            *cpu_ratios(rounds),
        ),
        rows=rows_of(rounds),
    )


def post_alone(pace: Pace) -> Section:
    """At one client."""
    with contestants() as three:
        rounds = in_turn([posting(one, 1) for one in three], pace)
    return Section(
        title="POST of one activity at one client",
        how=HOW,
        ratios=(
            ratio("SQLite over naive", "at least 3", rounds, SQLITE, NAIVE),
            ratio("PostgreSQL over naive", "at least 3", rounds, POSTGRESQL, NAIVE),
            *cpu_ratios(rounds),
        ),
        rows=rows_of(rounds),
    )


def cpu_ratios(rounds: Rounds) -> tuple[Ratio, ...]:
    """What an answer of the naive service costs in processor time, beside ours."""
    return tuple(cpu_ratio(f"CPU of naive over {ours}", rounds, NAIVE, ours) for ours in (SQLITE, POSTGRESQL))


@contextmanager
def contestants(environment: dict[str, str] | None = None) -> Iterator[tuple[Contestant, ...]]:
    """The three services at once, each with the record's register; `environment` is for the processes that write."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION, environment))
        url, prepared = sqlite_with_record(directory)
        on_sqlite = our_service(SQLITE, url, prepared, directory, environment=environment)
        postgresql_url = server.url(server.create_database())
        prepared_there = postgresql_with_record(postgresql_url)
        on_postgresql = our_service(POSTGRESQL, postgresql_url, prepared_there, directory, server=server)
        naive = naive_service(server, prepared, directory)
        yield tuple(stack.enter_context(one) for one in (on_sqlite, on_postgresql, naive))


def posting(contestant: Contestant, clients: int) -> Load:
    """The load of clients that report publications."""
    return Load(contestant=contestant, requests=posts(contestant.tokens), expected="201", clients=clients)
