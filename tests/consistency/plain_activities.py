"""The plain model of activities: what is asked of a report and of every update of it."""

from tests.consistency.plain_dates import date_of
from tests.consistency.plain_folding import Thing, together
from tests.consistency.plain_log import Body
from tests.consistency.plain_merging import merge, part
from tests.consistency.plain_reports import NEWS
from tests.consistency.plain_rules import UNKNOWN, Asking, Refusal, among

REPLACES: tuple[str, ...] = (
    "corrected",
    "reported_on_corrected",
    "submitted",
    "accepted",
    "sent_back",
    "visibility",
    "withdrawn",
)
REPLACES += ("reclassified", "merged", "parted")
REPORTERS_OWN: tuple[str, ...] = ("corrected", "reported_on_corrected", "submitted", "visibility", "withdrawn")
REPORTERS_OWN += ("reclassified", "merged", "parted")
ENDED = ("completed", "cancelled", "superseded")
AHEAD = ("proposed", "requested", "under_consideration", "conditional", "planned")
ENDING = (*ENDED, "partly_completed", "suspended")
REVIEW_AFTER = {
    "draft": ("submitted", "withdrawn"),
    "submitted": ("accepted", "sent_back", "withdrawn"),
    "sent_back": ("submitted", "withdrawn"),
    "accepted": ("sent_back", "withdrawn"),
    "withdrawn": (),
}
CANNOT_BE_EMPTIED = ("title", "nonsense", "assurance")


def report(asking: Asking, body: Body, told: Body, made_id: str | None) -> str:
    """A report of an activity; `told` is what the turn says of it, `made_id` the id that the service has made."""
    reporter = body.get("reported_by") or told.get("agency") or asking.author.agency
    asking.fault_if(reporter is None)
    asking.refuse_if_any()
    assert reporter is not None
    partners = [partner["agency"] for partner in among(body.get("partners"))]
    bodies = (*partners, *among(body.get("organizers")), *among(body.get("assigned_to")))
    asking.named("agency", reporter, body.get("lead"), body.get("host"), *bodies)
    asking.refuse_if_any()
    asking.demand(reporter)
    report_id = body.get("id") or made_id or "made"
    asking.must_be_free("activity", report_id)
    _reference_is_new(asking, reporter, body.get("reference"))
    day = asking.day(body, default=told.get("day"))
    convened = body.get("coordination_meeting") or told.get("coordination_meeting")
    _check_report(asking, body)
    retold = _check_retold(asking, body, day, convened)
    lead = body.get("lead")
    own_word = lead is None or asking.speaks_for(reporter, lead)
    words = body | {
        "id": report_id,
        "reported_by": reporter,
        "partners": partners,
        "coordination_meeting": convened,
        "assurance": "self_reported" if own_word else "third_party",
        "review": "accepted" if body.get("accepted") else "draft" if body.get("draft") else "submitted",
    }
    _check_completed(asking, body, day)
    stream = retold["id"] if retold else report_id
    asking.log.say("activity", stream, body["type"], words, day)
    _evidence(asking, stream, body, day)
    return report_id


def _reference_is_new(asking: Asking, reporter: str, reference: str | None) -> None:
    used = [
        one
        for one in asking.log.said
        if one.noun == "activity" and one.body.get("reference") == reference and one.body.get("reported_by") == reporter
    ]
    if reference and used:
        raise Refusal("reference-used-before")


def _check_report(asking: Asking, body: Body) -> None:
    asking.named("topic", *among(body.get("topics")))
    _linked_things(asking, body)
    asking.days(body.get("embargo_until"))
    asking.named("meeting", body.get("meeting"))
    asking.named("coordination-meeting", body.get("coordination_meeting"))
    asking.named("activity", body.get("part_of"), body.get("same_as"))
    asking.dates(body, "date", "due")
    asking.fault_if(body.get("accepted") and not asking.author.is_secretariat)
    asking.fault_if(body.get("accepted") and body.get("draft"))


def _linked_things(asking: Asking, body: Body) -> None:
    for link in among(body.get("responds_to")):
        asking.named(link["kind"], link["id"])


