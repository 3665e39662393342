"""What a sheet is made of, whatever its form: its items, and the line that each of them makes."""

from msgspec import Struct

from events.activity_state import Activity
from service.sheets.cells import shown_code
from service.sheets.columns import ANSWERS, COLUMNS, shown

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
    """The cells of an item, in the order of the columns; answers are named as in the list to choose from."""
    asked = item.asked
    for answer in ANSWERS:
        asked = asked.replace(answer, shown_code(answer))
    cells = {**shown(item.activity), "asked": asked}
    return [cells.get(column.name, "") for column in COLUMNS]
