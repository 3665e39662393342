"""Reading a workbook: what it is packed in is looked at before anything of it is unpacked."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from service.sheets.unreadable import (
    CELL_LENGTH_MAX,
    COLUMNS_MAX,
    ITEMS,
    ROWS_MAX,
    ROWS_STORED_MAX,
    Unreadable,
    letters,
)

MEMBERS_MAX = 200
UNPACKED_BYTES_MAX = 48 * 1024 * 1024
# A sheet of the same short words packs well; only what is large as well is suspicious.
RATIO_MAX = 100
SUSPICIOUS_BYTES_MIN = 4 * 1024 * 1024
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
DOCTYPE_WITHIN_BYTES = 4_096
PIECE_BYTES = 1024 * 1024
ROW = re.compile(rb"<(?:\w{1,9}:)?row[\s/>]")
ROW_BYTES_MAX = len(b"<123456789:row")
TOO_MANY_ROWS = f"It has more than {ROWS_MAX:,} rows; send it in parts."
FOREIGN = (
    ("xl/externalLinks/", "links to other files"),
    ("xl/vbaProject", "macros"),
    ("xl/macrosheets/", "macros"),
    ("xl/embeddings/", "embedded objects"),
    ("xl/activeX/", "controls"),
    ("xl/connections", "connections to data elsewhere"),
    ("xl/queryTables/", "connections to data elsewhere"),
)


def read_xlsx(file: bytes) -> list[tuple[int, list[str]]]:
    """The rows of the sheet Items that hold anything, each with its number from 1. Raises Unreadable."""
    if file.startswith(OLE):
        raise Unreadable(
            "Expected a workbook (.xlsx), found one that is protected by a password or in the old form .xls; save it "
            "as .xlsx without a password."
        )
    try:
        with ZipFile(BytesIO(file)) as archive:
            _look_at(archive)
        return _rows(file)
    except (Unreadable, MemoryError):
        raise
    except (BadZipFile, EOFError, InvalidFileException) as error:
        raise Unreadable("Expected a workbook (.xlsx), found a file that is damaged or of another sort.") from error
    except Exception as error:
        raise Unreadable(f"The workbook cannot be read: {type(error).__name__}. Save it anew as .xlsx.") from error


def _look_at(archive: ZipFile) -> None:
    """What the archive says of itself, and what can be seen of its parts without taking them apart."""
    members = archive.infolist()
    if len(members) > MEMBERS_MAX:
        raise Unreadable(f"The workbook has {len(members)} parts; at most {MEMBERS_MAX} were expected.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_BYTES_MAX:
        raise Unreadable(f"Unpacked it has {unpacked:,} bytes; at most {UNPACKED_BYTES_MAX:,} were expected.")
    for member in members:
        _look_at_member(archive, member)
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise Unreadable("Expected a workbook (.xlsx), found an archive without xl/workbook.xml.")


def _look_at_member(archive: ZipFile, member: ZipInfo) -> None:
    for beginning, what in FOREIGN:
        if member.filename.lower().startswith(beginning.lower()):
            raise Unreadable(f"The workbook holds {what} ({member.filename}), which are not taken; remove them.")
    if member.flag_bits & 1:
        raise Unreadable(f"The part {member.filename} is encrypted; save the workbook without a password.")
    ratio = member.file_size / max(1, member.compress_size)
    if member.file_size > SUSPICIOUS_BYTES_MIN and ratio > RATIO_MAX:
        raise Unreadable(
            f"The part {member.filename} is packed {ratio:.0f} to 1, as no sheet is; at most {RATIO_MAX} to 1 was "
            "expected."
        )
    if member.filename.endswith((".xml", ".rels")):
        with archive.open(member) as opened:
            if b"<!DOCTYPE" in opened.read(DOCTYPE_WITHIN_BYTES):
                raise Unreadable(f"The part {member.filename} declares entities of its own, as no workbook does.")
    if member.filename.startswith("xl/worksheets/") and _has_too_many_rows(archive, member):
        raise Unreadable(TOO_MANY_ROWS)


def _has_too_many_rows(archive: ZipFile, member: ZipInfo) -> bool:
    """Whether a sheet stores more rows than are read; they are counted without being taken apart."""
    found, end = 0, b""
    with archive.open(member) as opened:
        while piece := opened.read(PIECE_BYTES):
            text, last = end + piece, 0
            for row in ROW.finditer(text):
                found, last = found + 1, row.end()
            end = text[max(last, len(text) - ROW_BYTES_MAX) :]
            if found > ROWS_STORED_MAX:
                return True
    return False


def _rows(file: bytes) -> list[tuple[int, list[str]]]:
    with warnings.catch_warnings():
        # What the library cannot keep of a workbook (such as extensions of drop-downs) is not read here anyway.
        warnings.simplefilter("ignore")
        workbook = load_workbook(BytesIO(file), read_only=True, keep_links=False)
        found: list[tuple[int, list[str]]] = []
        sheet = _sheet_of(workbook)
        # What the file says of its own size may be false, and makes rows of nothing.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > ROWS_STORED_MAX or len(found) > ROWS_MAX:
                raise Unreadable(TOO_MANY_ROWS)
            cells = list(_cells(number, row))
            if any(cells):
                found.append((number, cells))
        return found


def _sheet_of(workbook: Any) -> Any:
    """The sheet called Items, or the only one."""
    names = workbook.sheetnames
    if ITEMS in names:
        return workbook[ITEMS]
    if len(workbook.worksheets) == 1:
        return workbook.worksheets[0]
    raise Unreadable(f"Expected a sheet called {ITEMS}, found {', '.join(names[:10])}.")


def _cells(number: int, row: Any) -> Iterator[str]:
    if len(row) > COLUMNS_MAX:
        if any(cell.value not in (None, "") for cell in row[COLUMNS_MAX:]):
            raise Unreadable(f"Row {number} has more than {COLUMNS_MAX} columns.")
        row = row[:COLUMNS_MAX]
    for place, cell in enumerate(row, start=1):
        yield _text(cell, f"{letters(place)}{number}")


def _text(cell: Any, at: str) -> str:
    """What a cell shows, as text. A number is written without a fraction that it does not have, a day as YYYY-MM-DD."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise Unreadable(f"The cell {at} holds a formula; formulas are not taken. Write its value.", at)
    if cell.data_type == "e":
        raise Unreadable(f"The cell {at} holds the error {value}; write a value.", at)
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case _:
            text = str(value)
    if len(text) > CELL_LENGTH_MAX:
        raise Unreadable(f"The cell {at} holds {len(text):,} characters; at most {CELL_LENGTH_MAX:,} fit.", at)
    return text
