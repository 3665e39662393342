"""Guarding text cells: in a text file a program for spreadsheets takes a cell that begins with = for a formula.

An apostrophe before it says that it is text, and is taken off when the sheet is read again. What begins with an
apostrophe itself gets a second one, so that every text comes back as it was.
"""

GUARD = "'"
# The signs of ASCII and their wide forms, of which some programs make the others.
DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠") | {GUARD}


def guarded(text: str) -> str:
    """The text as it is written into a text file."""
    return GUARD + text if text[:1] in DANGEROUS and text else text


def unguarded(cell: str) -> str:
    """The text that was written."""
    return cell[1:] if cell[:1] == GUARD and cell[1:2] in DANGEROUS and len(cell) > 1 else cell


def is_formula(cell: str) -> bool:
    """Whether somebody wrote a formula; other signs may begin a text that was typed by hand."""
    return cell[:1] in ("=", "＝")
