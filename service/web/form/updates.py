"""From what was typed on the form to what the service takes: an update of an item, or a report of something new."""

from collections.abc import Collection, Iterator
from typing import Any

from events.activity_state import Activity
from events.quality import AHEAD
from events.text import fault_in_text
from events.vocabulary import ActivityKind, Stage
from service.api.body import fitted
from service.api.problems import Fault, InvalidInput
from service.commands.activity import bodies_of
from service.commands.activity_updates import ActivityUpdate
from service.commands.intervention_items import ReportItem
from service.web.form.choices import FIELDS, LABELS, words_of
from service.web.form.fields import DRAFT, Typed, TypedNew

Body = dict[str, Any]

# In which field of the form a member of an update or of a report was typed.
TYPED_IN = {
    "date": "date",
    "due": "date",
    "resumes": "date",
    "note": "note",
    "remaining": "note",
    "evidence": "evidence",
    "reason": "reason",
    "title": "title",
    "kind": "kind",
    "stage": "stage",
}


def update_of(typed: Typed, activity: Activity, own_bodies: Collection[str]) -> ActivityUpdate:
    """The update that an answer means; InvalidInput, with pointers to the fields of the form, where it cannot be one.

    It depends on nothing that the answer itself changes, so that the same form means the same when it comes again.
    """
    if faults := list(_faults(typed, activity.kind)):
        raise InvalidInput(faults[0].detail, faults=faults)
    body: Body = {"type": typed.answer, **_of(typed, activity, own_bodies)}
    if typed.evidence:
        body["evidence"] = [_evidence(typed.evidence)]
    update: ActivityUpdate = fitted(body, ActivityUpdate)
    return update


def report_of(typed: TypedNew, agency: str) -> ReportItem:
    """The report that something new means; InvalidInput, with pointers to the fields of the form, where it is none."""
    faults = list(_unclean({"title": typed.title, "date": typed.date, "note": typed.note}))
    faults += [] if typed.title else [Fault("/title", "Say in a few words what it is.")]
    faults += [] if typed.kind else [Fault("/kind", "Choose what sort of thing it is.")]
    if faults:
        raise InvalidInput(faults[0].detail, faults=faults)
    # Only what is still to come is owed by a day; what goes on or is done has a date.
    is_owed = typed.stage != Stage.COMPLETED and typed.kind != ActivityKind.ONGOING_WORK
    given = {
        "type": typed.kind,
        "title": typed.title,
        "lead": agency,
        "reported_by": agency,
        "stage": typed.stage,
        "due" if is_owed else "date": _said(typed.date),
        "note": typed.note,
        "draft": typed.hold == DRAFT,
    }
    report: ReportItem = fitted({name: value for name, value in given.items() if value}, ReportItem)
    return report


def field_of_item(pointer: str, answer: str) -> str:
    """The field of an item to which a pointer into its update leads, for the answer that was chosen."""
    member = _member(pointer)
    if member == "reason" and answer == "withdrawn":
        return "note"
    field = TYPED_IN.get(member, member)
    return field if field in Typed.__struct_fields__ else "answer"


def field_of_new(pointer: str) -> str:
    """The field of something new to which a pointer into its report leads."""
    field = TYPED_IN.get(_member(pointer), "")
    return field if field in TypedNew.__struct_fields__ else "title"


def _member(pointer: str) -> str:
    return pointer.removeprefix("/").partition("/")[0]


def _faults(typed: Typed, kind: ActivityKind) -> Iterator[Fault]:
    yield from _unclean({"date": typed.date, "note": typed.note, "evidence": typed.evidence})
    if typed.answer not in FIELDS:
        # The service knows more updates than the form offers; through a link there are no others.
        yield Fault("/answer", "Choose an answer to go with what you typed.")
        return
    for field in ("date", "note", "evidence", "reason"):
        if getattr(typed, field) and field not in FIELDS[typed.answer]:
            answer, label = words_of(typed.answer, kind), LABELS[field].lower()
            yield Fault(f"/{field}", f"No {label} goes with the answer “{answer}”; choose another, or empty the field.")
    if typed.answer == "rescheduled" and not typed.date:
        yield Fault("/date", "Say when it is now, as you would write it: a day, a month, a season or a year.")
    if typed.answer == "cancelled" and not typed.reason:
        yield Fault("/reason", "Choose why it was cancelled.")


def _unclean(fields: dict[str, str]) -> Iterator[Fault]:
    for field, words in fields.items():
        if (sentence := fault_in_text(words)) is not None:
            yield Fault(f"/{field}", sentence)


def _of(typed: Typed, activity: Activity, own_bodies: Collection[str]) -> Body:
    """What an update says beside its evidence, by its name; one that is not known is refused as such."""
    said, note = _said(typed.date), {"note": typed.note} if typed.note else {}
    match typed.answer:
        case "progressed":
            return note if activity.stage is Stage.STANDING else {**note, "stage": Stage.IN_PROGRESS}
        case "completed" if said:
            return {**note, "date": said}
        case "partly_completed":
            return {name: value for name, value in (("remaining", typed.note), ("date", said)) if value}
        case "rescheduled" if said:
            return {**note, **dict.fromkeys(_replaced(activity), said)}
        case "suspended" if said:
            return {**note, "resumes": said}
        case "cancelled":
            return {**note, "reason": typed.reason}
        case "not_ours":
            return {**note, "agency": next((one for one in bodies_of(activity) if one in own_bodies), "")}
        case "withdrawn":
            return {"reason": typed.note} if typed.note else {}
        case _:
            return note


def _replaced(activity: Activity) -> tuple[str, ...]:
    """Which of its two dates a new one replaces: those that it has, and what was promised rather than what began."""
    if activity.stage is Stage.COMPLETED:
        return ("date",)
    there = tuple(name for name, said in (("date", activity.date), ("due", activity.due)) if said and said.edtf)
    if len(there) == 2 and activity.stage not in AHEAD:
        return ("due",)
    return there or (("date",) if activity.kind is ActivityKind.ONGOING_WORK else ("due",))


def _said(words: str) -> Body | None:
    return {"as_written": words} if words else None


def _evidence(words: str) -> Body:
    """A link, or the symbol of a document."""
    return {"url": words} if "://" in words or words.lower().startswith("www.") else {"symbol": words}
