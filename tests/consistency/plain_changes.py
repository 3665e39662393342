"""The plain model of what changed: every activity folded at both days, looked at one by one, and nothing else."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from tests.consistency.plain_dates import PlainDate
from tests.consistency.plain_folding import Thing, together
from tests.consistency.plain_lists import ENDED, Looking, is_seen, own_bodies
from tests.consistency.plain_log import LAST_DAY, PlainLog

STEPS: tuple[tuple[str, ...], ...] = (
    ("proposed", "requested"),
    ("under_consideration", "conditional"),
    ("planned",),
    ("in_progress", "standing"),
    ("partly_completed",),
)
# Where and when it was said, which is told by the events themselves.
TRAIL = ("id", "version", "positions", "days", "first_reported_on", "last_heard_on", "heard_at", "reports")


class PlainChange(NamedTuple):
    """What became of one activity: the names of the classes, the days it slipped, and the fields that differ."""

    classes: frozenset[str]
    days: int | None
    fields: frozenset[str]


def changed(
    log: PlainLog, looking: Looking, since: str, agencies: Iterable[str], topics: Iterable[str]
) -> dict[str, PlainChange]:
    """What became of each activity from the end of the day `since` to that of `as_of`, by its id."""
    found = {}
    own = own_bodies(log, looking.agency)
    for after in map(together, log.things("activity", looking.as_of or LAST_DAY, looking.known_at)):
        before = log.thing("activity", after["id"], since, looking.known_at)
        before = together(before) if before is not None else None
        if before is not None and (before["review"] == "withdrawn" or not is_seen(log, before, looking, own)):
            before = None
        unseen = not is_seen(log, after, looking, own) or (before is None and after["review"] == "withdrawn")
        wanted = (not agencies or _told_by(after) in agencies) and (not topics or set(topics) & set(after["topics"]))
        goes_on = after["merged_into"] is None
        if goes_on and not unseen and wanted and (classes := frozenset(_classes(before, after, since))):
            found[after["id"]] = PlainChange(classes, _days(before, after), frozenset(_fields(before, after)))
    return found


def _told_by(thing: Thing) -> Any:
    has_lead = thing["lead"] is not None and thing["lead"] not in thing["disowned_by"]
    return thing["lead"] if has_lead and thing["assurance"] != "third_party" else thing["reported_by"]


def _classes(before: Thing | None, after: Thing, since: str) -> set[str]:
    old, new = before["stage"] if before else None, after["stage"]
    was_given_up, is_given_up = old in ("cancelled", "superseded"), new in ("cancelled", "superseded")
    found = {
        "completed": new == "completed" and old != "completed",
        "suspended": new == "suspended" and old != "suspended",
        "dropped": (is_given_up or after["review"] == "withdrawn") and not was_given_up,
    }
    if before is None:
        return {"new", *(name for name, holds in found.items() if holds)}
    rested = (*ENDED, "suspended")
    days, shifts = _days(before, after), _shifts(before, after)
    found |= {
        "resumed": old in rested and new is not None and new not in rested,
        "progressed": _step(old) is not None and (_step(new) or 0) > (_step(old) or 0),
        "dated": "dated" in shifts,
        "more_exact": "more_exact" in shifts,
        "moved": "moved" in shifts,
        "slipped": _end_of_what_counts(before, after) == "later",
        "brought_forward": _end_of_what_counts(before, after) == "earlier",
        "answered": _is_answered(before, after),
        "reworded": any(before[name] != after[name] for name in ("title", "description")),
    }
    assert days is None or "moved" in shifts
    names = {name for name, holds in found.items() if holds}
    is_heard = before != after and after["last_heard_on"] > since
    if not names and before != after:
        names = {"heard_of" if is_heard else "edited"}
    hushed = after["review"] in ("draft", "sent_back", "withdrawn") or after["assurance"] == "third_party"
    if not is_heard and not hushed and old not in ENDED and new not in ENDED:
        names.add("silent")
    return names


def _step(stage: str | None) -> int | None:
    return next((number for number, stages in enumerate(STEPS) if stage in stages), None)


def _is_answered(before: Thing, after: Thing) -> bool:
    if before["stage"] == "requested" and after["stage"] not in ("requested", None):
        return True
    if before["assurance"] != "third_party":
        return False
    was_led = before["lead"] is not None and before["lead"] not in before["disowned_by"]
    is_led = after["lead"] is not None and after["lead"] not in after["disowned_by"]
    return after["assurance"] != "third_party" or (was_led and not is_led)


def _dates(before: Thing, after: Thing) -> list[tuple[PlainDate | None, PlainDate | None]]:
    """The due periods, then the dates; none of what is over, and no dates of what was done in part."""
    stages = (before["stage"], after["stage"])
    if any(stage in ENDED for stage in stages):
        return []
    dates = [] if "partly_completed" in stages else [(before["date"], after["date"])]
    return [(before["due"], after["due"]), *dates]


def _shifts(before: Thing, after: Thing) -> set[str]:
    return {_shift(old, new) for old, new in _dates(before, after)}


def _shift(old: PlainDate | None, new: PlainDate | None) -> str:
    old_days, new_days = _span(old), _span(new)
    if old_days == new_days:
        return "same"
    if old_days is None:
        return "dated"
    is_within = new_days is not None and old_days[0] <= new_days[0] and new_days[1] <= old_days[1]
    return "more_exact" if is_within else "moved"


def _span(said: PlainDate | None) -> tuple[str, str] | None:
    return None if said is None or said.edtf is None else (said.earliest or "0000", said.latest or LAST_DAY)


def _what_counts(before: Thing | None, after: Thing) -> tuple[PlainDate, PlainDate] | None:
    pairs = _dates(before, after) if before else []
    both = [(old, new) for old, new in pairs if old and new and old.edtf and new.edtf]
    return both[0] if both and _shift(*both[0]) == "moved" else None


def _end_of_what_counts(before: Thing, after: Thing) -> str | None:
    if (both := _what_counts(before, after)) is None:
        return None
    old, new = (one.latest or LAST_DAY for one in both)
    return "later" if new > old else "earlier" if new < old else None


def _days(before: Thing | None, after: Thing) -> int | None:
    both = _what_counts(before, after)
    if both is None or both[0].latest is None or both[1].latest is None:
        return None
    return date.fromisoformat(both[1].latest).toordinal() - date.fromisoformat(both[0].latest).toordinal()


def _fields(before: Thing | None, after: Thing) -> set[str]:
    told = [name for name in after if name not in TRAIL]
    return {name for name in told if after[name] != (before[name] if before else [] if after[name] == [] else None)}
