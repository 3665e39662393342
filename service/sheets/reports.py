"""A row without an id: something new that is reported, unless the very same was reported before."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from events.activity_state import Activity
from events.text import normalised
from events.vocabulary import Review
from service.commands.activity import is_held_back
from service.commands.activity_ids import id_made_of
from service.commands.deliberation import Decision, Deliberation
from service.commands.intervention_items import ReportItem
from service.commands.permission import lineage
from service.commands.refusals import FaultFound, Faults, Refused
from service.sheets.building import built, placed
from service.sheets.cells import read_code, said
from service.sheets.columns import BY_NAME, COLUMNS
from service.sheets.steps import check_code, check_kind, value_of

# As many ids as the log itself tries before it draws one.
NUMBERS_MAX = 50


def report_row(
    deliberation: Deliberation, agency: str, cells: Mapping[str, str], alike: Iterable[str]
) -> tuple[Decision, str]:
    """Report what a row says; the decision and the kind. `alike` are ids of activities with the same title.

    Raises Refused, with faults that point to columns, also where the agency has reported the same kind of activity
    under the same title before.
    """
    faults = Faults()
    filled = {name: said(cell) for name, cell in cells.items() if said(cell) and name not in ("id", "version", "asked")}
    kind = read_code(filled.get("kind", ""))
    _check(filled, kind, faults)
    body = filled.get("agency", agency)
    faults.refuse_if_any()
    if agency not in lineage(deliberation, body):
        sentence = f"{body} is neither {agency} nor a body under it; report it in a sheet of its own."
        raise Refused("not-allowed", sentence, (FaultFound("/agency", sentence, "not-allowed"),))
    _refuse_same(deliberation, body, kind, filled["title"], alike)
    fields: dict[str, Any] = {"type": kind, "lead": body, "reported_by": body}
    fields |= {name: value_of(BY_NAME[name], cell) for name, cell in filled.items() if name not in ("agency", "kind")}
    try:
        report: Any = built(fields, ReportItem)
        decision: Decision = report.decide(deliberation)
    except Refused as refused:
        raise placed(refused, "title") from refused
    return decision, kind


def _check(filled: Mapping[str, str], kind: str, faults: Faults) -> None:
    for column in COLUMNS:
        cell = filled.get(column.name)
        if cell is None:
            continue
        check_code(column, cell, faults)
        if not column.for_new:
            sentence = f"{column.heading} is said of what was reported before; leave it empty in a row without an id."
            faults.add(f"/{column.name}", sentence)
        elif kind in BY_NAME["kind"].codes:
            check_kind(column, kind, faults)
    for name in ("kind", "title"):
        if name not in filled:
            sentence = f"A row without an id reports something new and needs a {name}; found nothing in {name}."
            faults.add(f"/{name}", sentence)


def _refuse_same(deliberation: Deliberation, body: str, kind: str, title: str, alike: Iterable[str]) -> None:
    """Refuse what is there already: a row that is sent twice never makes a second activity."""
    key = normalised(title)
    for activity in _candidates(deliberation, body, title, alike):
        if any(_is_same(one, body, kind, key) for one in _as_reported(deliberation, activity)):
            sentence = (
                f"It is there already as {activity.id}; to change it, write this id and the version {activity.version} "
                "into its row, or give another title."
            )
            links = {"existing": f"/api/v1/activities/{activity.id}"}
            raise Refused("already-reported", sentence, (FaultFound("/title", sentence, "already-reported"),), links)


def _is_same(activity: Activity, body: str, kind: str, key: str) -> bool:
    is_its_own = (activity.lead or activity.reported_by) == body
    return is_its_own and activity.kind == kind and normalised(activity.title) == key


def _as_reported(deliberation: Deliberation, activity: Activity) -> Iterator[Activity]:
    """An activity, and those that were merged into it as they were reported apart."""
    yield activity
    for one in activity.merged:
        yield from filter(None, map(deliberation.activity_itself, one.others))


def _candidates(deliberation: Deliberation, body: str, title: str, alike: Iterable[str]) -> Iterator[Activity]:
    """What may be the same: found under the ids that such a report would get, by its title, and by who asks."""
    named = [*alike, *(one.told_as for one in deliberation.alike(body, title, None) if one.percent == 100)]
    made = id_made_of(body, title)
    for number in range(1, NUMBERS_MAX):
        activity = deliberation.activity(made if number == 1 else f"{made}-{number}")
        if activity is None:
            break
        named.append(activity.id)
    for activity_id in dict.fromkeys(named):
        found = deliberation.activity(activity_id)
        if found is not None and found.review is not Review.WITHDRAWN and not is_held_back(deliberation, found):
            yield found
