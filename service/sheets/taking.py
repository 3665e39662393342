"""Taking rows: a row as a command, decided against the log itself, so that nothing newer is ever overwritten unseen."""

from typing import Any

from msgspec import Struct

from events.activity_state import Activity
from events.fact import Recorded
from events.identity import Noun
from events.states import fold
from service.commands.activity import bodies_of, is_held_back
from service.commands.activity_merging import is_told_as_part
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import ActivityUpdate
from service.commands.deliberation import Decision, Deliberation, Warning
from service.commands.permission import demand, lineage
from service.commands.refusals import FaultFound, Faults, NotFound, Refused
from service.sheets.building import built, placed
from service.sheets.edits import STALE, Change, Sides, edits_of
from service.sheets.reports import report_row
from service.sheets.steps import Step, steps_of

ROWS_TOGETHER_MAX = 500
NOTHING_TO_DO = "nothing-to-do"


class NothingToDo(Refused):
    """All that the row says is so already."""

    def __init__(self, activity_id: str) -> None:
        super().__init__(NOTHING_TO_DO, f"{activity_id} says all of this already.")


class NotYetRead(Refused):
    """The history of the activity must be read first; the row is decided again then."""

    def __init__(self) -> None:
        super().__init__("not-ready", "The history of this activity is not read yet; send the row again.")


class Taken(Struct, frozen=True, kw_only=True):
    """What a row comes to: the decision, the changes that it makes, and the types of the updates that say them."""

    decision: Decision
    changes: tuple[Change, ...] = ()
    updates: tuple[str, ...] = ()


class TakeRow(Struct, frozen=True, kw_only=True):
    """A row of the sheet of an agency: a new report where it has no id, else edits of the activity with its id.

    `row` is its number in the sheet, `cells` are its cells by the names of their columns, `sheet` is the digest of all
    that was sent with it. `alike` are ids of activities with the same title, which are looked at before something is
    reported anew.
    """

    agency: str
    row: int
    cells: dict[str, str]
    sheet: str = ""
    alike: tuple[str, ...] = ()

    @property
    def as_asked(self) -> tuple[Any, ...]:
        """What was sent; which activities are alike was found by us."""
        return self.sheet, self.row

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the row, whole or not at all; its faults point to columns."""
        return self.take(deliberation).decision

    def take(self, deliberation: Deliberation) -> Taken:
        """The same, with the changes that it makes. Raises NothingToDo where there are none."""
        demand(deliberation, (self.agency,))
        if self.cells.get("id"):
            return _edited(deliberation, self)
        decision, kind = report_row(deliberation, self.agency, self.cells, self.alike)
        filled = {name: cell for name, cell in self.cells.items() if cell and name not in ("version", "asked")}
        changes = tuple(Change(column=name, before="", after=cell) for name, cell in filled.items())
        return Taken(decision=decision, changes=changes, updates=(kind,))


class TakeTogether(Struct, frozen=True, kw_only=True):
    """All rows of a sheet that say anything, as one command: if one is refused, nothing is written.

    `sheet` is the digest of all that was sent, `id` a name for it.
    """

    rows: tuple[TakeRow, ...]
    sheet: str
    id: str

    @property
    def as_asked(self) -> str:
        """What was sent; which rows of it say anything new was found by us."""
        return self.sheet

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take row after row, each seeing those before it; a refusal names its row and column."""
        done = [decided for row in self.rows if (decided := self._row(deliberation, row)) is not None]
        if not done:
            raise NothingToDo("The whole sheet")
        warnings = tuple(warning for decision in done for warning in decision.warnings)
        items = tuple(decision.id for decision in done)
        return Decision(noun=Noun.ACTIVITY, id=self.id, items=items, warnings=warnings)

    def _row(self, deliberation: Deliberation, row: TakeRow) -> Decision | None:
        try:
            return row.decide(deliberation)
        except NothingToDo:
            return None
        except Refused as refused:
            faults = tuple(
                FaultFound(f"/rows/{row.row}{one.pointer}", one.sentence, one.slug) for one in refused.faults
            )
            alone = FaultFound(f"/rows/{row.row}", refused.sentence, refused.slug)
            raise Refused(refused.slug, refused.sentence, faults or (alone,), refused.links) from refused


