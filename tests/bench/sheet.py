"""A sheet of 1,000 rows: dry run and confirmation in seconds, and what people wait for their reports meanwhile."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from msgspec import Struct
from openpyxl import load_workbook

from service.sheets.columns import COLUMNS
from service.sheets.writing import XLSX_MEDIA_TYPE
from tests.bench.contestants import Contestant, our_service
from tests.bench.payloads import posts
from tests.bench.prepared import postgresql_with_record, sqlite_with_record
from tests.bench.report import Section
from tests.bench.turns import Load, Measure, Pace, measured, say
from tests.postgresql_server import PRODUCTION, running_server

ROWS = 1_000
LINES_A_SUBMISSION = 500
AGENCY = "iom"
CLIENTS = 4
PAUSE_MS = 50.0
SECONDS_MIN = 30.0
TRIPS_ALONE = 3
COLUMN = {column.name: place for place, column in enumerate(COLUMNS, start=1)}


class Trip(Struct, frozen=True):
    """How many seconds one round trip took, step by step, and of the processor, in the service and its database."""

    download: float
    dry_run: float
    confirm: float
    cpu: float

    @property
    def both(self) -> float:
        """Dry run and confirmation together."""
        return self.dry_run + self.confirm


def sheet(pace: Pace) -> Section:
    """Round trips one after another, while four people report; beside the same reports with nothing else going on."""
    rows = []
    with ExitStack() as stack:
        for service in _services(stack):
            client = stack.enter_context(_client(service))
            _fill(client)
            # The first trip warms the service up.
            alone = [_trip(service, client, number) for number in range(TRIPS_ALONE + 1)][1:]
            quiet = measured(_reports(service), pace.seconds)
            busy, trips = _both(service, client, max(pace.seconds, SECONDS_MIN))
            rows.append(_row(service.name, alone, quiet, busy, trips))
    return Section(
        title=f"A sheet of {ROWS:,} rows",
        how=f"A workbook of {ROWS:,} activities, each edited in a cell, is sent for its dry run, then confirmed, again "
        f"and again with other edits; every row becomes an event. Meanwhile {CLIENTS} clients report one publication "
        f"each, with {PAUSE_MS:.0f} ms between an answer and the next report. Asked for: dry run and confirmation "
        "together under 10 s, the reports' p99 at most 100 ms.",
        head=(
            "contestant", "alone: download s", "dry run s", "confirmation s", "CPU s of both",
            "with reports: dry run s", "confirmation s", "both at most s",
            "reports alone: p50 ms", "p99 ms", "reports meanwhile: p50 ms", "p99 ms",
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _services(stack: ExitStack) -> Iterator[Contestant]:
    directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
    url, prepared = sqlite_with_record(directory)
    yield stack.enter_context(our_service("SQLite", url, prepared, directory))
    server = stack.enter_context(running_server(PRODUCTION))
    url = server.url(server.create_database())
    yield stack.enter_context(our_service("PostgreSQL", url, postgresql_with_record(url), directory, server=server))


def _client(service: Contestant) -> httpx.Client:
    headers = {"Authorization": f"Bearer {service.tokens[AGENCY]}"}
    return httpx.Client(base_url=f"http://127.0.0.1:{service.ports[0]}/api/v1", headers=headers, timeout=120.0)


def _fill(client: httpx.Client) -> None:
    """Report as many commitments as the sheet is to have rows."""
    for first in range(0, ROWS, LINES_A_SUBMISSION):
        lines = [
            {
                "type": "commitment", "title": f"Course {number} on migration statistics", "lead": AGENCY,
                "predicate": "hold a course on migration statistics", "stage": "planned",
                "description": "Three days for those who keep the statistics of a country.",
                "due": {"as_written": "by the end of 2028"},
            }
            for number in range(first, first + LINES_A_SUBMISSION)
        ]  # fmt: skip
        answer = client.post("/submissions", json={"lines": lines}, headers={"Idempotency-Key": f"fill-{first}"})
        answer.raise_for_status()


def _reports(service: Contestant) -> Load:
    return Load(contestant=service, requests=posts(service.tokens), expected="201", clients=CLIENTS, pause_ms=PAUSE_MS)


def _both(service: Contestant, client: httpx.Client, seconds: float) -> tuple[Measure, list[Trip]]:
    """What the reports took while one round trip followed another."""
    found: list[Measure] = []
    load = threading.Thread(target=lambda: found.append(measured(_reports(service), seconds)))
    trips: list[Trip] = []
    load.start()
    while load.is_alive():
        trips.append(_trip(service, client, TRIPS_ALONE + 1 + len(trips)))
        say(f"{service.name}: dry run {trips[-1].dry_run:.1f} s, confirmation {trips[-1].confirm:.1f} s")
    load.join()
    # The last trip may have ended alone.
    return found[0], trips[:-1] or trips


def _trip(service: Contestant, client: httpx.Client, number: int) -> Trip:
    began = time.perf_counter()
    file = client.get(f"/agencies/{AGENCY}/sheet.xlsx", params={"items": "all"}).raise_for_status().content
    downloaded = time.perf_counter() - began
    edited = _edited(file, number)
    kind = {"Content-Type": XLSX_MEDIA_TYPE}
    began, used = time.perf_counter(), _cpu_seconds(service)
    plan = _sent(client, f"/agencies/{AGENCY}/sheet", edited, kind)
    planned = time.perf_counter()
    assert plan["changed"] == ROWS, {name: value for name, value in plan.items() if name != "rows"}
    confirmed = f"/agencies/{AGENCY}/sheet/confirmed?confirm={plan['confirm']}"
    assert _sent(client, confirmed, edited, {**kind, "Idempotency-Key": f"trip-{number}"})["taken"] == ROWS
    return Trip(downloaded, planned - began, time.perf_counter() - planned, _cpu_seconds(service) - used)


def _sent(client: httpx.Client, address: str, file: bytes, headers: dict[str, str]) -> dict[str, Any]:
    """The answer to a sheet; a service that is too busy is asked again, as it says, and the time counts."""
    while (
        answer := client.post(address, content=file, headers=headers)
    ).status_code == httpx.codes.SERVICE_UNAVAILABLE:
        say(answer.json()["detail"])
        time.sleep(float(answer.headers["Retry-After"]))
    found: dict[str, Any] = answer.raise_for_status().json()
    return found


def _cpu_seconds(service: Contestant) -> float:
    return service.cpu_seconds() + service.database_cpu_seconds()


def _edited(file: bytes, number: int) -> bytes:
    """The workbook with another due period in every course, and no row but those of the courses."""
    workbook = load_workbook(BytesIO(file))
    items: Any = workbook["Items"]
    for row in range(items.max_row, 1, -1):
        if str(items.cell(row, COLUMN["title"]).value).startswith("Course "):
            items.cell(row, COLUMN["due"]).value = f"in {2030 + number}"
    packed = BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def _row(name: str, alone: list[Trip], quiet: Measure, busy: Measure, trips: list[Trip]) -> tuple[str, ...]:
    return (
        name,
        f"{median(trip.download for trip in alone):.1f}",
        f"{median(trip.dry_run for trip in alone):.1f}",
        f"{median(trip.confirm for trip in alone):.1f}",
        f"{median(trip.cpu for trip in alone):.1f}",
        f"{median(trip.dry_run for trip in trips):.1f}",
        f"{median(trip.confirm for trip in trips):.1f}",
        f"{max(trip.both for trip in trips):.1f}",
        *(f"{one:.1f}" for one in (quiet.p50_ms, quiet.p99_ms, busy.p50_ms, busy.p99_ms)),
    )
