"""What a sheet is made of, whatever its form: its items, and the line that each of them makes."""

from msgspec import Struct

from events.activity_state import Activity
from service.sheets.columns import COLUMNS, shown

XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_MEDIA_TYPE = "text/csv"


class Item(Struct, frozen=True):
    """An activity, and what is asked of the agency about it, in sentences."""

    activity: Activity
    asked: str


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet to be written: the full name of whose it is, a name for its file, the day on which it was made
    (YYYY-MM-DD), and the position of the log that it was made from."""

    agency: str
    name: str
    day: str
    position: str
    items: tuple[Item, ...]


def line_of(item: Item) -> list[str]:
    """The cells of an item, in the order of the columns."""
    cells = {**shown(item.activity), "asked": item.asked}
    return [cells.get(column.name, "") for column in COLUMNS]
