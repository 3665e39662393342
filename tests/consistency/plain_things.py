"""What the plain model makes of what was said: each thing as a dictionary with the fields that matter."""

from collections.abc import Callable, Sequence
from typing import Any

from tests.consistency.plain_dates import date_of

Thing = dict[str, Any]
Fold = Callable[[str, Sequence[Any]], Thing | None]

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


def begun(thing_id: str, one: Any, fields: Sequence[str]) -> Thing:
    thing = {name: one.body.get(name) for name in fields}
    return thing | {"id": thing_id, "first_reported_on": one.day, "version": one.version, "positions": [one.position]}


def moved(thing: Thing, one: Any) -> None:
    thing["version"] = max(thing["version"], one.version)
    thing["positions"] = [*thing["positions"], one.position]


def given(one: Any, names: Sequence[str]) -> Thing:
    """The fields of a correction that say something."""
    return {name: one.body[name] for name in names if one.body.get(name) is not None}


def agency(agency_id: str, said: Sequence[Any]) -> Thing | None:
    thing: Thing | None = None
    for one in said:
        body = one.body
        if thing is None:
            thing = begun(agency_id, one, ("parent", "valid_from", "valid_to", "note"))
            names = [(body["name"], body.get("acronym"), None)]
            thing |= {"names": names, "granted_to": [], "successor": None, "aliases": body.get("aliases") or []}
            continue
        moved(thing, one)
        match one.sort:
            case "renamed":
                newer = (body["name"], body.get("acronym"), body.get("valid_from") or one.day)
                thing["names"] = sorted([*thing["names"], newer], key=lambda name: name[2] or "")
            case "moved":
                thing["parent"] = body["parent"]
            case "succeeded":
                note = body.get("note") or thing["note"]
                thing |= {"successor": body["successor"], "valid_to": body["valid_to"], "note": note}
            case "granted":
                thing["granted_to"] = sorted({*thing["granted_to"], body["granted_to"]})
            case "grant_ended":
                thing["granted_to"] = [other for other in thing["granted_to"] if other != body["granted_to"]]
            case "corrected":
                cleared = body.get("cleared", ())
                name, acronym, since = thing["names"][-1]
                acronym = None if "acronym" in cleared else body.get("acronym") or acronym
                thing["names"] = [*thing["names"][:-1], (body.get("name") or name, acronym, since)]
                thing["note"] = None if "note" in cleared else body.get("note") or thing["note"]
                thing["aliases"] = thing["aliases"] if body.get("aliases") is None else body["aliases"]
    return thing


def topic(topic_id: str, said: Sequence[Any]) -> Thing | None:
    thing: Thing | None = None
    for one in said:
        if thing is None:
            thing = begun(topic_id, one, ("label", "broader", "scope_note"))
            thing |= {"merged_into": None, "alternative_labels": one.body.get("alternative_labels") or []}
            continue
        moved(thing, one)
        match one.sort:
            case "relabelled":
                thing["alternative_labels"] = [*thing["alternative_labels"], thing["label"]]
                thing["label"] = one.body["label"]
            case "moved":
                thing["broader"] = one.body["broader"]
            case "merged":
                thing["merged_into"] = one.body["into"]
            case "corrected":
                thing |= given(one, ("label", "alternative_labels", "scope_note"))
    return thing


def mandate(mandate_id: str, said: Sequence[Any]) -> Thing | None:
    thing: Thing | None = None
    for one in said:
        if thing is None:
            thing = begun(mandate_id, one, ("kind", "title", "part_of", "status", "canonical", "note"))
            thing["merged_into"] = None
            continue
        moved(thing, one)
        match one.sort:
            case "adopted":
                thing["status"] = one.body.get("status", "adopted")
                thing["canonical"] = one.body["canonical"] or thing["canonical"]
            case "merged":
                thing["merged_into"] = one.body["into"]
            case "corrected":
                thing |= given(one, ("kind", "title", "status", "canonical", "note"))
    return thing


def meeting(meeting_id: str, said: Sequence[Any]) -> Thing | None:
    thing: Thing | None = None
    for one in said:
        if thing is None:
            thing = begun(meeting_id, one, ("title", "number", "kind", "part_of", "mandate", "note"))
            thing |= {"organizers": one.body.get("organizers") or [], "merged_into": None}
            thing |= {"date": None, "outcome": None, "agenda": []}
            continue
        moved(thing, one)
        match one.sort:
            case "scheduled":
                thing["date"] = date_of(one.body, "date") or thing["date"]
                thing["outcome"] = one.body.get("outcome") or thing["outcome"]
            case "merged":
                thing["merged_into"] = one.body["into"]
            case "agenda_item":
                agenda = dict(thing["agenda"]) | {one.body["item"]: one.body["title"]}
                thing["agenda"] = list(agenda.items())
            case "corrected":
                thing |= given(one, ("title", "kind", "organizers", "part_of", "number", "mandate", "note"))
    return thing


def statement(statement_id: str, said: Sequence[Any]) -> Thing | None:
    thing: Thing | None = None
    for one in said:
        if thing is None:
            fields = ("coordination_meeting", "statement_type", "text", "speaker")
            thing = begun(statement_id, one, fields) | {"withdrawn": False}
            thing |= {name: one.body.get(name) or [] for name in ("by", "to", "topics", "activities", "in_reply_to")}
            thing["visibility"] = one.body.get("visibility", "participants")
            continue
        moved(thing, one)
        match one.sort:
            case "linked":
                for name in ("activities", "in_reply_to"):
                    thing[name] = joined(thing[name], one.body.get(name) or [])
            case "corrected":
                thing |= given(one, ("statement_type", "text", "by", "speaker", "to", "topics"))
            case "withdrawn":
                thing["withdrawn"] = True
    return thing


def turn(turn_id: str, said: Sequence[Any]) -> Thing | None:
    thing: Thing | None = None
    for one in said:
        if thing is None:
            thing = begun(turn_id, one, ("coordination_meeting", "order", "agency", "speaker", "told"))
            thing |= {"points": [], "on_behalf_of": one.body.get("on_behalf_of") or []}
            continue
        moved(thing, one)
        match one.sort:
            case "replaced":
                thing |= {name: one.body.get(name) for name in ("order", "speaker", "told")}
                thing["on_behalf_of"] = one.body.get("on_behalf_of") or []
            case "context_point":
                thing["points"] = [*thing["points"], (one.body["id"], one.body["text"])]
    return thing


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
        case "corrected":
            _corrected(thing, one)


def _corrected(thing: Thing, one: Any) -> None:
    changes = given(one, ("title", "description", "lead", "partners", "topics", "stage", "part_of", "assurance"))
    changes |= {name: date_of(one.body, name) for name in ("date", "due") if one.body.get(name) is not None}
    changes |= {name: [] if name in LISTS else None for name in one.body.get("cleared", ())}
    report_id, reporter, title, told_at = thing["reports"][-1]
    thing["reports"] = [*thing["reports"][:-1], (report_id, reporter, changes.get("title", title), told_at)]
    thing |= changes


def joined(old: list[Any], new: list[Any]) -> list[Any]:
    return [*old, *(one for one in new if one not in old)]


FOLDS: dict[str, Fold] = {
    "agency": agency,
    "topic": topic,
    "mandate": mandate,
    "meeting": meeting,
    "coordination-meeting": meeting,
    "statement": statement,
    "intervention": turn,
    "activity": activity,
}
