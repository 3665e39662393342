"""Upcasters: how the data of an older version of an event is read as the next one, oldest first.

An event is never rewritten. When the fields of a fact change, its SCHEMA_VERSION goes up by one and a function
from the old data to the new is added here; the golden file of the old version then shows for ever that it reads.
A field whose text was redacted is not in the data, so a function takes fields with `get`.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

Data = dict[str, Any]


class Upcaster(Struct, frozen=True):
    """Reads the data of one version of one type of event as the version after it."""

    type: str
    from_version: int
    upcast: Callable[[Data], Data]


UPCASTERS: tuple[Upcaster, ...] = ()


def upcast(
    event_type: str, version: int, data: Data, to_version: int, upcasters: tuple[Upcaster, ...] = UPCASTERS
) -> Data:
    """The data as the wanted version has it. Raises LookupError where a step is missing."""
    for step in range(version, to_version):
        found = [one for one in upcasters if one.type == event_type and one.from_version == step]
        if not found:
            raise LookupError(f"No upcaster reads {event_type}.v{step} as {event_type}.v{step + 1}.")
        data = found[0].upcast(data)
    return data
