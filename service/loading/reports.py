"""The requests that report activities and statements, within a turn at the table or on their own, and tie them."""

from collections.abc import Iterator
from typing import Any

from service.loading.entry import Entry
from service.loading.record import Record
from service.loading.request import Request
from service.loading.words import PATHS, Body, date_of, kind_of, referring, role_of, stage_of, without_nothing

COMMON: tuple[str, ...] = (
    "id",
    "lead",
    "lead_text",
    "reported_by",
    "title",
    "description",
    "predicate",
    "recurrence",
    "partners_text",
)
COMMON += ("topics", "meeting", "speaker", "note", "source")


def item_of(item: dict[str, str], activities: dict[str, Entry], statements: dict[str, Entry], record: Record) -> Body:
    """An item of a turn as the service takes it."""
    if "activity" in item:
        activity = activities[item["activity"]]
        return {"type": kind_of(activity.take("kind")), **report_of(activity, record)}
    if "statement" in item:
        return {"type": "statement", **statement_of(statements[item["statement"]], record)}
    return {"type": "context", "text": item["context"]}


def report_of(activity: Entry, record: Record) -> Body:
    """The report of an activity; what it refers to is tied later, when all that can be referred to is there."""
    body = {name: activity.take(name) for name in COMMON}
    words = activity.take("date_text")
    due = activity.take("due_edtf")
    roles = activity.take("partner_roles") or {}
    body |= {
        "stage": stage_of(activity.take("status")),
        "date": date_of(activity.take("date_edtf"), words),
        "due": date_of(due, words) if due else None,
        "partners": [_partner(agency, roles.get(agency)) for agency in activity.several("partners")],
        "places": [without_nothing(place) for place in activity.several("places")],
        "kinds_possible": [kind_of(kind) for kind in activity.several("kind_alternatives")],
        "coordination_meeting": activity.take("said_at"),
        "agenda_item": activity.take("section"),
        "same_as": activity.take("same_as"),
        "accepted": True,
        "visibility": "public",
        "reported_on": record.days.said_on(activity.take("source")),
        **_publication(activity, record),
    }
    if url := activity.take("url"):
        body["evidence"] = [_evidence(url, activity, record)]
    return without_nothing(body)


def _partner(agency: str, role: str | None) -> Body:
    return without_nothing({"agency": agency, "role": role_of(role), "role_text": role})


def _publication(activity: Entry, record: Record) -> Body:
    """What is said of the printed work; of other kinds of activity only what sort of thing they yield."""
    fields = activity.take("publication")
    if fields is None:
        return {}
    work = record.watch([Entry(f"{activity.where}/publication", fields)])[0]
    output = {"output_type": work.take("type")}
    if kind_of(activity.take("kind")) != "publication":
        return output
    symbol = work.take("symbol") or ""
    sales = symbol.removeprefix("Sales No. ") if symbol.startswith("Sales No. ") else None
    return {
        **output,
        "publication_title": work.take("title"),
        "series": work.take("series"),
        "symbol": None if sales else symbol,
        "sales_number": sales,
        "publisher": work.take("publisher"),
        "year": work.take("year"),
        "citation": work.take("reference"),
    }


def _evidence(url: str, activity: Entry, record: Record) -> Body:
    """The address; the text found there gives the label and the day it was last seen, else the activity's title."""
    text = next((entry for entry in record["mandates"] if entry.take("url") == url), None)
    label, seen = (text.take("title"), text.take("url_accessed")) if text else (activity.take("title"), None)
    return without_nothing({"url": url, "label": label, "accessed_on": seen})


def other_reports(record: Record) -> Iterator[Request]:
    """Report what was said outside the turns at the table, those first that others tell again."""
    told = {item.get("activity") for turn in record["interventions"] for item in turn.several("items")}
    for activity in record["activities"]:
        if activity.id not in told:
            path = f"/{PATHS[kind_of(activity.take('kind'))]}"
            yield Request(path, report_of(activity, record), activity.where)


def statement_of(statement: Entry, record: Record) -> Body:
    """A statement; what it refers to is tied later."""
    body = {name: statement.take(name) for name in ("id", "by", "speaker", "to", "topics", "source")}
    body |= {
        "statement_type": statement.take("type"),
        "text": statement.take("summary"),
        "agenda_item": statement.take("section"),
        "visibility": "public",
        "reported_on": record.days.said_on(statement.take("source")),
    }
    return without_nothing(body)


def other_statements(record: Record) -> Iterator[Request]:
    """Note what was said outside the turns at the table."""
    told = {item.get("statement") for turn in record["interventions"] for item in turn.several("items")}
    meetings = {entry.take("source"): entry.id for entry in record["meetings"] if entry.take("number") in (7, 9)}
    for statement in record["discussion"]:
        if statement.id not in told:
            path = f"/coordination-meetings/{meetings[statement.take('source')]}/statements"
            yield Request(path, statement_of(statement, record), statement.where)


def links(record: Record) -> Iterator[Request]:
    """Tie activities and statements to what they answer, yield, are part of or reply to."""
    refer = referring(record)
    for activity in record["activities"]:
        body: dict[str, Any] = {
            "responds_to": [refer(one) for one in activity.several("responds_to")],
            "produces": [refer(one) for one in activity.several("produces")],
            "part_of": activity.take("part_of"),
        }
        yield from _tied(f"/activities/{activity.id}/updates", body, activity, record)
    for statement in record["discussion"]:
        body = {"activities": statement.several("activity_ids"), "in_reply_to": statement.several("in_reply_to")}
        yield from _tied(f"/statements/{statement.id}/updates", body, statement, record)


def _tied(path: str, body: Body, entry: Entry, record: Record) -> Iterator[Request]:
    said = without_nothing(body)
    if said:
        yield Request(
            path, {"type": "linked", **said, "reported_on": record.days.said_on(entry.take("source"))}, entry.where
        )


def news(record: Record) -> Iterator[Request]:
    """What was learnt of activities later."""
    for activity in record["activities"]:
        for update in record.watch(activity.entries("status_updates")):
            stage, day = stage_of(update.take("status")), update.take("as_of")
            update.take("source")
            body = {"type": stage, "reported_on": day, "reported_by": activity.take("reported_by")}
            yield Request(f"/activities/{activity.id}/updates", body, activity.where)
