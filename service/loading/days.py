"""On which day things of a record were said, and on which they were first named."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from service.loading.entry import Entry

# What ties an entry to one that comes later is no naming of it.
LATER = frozenset({"successor", "predecessors", "status_updates", "date_history", "kind_history"})
NAMED = ("agencies", "topics", "mandates", "meetings")


class Days:
    """The days of a record: a meeting's report tells what was said by its last day, a programme by its first."""

    def __init__(self, files: Mapping[str, list[Entry]]) -> None:
        self._files = files

    def said_on(self, source: str | None, otherwise: str | None = None) -> str | None:
        """The day on which a source such as `cm7-report` or `cm9-programme` says what it says."""
        return self._of_sources.get(source or "", otherwise)

    def first_named(self, thing_id: str, source: str | None, otherwise: str | None = None) -> str | None:
        """The day on which something was first named, by its own source or by any entry that refers to it."""
        own = self.said_on(source, otherwise)
        named = self._first_named.get(thing_id)
        return min(day for day in (own, named) if day) if own or named else None

    @cached_property
    def _of_sources(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for entry in self._files["meetings"]:
            fields = entry.peek()
            if fields.get("kind") == "coordination_meeting" and fields.get("start"):
                found[f"{fields['id']}-report"] = fields.get("end") or fields["start"]
                found[f"{fields['id']}-programme"] = fields["start"]
        return found

    @cached_property
    def _first_named(self) -> dict[str, str]:
        """For every id of the register the earliest day of an entry that refers to it, be it through others."""
        ids = {str(entry.peek().get("id")) for name in NAMED for entry in self._files[name]}
        entries = [entry.peek() for entries in self._files.values() for entry in entries]
        days = {str(entry.get("id")): self.said_on(entry.get("source")) for entry in entries}
        found: dict[str, str] = {}
        changed = True
        while changed:
            changed = False
            for entry in entries:
                own = str(entry.get("id"))
                day = min((day for day in (days.get(own), found.get(own)) if day), default=None)
                for named in set(_texts(entry)) & ids - {own} if day else ():
                    if day is not None and found.get(named, "~") > day:
                        found[named] = day
                        changed = True
        return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in LATER:
                yield from _texts(inner)
