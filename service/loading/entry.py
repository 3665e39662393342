"""One entry of a record's file, which remembers what of it was taken."""

from collections.abc import Iterator
from typing import Any


class Entry:
    """One entry of a file: it remembers which of its fields were taken, so that the others can be listed."""

    def __init__(self, where: str, fields: dict[str, Any]) -> None:
        self.where = where
        self._fields = fields
        self._taken: set[str] = set()

    @property
    def id(self) -> str:
        """The id of the entry."""
        return str(self.take("id"))

    def take(self, name: str) -> Any:
        """The value of a field, None where it is absent; from now on the field counts as taken."""
        self._taken.add(name)
        return self._fields.get(name)

    def peek(self) -> dict[str, Any]:
        """All fields, without taking any."""
        return self._fields

    def several(self, name: str) -> list[Any]:
        """The list in a field, empty where it is absent."""
        return list(self.take(name) or [])

    def entries(self, name: str) -> list["Entry"]:
        """The entries in a list, each of which remembers its own fields."""
        return [Entry(f"{self.where}/{name}/{place}", fields) for place, fields in enumerate(self.several(name))]

    def left(self) -> Iterator[tuple[str, Any]]:
        """The fields that hold something and were not taken."""
        for name, value in self._fields.items():
            if name not in self._taken and value not in (None, [], {}, "", False):
                yield name, value
