"""A reporting round as it stands on a day: what each agency is asked, what it has answered, and how far it has come.

What is asked is what was open on the day before the round opened (`open_items`): that is how what is open carries over
from round to round, by rule and not by anybody's list. What was merged since goes on as what it was merged into.

An item is answered once something was heard of it from the opening on, from whomever, once it was handed in or
withdrawn, or once it was merged into what was over; a statement that waited for a reply, once there is one
(`open_statements`). Nothing of this is stored: it is read from the views at two points of the clock.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from events.activity_state import Activity
from events.agency import Agency
from events.assignment import Assignment, AssignmentState
from events.quality import Finding
from events.reporting_round import ReportingRound
from events.vocabulary import ActivityKind, Stage
from projections.open_items import questions
from projections.open_statements import OpenStatement, Said, asked_statements
from projections.timeliness import is_open


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

    `activity` is as it stood when the round opened, `now` what it goes on as: another, where it was merged into that.
    `answered_by` are the bodies that answered, in the order said: an item is answered whoever of those that have a part
    in it says what became of it.
    """

    activity: Activity
    now: Activity
    asked: tuple[Finding, ...]
    because: CarriedOver
    is_answered: bool
    answered_by: tuple[str, ...] = ()


class Standing(Struct, frozen=True, kw_only=True):
    """How far one assignment has come: what it is asked, and the ids of what its bodies reported since the opening."""

    assignment: Assignment
    progress: Progress
    items: tuple[AskedItem, ...]
    statements: tuple[OpenStatement, ...] = ()
    newly: tuple[str, ...] = ()

    @property
    def asked(self) -> int:
        """How many items and statements are asked about."""
        return len(self.items) + len(self.statements)

    @property
    def answered(self) -> int:
        """How many of them were answered."""
        return sum(item.is_answered for item in self.items) + sum(said.is_answered for said in self.statements)

    @property
    def answered_by(self) -> dict[str, int]:
        """How many of the items each body answered, by its id; an item that several answered counts for each."""
        return dict(sorted(Counter(body for item in self.items for body in item.answered_by).items()))


def day_before(day: str) -> str:
    """The day before a day, both YYYY-MM-DD: the state in which a round finds what is open."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def nearest(asked: Collection[str], agencies: Iterable[Agency]) -> dict[str, set[str]]:
    """For which bodies each agency that is asked answers: those to which, going upwards, it is the nearest one asked.

    An item of ECA is asked of ECA, and not of the Secretariat as well, where both are asked.
    """
    parents = {agency.id: agency.parent for agency in agencies}
    answers_for: dict[str, set[str]] = {agency: {agency} for agency in asked}
    for body in parents:
        line: list[str] = []
        above: str | None = body
        # Where bodies were reported to be under each other the way upwards has no end.
        while above is not None and above not in line and above not in answers_for:
            line.append(above)
            above = parents.get(above)
        if above is not None and above in answers_for:
            answers_for[above].add(body)
    return answers_for


def standings(
    planned: ReportingRound,
    assignments: Sequence[Assignment],
    trees: Mapping[str, Collection[str]],
    before: Iterable[Activity],
    now: Iterable[Activity],
    answers: Mapping[str, tuple[str, ...]],
    said: tuple[Said, Said] = (Said(), Said()),
) -> list[Standing]:
    """How far each assignment of a round has come, in the order of the assignments.

    `trees` are the bodies for which each agency answers. `before` are the activities that were open on the day before
    the round opened; `now` are the same, and what was reported since, as they stand on the day that is asked about.
    `answers` are the bodies that have said something of an activity since, by its id (`answering`).
    `said` is what was said to their bodies, on these two days.
    """
    standing_now = {activity.id: activity for activity in now}
    both = _gone_on(before, standing_now.values())
    newly = [activity for activity in standing_now.values() if activity.first_reported_on >= planned.opens]
    found = []
    for assignment in assignments:
        bodies = trees[assignment.agency]
        items: dict[str, AskedItem] = {}
        for pair in both:
            # Two that became one are one item: the one that goes on comes first, and what it was asked is asked.
            if pair.now.id not in items and (item := _item(planned, pair, bodies, answers)):
                items[item.now.id] = item
        told = tuple(new.id for new in newly if new.reported_by in bodies)
        found.append(_standing(assignment, tuple(items.values()), asked_statements(*said, bodies), told))
    return found


class _GoneOn(NamedTuple):
    """An activity as it was when the round opened, as what it goes on, and whether that alone is an answer: it was
    handed in or withdrawn since, or merged into what was over."""

    then: Activity
    now: Activity
    is_answer: bool


def _gone_on(before: Iterable[Activity], now: Iterable[Activity]) -> list[_GoneOn]:
    """What was open with what it goes on as: itself, or the activity into which it was merged.

    What may not be seen as it stands now may not be seen as it stood either, and is left out. In order, but for those
    that were merged since, which come last.
    """
    open_then = {activity.id: activity for activity in before}
    found_as = {told_as: one for one in now for told_as in one.aliases} | {one.id: one for one in now}
    pairs = []
    for then in open_then.values():
        if (goes_on := found_as.get(then.id)) is not None:
            itself = open_then.get(goes_on.id)
            is_reviewed = goes_on.review is not (itself or then).review
            # Merged into what was over: that is the answer.
            pairs.append(_GoneOn(then, goes_on, is_reviewed or (itself is None and not is_open(goes_on))))
    return sorted(pairs, key=lambda pair: pair.then.id != pair.now.id)


def _item(
    planned: ReportingRound, pair: _GoneOn, bodies: Collection[str], answers: Mapping[str, tuple[str, ...]]
) -> AskedItem | None:
    asked = questions(pair.then, bodies, planned.opens, (planned.opens, planned.closes))
    if not asked:
        return None
    is_answered = pair.is_answer or pair.now.last_heard_on >= planned.opens
    return AskedItem(
        activity=pair.then,
        now=pair.now,
        asked=tuple(asked),
        because=_because(pair.then, asked),
        is_answered=is_answered,
        answered_by=answers.get(pair.now.id, ()) if is_answered else (),
    )


def _because(activity: Activity, asked: Sequence[Finding]) -> CarriedOver:
    if asked[0].rule == "confirm":
        return CarriedOver.NOT_CONFIRMED
    if activity.stage is Stage.COMPLETED:
        return CarriedOver.RECURRING
    return CarriedOver.OPEN_ACTION if activity.kind is ActivityKind.FOLLOW_UP_ACTION else CarriedOver.UNFINISHED


def _standing(
    assignment: Assignment,
    items: tuple[AskedItem, ...],
    statements: tuple[OpenStatement, ...],
    newly: tuple[str, ...],
) -> Standing:
    stands = Standing(
        assignment=assignment, progress=Progress.NOT_STARTED, items=items, statements=statements, newly=newly
    )
    has_begun = Progress.STARTED if newly or stands.answered else Progress.NOT_STARTED
    return replace(stands, progress=_SAID.get(assignment.state, has_begun))


_SAID = {
    AssignmentState.SUBMITTED: Progress.SUBMITTED,
    AssignmentState.SENT_BACK: Progress.SENT_BACK,
    AssignmentState.ACCEPTED: Progress.ACCEPTED,
    AssignmentState.RELEASED: Progress.RELEASED,
}
