"""The record as its files say it, and walks through the API, so that the two can be held against each other."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import httpx

from service.loading.words import kind_of, stage_of
from tests.loaded_record import DEMO

Entry = dict[str, Any]

API = "/api/v1"
TABLE = f"{API}/coordination-meetings/cm7"


@cache
def entries(file: str) -> list[Entry]:
    """The entries of a file of the record."""
    read: list[Entry] = json.loads((DEMO / f"{file}.json").read_text(encoding="utf-8"))
    return read


@cache
def reports_of(activity_id: str) -> list[Entry]:
    """The entries that tell one activity: its own, then those that tell it again."""
    return [one for one in entries("activities") if activity_id in (one["id"], one.get("same_as"))]


def firsts() -> list[Entry]:
    """The entries that are no second report of another's activity."""
    return [one for one in entries("activities") if not one.get("same_as")]


def kind(entry: Entry) -> str:
    """The kind of an activity in the service's words."""
    return kind_of(entry["kind"])


def stage(entry: Entry) -> str | None:
    """The stage of an activity in the service's words, after what was learnt later."""
    updates = entry.get("status_updates") or []
    return stage_of(updates[-1]["status"] if updates else entry["status"])


async def shown(client: httpx.AsyncClient, path: str, **clocks: Any) -> dict[str, Any]:
    """One answer as JSON, at a path of the API."""
    answer = await client.get(path if path.startswith(API) else f"{API}/{path}", params=clocks or None)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def total(client: httpx.AsyncClient, path: str, **filters: Any) -> int:
    """How many things a list has."""
    answer = await client.get(f"{API}/{path}", params=filters)
    assert answer.status_code == 200, answer.text
    counted: int = answer.json()["total"]
    return counted


def numbers(counts: Entry) -> dict[str, int]:
    """The numbers of an answer that counts, without the links that stand beside them."""
    return {name: count for name, count in counts.items() if isinstance(count, int)}


async def every(client: httpx.AsyncClient, path: str, **filters: Any) -> list[Entry]:
    """All items of a list, walked along its cursors where it has pages."""
    found: list[Entry] = []
    cursor: dict[str, str] = {}
    while True:
        answer = await client.get(f"{API}/{path}", params={**filters, **cursor})
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        following = answer.json().get("next")
        if following is None:
            return found
        cursor = {"cursor": following}


async def every_by_id(client: httpx.AsyncClient, path: str, **filters: Any) -> dict[str, Entry]:
    """All items of a list by their ids."""
    return {item["id"]: item for item in await every(client, path, **filters)}


def texts_in(value: object) -> Iterator[str]:
    """Every text anywhere in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_in(item)


@asynccontextmanager
async def nothing_written(client: httpx.AsyncClient) -> AsyncIterator[None]:
    """The log stands after the block where it stood before."""
    before = (await client.get(f"{API}/log/checkpoint")).json()
    yield
    assert (await client.get(f"{API}/log/checkpoint")).json() == before
