"""A reporting round as it stands on a day: what each agency is asked, what it has answered, and how far it has come.

What is asked is what was open on the day before the round opened (`open_items`): that is how what is open carries over
from round to round, by rule and not by anybody's list. An item is answered once something was heard of it from the
opening on, from whomever, or once it was handed in or withdrawn. Nothing of this is stored: it is read from the
activities at two points of the clock.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from events.activity_state import Activity
from events.assignment import Assignment, AssignmentState
from events.quality import Finding
from events.reporting_round import ReportingRound
from events.vocabulary import ActivityKind, Stage
from projections.open_items import questions


class Progress(StrEnum):
    """How far the answer of an agency has come."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    RELEASED = "released"


class CarriedOver(StrEnum):
    """The rule by which an item is asked about again."""

    UNFINISHED = "unfinished"
    RECURRING = "recurring"
    OPEN_ACTION = "open_action"
    NOT_CONFIRMED = "not_confirmed"


class AskedItem(Struct, frozen=True, kw_only=True):
    """An activity that an agency is asked about, what is asked, why, and whether it was answered.

    `activity` is as it stood when the round opened, `now` as it stands.
    """

    activity: Activity
    now: Activity
    asked: tuple[Finding, ...]
    because: CarriedOver
    is_answered: bool


class Standing(Struct, frozen=True, kw_only=True):
    """How far one assignment has come: its items, and the ids of what its bodies have reported since the opening."""

    assignment: Assignment
    progress: Progress
    items: tuple[AskedItem, ...]
    newly: tuple[str, ...] = ()

    @property
    def answered(self) -> int:
        """How many of the items were answered."""
        return sum(item.is_answered for item in self.items)


def day_before(day: str) -> str:
    """The day before a day, both YYYY-MM-DD: the state in which a round finds what is open."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def nearest(trees: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """For which bodies each agency answers: its tree without the trees of agencies under it that are asked themselves.

    An item of ECA is asked of ECA, and not of the Secretariat as well, where both are asked.
    """
    return {
        agency: set(tree).difference(*(trees[other] for other in trees if other != agency and other in tree))
        for agency, tree in trees.items()
    }


def standings(
    planned: ReportingRound,
    assignments: Sequence[Assignment],
    trees: Mapping[str, Collection[str]],
    before: Iterable[Activity],
    now: Iterable[Activity],
) -> list[Standing]:
    """How far each assignment of a round has come, in the order of the assignments.

    `trees` are the bodies for which each agency answers. `before` are the activities that were open on the day before
    the round opened; `now` are the same, and what was reported since, as they stand on the day that is asked about.
    """
    # What may not be seen as it stands now may not be seen as it stood either.
    standing_now = {activity.id: activity for activity in now}
    items: dict[str, list[AskedItem]] = defaultdict(list)
    for activity in before:
        stands = standing_now.get(activity.id)
        for assignment in assignments if stands is not None else ():
            assert stands is not None
            if item := _item(planned, activity, stands, trees[assignment.agency]):
                items[assignment.id].append(item)
    newly = [activity for activity in standing_now.values() if activity.first_reported_on >= planned.opens]
    return [
        _standing(one, tuple(items[one.id]), tuple(new.id for new in newly if new.reported_by in trees[one.agency]))
        for one in assignments
    ]


def _item(planned: ReportingRound, activity: Activity, now: Activity, bodies: Collection[str]) -> AskedItem | None:
    asked = questions(activity, bodies, planned.opens, (planned.opens, planned.closes))
    if not asked:
        return None
    return AskedItem(
        activity=activity,
        now=now,
        asked=tuple(asked),
        because=_because(activity, asked),
        is_answered=now.last_heard_on >= planned.opens or now.review is not activity.review,
    )


def _because(activity: Activity, asked: Sequence[Finding]) -> CarriedOver:
    if asked[0].rule == "confirm":
        return CarriedOver.NOT_CONFIRMED
    if activity.stage is Stage.COMPLETED:
        return CarriedOver.RECURRING
    return CarriedOver.OPEN_ACTION if activity.kind is ActivityKind.FOLLOW_UP_ACTION else CarriedOver.UNFINISHED


def _standing(assignment: Assignment, items: tuple[AskedItem, ...], newly: tuple[str, ...]) -> Standing:
    progress = _SAID.get(assignment.state)
    if progress is None:
        has_begun = bool(newly) or any(item.is_answered for item in items)
        progress = Progress.STARTED if has_begun else Progress.NOT_STARTED
    return Standing(assignment=assignment, progress=progress, items=items, newly=newly)


_SAID = {
    AssignmentState.SUBMITTED: Progress.SUBMITTED,
    AssignmentState.SENT_BACK: Progress.SENT_BACK,
    AssignmentState.ACCEPTED: Progress.ACCEPTED,
    AssignmentState.RELEASED: Progress.RELEASED,
}
