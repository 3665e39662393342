"""The cells of a sheet: how a value is written for people, and what is read from what they write."""

import re
from contextlib import suppress
from functools import lru_cache

from events.date_phrase import read_phrase
from events.edtf import DateProblem, span
from events.honest_date import HonestDate, bare

_BETWEEN_IDS = re.compile(r"[,;\s]+")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def said(words: str | None) -> str:
    """Words as a cell holds them: without blanks around them, with line feeds alone for new lines."""
    return "" if words is None else words.replace("\r\n", "\n").replace("\r", "\n").strip()


def shown_code(code: str) -> str:
    """A code as people read it: `in_progress` as "in progress"."""
    return code.replace("_", " ")


def read_code(cell: str) -> str:
    """The code that a cell means, be it written with spaces, hyphens or capitals."""
    return re.sub(r"[\s_-]+", "_", cell.strip().lower())


def date_shown(date: HonestDate | None) -> str:
    """A date in the words in which it was said, else in ours; nothing where there is none."""
    if date is None:
        return ""
    if date.as_written is not None:
        return said(date.as_written)
    return bare(date.edtf) if date.edtf is not None else ""


def read_date(cell: str) -> dict[str, str]:
    """The fields of the date that a cell says: its words, and their EDTF form where they are one and no phrase.

    An impossible day is left in its words: whoever reads them refuses it.
    """
    return {"edtf": cell, "as_written": cell} if _is_expression(cell) else {"as_written": cell}


@lru_cache(maxsize=4_096)
def _is_expression(cell: str) -> bool:
    """Whether a cell is an EDTF expression and no phrase; the cells of a sheet have few of them."""
    with suppress(DateProblem):
        if read_phrase(cell) is None:
            span(cell)
            return True
    return False


def ids_shown(ids: tuple[str, ...]) -> str:
    """Ids in one cell."""
    return ", ".join(ids)


def read_ids(cell: str) -> list[str]:
    """The ids in a cell, each once."""
    return list(dict.fromkeys(part for part in _BETWEEN_IDS.split(cell) if part))


def read_links(cell: str) -> list[dict[str, str]]:
    """The links and document symbols in a cell, one in each line."""
    pieces = dict.fromkeys(line.strip() for line in cell.splitlines() if line.strip())
    return [{"url" if _ADDRESS.match(piece) else "symbol": piece} for piece in pieces]
