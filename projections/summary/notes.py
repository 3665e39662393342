"""Endnotes, numbered through the document in the order of their marks: where to find what a sentence names."""

from projections.summary.document import Link, Note, Run, Text
from projections.summary.names import capitalized, day_in_words
from projections.summary.told import NamedLink


class Notes:
    """The endnotes of one document as they are met; an address named twice keeps its first number."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self._numbers: dict[str, int] = {}

    def mark(self, links: tuple[NamedLink, ...]) -> tuple[int, ...]:
        """The numbers of the notes for these links."""
        return tuple(self._number(link) for link in links)

    def _number(self, link: NamedLink) -> int:
        if link.url not in self._numbers:
            number = len(self.notes) + 1
            self._numbers[link.url] = number
            self.notes.append(Note(number=number, runs=_runs(link)))
        return self._numbers[link.url]


def _runs(link: NamedLink) -> tuple[Run, ...]:
    accessed = f" (accessed {day_in_words(link.accessed_on)})." if link.accessed_on else "."
    label = capitalized(link.label.rstrip(" .:"))
    if not label or label == capitalized(link.url):
        return (Text("Available at "), Link(link.url), Text(accessed))
    found = ", available at " if link.is_document else ": information available at "
    return (Text(label + found), Link(link.url), Text(accessed))
