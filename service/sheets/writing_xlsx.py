"""A sheet as a workbook: the items with a row each, a sheet that explains, and the same bytes for the same items."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from service.sheets.cells import shown_code
from service.sheets.columns import COLUMNS, Column
from service.sheets.explaining import CODES, INTRODUCTION
from service.sheets.unreadable import ITEMS, ROWS_MAX
from service.sheets.writing import Sheet, line_of

EXPLAINED = "How to fill in"
DARK, LIGHT, RULE, LOCKED = "#1F4E79", "#FFFFFF", "#D0D7DE", "#F2F4F7"
TEXT = "@"
LINE_HEIGHT = 13.5
# A row as high as its longest cell would be leaves no view of the others.
LINES_MAX = 8
# How many characters fit into a line of the sheet that explains: across it, and in its last column.
SENTENCE_LENGTH, MEANING_LENGTH = 165, 112
BASE: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}


def render(sheet: Sheet) -> bytes:
    """The bytes of the workbook. Every cell is text, so that nothing in it is reckoned with."""
    packed = BytesIO()
    workbook = Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime.combine(date.fromisoformat(sheet.day), datetime.min.time())
    workbook.set_properties({"title": f"{sheet.agency}, {sheet.day}", "created": made, "author": "Tour de Table"})
    _items(workbook, workbook.add_worksheet(ITEMS), sheet)
    _explained(workbook, workbook.add_worksheet(EXPLAINED), sheet)
    workbook.close()
    return packed.getvalue()


def _items(workbook: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """The items: headings that stay, columns that may be filled in, and those that may not greyed and locked."""
    heading = workbook.add_format({**BASE, "bold": True, "font_color": LIGHT, "bg_color": DARK, "border": 1})
    border = {"border": 1, "border_color": RULE, "num_format": TEXT}
    free = workbook.add_format({**BASE, **border, "locked": False})
    fixed = workbook.add_format({**BASE, **border, "bg_color": LOCKED, "font_color": "#57606A"})
    blank = workbook.add_format({**BASE, "num_format": TEXT, "locked": False})
    for place, column in enumerate(COLUMNS):
        page.set_column(place, place, column.width, blank, {"hidden": column.is_hidden})
        page.write_string(0, place, column.heading, heading)
        _choices(page, place, column)
    for number, item in enumerate(sheet.items, start=1):
        cells = line_of(item)
        page.set_row(number, LINE_HEIGHT * _lines(cells))
        for place, (column, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
            _write(page, number, place, cell, fixed if column.fixed else free)
    title = [column.name for column in COLUMNS].index("title")
    page.freeze_panes(1, title + 1)
    page.autofilter(0, 0, max(1, len(sheet.items)), len(COLUMNS) - 1)
    page.protect("", {"insert_rows": True, "format_cells": True, "format_columns": True, "format_rows": True,
                      "autofilter": True, "sort": True, "delete_rows": True})  # fmt: skip
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(2, 0)
    page.repeat_rows(0)
    page.repeat_columns(0, title)


def _write(page: Worksheet, row: int, place: int, cell: str, look: Format) -> None:
    if cell:
        page.write_string(row, place, cell, look)
    else:
        page.write_blank(row, place, None, look)


def _choices(page: Worksheet, place: int, column: Column) -> None:
    """The list to choose from, in rows that are still to be written too; the service says what else is wrong."""
    if column.codes:
        choices = [shown_code(code) for code in column.codes]
        title = f"Not a {column.heading.lower()}"
        rule = {"validate": "list", "source": choices, "error_title": title[:32], "ignore_blank": True,
                "error_message": "Choose one of the list; the sheet that explains says what each means."}  # fmt: skip
        page.data_validation(1, place, ROWS_MAX, place, rule)


def _lines(cells: list[str]) -> int:
    """How many lines the cells of a row need, at most LINES_MAX; a row has one height for all of them."""
    needed = [
        sum(max(1, -(-len(line) // max(1, column.width - 1))) for line in cell.split("\n"))
        for column, cell in zip(COLUMNS, cells, strict=True)
        if cell
    ]
    return min(LINES_MAX, max([1, *needed]))


def _explained(workbook: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """What each column and each code means, for a person who sees such a sheet for the first time."""
    plain = workbook.add_format(BASE)
    bold = workbook.add_format({**BASE, "bold": True})
    title = workbook.add_format({**BASE, "bold": True, "font_size": 14, "text_wrap": False})
    small = workbook.add_format({**BASE, "text_wrap": False, "font_color": "#57606A"})
    heading = workbook.add_format({**BASE, "bold": True, "font_color": LIGHT, "bg_color": DARK})
    for place, width in enumerate((22, 26, 84)):
        page.set_column(place, place, width, plain)
    page.write_string(0, 0, f"{sheet.agency}: {len(sheet.items)} items on {sheet.day}", title)
    page.write_string(1, 0, f"Made from the log at position {sheet.position}.", small)
    row = 3
    for sentence in INTRODUCTION:
        page.merge_range(row, 0, row, 2, sentence, plain)
        page.set_row(row, LINE_HEIGHT * (1 + len(sentence) // SENTENCE_LENGTH))
        row += 1
    row += 1
    for place, words in enumerate(("Column", "May be filled in", "What belongs there")):
        page.write_string(row, place, words, heading)
    for column in (column for column in COLUMNS if not column.is_hidden):
        row += 1
        page.write_string(row, 0, column.heading, bold)
        page.write_string(row, 1, _when_filled(column), plain)
        page.write_string(row, 2, column.explains, plain)
        page.set_row(row, LINE_HEIGHT * (1 + len(column.explains) // MEANING_LENGTH))
    row += 2
    for place, words in enumerate(("Column", "Code", "What it means")):
        page.write_string(row, place, words, heading)
    for name, codes in CODES:
        for code, meaning in codes:
            row += 1
            page.write_string(row, 0, name, bold)
            page.write_string(row, 1, shown_code(code), plain)
            page.write_string(row, 2, meaning, plain)
            page.set_row(row, LINE_HEIGHT * (1 + len(meaning) // MEANING_LENGTH))
    page.protect()
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _when_filled(column: Column) -> str:
    """In which rows something may be written into a column."""
    if column.kinds:
        return f"in rows of a {' or '.join(shown_code(kind) for kind in column.kinds)}"
    if not column.fixed and column.for_new:
        return "in every row"
    if column.fixed and column.for_new:
        return "in new rows"
    return "no" if column.fixed else "in rows with an id"
