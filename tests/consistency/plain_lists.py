"""The plain model of lists: which activities somebody sees, in which order, under which filters."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from tests.consistency.plain_folding import Thing, together
from tests.consistency.plain_log import LAST_DAY, PlainLog
from tests.consistency.plain_merging import links, meetings, parts

DUE_SOON_DAYS = 30
ENDED = ("completed", "cancelled", "superseded")


class Looking(Struct, frozen=True, kw_only=True):
    """Who looks (an agency, the secretariat, or neither), at which point of both clocks, on which real day."""

    agency: str | None = None
    is_secretariat: bool = False
    as_of: str | None = None
    known_at: int | None = None
    seen_on: str
    evaluated_on: str

    @property
    def is_now(self) -> bool:
        return self.as_of is None and self.known_at is None


def listed(log: PlainLog, looking: Looking, wanted: dict[str, Any]) -> list[str]:
    """The ids of the activities, in the order told."""
    things = log.things("activity", looking.as_of or LAST_DAY, looking.known_at)
    own = own_bodies(log, looking.agency)
    seen = [thing for thing in things if thing["merged_into"] is None and is_seen(log, thing, looking, own)]
    found = [thing for thing in seen if _is_wanted(together(thing), wanted, looking.evaluated_on)]
    return [thing["id"] for thing in sorted(found, key=lambda thing: (min(thing["positions"]), thing["id"]))]


def own_bodies(log: PlainLog, agency: str | None) -> list[str]:
    """An agency, who granted it, and everything under them, as the register stands now."""
    if agency is None:
        return []
    own = {agency} | {one["id"] for one in log.things("agency") if agency in one["granted_to"]}
    for _ in log.things("agency"):
        own |= {one["id"] for one in log.things("agency") if one["parent"] in own}
    return sorted(own)


def is_seen(log: PlainLog, thing: Thing, looking: Looking, own: list[str]) -> bool:
    """What may not be seen as it stands now may not be seen at any earlier point either."""
    if looking.is_secretariat or thing["reported_by"] in own:
        return True
    now = [thing] if looking.is_now else _now_and_into(log, thing["id"])
    return _is_open(thing, looking) and all(_is_open(one, looking) for one in now)


def _now_and_into(log: PlainLog, thing_id: str | None) -> list[Thing]:
    """The activity as it stands now, and what it was merged into."""
    found = []
    while thing_id is not None and (thing := log.thing("activity", thing_id)) is not None:
        found.append(thing)
        thing_id = thing["merged_into"]
    return found


def _is_open(thing: Thing, looking: Looking) -> bool:
    is_embargoed = thing["embargo_until"] is not None and thing["embargo_until"] > looking.seen_on
    is_shown = thing["visibility"] == "public" or (thing["visibility"] == "participants" and looking.agency is not None)
    return is_shown and thing["review"] not in ("draft", "sent_back") and not is_embargoed


def _is_wanted(thing: Thing, wanted: dict[str, Any], today: str) -> bool:
    due = last_day_due(thing)
    checks: dict[str, Callable[[Any], object]] = {
        "agencies": lambda values: _takes_part(thing, values, wanted.get("roles")),
        "topics": lambda values: set(values) & set(thing["topics"]),
        "kinds": lambda values: thing["kind"] in values,
        "stages": lambda values: thing["stage"] in values,
        "reviews": lambda values: thing["review"] in values,
        "assurances": lambda values: thing["assurance"] in values,
        "timeliness": lambda values: timeliness(thing, today) in values,
        "meetings": lambda values: set(values) & meetings(thing),
        "mandates": lambda values: set(values) & {one["id"] for one in links(thing) if one["kind"] == "mandate"},
        "due_from": lambda day: due is not None and due >= day,
        "due_to": lambda day: due is not None and due <= day,
    }
    unasked = thing["review"] != "withdrawn" or bool(wanted.get("reviews"))
    return unasked and all(checks[name](value) for name, value in wanted.items() if value and name != "roles")


def _takes_part(thing: Thing, agencies: list[str], roles: list[str] | None) -> bool:
    return any(
        body in agencies and body not in thing["disowned_by"] and (not roles or role in roles)
        for body, role in parts(thing)
    )


def last_day_due(thing: Thing) -> str | None:
    """The last day of the due period; the last of all days where it has no end."""
    due = thing["due"]
    return None if due is None or due.edtf is None else due.latest or LAST_DAY


def timeliness(thing: Thing, today: str) -> str | None:
    """How the promise stands on a day; None where nothing is promised."""
    promised = thing["kind"] != "ongoing_work" or thing["due"] is not None
    if thing["stage"] in (None, "standing") or not promised:
        return None
    if thing["stage"] in ENDED:
        return "done"
    due = last_day_due(thing)
    if due is None:
        return "undated"
    soon = (date.fromisoformat(today) + timedelta(days=DUE_SOON_DAYS)).isoformat()
    return "overdue" if due < today else "due_soon" if due <= soon else "not_due"
