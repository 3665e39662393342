"""The plain model of merging: what makes two activities one, what that one is found under, and how they are parted."""

from typing import Any

from tests.consistency.plain_folding import Thing, together
from tests.consistency.plain_log import Body
from tests.consistency.plain_rules import UNKNOWN, Asking, Refusal

MERGED_MAX = 20
GOES_ON = ("submitted", "accepted")


def parts(thing: Thing) -> list[tuple[str, str]]:
    """The bodies that take part in it, and in what was merged into it, each with its role."""
    own = [(thing["lead"], "lead"), (thing["host"], "host")]
    own += [(reporter, "reporter") for _, reporter, _, _ in thing["reports"]]
    own += [(body, "partner") for body in thing["partners"]]
    own += [(body, "organizer") for body in thing["organizers"]]
    own += [(body, "assignee") for body in thing["assigned_to"]]
    found = [(body, role) for body, role in own if body]
    return found + [part for one in thing["merged"] for part in one["parts"]]


def meetings(thing: Thing) -> set[str]:
    """The meetings that it is about or at which it was told."""
    return {thing["meeting"], *thing["heard_at"], *(one for merged in thing["merged"] for one in merged["meetings"])}


def links(thing: Thing) -> list[dict[str, Any]]:
    """What it answers."""
    return [*thing["responds_to"], *(link for one in thing["merged"] for link in one["links"])]


def merge(asking: Asking, asked_id: str, thing: Thing, body: Body, day: str) -> str:
    """Both streams say it; the one that goes on says what the other was found under."""
    if asked_id != thing["id"]:
        raise Refusal("conflict")
    into = asking.log.activity(body["into"])
    if into is None or _is_held_back(asking, into):
        asking.faults.append(UNKNOWN)
        return str(thing["id"])
    asking.demand(into["reported_by"])
    if into["id"] == thing["id"]:
        asking.faults.append("invalid-input")
    else:
        for one in (thing, into):
            asking.fault_if(one["review"] not in GOES_ON)
        asking.fault_if(thing["kind"] != into["kind"])
        asking.fault_if(_shown_to(thing) != _shown_to(into))
        asking.fault_if(1 + sum(len(one["others"]) for one in (*thing["merged"], *into["merged"])) > MERGED_MAX)
    asking.fault_if(day < max(*thing["days"], *into["days"]), "impossible-date")
    if not asking.faults:
        asking.log.say("activity", into["id"], "absorbed", _found_under(thing), day)
        asking.log.say("activity", thing["id"], "merged", {"into": into["id"]}, day)
    return str(into["id"])


def part(asking: Asking, thing: Thing, body: Body, day: str) -> str:
    """Both streams say that they are two; whoever was kept from the one is kept from the other."""
    if body["activity"] not in [one["activity"] for one in thing["merged"]]:
        asking.faults.append(UNKNOWN)
        return str(thing["id"])
    other = asking.log.thing("activity", body["activity"])
    assert other is not None
    asking.demand(other["reported_by"])
    asking.fault_if(thing["review"] not in (*GOES_ON, "withdrawn"))
    asking.fault_if(day < _merged_on(asking, thing, other), "impossible-date")
    if not asking.faults:
        asking.log.say("activity", thing["id"], "parted", {"other": other["id"]}, day)
        asking.log.say("activity", other["id"], "parted", {"other": thing["id"]}, day)
        if _shown_to(thing) != _shown_to(other):
            shown = {"visibility": thing["visibility"], "embargo_until": thing["embargo_until"]}
            asking.log.say("activity", other["id"], "visibility", shown, day)
    return str(thing["id"])


def _merged_on(asking: Asking, thing: Thing, other: Thing) -> str:
    """The day on which the other was merged into it last."""
    said = [
        (asking.log.said[position - 1], day) for position, day in zip(thing["positions"], thing["days"], strict=True)
    ]
    days = {one.position: day for one, day in said if one.sort == "absorbed" and one.body["activity"] == other["id"]}
    return str(days[max(days)])


def _shown_to(thing: Thing) -> tuple[Any, Any]:
    return thing["visibility"], thing["embargo_until"]


def _is_held_back(asking: Asking, thing: Thing) -> bool:
    embargo = thing["embargo_until"]
    hidden = thing["review"] in ("draft", "sent_back") or thing["visibility"] == "secretariat"
    hidden = hidden or (embargo is not None and embargo > asking.today)
    return hidden and not asking.may_write_for(thing["reported_by"])


def _found_under(thing: Thing) -> Body:
    found = together(thing)
    earlier = [other for one in thing["merged"] for other in one["others"]]
    return {
        "activity": thing["id"],
        "told_as": [thing["id"], *found["aliases"]],
        "others": [thing["id"], *earlier],
        "parts": sorted({one for one in parts(thing) if one[0] not in thing["disowned_by"]}),
        "meetings": sorted(one for one in meetings(thing) if one),
        "links": _each_once([link for link in links(thing) if link["kind"] != "activity"]),
        **{name: found[name] for name in ("lead", "stage", "assurance", "topics", "last_heard_on")},
        **{name: _without_words(found[name]) for name in ("date", "due")},
    }


def _each_once(values: list[Any]) -> list[Any]:
    return [value for place, value in enumerate(values) if value not in values[:place]]


def _without_words(date: Any) -> Any:
    return date._replace(as_written=None) if date is not None and date.edtf is not None else None
