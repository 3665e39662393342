"""Files for the tests of sheets: good ones, and what goes wrong with files that people send, or send on purpose."""

import csv
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from msgspec import Struct, json
from openpyxl import Workbook

ROOT = Path(__file__).parents[3]

HEADINGS = ("Id", "Version", "Kind", "Title", "Stage")
ROW = ("", "", "commitment", "A course on censuses", "planned")

Cells = Sequence[Any]


def workbook(*rows: Cells, headings: Cells = HEADINGS, title: str = "Items") -> bytes:
    """A workbook with one sheet."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in (headings, *rows):
        sheet.append(list(row))
    packed = BytesIO()
    made.save(packed)
    return packed.getvalue()


def text(*rows: Cells, headings: Cells = HEADINGS, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A sheet as text."""
    written = StringIO(newline="")
    lines = csv.writer(written, delimiter=delimiter)
    lines.writerow(headings)
    lines.writerows(rows)
    return written.getvalue().encode(encoding)


def with_part(name: str, content: bytes = b"<x/>", file: bytes | None = None) -> bytes:
    """A workbook with one more part in its archive."""
    return repacked(file or workbook(ROW), {name: content})


def repacked(file: bytes, parts: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """A workbook in which parts are replaced, or there are more."""
    packed = BytesIO()
    with ZipFile(BytesIO(file)) as old, ZipFile(packed, "w", compression) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return packed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def with_sheet(data: str, beginning: str = "", compression: int = ZIP_DEFLATED) -> bytes:
    """A workbook whose sheet has these rows, written by hand."""
    content = f"{beginning}{_HEAD}{data}</sheetData></worksheet>"
    return repacked(workbook(ROW), {SHEET: content.encode()}, compression)


def inline(*cells: str) -> str:
    """A row of words."""
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def bomb(megabytes: int) -> bytes:
    """A sheet of one row again and again, which packs to nearly nothing."""
    return with_sheet(inline(*HEADINGS) + inline("a" * 1000) * (megabytes * 1000))


def many_rows(number: int) -> bytes:
    """A workbook with so many rows, each another one."""
    return with_sheet(inline(*HEADINGS) + "".join(f"<row><c><v>{one}</v></c></row>" for one in range(number)))


def bombs_of_entities() -> bytes:
    """A sheet whose words are made of words that are made of words."""
    entities = '<!ENTITY a0 "Bangkok">' + "".join(f'<!ENTITY a{one} "{f"&a{one - 1};" * 10}">' for one in range(1, 10))
    return with_sheet(inline(*HEADINGS) + inline("&a9;"), beginning=f"<!DOCTYPE x [{entities}]>")


def hidden_in_comment() -> bytes:
    """The same, behind a comment that is longer than what is looked at."""
    entities = '<!ENTITY a0 "Bangkok">' + "".join(f'<!ENTITY a{one} "{f"&a{one - 1};" * 10}">' for one in range(1, 10))
    beginning = f"<!--{'x' * 10_000}--><!DOCTYPE x [{entities}]>"
    return with_sheet(inline(*HEADINGS) + inline("&a9;"), beginning=beginning)


class Read(Struct, frozen=True):
    """What the process that reads files said, and what it took: bytes of memory at most, seconds of the clock."""

    refused: str | None
    cell: str | None
    rows: list[Any]
    status: int
    memory_bytes: int
    seconds: float


def read(file: bytes, form: str = "xlsx") -> Read:
    """Have the process read a file, and measure it with the system's own figures."""
    script = (
        "import os, resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'service.sheets.reading', sys.argv[1]], stdin=sys.stdin.buffer)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "sys.stderr.write(f'{done.returncode} {used}')\n"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script, form], input=file, capture_output=True, cwd=ROOT, check=True)
    seconds = time.perf_counter() - began
    status, used = done.stderr.split()[-2:]
    printed: dict[str, Any] = json.decode(done.stdout) if done.stdout else {}
    return Read(
        refused=printed.get("refused"),
        cell=printed.get("cell"),
        rows=printed.get("rows", []),
        status=int(status),
        memory_bytes=int(used) * 1024,
        seconds=seconds,
    )
