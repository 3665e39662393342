"""Rows as PostgreSQL's COPY reads them: one line a row, a tab between two values."""

from collections.abc import Iterable, Sequence
from typing import Any

ABSENT = "\\N"


def copied(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows of texts, whole numbers and nulls in COPY's text format."""
    return "".join(["\t".join([_copied(value) for value in row]) + "\n" for row in rows]).encode()


def _copied(value: str | int | None) -> str:
    if isinstance(value, str):
        return _escaped(value)
    return ABSENT if value is None else str(value)


def _escaped(text: str) -> str:
    # The backslash first, for the others are written with one.
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if text.isprintable():
        return text
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
