"""What changed of an activity between two points of the clocks: its fields, and the classes of change they come to.

Each class is one named rule over the activity as it stood at the first point (None where nothing was said of it yet)
and as it stands at the second. One activity may have several classes. What was withdrawn counts as not there.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import Struct

from events.activity_state import Activity
from events.vocabulary import ENDED, HELD_BACK, Assurance, Review, Stage
from projections.date_shift import Shift, period_that_counts, shifts
from projections.timeliness import is_open


class ChangeClass(StrEnum):
    """What became of an activity between two points, by name of rule."""

    NEW = "new"
    COMPLETED = "completed"
    DROPPED = "dropped"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    PROGRESSED = "progressed"
    DATED = "dated"
    MORE_EXACT = "more_exact"
    MOVED = "moved"
    SLIPPED = "slipped"
    BROUGHT_FORWARD = "brought_forward"
    ANSWERED = "answered"
    REWORDED = "reworded"
    HEARD_OF = "heard_of"
    EDITED = "edited"
    SILENT = "silent"


class Difference(Struct, frozen=True, kw_only=True):
    """A field that differs, with what stood there at the first point and what stands there at the second."""

    field: str
    before: Any
    after: Any


class Change(Struct, frozen=True, kw_only=True):
    """What became of one activity.

    `slipped_days` counts from the last day of the old period to the last day of the new one; it is negative for what
    was brought forward, and None where nothing moved or a period has no last day. `positions` are those of the events
    said in between, in the order said.
    """

    before: Activity | None
    after: Activity
    classes: tuple[ChangeClass, ...]
    slipped_days: int | None
    differences: tuple[Difference, ...]
    positions: tuple[str, ...]


# In which order stages follow one another where work goes on; the others are ends and pauses.
STEPS = {
    Stage.PROPOSED: 1,
    Stage.REQUESTED: 1,
    Stage.UNDER_CONSIDERATION: 2,
    Stage.CONDITIONAL: 2,
    Stage.PLANNED: 3,
    Stage.IN_PROGRESS: 4,
    Stage.STANDING: 4,
    Stage.PARTLY_COMPLETED: 5,
}
GIVEN_UP = frozenset({Stage.CANCELLED, Stage.SUPERSEDED})
# Where and when something was said is told by the events themselves.
TRAIL = (
    "id", "version", "positions", "days", "first_reported_on", "last_heard_on", "heard_at", "reports",
)  # fmt: skip
_FIELDS = tuple(field for field in msgspec.structs.fields(Activity) if field.name not in TRAIL)


def compare(before: Activity | None, after: Activity, since: str) -> Change | None:
    """What became of an activity since a day (YYYY-MM-DD), the day of the first point; None where nothing did.

    `before` is the activity as of that day, `after` as of a later one.
    """
    before = None if before is not None and _is_withdrawn(before) else before
    if before is None and _is_withdrawn(after):
        return None
    classes = _classes(before, after, since)
    if not classes:
        return None
    shown_before = set(before.positions) if before else set()
    return Change(
        before=before,
        after=after,
        classes=classes,
        slipped_days=slipped_days(before, after) if before else None,
        differences=differences(before, after),
        positions=tuple(position for position in after.positions if position not in shown_before),
    )


def differences(before: Activity | None, after: Activity | None) -> tuple[Difference, ...]:
    """The fields that differ between two states; an activity that is not there has every field as if nothing was said.

    Values are plain ones, as JSON has them.
    """
    found = []
    for field in _FIELDS:
        blank = None if field.required else field.default
        old = getattr(before, field.name) if before else blank
        new = getattr(after, field.name) if after else blank
        if old != new:
            plain = (msgspec.to_builtins(old), msgspec.to_builtins(new))
            found.append(Difference(field=field.name, before=plain[0], after=plain[1]))
    return tuple(found)


def answering_for(activity: Activity) -> str:
    """The body whose word an activity is: its lead, else whoever reported it.

    What another told of a lead is the other's word until the lead has confirmed it.
    """
    lead = _standing_lead(activity)
    return activity.reported_by if lead is None or activity.assurance is Assurance.THIRD_PARTY else lead


def slipped_days(before: Activity, after: Activity) -> int | None:
    """By how many days the period moved that counts: the one that is due, where both points have one, else the date."""
    periods = period_that_counts(before, after)
    return periods.days if periods is not None and periods.has_moved else None


def _classes(before: Activity | None, after: Activity, since: str) -> tuple[ChangeClass, ...]:
    found = [name for name, rule in RULES.items() if rule(before, after)]
    if before is None:
        return tuple(found)
    # The day that it was last heard of may be that of another activity which was merged into it, and a later one.
    is_heard = before != after and after.last_heard_on > since
    if not found and before != after:
        found.append(ChangeClass.HEARD_OF if is_heard else ChangeClass.EDITED)
    if not is_heard and _owes_a_word(before, after):
        found.append(ChangeClass.SILENT)
    return tuple(found)


def _owes_a_word(before: Activity, after: Activity) -> bool:
    """It was open and is; nobody owes a word on what another told of it, on a draft, or on what was withdrawn."""
    is_told = after.review not in (*HELD_BACK, Review.WITHDRAWN) and after.assurance is not Assurance.THIRD_PARTY
    return is_told and is_open(before) and is_open(after)


def _is_withdrawn(activity: Activity) -> bool:
    return activity.review is Review.WITHDRAWN


def _is_gone(activity: Activity) -> bool:
    return _is_withdrawn(activity) or activity.stage in GIVEN_UP


def _standing_lead(activity: Activity) -> str | None:
    return None if activity.lead in activity.disowned_by else activity.lead


def _entered(stage: Stage) -> "Rule":
    return lambda before, after: after.stage is stage and (before is None or before.stage is not stage)


def _is_dropped(before: Activity | None, after: Activity) -> bool:
    return _is_gone(after) and (before is None or not _is_gone(before))


def _is_resumed(before: Activity | None, after: Activity) -> bool:
    """Work that rested or was over goes on."""
    over = ENDED | {Stage.SUSPENDED}
    return before is not None and before.stage in over and after.stage not in (*over, None)


def _is_progressed(before: Activity | None, after: Activity) -> bool:
    """It took a step from one stage to a later one."""
    if before is None or before.stage not in STEPS or after.stage not in STEPS:
        return False
    return STEPS[after.stage] > STEPS[before.stage]


def _is_answered(before: Activity | None, after: Activity) -> bool:
    """A request got another stage; or the lead confirmed what another had told of it, or said it is not its own."""
    if before is None:
        return False
    if before.stage is Stage.REQUESTED and after.stage not in (Stage.REQUESTED, None):
        return True
    was_told = before.assurance is Assurance.THIRD_PARTY
    disowned = _standing_lead(before) is not None and _standing_lead(after) is None
    return was_told and (after.assurance is not Assurance.THIRD_PARTY or disowned)


def _is_reworded(before: Activity | None, after: Activity) -> bool:
    return before is not None and words_of(before) != words_of(after)


def words_of(activity: Activity) -> tuple[str | None, ...]:
    """The words for the work itself."""
    return activity.title, activity.description, activity.predicate, activity.publication_title


def _shifted(shift: Shift) -> "Rule":
    return lambda before, after: before is not None and shift in shifts(before, after)


def _is_slipped(before: Activity | None, after: Activity) -> bool:
    """The last day of the period is a later one; a date that was only made more exact has not slipped."""
    periods = period_that_counts(before, after) if before else None
    return periods is not None and periods.has_moved and periods.ends_later


def _is_brought_forward(before: Activity | None, after: Activity) -> bool:
    """The last day of the period is an earlier one, and not for being more exact."""
    periods = period_that_counts(before, after) if before else None
    return periods is not None and periods.has_moved and periods.ends_earlier


Rule = Callable[[Activity | None, Activity], bool]

# The rules that look at the two states alone. What none of them names was heard of or edited; what was heard of by
# nobody is silent (`_classes`).
RULES: dict[ChangeClass, Rule] = {
    ChangeClass.NEW: lambda before, _: before is None,
    ChangeClass.COMPLETED: _entered(Stage.COMPLETED),
    ChangeClass.DROPPED: _is_dropped,
    ChangeClass.SUSPENDED: _entered(Stage.SUSPENDED),
    ChangeClass.RESUMED: _is_resumed,
    ChangeClass.PROGRESSED: _is_progressed,
    ChangeClass.DATED: _shifted(Shift.DATED),
    ChangeClass.MORE_EXACT: _shifted(Shift.MORE_EXACT),
    ChangeClass.MOVED: _shifted(Shift.MOVED),
    ChangeClass.SLIPPED: _is_slipped,
    ChangeClass.BROUGHT_FORWARD: _is_brought_forward,
    ChangeClass.ANSWERED: _is_answered,
    ChangeClass.REWORDED: _is_reworded,
}
