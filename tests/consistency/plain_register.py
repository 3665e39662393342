"""The plain model of the register: agencies, topics, mandates and meetings, kept by the secretariat."""

from tests.consistency.plain_folding import Thing
from tests.consistency.plain_log import Body
from tests.consistency.plain_rules import UNKNOWN, Asking, Refusal, among

# Symbols as they are cited, with their canonical form; everything else stays as it is cited.
SYMBOLS = {"A/63/225": "A/RES/63/225", "A/RES/63/225": "A/RES/63/225"}
FORMS = {"A/RES/63/225": ("A/RES/63/225", "A/63/225")}


def register(asking: Asking, noun: str, body: Body) -> str:
    """Enter a thing: its id is free, and what it names is there."""
    asking.secretariat_only()
    # A meeting of the numbered series is a meeting too, so that the two share their ids.
    asking.must_be_free("meeting" if noun == "coordination-meeting" else noun, body["id"])
    day = asking.day(body)
    _check_named(asking, noun, body)
    if noun == "agency":
        asking.days(body.get("valid_from"), body.get("valid_to"))
        asking.fault_if(_ends_too_soon(body.get("valid_from"), body.get("valid_to")), "impossible-date")
    asking.dates(body, "date")
    asking.refuse_if_any()
    if noun == "mandate":
        body = body | {"canonical": _canonical(asking, body["id"], body.get("symbol"))}
    sort = {"coordination-meeting": "convened"}.get(noun, "registered")
    asking.log.say(noun, body["id"], sort, body, day)
    return str(body["id"])


def _check_named(asking: Asking, noun: str, body: Body) -> None:
    match noun:
        case "agency":
            asking.named("agency", body.get("parent"))
        case "topic":
            asking.named("topic", body.get("broader"))
        case "mandate":
            asking.named("mandate", body.get("part_of"))
        case "meeting" | "coordination-meeting":
            asking.named("agency", *among(body.get("organizers")))
            asking.named("meeting", body.get("part_of"))
            asking.named("mandate", body.get("mandate"))
        case _:
            pass


def _ends_too_soon(valid_from: str | None, valid_to: str | None) -> bool:
    return valid_from is not None and valid_to is not None and valid_to < valid_from


def _canonical(asking: Asking, mandate_id: str, symbol: str | None) -> str | None:
    """The symbol as the register keeps it; refused where another text had it first."""
    if symbol is None:
        return None
    canonical = SYMBOLS.get(symbol, symbol)
    if _first_owner(asking, canonical) not in (None, mandate_id):
        raise Refusal("conflict")
    return canonical


def _first_owner(asking: Asking, symbol: str) -> str | None:
    """Whoever had the symbol first, in any of its forms, has it for good."""
    for one in asking.log.said:
        kept = one.body.get("canonical") if one.noun == "mandate" else None
        # The adoption of a text names its symbol alone, without the other forms.
        forms = () if kept is None else (kept,) if one.sort == "adopted" else FORMS.get(kept, (kept,))
        if symbol in forms:
            return one.id
    return None


REPLACES = {
    "agency": ("corrected",),
    "topic": ("corrected", "merged"),
    "mandate": ("corrected", "merged"),
    "meeting": ("corrected", "merged"),
    "coordination-meeting": ("corrected",),
}


def update(asking: Asking, noun: str, thing_id: str, body: Body, expected: int | None) -> str:
    """Take an update of a thing of the register; grants are an agency's own to give."""
    sort = body["type"]
    if noun == "agency":
        asking.must_find(noun, thing_id)
        if sort in ("granted", "grant_ended"):
            _demand_own(asking, thing_id)
        else:
            asking.secretariat_only()
    else:
        asking.secretariat_only()
    if noun == "coordination-meeting" and asking.log.thing(noun, thing_id) is None:
        raise Refusal("not-found")
    thing = asking.must_find(noun, thing_id)
    if noun == "meeting" and asking.log.thing(noun, thing_id) is None:
        raise Refusal("not-found")  # it is of the numbered series, which has updates of its own
    asking.version_fits(thing, expected, replaces=sort in REPLACES[noun])
    day = asking.day(body, first=thing["first_reported_on"])
    _check_update(asking, noun, thing, body)
    asking.refuse_if_any()
    if noun == "mandate" and sort != "merged":
        body = body | {"canonical": _canonical(asking, thing_id, body.get("symbol"))}
    asking.log.say(noun, thing_id, sort, body, day)
    return thing_id


def _demand_own(asking: Asking, agency_id: str) -> None:
    """A grant is given by the body itself, by one above it or by the secretariat, and is not passed on."""
    if not asking.author.is_secretariat and asking.author.agency not in asking.line(agency_id):
        raise Refusal("not-allowed")


def _check_update(asking: Asking, noun: str, thing: Thing, body: Body) -> None:
    match noun:
        case "agency":
            _check_agency(asking, thing, body)
        case "topic":
            _check_topic(asking, thing, body)
        case "mandate":
            asking.named("mandate", body.get("into"))
            asking.fault_if(_leads_back(asking, "mandate", thing["id"], body.get("into")))
            asking.dates(body, "date")
        case _:
            asking.named("agency", *among(body.get("organizers")))
            asking.named("meeting", body.get("part_of") if noun == "meeting" else None, body.get("into"))
            asking.named("mandate", body.get("mandate"))
            asking.fault_if(_leads_back(asking, "meeting", thing["id"], body.get("into")))
            asking.dates(body, "date")
            if body["type"] == "agenda_item" and body.get("part_of") is not None:
                asking.fault_if(body["part_of"] not in dict(thing["agenda"]), UNKNOWN)


def _check_agency(asking: Asking, thing: Thing, body: Body) -> None:
    asking.named("agency", body.get("parent"), body.get("successor"), body.get("granted_to"))
    asking.days(body.get("valid_from"), body.get("valid_to"))
    if body["type"] == "moved" and body["parent"]:
        asking.fault_if(thing["id"] in asking.line(body["parent"]))
    if body["type"] == "succeeded":
        asking.fault_if(_ends_too_soon(thing["valid_from"], body["valid_to"]), "impossible-date")
        asking.fault_if(body["successor"] == thing["id"])


def _check_topic(asking: Asking, thing: Thing, body: Body) -> None:
    for name in ("broader", "into"):
        other = body.get(name)
        asking.named("topic", other)
        asking.fault_if(other and thing["id"] in asking.chain("topic", other, "broader"))
    if body["type"] == "merged" and not asking.faults:
        asking.fault_if(_leads_back(asking, "topic", thing["id"], body["into"]))


def _leads_back(asking: Asking, noun: str, thing_id: str, into: str | None) -> bool:
    """Whether a merge would lead whoever follows it in a circle."""
    return into is not None and thing_id in asking.chain(noun, into, "merged_into")


def last_day_of(meeting: Thing, today: str) -> str | None:
    """The last day of a meeting that is over; what was said there was said on that day."""
    last = meeting["date"].latest if meeting["date"] else None
    return last if last is not None and last <= today else None
