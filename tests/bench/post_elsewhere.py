"""POST of one publication where it is harder: on a slow disk, and with two processes on one database."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.contestants import our_service
from tests.bench.post import CLIENTS, NAIVE, POSTGRESQL, SQLITE, contestants, cpu_ratios, posting
from tests.bench.prepared import postgresql_with_record
from tests.bench.report import Section, ratio, rows_of
from tests.bench.slow_disk import MILLISECONDS_MORE, slow_disk, sync_ms
from tests.bench.turns import Pace, in_turn
from tests.postgresql_server import PRODUCTION, running_server

ONE, TWO = "one process", "two processes"


def post_slow_disk(pace: Pace) -> Section:
    """With 2 ms more for every fsync, for PostgreSQL (ours and the naive service) and for our SQLite."""
    with TemporaryDirectory(prefix="tour-bench-") as name:
        environment = slow_disk(Path(name))
        plain_ms, slow_ms = sync_ms(Path(name)), sync_ms(Path(name), environment)
        assert slow_ms >= MILLISECONDS_MORE, f"A slow disk was expected, and an fsync took {slow_ms:.2f} ms."
        with contestants(environment) as three:
            rounds = in_turn([posting(one, CLIENTS) for one in three], pace)
    return Section(
        title=f"POST of one activity at {CLIENTS} clients, {MILLISECONDS_MORE} ms more per fsync",
        how=f"The same; an fsync took {plain_ms:.2f} ms on this disk and {slow_ms:.2f} ms on the slow one.",
        ratios=(
            ratio("SQLite over naive", "at least 25", rounds, SQLITE, NAIVE),
            ratio("PostgreSQL over naive", "at least 25", rounds, POSTGRESQL, NAIVE),
            *cpu_ratios(rounds),
        ),
        rows=rows_of(rounds),
    )


def post_two_processes(pace: Pace) -> Section:
    """Two of our processes on one database with half the clients each, beside one with all of them."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION))
        loads = []
        for name, number in ((ONE, 1), (TWO, 2)):
            url = server.url(server.create_database())
            prepared = postgresql_with_record(url)
            service = our_service(name, url, prepared, directory, number=number, server=server)
            loads.append(posting(stack.enter_context(service), CLIENTS))
        rounds = in_turn(loads, pace)
    return Section(
        title="Two processes on one PostgreSQL database",
        how=f"{CLIENTS} clients on one process, or {CLIENTS // 2} on each of two; each has a database of its own.",
        ratios=(ratio("two processes over one", "at least 1.4", rounds, TWO, ONE),),
        rows=rows_of(rounds),
    )
