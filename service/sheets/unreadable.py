"""Why a file cannot be taken as a sheet, and how much a sheet may hold."""

ROWS_MAX = 5_000
# Rows without anything in them count too, where a program has stored them.
ROWS_STORED_MAX = 20_000
COLUMNS_MAX = 60
CELL_LENGTH_MAX = 32_767
MEMORY_BYTES_MAX = 256 * 1024 * 1024
# A file that needs more of the processor is refused. Where other work holds it up for longer, the service is busy.
CPU_SECONDS_MAX = 3
SECONDS_MAX = 4.5

ITEMS = "Items"


class Unreadable(Exception):
    """The file is no sheet that is taken here. `cell` is where that shows, such as G12, None for the whole file."""

    def __init__(self, sentence: str, cell: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.cell = cell


def letters(column: int) -> str:
    """The letters of a column by its number from 1: A, B … Z, AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
