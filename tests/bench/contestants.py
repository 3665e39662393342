"""The contestants: our service on either engine, and the naive one, each a real server in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct

from tests.bench import processes
from tests.bench.environment import ROOT, peers_python
from tests.bench.prepared import Prepared
from tests.postgresql_server import PostgresqlServer, free_port

NO_LIMIT = "0"


class Contestant(Struct, frozen=True, kw_only=True):
    """A service that runs: where it listens, its keys, and the processes that are it or work for it."""

    name: str
    ports: tuple[int, ...]
    tokens: dict[str, str]
    process_ids: tuple[int, ...]
    database_process_id: int | None = None

    def cpu_seconds(self) -> float:
        """What the service has used of the processor, without its database's server."""
        return sum(processes.cpu_seconds(one) for one in self.process_ids)

    def database_cpu_seconds(self) -> float:
        """What its database's server has used; nothing where the database lives in the service's process."""
        return processes.cpu_seconds(self.database_process_id) if self.database_process_id else 0.0


@contextmanager
def our_service(
    name: str,
    url: str,
    prepared: Prepared,
    directory: Path,
    *,
    number: int = 1,
    server: PostgresqlServer | None = None,
    environment: dict[str, str] | None = None,
) -> Iterator[Contestant]:
    """`tour serve` on a database, in so many processes, without a limit of requests."""
    settings = {"TOUR_DATABASE_URL": url, "TOUR_REQUESTS_PER_MINUTE": NO_LIMIT, **(environment or {})}
    tour = str(Path(sys.executable).with_name("tour"))
    with ExitStack() as stack:
        ports, ids = [], []
        for one in range(number):
            port, log = free_port(), directory / f"{name}-{one}.log".replace(" ", "-")
            command = [tour, "serve", "--port", str(port)]
            ids.append(stack.enter_context(processes.running(command, settings, port, log)))
            ports.append(port)
        yield Contestant(
            name=name,
            ports=tuple(ports),
            tokens=prepared.tokens,
            process_ids=tuple(ids),
            database_process_id=server.process_id if server else None,
        )


@contextmanager
def naive_service(
    server: PostgresqlServer, prepared: Prepared, directory: Path, activities: Sequence[dict[str, object]] = ()
) -> Iterator[Contestant]:
    """The naive service on a database of its own of the same server, in one process, as uvicorn runs it by default."""
    url = server.url(server.create_database()).replace("postgresql://", "postgresql+asyncpg://")
    settings = {"NAIVE_DATABASE_URL": url}
    python = str(peers_python())
    subprocess.run(
        [python, "-m", "tests.bench.naive.prepare"],
        cwd=ROOT,
        env=settings,
        input=prepared.for_naive(activities),
        check=True,
    )
    port = free_port()
    command = [python, "-m", "uvicorn", "tests.bench.naive.app:app", "--port", str(port)]
    with processes.running(command, settings, port, directory / "naive.log") as process_id:
        yield Contestant(
            name="naive",
            ports=(port,),
            tokens=prepared.tokens,
            process_ids=(process_id,),
            database_process_id=server.process_id,
        )
