"""The plain model of the table: turns with their items in order, statements, and submissions."""

from tests.consistency import plain_activities
from tests.consistency.plain_folding import Thing
from tests.consistency.plain_log import Body
from tests.consistency.plain_register import last_day_of
from tests.consistency.plain_reports import REPORTS
from tests.consistency.plain_rules import UNKNOWN, Asking, Refusal, among

Item = tuple[str, str]


def make_statement(asking: Asking, meeting_id: str, body: Body) -> str:
    """A statement at a coordination meeting."""
    meeting = asking.must_find("coordination-meeting", meeting_id)
    day = asking.day(body, default=last_day_of(meeting, asking.today))
    statement_id = body.get("id") or f"{meeting_id}-{asking.fresh_id}"
    _statement(asking, meeting_id, body, statement_id, day)
    return statement_id


def _statement(asking: Asking, meeting_id: str, body: Body, statement_id: str, day: str) -> None:
    asking.must_be_free("statement", statement_id)
    asking.named("agency", *among(body.get("by")), *among(body.get("to")))
    _named(asking, body)
    asking.fault_if(body.get("visibility") == "secretariat")
    asking.refuse_if_any()
    _demand_speakers(asking, among(body.get("by")))
    asking.log.say("statement", statement_id, "made", body | {"coordination_meeting": meeting_id}, day)


def _named(asking: Asking, body: Body) -> None:
    asking.named("topic", *among(body.get("topics")))
    asking.named("activity", *among(body.get("activities")))
    asking.named("statement", *among(body.get("in_reply_to")))


def _demand_speakers(asking: Asking, speakers: list[str]) -> None:
    """Nobody puts words into the mouth of a body that it may not write for, nor of nobody."""
    for speaker in speakers:
        asking.demand(speaker)
    if not speakers:
        asking.secretariat_only()


def update_statement(asking: Asking, statement_id: str, body: Body, expected: int | None) -> str:
    """An update of a statement, by whoever made it."""
    statement = asking.must_find("statement", statement_id)
    asking.demand(*statement["by"])
    asking.version_fits(statement, expected, replaces=body["type"] in ("corrected", "withdrawn"))
    day = asking.day(body, first=statement["first_reported_on"])
    asking.named("agency", *among(body.get("by")), *among(body.get("to")))
    if body["type"] == "corrected" and body.get("by") is not None:
        _demand_speakers(asking, body["by"])
    _named(asking, body)
    asking.refuse_if_any()
    asking.log.say("statement", statement_id, body["type"], body, day)
    return statement_id


def turn(asking: Asking, meeting_id: str, order: int, body: Body, expected: int | None, *, anew: bool) -> Item:
    """One agency's turn, all of it or nothing; noted anew only by who looked at what was noted before."""
    meeting = asking.must_find("coordination-meeting", meeting_id)
    turn_id = f"{meeting_id}-{order}"
    known = asking.log.thing("intervention", turn_id)
    if anew:
        if known is None:
            raise Refusal("not-found")
        asking.version_fits(known, expected, replaces=True)
        asking.fault_if(body["agency"] != known["agency"])
        asking.refuse_if_any()
    elif known is not None:
        raise Refusal("already-reported")
    day = _turn_day(asking, meeting, body, known)
    told = {"agency": body["agency"], "coordination_meeting": meeting_id, "day": day}
    items, points = _items(asking, turn_id, body, told, known)
    asking.refuse_if_any()
    words = body | {"coordination_meeting": meeting_id, "told": items}
    asking.log.say("intervention", turn_id, "replaced" if anew else "recorded", words, day)
    for point_id, text in points:
        asking.log.say("intervention", turn_id, "context_point", {"id": point_id, "text": text}, day)
    return "intervention", turn_id


def _turn_day(asking: Asking, meeting: Thing, body: Body, known: Thing | None) -> str:
    asking.named("agency", body["agency"], *among(body.get("on_behalf_of")))
    asking.fault_if(body.get("visibility") == "secretariat")
    asking.refuse_if_any()
    asking.demand(body["agency"])
    for other in among(body.get("on_behalf_of")):
        asking.demand(other)
    first = known["first_reported_on"] if known else None
    return asking.day(body, default=last_day_of(meeting, asking.today), first=first)


def _items(
    asking: Asking, turn_id: str, body: Body, told: Body, known: Thing | None
) -> tuple[list[Item], list[tuple[str, str]]]:
    """The items as they are told, each once; what is wrong with one does not keep the others from being looked at."""
    items: list[Item] = []
    points: list[tuple[str, str]] = []
    faults = asking.faults
    for place, one in enumerate(body["items"]):
        asking.faults = []
        try:
            item = _item(asking, f"{turn_id}-{place + 1}", one, told, known, points)
        except Refusal as refusal:
            if not refusal.of_faults:
                raise
            item = ("refused", f"{place}: {refusal}")
        faults += asking.faults
        if item in items:
            faults.append("invalid-input")
        items.append(item)
    asking.faults = faults
    return items, points


def _item(
    asking: Asking, part_id: str, one: Body, told: Body, known: Thing | None, points: list[tuple[str, str]]
) -> Item:
    match one["type"]:
        case sort if sort in REPORTS:
            return "activity", plain_activities.report(asking, one, told, None)
        case "update":
            asking.named("activity", one["activity"])
            asking.refuse_if_any()
            plain_activities.update(asking, one["activity"], one["update"], None, told)
            return "activity", one["activity"]
        case "activity" | "known_statement":
            noun = "activity" if one["type"] == "activity" else "statement"
            asking.fault_if(asking.find(noun, one["id"]) is None, UNKNOWN)
            return noun, one["id"]
        case "statement":
            words = one | {"by": one.get("by") or [told["agency"]]}
            day = asking.day(one, default=told["day"])
            _statement(asking, told["coordination_meeting"], words, one["id"], day)
            return "statement", one["id"]
        case _:
            earlier = [point_id for point_id, _ in known["points"]] if known else []
            numbered = [part_id, *(f"{part_id}-{number}" for number in range(2, 100))]
            point_id = next(made for made in numbered if made not in earlier)
            points.append((point_id, one["text"]))
            return "context", point_id


def submission(asking: Asking, body: Body) -> None:
    """Many reports and updates, all or none."""
    for line in body["lines"]:
        if line["type"] == "update":
            expected = line.get("expected_version")
            plain_activities.update(asking, line["activity"], line["update"], expected, {})
        else:
            plain_activities.report(asking, line, {}, None)
        asking.refuse_if_any()
