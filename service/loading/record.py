"""A record on disk: the JSON files of a meeting's record, read so that nothing in them is dropped unseen."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from service.loading.days import Days
from service.loading.entry import Entry

FILES = ("agencies", "topics", "mandates", "meetings", "activities", "interventions", "discussion")


class RecordUnreadable(ValueError):
    """The directory does not hold a record that can be loaded."""


class Record:
    """All entries of a record by file, in the order of the files."""

    def __init__(self, directory: Path) -> None:
        self._files = {name: _read(directory / f"{name}.json") for name in FILES}
        self.inner: list[Entry] = []
        self.days = Days(self._files)

    def __getitem__(self, name: str) -> list[Entry]:
        return self._files[name]

    def ids(self, name: str) -> set[str]:
        """The ids in a file."""
        return {str(entry.peek().get("id")) for entry in self._files[name]}

    def watch(self, entries: Iterable[Entry]) -> list[Entry]:
        """Remember entries within entries, so that their fields are looked over too."""
        watched = list(entries)
        self.inner += watched
        return watched

    def not_represented(self) -> dict[str, Counter[str]]:
        """By file and field, how many entries hold something there that was not taken."""
        left: dict[str, Counter[str]] = {}
        for entry in [*(entry for entries in self._files.values() for entry in entries), *self.inner]:
            kind = entry.where.partition("/")[0]
            for name, _ in entry.left():
                left.setdefault(kind, Counter())[name] += 1
        return left


def _read(path: Path) -> list[Entry]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecordUnreadable(f"The record has no file {path.name}; it needs {', '.join(FILES)}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RecordUnreadable(f"The file {path.name} is not JSON in UTF-8: {error}.") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RecordUnreadable(f"The file {path.name} should hold a list of objects.")
    return [Entry(f"{path.stem}/{entry.get('id') or place}", entry) for place, entry in enumerate(entries)]
