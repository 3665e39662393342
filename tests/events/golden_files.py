"""The golden files: one example or more of every version of every event, as the log has kept it, never to be edited."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from events.fact import Fact
from events.reading_facts import fact_from

FOLDER = Path(__file__).with_name("golden")


class Golden(NamedTuple):
    """One golden file: which version of which event it holds, and its bytes: canonical JSON and a line end."""

    name: str
    type: str
    version: int
    content: bytes

    @property
    def data(self) -> dict[str, Any]:
        """The data of the event."""
        data: dict[str, Any] = json.loads(self.content)
        return data

    def fact(self) -> Fact:
        """The event as this release reads it."""
        return fact_from(self.type, self.version, self.data)


def golden_files(folder: Path = FOLDER) -> list[Golden]:
    """Every golden file, by name: `agency-registered.v1.json` or, filled further, `agency-registered.v1.full.json`."""
    found = []
    for path in sorted(folder.glob("*.json")):
        event_type, version, *_ = path.name.split(".")
        found.append(Golden(path.name, event_type, int(version.removeprefix("v")), path.read_bytes()))
    return found


def golden_facts() -> Iterator[Fact]:
    """The facts of all golden files."""
    return (golden.fact() for golden in golden_files())


def changed_since_locked(folder: Path = FOLDER) -> list[str]:
    """The names of the files that were edited, removed or added without a line in DIGESTS."""
    locked = dict(line.split("  ")[::-1] for line in (folder / "DIGESTS").read_text().splitlines())
    found = {golden.name: hashlib.sha256(golden.content).hexdigest() for golden in golden_files(folder)}
    return sorted(name for name in locked.keys() | found.keys() if locked.get(name) != found.get(name))
