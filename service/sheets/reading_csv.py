"""Reading a sheet that is text: comma, semicolon or tab between cells, in UTF-8, or UTF-16 with its mark."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from service.sheets.guarding import is_formula, unguarded
from service.sheets.unreadable import CELL_LENGTH_MAX, COLUMNS_MAX, ROWS_MAX, ROWS_STORED_MAX, Unreadable, letters

DELIMITERS = (",", ";", "\t")
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_csv(file: bytes) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number from 1. Raises Unreadable."""
    text = _text(file)
    csv.field_size_limit(CELL_LENGTH_MAX)
    found: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(_records(text), start=1):
        if number > ROWS_STORED_MAX or len(found) > ROWS_MAX:
            raise Unreadable(f"It has more than {ROWS_MAX:,} rows; send it in parts.")
        if any(cells):
            found.append((number, _row(number, cells)))
    return found


def _text(file: bytes) -> str:
    """The file as text, by the mark at its beginning; without one it is expected to be UTF-8."""
    mark, encoding = next(((mark, name) for mark, name in MARKS if file.startswith(mark)), (b"", "utf-8"))
    try:
        text = file[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        place = len(mark) + error.start
        raise Unreadable(
            f"Expected text in UTF-8, or in UTF-16 with its mark, found 0x{file[place]:02X} at byte {place}, which is "
            "neither; save it as “CSV UTF-8”."
        ) from error
    if "\0" in text:
        raise Unreadable("Expected text, found a file of another sort; save the sheet as “CSV UTF-8” or as XLSX.")
    return text


def _records(text: str) -> Iterator[list[str]]:
    # Only these line ends part rows: what else counts as one elsewhere stands within cells.
    records = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        try:
            yield next(records)
        except StopIteration:
            return
        except csv.Error as error:
            line = records.line_num
            if "field larger" in str(error):
                raise Unreadable(f"A cell in line {line} is longer than {CELL_LENGTH_MAX:,} characters.") from error
            raise Unreadable(
                f"Line {line} cannot be read: a quotation mark is opened and not closed, or stands where none can."
            ) from error


def _delimiter(text: str) -> str:
    """What stands between the headings: whichever there is most of in their line."""
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _row(number: int, cells: list[str]) -> list[str]:
    if len(cells) > COLUMNS_MAX:
        raise Unreadable(f"Row {number} has {len(cells)} cells; at most {COLUMNS_MAX} were expected.")
    for place, cell in enumerate(cells, start=1):
        if is_formula(cell):
            at = f"{letters(place)}{number}"
            raise Unreadable(
                f"The cell {at} begins with =, as a formula does; formulas are not taken. Write its value, or put an "
                "apostrophe (') before it where it is text.",
                at,
            )
    return [unguarded(cell) for cell in cells]