def _check_completed(asking: Asking, body: Body, day: str) -> None:
    completed, date = body.get("stage") == "completed", date_of(body, "date")
    asking.fault_if(completed and date_of(body, "due"), "due-on-completed")
    asking.fault_if(completed and date and (date.earliest or "") > day, "impossible-date")


def _check_retold(asking: Asking, body: Body, day: str, convened: str | None) -> Thing | None:
    """What is told again is seen and may be told by the author, and is not hidden anew."""
    found = asking.log.activity(body["same_as"]) if body.get("same_as") else None
    if found is None:
        return None
    told = together(found)
    if is_held_back(asking, told) or told["review"] == "withdrawn":
        asking.faults.append(UNKNOWN)
        return told
    if convened is None or convened not in told["heard_at"]:
        asking.demand(*bodies_of(told))
    asking.fault_if(day < told["first_reported_on"], "impossible-date")
    asking.fault_if(body.get("draft"))
    asking.fault_if(body.get("embargo_until") is not None)
    asking.fault_if(body.get("visibility") == "secretariat")
    return told


def is_held_back(asking: Asking, activity: Thing) -> bool:
    embargo = activity["embargo_until"]
    hidden = activity["review"] in ("draft", "sent_back") or activity["visibility"] == "secretariat"
    hidden = hidden or (embargo is not None and embargo > asking.today)
    return hidden and not asking.may_write_for(activity["reported_by"])


def bodies_of(activity: Thing) -> list[str]:
    single = [activity[name] for name in ("reported_by", "lead", "host") if activity[name]]
    merged = [body for one in activity["merged"] for body, _ in one["parts"]]
    return [*single, *activity["partners"], *activity["assigned_to"], *activity["organizers"], *merged]


def _evidence(asking: Asking, stream: str, body: Body, day: str) -> None:
    for piece in among(body.get("evidence")):
        asking.fault_if(piece.get("url") is None and piece.get("symbol") is None)
        asking.days(piece.get("accessed_on"))
        asking.log.say("activity", stream, "evidence_added", piece, day)


def update(asking: Asking, activity_id: str, body: Body, expected: int | None, told: Body) -> str:
    """An update of an activity, under any of its ids."""
    found = asking.log.activity(activity_id)
    if found is None or is_held_back(asking, found):
        raise Refusal("not-found")
    activity = together(found)
    sort = body["type"]
    _demand_author(asking, activity, body)
    if expected is not None and any(activity_id in one["told_as"] for one in activity["merged"]):
        raise Refusal("conflict")
    asking.version_fits(activity, expected, replaces=sort in REPLACES)
    day = asking.day(body, default=told.get("day"))
    asking.fault_if(sort != "reported_on_corrected" and day < activity["first_reported_on"], "impossible-date")
    if sort == "merged":
        return merge(asking, activity_id, activity, body, day)
    if sort == "parted":
        return part(asking, activity, body, day)
    words = _news(asking, activity, body, told, day) if sort in NEWS else _edit(asking, activity, body)
    if sort != "evidence":
        asking.log.say("activity", activity["id"], sort, words, day)
    _evidence(asking, activity["id"], body, day)
    return str(activity["id"])


def _demand_author(asking: Asking, activity: Thing, body: Body) -> None:
    match body["type"]:
        case "accepted" | "sent_back":
            asking.secretariat_only()
        case "confirmed":
            asking.demand(activity["lead"] or activity["reported_by"])
        case "not_ours":
            asking.demand(body["agency"])
        case sort if sort in REPORTERS_OWN:
            asking.demand(activity["reported_by"])
        case _:
            asking.demand(*bodies_of(activity))


