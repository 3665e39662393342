"""Italics inside a string: two private characters around a title, turned into runs when the sentence is whole."""

import re

from projections.summary.document import Italic, NoteMark, Run, Text

OPEN, CLOSE = "\ue000", "\ue001"
ITALIC = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")


def italic(title: str) -> str:
    """A title marked as italics."""
    return f"{OPEN}{title}{CLOSE}"


def unmarked(text: str) -> str:
    """The text without marks of italics."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def hidden(text: str) -> str:
    """The text with every title blotted out, letter for letter, so that a search does not look into titles."""
    return ITALIC.sub(lambda found: OPEN + "_" * len(found[1]) + CLOSE, text)


def runs_of(text: str, notes: tuple[int, ...] = ()) -> tuple[Run, ...]:
    """The runs of a marked text, with the marks of its notes at the end."""
    runs: list[Run] = []
    for place, part in enumerate(ITALIC.split(text)):
        if part:
            runs.append(Italic(part) if place % 2 else Text(part))
    return (*runs, *(NoteMark(number) for number in notes))
