"""Steps that the plain model's things share: a beginning, one more event, what a correction gives."""

from collections.abc import Sequence
from typing import Any

Thing = dict[str, Any]


def begun(thing_id: str, one: Any, fields: Sequence[str]) -> Thing:
    thing = {name: one.body.get(name) for name in fields}
    return thing | {"id": thing_id, "first_reported_on": one.day, "version": one.version, "positions": [one.position]}


def moved(thing: Thing, one: Any) -> None:
    thing["version"] = max(thing["version"], one.version)
    thing["positions"] = [*thing["positions"], one.position]


def given(one: Any, names: Sequence[str]) -> Thing:
    """The fields of a correction that say something."""
    return {name: one.body[name] for name in names if one.body.get(name) is not None}


def joined(old: list[Any], new: list[Any]) -> list[Any]:
    return [*old, *(one for one in new if one not in old)]