def _news(asking: Asking, activity: Thing, body: Body, told: Body, day: str) -> Body:
    author = told.get("agency") or asking.author.agency
    reporter = body.get("reported_by") or author or activity["lead"] or activity["reported_by"]
    asking.named("agency", reporter)
    asking.refuse_if_any()
    asking.demand(reporter)
    convened = body.get("coordination_meeting") or told.get("coordination_meeting")
    asking.named("coordination-meeting", convened)
    asking.dates(body, "date", "due", "resumes")
    sort, stage, date = body["type"], activity["stage"], date_of(body, "date")
    asking.fault_if(activity["review"] == "withdrawn")
    asking.fault_if(stage in ENDED and sort in ENDING)
    happens = date or activity["date"]
    not_yet = happens is not None and happens.earliest is not None and happens.earliest > day
    asking.fault_if(sort in ("completed", "partly_completed") and not_yet, "impossible-date")
    if sort == "completed" and told.get("coordination_meeting") is None:
        has_reason = bool((body.get("note") or "").strip())
        asking.fault_if(not (body.get("evidence") or is_shown(activity) or has_reason))
    if sort == "rescheduled":
        asking.fault_if(date is None and date_of(body, "due") is None)
        asking.fault_if(date_of(body, "due") is not None and stage == "completed", "due-on-completed")
    asking.fault_if(sort == "confirmed" and activity["assurance"] != "third_party")
    asking.fault_if(sort == "progressed" and body.get("stage") in ENDING)
    asking.named("activity", body.get("superseded_by"))
    asking.fault_if(sort == "not_ours" and body["agency"] not in bodies_of(activity), UNKNOWN)
    return body | {"reported_by": reporter, "coordination_meeting": convened}


def _edit(asking: Asking, activity: Thing, body: Body) -> Body:
    match body["type"]:
        case "linked":
            _linked_things(asking, body)
            asking.named("activity", body.get("part_of"))
        case "corrected":
            return _correction(asking, activity, body)
        case "reported_on_corrected":
            return _day_correction(asking, activity, body)
        case "submitted" | "accepted" | "sent_back" | "withdrawn":
            asking.fault_if(body["type"] not in REVIEW_AFTER[activity["review"]])
            if body["type"] == "submitted":
                _check_handed_in(asking, activity)
        case "visibility":
            asking.days(body.get("embargo_until"))
        case _:
            pass
    return body


def is_shown(activity: Thing) -> bool:
    return any(activity.get(name) for name in ("evidence", "symbol", "url", "produces"))


def _check_handed_in(asking: Asking, activity: Thing) -> None:
    """No plan whose day has passed, no work past its end, and no publication without a trace is handed in."""
    date, due, stage = activity["date"], activity["due"], activity["stage"]
    put_off = due is not None and due.edtf is not None and (due.latest is None or due.latest >= asking.today)
    has_passed = date is not None and date.latest is not None and date.latest < asking.today
    asking.fault_if(stage in AHEAD and has_passed and not put_off)
    last = date if date is not None and date.edtf is not None else due
    is_past = last is not None and last.latest is not None and last.latest < asking.today
    asking.fault_if(stage == "in_progress" and is_past and not put_off)
    asking.fault_if(activity["kind"] == "publication" and stage == "completed" and not is_shown(activity))


def _correction(asking: Asking, activity: Thing, body: Body) -> Body:
    partners = None if body.get("partners") is None else [partner["agency"] for partner in body["partners"]]
    asking.named("agency", body.get("lead"), *among(partners))
    asking.named("topic", *among(body.get("topics")))
    asking.named("activity", body.get("part_of"))
    for name in among(body.get("cleared")):
        asking.fault_if(name in CANNOT_BE_EMPTIED)
    asking.dates(body, "date", "due")
    stage = body.get("stage") or activity["stage"]
    asking.fault_if(date_of(body, "due") is not None and stage == "completed", "due-on-completed")
    words = body | {"partners": partners}
    if body.get("lead"):
        own_word = asking.speaks_for(activity["reported_by"], body["lead"])
        words["assurance"] = "self_reported" if own_word else "third_party"
    return words


def _day_correction(asking: Asking, activity: Thing, body: Body) -> Body:
    """Another day for one thing said of it: no later than today, and news never before the report."""
    position, said_on = int(body["position"].partition(".")[0]), body["said_on"]
    first, *later = activity["positions"]
    asking.fault_if(position not in activity["positions"], UNKNOWN)
    if position in activity["positions"]:
        asking.fault_if(asking.log.said[position - 1].sort in ("merged", "absorbed", "parted"))
    asking.days(said_on)
    asking.fault_if(said_on > asking.today, "impossible-date")
    if position == first:
        days = activity["days"][1:]
        asking.fault_if(later and days and said_on > min(days), "impossible-date")
    else:
        asking.fault_if(said_on < activity["first_reported_on"], "impossible-date")
    return body | {"corrects": position}
