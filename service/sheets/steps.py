"""From the edits of a row to the updates of its activity: which change becomes what, in the order in which they go."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from events.activity_state import Activity
from events.vocabulary import Stage
from service.commands.checks import date_read
from service.commands.fields import DateSaid
from service.commands.refusals import Faults
from service.sheets.cells import read_code, read_date, read_ids, read_links
from service.sheets.columns import BY_NAME, Column, Sort
from service.sheets.edits import told

# What replaces words said before: the columns with the names of the fields that are corrected.
CORRECTED = ("title", "description", "predicate", "topics", "venue", "symbol", "url")
# What is emptied is a correction too, whatever a new value of it would be.
CLEARED = ("stage", "date", "due", "description", "predicate", "topics", "venue", "symbol", "url")
COMPLETING = (Stage.COMPLETED, Stage.PARTLY_COMPLETED)
# An update of its own leads to these stages; to every other one it is progress.
ENDING = (*COMPLETING, Stage.SUSPENDED, Stage.CANCELLED)

Fields = dict[str, Any]


class Step(Struct, frozen=True, kw_only=True):
    """An update as it would be sent, and the column that it is about."""

    column: str
    fields: Fields


def steps_of(activity: Activity, edited: Mapping[str, str], body: str, faults: Faults) -> list[Step]:
    """The updates that the edits of a row come to; what is wrong with them is noted among the faults.

    `edited` are the new cells by the names of their columns, `body` is who says it. News that the row has anyway takes
    the note and the evidence along; a note alone is told as progress.
    """
    _check_cells(activity, edited, faults)
    answer = _answer(edited, body, faults)
    stage = _stage_news(activity, edited, faults)
    moved = _moved(edited, taken=stage is not None and stage.fields["type"] in COMPLETING)
    corrected = _correction(edited)
    news = [step for step in (stage, moved, answer) if step is not None and step.fields["type"] != "submitted"]
    for step in news:
        step.fields["reported_by"] = body
    words = _words(news, corrected, edited, body)
    shown = _shown(activity, edited)
    first, last = (answer, None) if answer in news and _is_confirmed(answer) else (None, answer)
    return [step for step in (first, corrected, moved, stage, *words, shown, last) if step is not None]


def value_of(column: Column, cell: str) -> Any:
    """What a cell says, in the form of a request."""
    match column.sort:
        case Sort.CODE:
            return read_code(cell)
        case Sort.DATE:
            return read_date(cell)
        case Sort.IDS:
            return read_ids(cell)
        case Sort.LINKS:
            return read_links(cell)
        case Sort.WORDS:
            return cell


def check_code(column: Column, cell: str, faults: Faults) -> None:
    """Note a cell that has none of the codes of its column."""
    if column.codes and read_code(cell) not in column.codes:
        choices = ", ".join(code.replace("_", " ") for code in column.codes)
        faults.add(f"/{column.name}", f"Expected one of {choices} in {column.heading}, found {told(cell)}.")


def check_kind(column: Column, kind: str, faults: Faults) -> None:
    """Note something that is not said of activities of this kind."""
    if column.kinds and kind not in column.kinds:
        kinds = " or ".join(one.replace("_", " ") for one in column.kinds)
        found = kind.replace("_", " ")
        faults.add(f"/{column.name}", f"{column.heading} is said of a {kinds}, and this is a {found}; leave it empty.")


def _check_cells(activity: Activity, edited: Mapping[str, str], faults: Faults) -> None:
    for name, cell in edited.items():
        if cell:
            check_code(BY_NAME[name], cell, faults)
            check_kind(BY_NAME[name], activity.kind, faults)
            _check_date(BY_NAME[name], cell, faults)
    for name in ("title", "visibility"):
        if edited.get(name) == "":
            faults.add(f"/{name}", f"{BY_NAME[name].heading} cannot be emptied; put back what stood there.")


def _check_date(column: Column, cell: str, faults: Faults) -> None:
    """Note a day that there is not, and words that can mean two dates."""
    if column.sort is Sort.DATE:
        found = Faults()
        date_read(DateSaid(**read_date(cell)), "", found)
        for one in found.found:
            faults.add(f"/{column.name}", one.sentence, one.slug)


def _answer(edited: Mapping[str, str], body: str, faults: Faults) -> Step | None:
    """The short answer; one that says that all is said goes with a note and evidence alone."""
    code = read_code(edited.get("answer", ""))
    others = [BY_NAME[name].heading for name in edited if name not in ("answer", "note", "evidence")]
    if code in ("no_change", "not_ours") and others:
        sentence = (
            f"The answer is {told(edited['answer'])}, and {', '.join(others)} changed as well; send one or the other."
        )
        faults.add("/answer", sentence)
    match code:
        case "no_change" | "confirmed":
            return Step(column="answer", fields={"type": code})
        case "not_ours":
            return Step(column="answer", fields={"type": code, "agency": body})
        case "hand_in":
            return Step(column="answer", fields={"type": "submitted"})
        case _:
            return None


def _is_confirmed(answer: Step | None) -> bool:
    return answer is not None and answer.fields["type"] == "confirmed"


def _stage_news(activity: Activity, edited: Mapping[str, str], faults: Faults) -> Step | None:
    """The news that leads to another stage, or says more of the one that it is in."""
    code = read_code(edited.get("stage", ""))
    more = _more_of_the_stage(activity, code, edited, faults)
    if more is not None and not code:
        return more
    if not code:
        return None
    if code not in ENDING:
        return Step(column="stage", fields={"type": "progressed", "stage": code})
    fields: Fields = {"type": code, **(more.fields if more else {})}
    if code in COMPLETING and edited.get("date"):
        fields["date"] = read_date(edited["date"])
    if code == Stage.CANCELLED and "reason" not in fields:
        faults.add("/reason", "What is cancelled needs a reason; choose one of the list.")
    return Step(column="stage", fields=fields)


# What is said only of one stage: the column, the stage, and whether it can be said again later.
OF_A_STAGE = (("reason", Stage.CANCELLED, False), ("remaining", Stage.PARTLY_COMPLETED, True),
              ("resumes", Stage.SUSPENDED, True))  # fmt: skip


def _more_of_the_stage(activity: Activity, code: str, edited: Mapping[str, str], faults: Faults) -> Step | None:
    """What belongs to one stage alone, as the update that says it."""
    found: Step | None = None
    for name, stage, again in OF_A_STAGE:
        if name not in edited:
            continue
        if code != stage and (code or activity.stage != stage or not again):
            shown = stage.replace("_", " ")
            faults.add(
                f"/{name}", f"{BY_NAME[name].heading} goes with the stage {shown} alone; choose it, or undo this."
            )
        elif edited[name]:
            found = Step(column=name, fields={"type": stage.value, name: value_of(BY_NAME[name], edited[name])})
        else:
            found = Step(column=name, fields={"type": stage.value})
    return found


def _moved(edited: Mapping[str, str], *, taken: bool) -> Step | None:
    """The new dates, but for a date that its completion takes along."""
    names = [name for name in ("date", "due") if edited.get(name) and not (taken and name == "date")]
    if not names:
        return None
    return Step(column=names[0], fields={"type": "rescheduled", **{name: read_date(edited[name]) for name in names}})


def _correction(edited: Mapping[str, str]) -> Step | None:
    given = {name: value_of(BY_NAME[name], edited[name]) for name in CORRECTED if edited.get(name)}
    cleared = [name for name in CLEARED if edited.get(name) == ""]
    if not given and not cleared:
        return None
    fields: Fields = {"type": "corrected", **given, **({"cleared": cleared} if cleared else {})}
    return Step(column=next(iter([*given, *cleared])), fields=fields)


def _words(news: list[Step], corrected: Step | None, edited: Mapping[str, str], body: str) -> list[Step]:
    """The note and the evidence: put into the news where there is any, else updates of their own."""
    note, evidence = edited.get("note"), read_links(edited.get("evidence", ""))
    said: Fields = {**({"note": note} if note else {}), **({"evidence": evidence} if evidence else {})}
    if news:
        news[0].fields.update(said)
        return []
    if note and corrected is None:
        return [Step(column="note", fields={"type": "progressed", "reported_by": body, **said})]
    if note and corrected is not None:
        corrected.fields["reason"] = note
    return [Step(column="evidence", fields={"type": "evidence", "evidence": evidence})] if evidence else []


def _shown(activity: Activity, edited: Mapping[str, str]) -> Step | None:
    """Who may see it, an embargo being kept."""
    if not edited.get("visibility"):
        return None
    fields: Fields = {"type": "visibility", "visibility": read_code(edited["visibility"])}
    if activity.embargo_until is not None:
        fields["embargo_until"] = activity.embargo_until
    return Step(column="visibility", fields=fields)
