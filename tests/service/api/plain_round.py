"""Who is asked what in a round, by a plain model made from the files of the record: it shares no rule with ours."""

from collections.abc import Iterable

from tests.service.api.record import Entry, entries, firsts, stage

ENDED = ("completed", "cancelled", "superseded")


def parents_told() -> dict[str, str]:
    """The body above each body that has one, as the record tells it."""
    return {one["id"]: one["parent"] for one in entries("agencies") if one.get("parent")}


def nearest_asked(body: str, asked: Iterable[str]) -> str | None:
    """The nearest agency that is asked, from a body upwards; None where none is."""
    parents = parents_told()
    while body not in asked and body in parents:
        body = parents[body]
    return body if body in asked else None


def asked_for(body: str, asked: Iterable[str]) -> str:
    """The nearest agency that is asked, from a body upwards, of which there is one."""
    found = nearest_asked(body, asked)
    assert found is not None, f"{body} was expected to lie under an agency that is asked."
    return found


def agencies_asked() -> set[str]:
    """Those that took the floor at the Seventh Meeting, and the top of every other tree that owes something."""
    parents = parents_told()
    asked = {turn["agency"] for turn in entries("interventions")}
    for entry in firsts():
        line = [entry["lead"] or entry["reported_by"]]
        while line[-1] in parents:
            line.append(parents[line[-1]])
        if asked.isdisjoint(line):
            asked.add(line[-1])
    return asked


def is_open(entry: Entry) -> bool:
    """Whether an entry of the record is unfinished, or done and recurring."""
    if stage(entry) in ENDED:
        return stage(entry) == "completed" and bool(entry.get("recurrence"))
    return True


def expected(meetings: tuple[str, ...], left_out: Iterable[str] = ()) -> dict[str, set[str]]:
    """The open items told at these meetings by the agency that is asked: for the lead, else for the reporter."""
    asked, gone = agencies_asked(), set(left_out)
    found: dict[str, set[str]] = {agency: set() for agency in asked}
    for entry in firsts():
        if entry["said_at"] in meetings and is_open(entry) and entry["id"] not in gone:
            found[asked_for(entry["lead"] or entry["reported_by"], asked)].add(entry["id"])
    return found


def unanswered() -> dict[str, int]:
    """How many statements of the Seventh Meeting wait for a reply, by the agency that is asked for it."""
    asked = agencies_asked()
    replied = {answered for one in entries("discussion") for answered in one["in_reply_to"]}
    found: dict[str, set[str]] = {agency: set() for agency in asked}
    for one in entries("discussion"):
        if one["id"] not in replied and one["type"] not in ("reply", "remark"):
            for body in one["to"]:
                if agency := nearest_asked(body, asked):
                    found[agency].add(one["id"])
    return {agency: len(ids) for agency, ids in found.items()}
