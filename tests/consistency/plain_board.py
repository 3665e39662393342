"""The plain model of the board: for every number of every row, the ids of the very promises that it counts."""

from collections import defaultdict
from datetime import date
from statistics import median
from typing import Any

from tests.consistency.plain_promises import is_promise, last_day_due, standing, timeliness
from tests.consistency.plain_queries import Thing, lead_of, linked, meetings_of

Numbers = dict[str, set[str]]
GROUPINGS = ("agency", "topic", "mandate", "meeting")


def promised(things: list[Thing]) -> list[Thing]:
    """The promises among things, each on the word of its own body."""
    return [thing for thing in things if is_promise(thing) and thing["assurance"] != "third_party"]


def rows_of(promises: list[Thing], by: str) -> dict[str | None, list[Thing]]:
    """The promises under each value, and under None those that stand under none."""
    rows: dict[str | None, list[Thing]] = defaultdict(list)
    for one in promises:
        for value in _values(one, by) or {None}:
            rows[value].append(one)
    return dict(rows)


def repeats(rows: dict[str | None, list[Thing]], promises: list[Thing]) -> bool:
    """Whether some promise stands in more rows than one."""
    return sum(map(len, rows.values())) > len(promises)


def _values(thing: Thing, by: str) -> set[Any]:
    if by == "agency":
        return {lead_of(thing)}
    if by == "topic":
        return set(thing.get("topics", ()))
    return set(linked(thing, "mandate")) if by == "mandate" else set(meetings_of(thing))


def numbers_of(promises: list[Thing], day: str) -> Numbers:
    """The ids behind each number of a row, by where the number stands in it."""
    found: Numbers = defaultdict(set)
    for one in promises:
        for number in _counted_in(one, day):
            found[number].add(one["id"])
    return found


def _counted_in(one: Thing, day: str) -> set[str]:
    stands_so, due = timeliness(one, day), last_day_due(one)
    numbers = {"promises", *filter(None, (stands_so, standing(one, day)))}
    if stands_so != "done":
        numbers.add("open")
    if due is not None and due < day and one["stage"] != "superseded":
        numbers.add("delivery/due")
        if one["stage"] == "completed":
            numbers.add("delivery/delivered")
    if one["slipped"] is not None:
        numbers.add("slippage/dated")
    if one["slipped"]:
        numbers.add("slippage/slipped")
    return numbers


def median_slip(promises: list[Thing]) -> float | None:
    """By how many days those that slipped did so, in the middle."""
    days = [
        (date.fromisoformat(one["last_said"]) - date.fromisoformat(one["first_due"])).days
        for one in promises
        if one["slipped"]
    ]
    return float(median(days)) if days else None


def told(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The numbers of a row of an answer, by where each stands in it."""
    flat = {name: one for name, one in row.items() if isinstance(one, dict) and "count" in one}
    for group in ("delivery", "slippage"):
        flat |= {f"{group}/{name}": one for name, one in row[group].items() if isinstance(one, dict) and "count" in one}
    return flat
