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


def together(thing: Thing) -> Thing:
    """The activity with what those were found under, on the day, that were merged into it."""
    for one in thing["merged"]:
        own_word = one["assurance"] != "third_party"
        lead = thing["lead"] or (one["lead"] if own_word else None)
        confirms = own_word and lead is not None and one["lead"] == lead
        assignees = [body for body, role in one["parts"] if role == "assignee"]
        thing = thing | {
            "aliases": joined(thing["aliases"], one["told_as"]),
            "lead": lead,
            "assurance": one["assurance"] if confirms and thing["assurance"] == "third_party" else thing["assurance"],
            "topics": joined(thing["topics"], one["topics"]),
            "last_heard_on": max(thing["last_heard_on"], one["last_heard_on"]),
            "assigned_to": joined(thing["assigned_to"], assignees),
            **{name: thing[name] or (one[name] if one["fills"] else None) for name in ("stage", "date", "due")},
        }
    return thing
