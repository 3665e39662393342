"""From the rows of a file to the rows of a sheet: which column is which, and what every sheet must have."""

from collections.abc import Sequence

from msgspec import Struct

from service.sheets.child import Rows
from service.sheets.columns import BY_NAME, COLUMNS, NEEDED
from service.sheets.unreadable import ROWS_MAX, Unreadable, letters


class Row(Struct, frozen=True, kw_only=True):
    """A row: its number in the file, and its cells by the names of their columns."""

    number: int
    cells: dict[str, str]


class Table(Struct, frozen=True, kw_only=True):
    """A sheet: where each of its columns stands (in letters), by name, and its rows."""

    places: dict[str, str]
    rows: tuple[Row, ...]

    def cell(self, column: str, row: int) -> str | None:
        """The place of a cell, such as G12; None where the sheet does not have the column."""
        return f"{self.places[column]}{row}" if column in self.places else None


def table_of(rows: Rows) -> Table:
    """The sheet with its columns known by their headings. Raises Unreadable."""
    if not rows:
        raise Unreadable("The sheet is empty; expected a row of headings and the rows under it.")
    (first, headings), *others = rows
    names = _names(first, headings)
    _refuse_strays(others, names)
    found = tuple(
        Row(number=number, cells={name: cell for name, cell in zip(names, cells, strict=False) if name is not None})
        for number, cells in others
        if any(cell.strip() for cell in cells)
    )
    if not found:
        raise Unreadable("The sheet has headings and no row under them.")
    if len(found) > ROWS_MAX:
        raise Unreadable(f"It has {len(found):,} rows; at most {ROWS_MAX:,} are taken at once. Send it in parts.")
    _refuse_twice(found, names)
    places = {name: letters(place) for place, name in enumerate(names, start=1) if name is not None}
    return Table(places=places, rows=tuple(_tidied(row) for row in found))


_BY_HEADING = {column.heading.lower(): column.name for column in COLUMNS} | {name: name for name in BY_NAME}


def _names(first: int, headings: Sequence[str]) -> list[str | None]:
    """The names of the columns from left to right, None for one without a heading."""
    names: list[str | None] = []
    for place, heading in enumerate(headings, start=1):
        at = f"{letters(place)}{first}"
        key = " ".join(heading.split()).lower()
        name = _BY_HEADING.get(key)
        if key and name is None:
            known = ", ".join(column.heading for column in COLUMNS)
            raise Unreadable(f"The column {heading.strip()[:60]} ({at}) is not known; the columns are {known}.", at)
        if name is not None and name in names:
            raise Unreadable(f"The column {BY_NAME[name].heading} stands there twice, the second time in {at}.", at)
        names.append(name)
    missing = [BY_NAME[name].heading for name in NEEDED if name not in names]
    if missing:
        raise Unreadable(
            f"Expected the headings in the first row, found none called {' or '.join(missing)}; without these columns "
            "no row can be matched."
        )
    return names


def _refuse_strays(rows: Sequence[tuple[int, Sequence[str]]], names: Sequence[str | None]) -> None:
    """Refuse what stands under no heading: it would be lost."""
    for number, cells in rows:
        for place, cell in enumerate(cells, start=1):
            if cell.strip() and (place > len(names) or names[place - 1] is None):
                at = f"{letters(place)}{number}"
                raise Unreadable(f"The cell {at} stands under no heading; remove it, or put it where it belongs.", at)


def _tidied(row: Row) -> Row:
    """The row with ids as they are looked up: somebody's program may have put blanks around them."""
    return Row(number=row.number, cells={**row.cells, **{name: row.cells.get(name, "").strip() for name in NEEDED}})


def _refuse_twice(rows: Sequence[Row], names: Sequence[str | None]) -> None:
    seen: dict[str, int] = {}
    at = letters(names.index("id") + 1)
    for row in rows:
        activity_id = row.cells.get("id", "").strip()
        if activity_id and activity_id in seen:
            raise Unreadable(
                f"The id {activity_id} stands in two rows, {seen[activity_id]} and {row.number}; one row is expected "
                "for each activity.",
                f"{at}{row.number}",
            )
        seen[activity_id] = row.number