def _edited(deliberation: Deliberation, row: TakeRow) -> Taken:
    """The edits of an activity that was reported before.

    1. The activity is one of the agency's, and visible to the author.
    2. The sheet was made from a version that there was.
    3. What was edited since is compared with what is so now.
    4. Each change is said as the update that it is.
    """
    activity, body = _own(deliberation, row)  # 1.
    sides = _sides(deliberation, row, activity)  # 2.
    faults = Faults()
    changes = edits_of(sides, faults)  # 3.
    steps = steps_of(activity, {change.column: change.after for change in changes}, body, faults)
    faults.refuse_if_any()
    if not steps:
        raise NothingToDo(activity.id)
    decisions = [_said(deliberation, activity.id, step) for step in steps]  # 4.
    warnings: dict[str, Warning] = {warning.rule: warning for warning in decisions[-1].warnings}
    return Taken(
        decision=Decision(noun=Noun.ACTIVITY, id=activity.id, warnings=tuple(warnings.values())),
        changes=tuple(changes),
        updates=tuple(step.fields["type"] for step in steps),
    )


def _own(deliberation: Deliberation, row: TakeRow) -> tuple[Activity, str]:
    """The activity of a row, and the body of the agency that answers for it, the lead where it can be."""
    activity = deliberation.activity(row.cells["id"])
    if activity is None or is_held_back(deliberation, activity):
        raise placed(NotFound(Noun.ACTIVITY, row.cells["id"]), "id")
    if is_told_as_part(row.cells["id"], activity):
        # Its cells are those of another activity, and its version counts that one's events.
        sentence = f"{row.cells['id']} is told as a part of {activity.id} by now; download the sheet again."
        links = {"existing": f"/api/v1/activities/{activity.id}"}
        raise Refused(STALE, sentence, (FaultFound("/id", sentence, STALE),), links)
    bodies = dict.fromkeys((*((activity.lead,) if activity.lead else ()), *bodies_of(activity)))
    own = [body for body in bodies if row.agency in lineage(deliberation, body)]
    if not own:
        sentence = f"{activity.id} is no activity of {row.agency}; it belongs into the sheet of {' or '.join(bodies)}."
        raise Refused("not-allowed", sentence, (FaultFound("/id", sentence, "not-allowed"),))
    return activity, own[0]


def _sides(deliberation: Deliberation, row: TakeRow, activity: Activity) -> Sides:
    """The activity as the sheet was made from it, folded from the log where more was said since, beside what it is."""
    version = _version(row, activity)
    # What was merged into it is not edited in its row.
    now = deliberation.activity_itself(activity.id)
    assert now is not None, f"{activity.id} was found, and is there."
    if version == now.version:
        return Sides(cells=row.cells, base=now, now=now, later=())
    history = deliberation.history(Noun.ACTIVITY, activity.id)
    if history is None:
        raise NotYetRead
    before: list[Recorded[Any]] = [event for event in history if event.version <= version]
    base: Activity | None = fold(Noun.ACTIVITY, before)
    if base is None:
        raise _no_version(f"{activity.id} was not reported yet at version {version}.")
    later = [event for event in history if event.version > version]
    return Sides(cells=row.cells, base=base, now=now, later=later)


def _version(row: TakeRow, activity: Activity) -> int:
    written = row.cells.get("version", "")
    if not written.isdecimal() or not 1 <= int(written[:9]) <= activity.version:
        found = f"found {written}" if written else "found nothing"
        raise _no_version(f"Expected a version of {activity.id} from 1 to {activity.version}, {found}.")
    return int(written)


def _no_version(found: str) -> Refused:
    sentence = f"{found} Leave the column Version as it was downloaded, or download the sheet again."
    return Refused("invalid-input", sentence, (FaultFound("/version", sentence),))


def _said(deliberation: Deliberation, activity_id: str, step: Step) -> Decision:
    """Say one update of the activity as it is by now; a refusal points to the column that it is about."""
    activity = deliberation.activity(activity_id)
    assert activity is not None, "An activity that was found was expected to stay."
    try:
        update: Any = built(step.fields, ActivityUpdate)
        return UpdateActivity(id=activity_id, update=update, expected_version=activity.version).decide(deliberation)
    except Refused as refused:
        raise placed(refused, step.column) from refused
