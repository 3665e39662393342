"""Loading a record: every request in its order, over HTTP, with a report of what was taken and what was not."""

import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
from msgspec import Struct, field

from service.loading import register, reports, tables
from service.loading.record import Record
from service.loading.request import Request

Progress = Callable[[int, int], None]

SECTIONS: tuple[tuple[str, Callable[[Record], Iterator[Request]]], ...] = (
    ("agencies", register.agencies),
    ("topics", register.topics),
    ("mandates", register.mandates),
    ("coordination meetings", tables.coordination_meetings),
    ("meetings", register.meetings),
    ("days and places of meetings", register.schedules),
    ("grants", tables.grants),
    ("interventions", tables.turns),
    ("reports outside the table", reports.other_reports),
    ("statements outside the table", reports.other_statements),
    ("links", reports.links),
    ("later news", reports.news),
)

WHY_LEFT = {
    "agencies": {"roles": "a body's roles follow from what it reports"},
    "mandates": {"endnote": "the summary numbers its own endnotes"},
    "meetings": {
        "endnotes": "the summary numbers its own endnotes",
        "references": "the summary makes its own list of references",
    },
    "activities": {
        "endnote": "the summary numbers its own endnotes",
        "speaker_order": "the order of speakers is that of the interventions",
    },
    "interventions": {
        "page_break": "a matter of the printed page",
        "words": "a count of the printed words",
    },
}


class Refusal(Struct, frozen=True):
    """A request that was refused: which entry it came from, and what the service said."""

    where: str
    path: str
    status: int
    sentence: str


class LoadReport(Struct):
    """What loading came to."""

    requests: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    position: str = ""

    def lines(self) -> Iterator[str]:
        """The report as lines for a person."""
        yield "Requests taken, by what they are about:"
        for section, count in self.taken.items():
            yield f"{count:5}  {section}"
        yield f"{self.requests:5}  in all; the log stands at {self.position}."
        for note in self.notes:
            yield f"Note: {note}"
        yield from (f"Not represented: {line}" for line in self.left)
        yield from (f"Refused: {one.where} ({one.path}): {one.status} {one.sentence}" for one in self.refused)


class LoadRefused(Exception):
    """The record cannot be loaded into this service, or not with this key."""


async def load(
    directory: Path, client: httpx.AsyncClient, progress: Progress | None = None, *, resume: bool = False
) -> LoadReport:
    """Load the record of a directory through a client that speaks to the service with a key of the secretariat.

    Raises RecordUnreadable where the directory holds no record, and LoadRefused where it is loaded already, for a log
    only grows, or where the key may not load it. `resume` goes on with a load that was cut off, with the same key. A
    request that is refused is listed and the others go on; what the record holds and the service has no place for is
    listed too.
    """
    record = Record(directory)
    if not resume:
        await _demand_not_loaded(record, client)
    report = LoadReport()
    planned = [(section, request) for section, requests in SECTIONS for request in requests(record)]
    for done, (section, request) in enumerate(planned, start=1):
        answer = await client.post(f"/api/v1{request.path}", json=request.body, headers=_key(request))
        if answer.status_code in (401, 403):
            raise LoadRefused(f"The key may not load a record: {answer.json()['detail']}")
        _note(report, section, request, answer)
        if progress is not None:
            progress(done, len(planned))
    report.requests = len(planned)
    report.left = list(_not_represented(record))
    report.notes = list(_stages_not_said(record))
    return report


async def _demand_not_loaded(record: Record, client: httpx.AsyncClient) -> None:
    """Refuse where a coordination meeting of the record is there already."""
    for entry in record["meetings"]:
        if entry.peek().get("kind") != "coordination_meeting":
            continue
        answer = await client.get(f"/api/v1/coordination-meetings/{entry.id}")
        if answer.status_code in (401, 403):
            raise LoadRefused(f"The key may not load a record: {answer.json()['detail']}")
        if answer.is_success:
            raise LoadRefused(
                f"The record, or a part of it, is loaded already: the coordination meeting {entry.id} is there; load "
                "it into an empty database."
            )


def _key(request: Request) -> dict[str, str]:
    """The same request has the same key, so that one that is sent again has one effect."""
    body = msgspec.json.encode([request.path, request.body], order="deterministic")
    return {"Idempotency-Key": f"load-{hashlib.sha256(body).hexdigest()[:40]}"}


def _note(report: LoadReport, section: str, request: Request, answer: httpx.Response) -> None:
    if answer.is_success:
        report.taken[section] += 1
        report.position = answer.json()["position"]
        return
    problem: dict[str, Any] = answer.json()
    faults = "; ".join(f"{fault['pointer']}: {fault['detail']}" for fault in problem.get("faults", []))
    sentence = f"{problem['detail']} {faults}".strip()
    report.refused.append(Refusal(request.where, request.path, answer.status_code, sentence))


def _not_represented(record: Record) -> Iterator[str]:
    for name, fields in sorted(record.not_represented().items()):
        for field_name, count in sorted(fields.items()):
            why = WHY_LEFT.get(name, {}).get(field_name, "the service has no place for it")
            yield f"{name}.{field_name} ({count} entries): {why}."


def _stages_not_said(record: Record) -> Iterator[str]:
    silent = [entry.id for entry in record["activities"] if entry.take("status") is None]
    if silent:
        yield f"The stage of {', '.join(silent)} was not said; it is left open."


@asynccontextmanager
async def in_process(app: Any, token: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client that speaks HTTP to an application in this process, for as long as the block lasts."""
    async with app.lifespan():
        transport = httpx.ASGITransport(app=app)
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:
            yield client
