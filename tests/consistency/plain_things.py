"""What the plain model makes of what was said: each thing as a dictionary with the fields that matter."""

from collections.abc import Callable, Sequence
from typing import Any

from tests.consistency.plain_dates import date_of
from tests.consistency.plain_folding import Thing, begun, given, joined, moved
from tests.consistency.plain_reports import activity

Fold = Callable[[str, Sequence[Any]], Thing | None]


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
            case _:
                pass
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
            case _:
                pass
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
            case _:
                pass
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
            case _:
                pass
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
            case _:
                pass
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
            case _:
                pass
    return thing


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
