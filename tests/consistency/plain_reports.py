"""What the plain model makes of all that was said of an activity: first told, told again, news, and edits."""

from collections.abc import Sequence
from typing import Any

from tests.consistency.plain_dates import date_of
from tests.consistency.plain_folding import Thing, begun, given, joined, moved, together

REPORTS = ("commitment", "publication", "planned_meeting", "follow_up_action", "ongoing_work")
NEWS = (
    "progressed", "rescheduled", "completed", "partly_completed", "suspended", "cancelled", "superseded", "no_change",
    "confirmed", "not_ours",
)  # fmt: skip
STAGE_AFTER = {"completed": "completed", "partly_completed": "partly_completed", "suspended": "suspended"}
STAGE_AFTER |= {"cancelled": "cancelled", "superseded": "superseded"}

# What a second report may change, if it says more or may say it anew; lists are joined, the rest is replaced.
SINGLE = ("title", "description", "stage", "part_of", "meeting", "lead")
LISTS = ("topics", "partners", "organizers", "assigned_to", "responds_to")


def activity(activity_id: str, said: Sequence[Any]) -> Thing | None:
    thing: Thing | None = None
    for one in said:
        if one.sort in REPORTS:
            thing = _first_told(activity_id, one) if thing is None else _told_again(thing, one)
        elif thing is not None and one.sort == "reported_on_corrected":
            thing["version"] = max(thing["version"], one.version)
        elif thing is not None:
            _heard(thing, one, is_news=one.sort in NEWS or one.sort == "evidence_added")
            _changed(thing, one)
    return thing


def _first_told(activity_id: str, one: Any) -> Thing:
    body = one.body
    thing = begun(activity_id, one, (*SINGLE, "reported_by", "assurance", "review", "embargo_until", "host"))
    thing |= {name: body.get(name) or [] for name in LISTS}
    thing |= {"kind": one.sort, "visibility": body.get("visibility", "participants"), "evidence": []}
    thing |= {name: date_of(body, name) for name in ("date", "due")} | {"last_news": None, "remaining": None}
    thing |= {"disowned_by": [], "superseded_by": None, "days": [one.day], "last_heard_on": one.day, "resumes": None}
    thing |= {"merged_into": None, "merged": []}
    thing["aliases"] = [] if body["id"] == activity_id else [body["id"]]
    thing["heard_at"] = [body["coordination_meeting"]] if body.get("coordination_meeting") else []
    thing["reports"] = [_report(one)]
    return thing


def _report(one: Any) -> tuple[Any, ...]:
    return tuple(one.body.get(name) for name in ("id", "reported_by", "title", "coordination_meeting"))


def _heard(thing: Thing, one: Any, *, is_news: bool) -> None:
    moved(thing, one)
    thing["days"] = [*thing["days"], one.day]
    if is_news:
        thing["last_heard_on"] = max(thing["last_heard_on"], one.day)
    if (one.sort in NEWS or one.sort in REPORTS) and one.body.get("coordination_meeting"):
        thing["heard_at"] = joined(thing["heard_at"], [one.body["coordination_meeting"]])


def _told_again(thing: Thing, one: Any) -> Thing:
    """Within one meeting the first words stand; later the lead, or who told it before, may say it anew."""
    body = one.body
    _, _, _, last_meeting = thing["reports"][-1]
    at_one_table = body.get("coordination_meeting") is not None and body["coordination_meeting"] == last_meeting
    told_before = body["reported_by"] in [reporter for _, reporter, _, _ in thing["reports"]]
    may_replace = not at_one_table and (told_before or body["reported_by"] == thing["lead"])
    lead_before = thing["lead"]
    words = {name: body.get(name) for name in SINGLE} | {name: date_of(body, name) for name in ("date", "due")}
    for name, word in words.items():
        if word is not None and (thing[name] is None or may_replace):
            thing[name] = word
    for name in LISTS:
        thing[name] = joined(thing[name], body.get(name) or [])
    if thing["host"] is None or (may_replace and body.get("host")):
        thing["host"] = body.get("host")
    own_word = thing["lead"] == body.get("lead") and thing["assurance"] == "third_party"
    if thing["lead"] != lead_before or own_word:
        thing["assurance"] = body["assurance"]
    thing["aliases"] = joined(thing["aliases"], [] if body["id"] == thing["id"] else [body["id"]])
    thing["reports"] = [*thing["reports"], _report(one)]
    _heard(thing, one, is_news=True)
    return thing


def _changed(thing: Thing, one: Any) -> None:
    body = one.body
    if one.sort in NEWS:
        thing["last_news"] = body.get("note")
        thing["stage"] = STAGE_AFTER.get(one.sort, thing["stage"])
    match one.sort:
        case "progressed":
            thing["stage"] = body.get("stage") or thing["stage"]
        case "rescheduled":
            thing |= {name: date_of(body, name) or thing[name] for name in ("date", "due")}
        case "completed" | "partly_completed":
            thing["date"] = date_of(body, "date") or thing["date"]
            thing["remaining"] = body.get("remaining") if one.sort == "partly_completed" else None
        case "suspended":
            thing["resumes"] = date_of(body, "resumes")
        case "superseded":
            thing["superseded_by"] = body["superseded_by"]
        case "confirmed":
            thing["assurance"] = "self_reported"
            thing["disowned_by"] = [other for other in thing["disowned_by"] if other != thing["lead"]]
        case "not_ours":
            thing["disowned_by"] = sorted({*thing["disowned_by"], body["agency"]})
        case "evidence_added":
            thing["evidence"] = [*thing["evidence"], (one.position, body.get("url"), body.get("symbol"))]
        case "linked":
            thing["responds_to"] = joined(thing["responds_to"], body.get("responds_to") or [])
            thing["part_of"] = body.get("part_of") or thing["part_of"]
        case "reclassified":
            thing["kind"] = body["kind"]
        case "submitted" | "accepted" | "sent_back" | "withdrawn":
            thing["review"] = one.sort
        case "visibility":
            thing |= {"visibility": body["visibility"], "embargo_until": body.get("embargo_until")}
        case "merged":
            thing["merged_into"] = body["into"]
        case "absorbed":
            fills = together(thing)["assurance"] == "third_party" or body["assurance"] != "third_party"
            thing["merged"] = [*thing["merged"], body | {"fills": fills}]
        case "parted":
            thing["merged_into"] = None if thing["merged_into"] == body["other"] else thing["merged_into"]
            thing["merged"] = [other for other in thing["merged"] if other["activity"] != body["other"]]
        case "corrected":
            _corrected(thing, one)
        case _:
            pass


def _corrected(thing: Thing, one: Any) -> None:
    changes = given(one, ("title", "description", "lead", "partners", "topics", "stage", "part_of", "assurance"))
    changes |= {name: date_of(one.body, name) for name in ("date", "due") if one.body.get(name) is not None}
    changes |= {name: [] if name in LISTS else None for name in one.body.get("cleared", ())}
    report_id, reporter, title, told_at = thing["reports"][-1]
    thing["reports"] = [*thing["reports"][:-1], (report_id, reporter, changes.get("title", title), told_at)]
    thing |= changes
