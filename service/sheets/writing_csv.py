"""A sheet as text: UTF-8 with its mark, a comma between cells, no cell that a program could take for a formula."""

import csv
from io import StringIO

from service.sheets.columns import COLUMNS
from service.sheets.guarding import guarded
from service.sheets.writing import Sheet, line_of


def render(sheet: Sheet) -> bytes:
    """The bytes of the file; without the mark at the beginning, common programs would read accents wrongly."""
    written = StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow([column.heading for column in COLUMNS])
    lines.writerows([guarded(cell) for cell in line_of(item)] for item in sheet.items)
    return written.getvalue().encode("utf-8-sig")
