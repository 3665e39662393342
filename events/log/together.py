"""Statements for PostgreSQL that wait to be sent together, as few as they can be."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

# Its parameters are given by name, or, those of an insertion, in their order.
Text = tuple[bytes, Any]


def together(waiting: Sequence[Text]) -> Iterator[Text]:
    """The statements with insertions that stand next to each other as one: the driver takes long over each."""
    for are_insertions, texts in groupby(waiting, lambda text: isinstance(text[1], list)):
        if are_insertions:
            found = list(texts)
            yield one_insertion(tuple(text for text, _ in found)), [value for _, values in found for value in values]
        else:
            yield from texts


@lru_cache(maxsize=64)
def one_insertion(texts: tuple[bytes, ...]) -> bytes:
    """Insertions into several tables as one statement."""
    *before, last = texts
    named = b", ".join(b"i%d AS (%b)" % (number, text) for number, text in enumerate(before))
    return b"WITH %b %b" % (named, last) if before else last
