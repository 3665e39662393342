"""The requests that enter a record's register: agencies, topics, mandates and meetings, with what became of them."""

from collections.abc import Iterator

from service.loading.entry import Entry
from service.loading.record import Record
from service.loading.request import Request
from service.loading.words import Body, date_of, in_order_of_need, without_nothing


def agencies(record: Record) -> Iterator[Request]:
    """Register every body, parents first, then what became of it: another kind, a successor."""
    later: list[Request] = []
    for entry in in_order_of_need(record["agencies"], lambda entry: entry.take("parent")):
        valid = entry.take("valid") or {}
        entry.take("predecessors")
        successor = entry.take("successor")
        source = entry.take("source")
        history = record.watch(entry.entries("kind_history"))
        body = {name: entry.take(name) for name in ("id", "name", "acronym", "kind", "parent", "aliases")}
        note = entry.take("note")
        body |= {"source": source, "valid_from": valid.get("from")}
        body["reported_on"] = record.days.first_named(entry.id, source, valid.get("from"))
        # What is noted of a body that ended tells of its end, and was not known before.
        body["note"] = None if successor else note
        yield Request("/agencies", without_nothing(body), entry.where)
        path = f"/agencies/{entry.id}/updates"
        if successor:
            later.append(Request(path, _succeeded(successor, valid["to"], note), entry.where))
        later += [Request(path, change, entry.where) for change in _kinds(history)]
    yield from later


def _succeeded(successor: str, day: str, note: str | None) -> Body:
    update = {"type": "succeeded", "successor": successor, "valid_to": day, "note": note, "reported_on": day}
    return without_nothing(update)


def _kinds(history: list[Entry]) -> Iterator[Body]:
    """The changes of kind after the first, which the registration has said already."""
    for held in history:
        kind, day, note = held.take("kind"), held.take("from"), held.take("note")
        held.take("to")
        if day is not None:
            change = {"type": "kind_changed", "kind": kind, "valid_from": day, "note": note, "reported_on": day}
            yield without_nothing(change)


def topics(record: Record) -> Iterator[Request]:
    """Take every concept into the vocabulary, broader ones first."""
    for entry in in_order_of_need(record["topics"], lambda entry: entry.take("broader")):
        body = {name: entry.take(name) for name in ("id", "label", "broader", "scope_note", "source")}
        body |= {"alternative_labels": entry.take("alt_labels"), "reported_on": _first_named(record, entry)}
        yield Request("/topics", without_nothing(body), entry.where)


def mandates(record: Record) -> Iterator[Request]:
    """Register every text; a day after that of the source is what became of the text later."""
    names: tuple[str, ...] = (
        "id",
        "kind",
        "symbol",
        "title",
        "issued_by",
        "status",
        "url",
        "part_of",
        "note",
        "source",
    )
    for entry in in_order_of_need(record["mandates"], lambda entry: entry.take("part_of")):
        body = {name: entry.take(name) for name in names}
        day = _first_named(record, entry)
        date = date_of(entry.take("date"), entry.take("date_text"))
        body |= {"url_accessed_on": entry.take("url_accessed"), "reported_on": day}
        edtf = date["edtf"] if date else None
        if edtf is None or len(edtf) != 10 or day is None or edtf <= day:
            yield Request("/mandates", without_nothing({**body, "date": date}), entry.where)
            continue
        status = body.pop("status")
        yield Request("/mandates", without_nothing(body), entry.where)
        adopted = {"type": "adopted", "date": date, "status": status, "reported_on": edtf}
        yield Request(f"/mandates/{entry.id}/updates", without_nothing(adopted), entry.where)


def meetings(record: Record) -> Iterator[Request]:
    """Name every meeting but the coordination meetings, those first that others are part of or related to."""
    ordinary = [entry for entry in record["meetings"] if entry.take("kind") != "coordination_meeting"]
    names: tuple[str, ...] = (
        "id",
        "title",
        "kind",
        "series",
        "organizers",
        "organizers_note",
        "host",
        "chair",
        "part_of",
        "aliases",
    )
    names += ("theme", "recurrence", "count", "mandate", "url", "source")
    ordered = in_order_of_need(
        ordinary, lambda entry: entry.take("part_of") or next(iter(entry.several("related")), None)
    )
    for entry in ordered:
        body = {name: entry.take(name) for name in names}
        participants = entry.take("participants") or {}
        notes = [note for note in (entry.take("note"), entry.take("title_note")) if note]
        body |= {
            "organizers_text": body.pop("organizers_note"),
            "related": entry.several("related"),
            "participants_text": participants.get("text"),
            "participants_count": participants.get("count"),
            "note": " ".join(notes),
            "reported_on": _first_named(record, entry),
        }
        yield Request("/meetings", without_nothing(body), entry.where)


def schedules(record: Record) -> Iterator[Request]:
    """What the secretariat says of when and where a meeting is, as far as no activity about it says so."""
    told = [entry for entry in record["activities"] if entry.take("kind") == "planned_meeting"]
    for entry in record["meetings"]:
        about = [activity for activity in told if activity.take("meeting") == entry.id]
        entry.take("date_history")  # each of its dates is said by an activity about the meeting
        body: Body = {}
        if not any(activity.take("date_edtf") for activity in about):
            body["date"] = date_of(entry.take("edtf"), entry.take("date_text"))
        if not any(activity.take("places") for activity in about):
            body["place"] = _place(entry)
        if not any(activity.take("status") for activity in about):
            body["outcome"] = entry.take("status")
        for name in ("start", "end", "edtf", "date_text", "place", "country", "status"):
            entry.take(name)
        body = without_nothing(body)
        if body:
            noun = "coordination-meetings" if entry.take("kind") == "coordination_meeting" else "meetings"
            body |= {"type": "scheduled", "reported_on": record.days.said_on(entry.take("source"))}
            yield Request(f"/{noun}/{entry.id}/updates", body, entry.where)


def _place(entry: Entry) -> Body | None:
    name, country = entry.take("place"), entry.take("country")
    if name is None and country is None:
        return None
    return without_nothing({"name": name or country, "iso3166": country})


def _first_named(record: Record, entry: Entry) -> str | None:
    """The day on which something of the register was first named."""
    return record.days.first_named(entry.id, entry.take("source"))
