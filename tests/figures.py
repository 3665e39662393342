"""Prints the figures of the real record: what is loaded, how it counts, and what the summary tells of it.

Run it with `.venv/bin/python -m tests.figures`; what it printed last, with the day, stands in tests/README.md.
"""

import asyncio
import logging
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import structlog

from migrations.run import upgrade
from tests.loaded_record import load_into, serving

API = "/api/v1"
LISTS = ("agencies", "topics", "mandates", "meetings", "coordination-meetings/cm7/interventions")


async def main() -> None:
    """Load the record into a new file and print a line for each figure."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tour.sqlite3"
        upgrade(f"sqlite:///{path}")
        started = time.perf_counter()
        loaded = await load_into(path)
        seconds = time.perf_counter() - started
        print(f"{loaded.report.requests} requests over HTTP, {len(loaded.report.refused)} refused, {seconds:.1f} s")
        async with serving(path, loaded.key) as service:
            for line in [*await _counts(service.client), *await _summary(service.client)]:
                print(line)


async def _counts(client: httpx.AsyncClient) -> list[str]:
    lines = [f"{name}: {(await client.get(f'{API}/{name}')).json()['total']}" for name in LISTS]
    statements = (await client.get(f"{API}/coordination-meetings/cm7/statements")).json()["total"]
    activities = (await client.get(f"{API}/activities", params={"limit": 500})).json()["items"]
    reports = sum(len(activity["reports"]) for activity in activities)
    kinds, stages = _counted(activities, "kind"), _counted(activities, "stage")
    follow_up = (await client.get(f"{API}/follow-up/counts", params={"as_of": "2009-06-01"})).json()
    return [
        *lines,
        f"statements: {statements}",
        f"{reports} reports make {len(activities)} activities",
        f"by kind: {kinds}",
        f"by stage: {stages}",
        f"follow-up as of 2009-06-01: {follow_up['counts']}",
    ]


def _counted(activities: list[dict[str, Any]], name: str) -> str:
    counts = Counter(activity.get(name) or "not said" for activity in activities)
    return ", ".join(f"{word} {count}" for word, count in counts.most_common())


async def _summary(client: httpx.AsyncClient) -> list[str]:
    summary = (await client.get(f"{API}/coordination-meetings/cm7/tour-de-table.json")).json()
    sentences = list(_sentences(summary))
    told = [item for sentence in sentences for item in sentence["tells"]]
    untold = [one for paragraph in summary["paragraphs"] for one in paragraph["untold"]]
    plain = sum(sentence["plain"] for sentence in sentences)
    return [
        f"summary of cm7: {len(summary['paragraphs'])} speakers, {len(sentences)} sentences, {plain} of them plain",
        f"items told: {len(told)}, each once: {len(told) == len(set(told))}; untold: {len(untold)}",
    ]


def _sentences(summary: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for paragraph in summary["paragraphs"]:
        yield from paragraph["sentences"]


if __name__ == "__main__":
    asyncio.run(main())
