"""The plain model of promises: how each stands, whether it is spoken of, and by how much it slipped."""

from datetime import date, timedelta
from typing import Any

Thing = dict[str, Any]

LAST_DAY = "9999-12-31"
SOON_DAYS = 30


def last_day_due(thing: Thing) -> str | None:
    due = thing.get("due")
    return None if due is None or due.get("edtf") is None else due.get("latest") or LAST_DAY


def is_promise(thing: Thing) -> bool:
    return thing.get("stage") not in (None, "standing") and (thing["kind"] != "ongoing_work" or "due" in thing)


def still_owes(thing: Thing) -> bool:
    if thing.get("stage") == "completed":
        return "recurrence" in thing
    return thing.get("stage") not in ("cancelled", "superseded")


def timeliness(thing: Thing, day: str) -> str | None:
    if not is_promise(thing):
        return None
    if thing["stage"] in ("completed", "cancelled", "superseded"):
        return "done"
    due = last_day_due(thing)
    if due is None:
        return "undated"
    soon = (date.fromisoformat(day) + timedelta(days=SOON_DAYS)).isoformat()
    return "overdue" if due < day else "due_soon" if due <= soon else "not_due"


def standing(thing: Thing, day: str) -> str | None:
    """Of an open promise of which nothing was heard for a year: stale, or dormant where nothing will bring it up."""
    stands_so = timeliness(thing, day)
    if stands_so in (None, "done"):
        return None
    if (date.fromisoformat(day) - date.fromisoformat(thing["last_heard_on"])).days < 365:
        return "live"
    return "dormant" if stands_so == "undated" or thing["stage"] == "suspended" else "stale"


def slips(thing: Thing, versions: list[tuple[str, Thing]]) -> Thing:
    """When it was first due and whether a later day was said, by its versions, each with the day that it was of."""
    first = next((due for _, one in versions if (due := last_day_due(one)) not in (None, LAST_DAY)), None)
    last = last_day_due(thing)
    if thing.get("stage") == "completed":
        told = next((day for day, one in versions if one.get("stage") == "completed"), None)
        last = (thing.get("date") or {}).get("earliest") or told
    elif last == LAST_DAY:
        last = None
    slipped = None if first is None else last is not None and last > first
    return {"first_due": first, "last_said": last, "slipped": slipped}
