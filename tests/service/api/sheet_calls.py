"""Calls of the round trip: download, edit, dry run, confirm."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import httpx
from openpyxl import load_workbook

from service.sheets.guarding import guarded, unguarded
from service.sheets.writing import CSV_MEDIA_TYPE, XLSX_MEDIA_TYPE
from tests.service.api.record import API

Line = dict[str, str]
TYPES = {"csv": CSV_MEDIA_TYPE, "xlsx": XLSX_MEDIA_TYPE}


def address(agency: str) -> str:
    """Where the sheet of an agency is."""
    return f"{API}/agencies/{agency}/sheet"


async def downloaded(client: httpx.AsyncClient, agency: str, form: str = "csv", **asked: str) -> bytes:
    """The file."""
    answer = await client.get(f"{address(agency)}.{form}", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(TYPES[form])
    return answer.content


def lines_of(file: bytes) -> list[Line]:
    """The rows of a file of text, by their headings."""
    rows = csv.DictReader(StringIO(file.decode("utf-8-sig"), newline=""))
    return [{heading: unguarded(cell) for heading, cell in row.items()} for row in rows]


def file_of(lines: list[Line]) -> bytes:
    """The same as a file."""
    written = StringIO(newline="")
    rows = csv.DictWriter(written, lines[0])
    rows.writeheader()
    rows.writerows({heading: guarded(cell) for heading, cell in line.items()} for line in lines)
    return written.getvalue().encode()


async def edited(client: httpx.AsyncClient, agency: str, edits: dict[str, Line], *new: Line, **asked: str) -> bytes:
    """The sheet of an agency with edits by id, and new rows."""
    lines = lines_of(await downloaded(client, agency, **asked))
    assert edits.keys() <= {line["Id"] for line in lines}
    changed = [{**line, **edits.get(line["Id"], {})} for line in lines]
    blank = dict.fromkeys(lines[0], "")
    return file_of([*changed, *({**blank, **line} for line in new)])


async def planned(client: httpx.AsyncClient, agency: str, file: bytes, form: str = "csv") -> dict[str, Any]:
    """The dry run."""
    answer = await client.post(address(agency), content=file, headers={"Content-Type": TYPES[form]})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def confirmed(
    client: httpx.AsyncClient, agency: str, file: bytes, confirm: str, key: str = "k1", form: str = "csv", **asked: str
) -> httpx.Response:
    """The answer to a sheet that is confirmed."""
    headers = {"Content-Type": TYPES[form], "Idempotency-Key": key}
    params = {"confirm": confirm, **asked}
    return await client.post(f"{address(agency)}/confirmed", content=file, headers=headers, params=params)


async def taken(client: httpx.AsyncClient, agency: str, file: bytes, key: str = "k1", **asked: str) -> dict[str, Any]:
    """What became of a sheet after its dry run."""
    plan = await planned(client, agency, file)
    answer = await confirmed(client, agency, file, plan["confirm"], key, **asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def by_row(answer: dict[str, Any], state: str) -> list[dict[str, Any]]:
    """The rows of an answer that are in a state."""
    return [row for row in answer["rows"] if row["state"] == state]


def edited_workbook(file: bytes, edit: Callable[[Any], None]) -> bytes:
    """A workbook after somebody has worked on its items, as another program would write it."""
    workbook = load_workbook(BytesIO(file))
    edit(workbook["Items"])
    packed = BytesIO()
    workbook.save(packed)
    return packed.getvalue()


async def size(client: httpx.AsyncClient) -> int:
    """How many events the log has."""
    found: int = (await client.get(f"{API}/log/checkpoint")).json()["size"]
    return found
