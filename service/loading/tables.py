"""The requests that enter coordination meetings: agenda, speakers, papers, and the turns at the table."""

from collections.abc import Iterator

from service.loading.entry import Entry
from service.loading.record import Record
from service.loading.reports import item_of
from service.loading.request import Request
from service.loading.words import Body, without_nothing


def coordination_meetings(record: Record) -> Iterator[Request]:
    """Convene the meetings of the series, with their agenda, speakers and papers."""
    names: tuple[str, ...] = (
        "id",
        "title",
        "number",
        "series",
        "mandate",
        "organizers",
        "objectives",
        "expected_outcome",
    )
    names += ("participants_text", "note", "documents_note", "source")
    for entry in record["meetings"]:
        if entry.take("kind") != "coordination_meeting":
            continue
        day = record.days.first_named(entry.id, entry.take("source"))
        body = {name: entry.take(name) for name in names} | {"reported_on": day}
        yield Request("/coordination-meetings", without_nothing(body), entry.where)
        path = f"/coordination-meetings/{entry.id}/updates"
        for update in [*_agenda(record, entry), *_papers(record, entry)]:
            yield Request(path, {**update, "reported_on": day}, entry.where)


def _agenda(record: Record, meeting: Entry) -> Iterator[Body]:
    for item in record.watch(meeting.entries("agenda")):
        yield from _item(record, item, None)
    for speaker in record.watch(meeting.entries("other_named_speakers")):
        for number in speaker.several("items"):
            yield _speaker(speaker, number)


def _item(record: Record, item: Entry, part_of: str | None) -> Iterator[Body]:
    number, slot = str(item.take("item")), item.take("slot") or {}
    body = {name: item.take(name) for name in ("title", "subtitle", "slot_text", "tour_de_table", "note")}
    body |= {"day": slot.get("date"), "starts_at": slot.get("start"), "ends_at": slot.get("end")}
    body |= {"session": slot.get("session"), "part_of": part_of, "speakers_count": item.take("speaker_count")}
    item.take("day")
    yield {"type": "agenda_item", "item": number, **without_nothing(body)}
    for speaker in record.watch(item.entries("speakers")):
        yield _speaker(speaker, number)
    for leader in record.watch(item.entries("discussion_leaders")):
        yield {**_speaker(leader, number), "discussion_leader": True}
    for child in record.watch(item.entries("children")):
        yield from _item(record, child, number)


def _speaker(speaker: Entry, number: str) -> Body:
    body = {name: speaker.take(name) for name in ("name", "honorific", "agency", "presentation_title", "note")}
    body |= {"function": speaker.take("role"), "affiliation": speaker.take("affiliation_text")}
    return {"type": "speaker", "item": number, **without_nothing(body)}


def _papers(record: Record, meeting: Entry) -> Iterator[Body]:
    lists = {"documents": None, "contributed_papers": "contributed_paper", "background_documents": "background"}
    for name, kind in lists.items():
        for paper in record.watch(meeting.entries(name)):
            body = {key: paper.take(key) for key in ("title", "symbol", "agency", "mandate", "group")}
            yield {"type": "paper", "kind": kind or paper.take("kind"), **without_nothing(body)}


def grants(record: Record) -> Iterator[Request]:
    """Let the body that spoke at the table for others report for them."""
    for turn in record["interventions"]:
        for body in _spoken_for(record, turn):
            grant = {"type": "granted", "granted_to": turn.take("agency"), "reported_on": _day(record, turn)}
            yield Request(f"/agencies/{body}/updates", grant, turn.where)


def turns(record: Record) -> Iterator[Request]:
    """Note every turn at the table whole, with all that is reported in it."""
    activities = {entry.id: entry for entry in record["activities"]}
    statements = {entry.id: entry for entry in record["discussion"]}
    for turn in record["interventions"]:
        items = [item_of(item, activities, statements, record) for item in turn.several("items")]
        body = {
            "order": turn.take("order"),
            "agency": turn.take("agency"),
            "speaker": turn.take("speaker"),
            "verb": turn.take("verb"),
            "on_behalf_of": _spoken_for(record, turn),
            "items": items,
            "reported_on": _day(record, turn),
            "visibility": "public",
        }
        meeting = _meeting(record, turn)
        yield Request(f"/coordination-meetings/{meeting}/interventions", without_nothing(body), turn.where)


def _spoken_for(record: Record, turn: Entry) -> list[str]:
    """The bodies that a speaker speaks for: its siblings whose work it tells, where it leads none of it itself."""
    parents = {entry.id: entry.take("parent") for entry in record["agencies"]}
    speaker = turn.take("agency")
    leads = [activity.take("lead") for activity in _told(record, turn)]
    siblings = [lead for lead in leads if lead and parents.get(lead) == parents.get(speaker) is not None]
    return [] if speaker in leads else sorted(set(siblings))


def _told(record: Record, turn: Entry) -> list[Entry]:
    ids = {item.get("activity") for item in turn.several("items")}
    return [entry for entry in record["activities"] if entry.id in ids]


def _meeting(record: Record, turn: Entry) -> str:
    """The coordination meeting at which what is told in the turn was said."""
    said_at = {activity.take("said_at") for activity in _told(record, turn)}
    return str(next(iter(sorted(said_at)), None) or _first_with_a_table(record))


def _first_with_a_table(record: Record) -> str:
    return next(entry.id for entry in record["meetings"] if entry.take("kind") == "coordination_meeting")


def _day(record: Record, turn: Entry) -> str | None:
    meeting = _meeting(record, turn)
    return next(record.days.said_on(entry.take("source")) for entry in record["meetings"] if entry.id == meeting)
