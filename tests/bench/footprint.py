"""Peak memory of the server at 64 clients over a long log, and the time from start to ready."""

import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from tests.bench import processes
from tests.bench.contestants import our_service
from tests.bench.log_of import log_of
from tests.bench.post import CLIENTS, posting
from tests.bench.prepared import Prepared, sqlite_with_record
from tests.bench.report import Section
from tests.bench.turns import Load, NoAnswer, Pace, measured, say
from tests.bench.view import reading

MEMORY_MB_MAX = 200
READY_SECONDS_MAX = 60.0


class Footprint(Struct, frozen=True):
    """What a server took: seconds from its start until it said that it is ready, and MB of memory at the most."""

    ready_seconds: float
    memory_mb: float


def footprint(pace: Pace) -> Section:
    """On the record and on a long log, SQLite; each server reports and reads for a while at 64 clients."""
    found: dict[str, list[Footprint]] = {"the sample record": [], f"{pace.events_many} events": []}
    with TemporaryDirectory(prefix="tour-bench-") as name:
        url, prepared = sqlite_with_record(Path(name))
        path = Path(name) / "long.sqlite3"
        long = log_of(pace.events_many, path)
        for _ in range(pace.rounds):
            found["the sample record"].append(_footprint(url, prepared, "unfpa", pace, Path(name)))
            found[f"{pace.events_many} events"].append(
                _footprint(f"sqlite:///{path}", long, long.quiet[0], pace, Path(name))
            )
    return Section(
        title="Memory and start",
        how=f"SQLite, {CLIENTS} clients that report and then read pages of 100 rows; asked for are under "
        f"{MEMORY_MB_MAX} MB of memory (VmHWM, parent and worker together), and ready in under 2 s on the record and "
        "in under 3 s on the long log. The worst of the rounds.",
        head=("log", "start to ready s", "peak memory MB"),
        rows=tuple(
            (log, f"{max(one.ready_seconds for one in all_of):.2f}", f"{max(one.memory_mb for one in all_of):.0f}")
            for log, all_of in found.items()
        ),
    )


def _footprint(url: str, prepared: Prepared, agency: str, pace: Pace, directory: Path) -> Footprint:
    started = time.perf_counter()
    with our_service("service", url, prepared, directory) as service:
        _wait_until_ready(service.ports[0])
        ready_seconds = time.perf_counter() - started
        page = reading(service, agency)
        pages = Load(contestant=service, requests=page.requests, expected=page.expected, clients=CLIENTS)
        for load in (posting(service, CLIENTS), pages):
            # What it needs is asked here, not how quick it is: on a busy computer a round may end without an answer.
            with suppress(NoAnswer):
                measured(load, pace.seconds)
        found = Footprint(ready_seconds, sum(processes.peak_memory_mb(one) for one in service.process_ids))
    say(f"ready after {found.ready_seconds:.2f} s, {found.memory_mb:.0f} MB")
    return found


def _wait_until_ready(port: int) -> None:
    give_up_at = time.monotonic() + READY_SECONDS_MAX
    while time.monotonic() < give_up_at:
        connection = HTTPConnection("127.0.0.1", port, timeout=READY_SECONDS_MAX)
        connection.request("GET", "/health/ready")
        status = connection.getresponse().status
        connection.close()
        if status == 200:
            return
        time.sleep(0.01)
    raise RuntimeError(f"The service was expected to be ready within {READY_SECONDS_MAX:g} seconds.")
