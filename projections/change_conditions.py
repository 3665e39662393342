"""The classes of change in SQL: the rules of `changes`, each as a condition on the columns of two rows of one activity.

A set of classes is one number, with a bit for each class in the order of `ChangeClass`.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

import sqlalchemy as sa

from events.vocabulary import ENDED, HELD_BACK, Assurance, Review, Stage
from projections.activities import NO_KEY
from projections.changes import GIVEN_UP, STEPS, ChangeClass
from projections.date_shift import HAPPENED
from projections.timeliness import NEVER_MISSED

Condition = sa.ColumnElement[bool]

_BITS = {name: 1 << place for place, name in enumerate(ChangeClass)}
# What these say follows from all the others.
_LEFT_OVER = (ChangeClass.HEARD_OF, ChangeClass.EDITED, ChangeClass.SILENT)


def bits_of(classes: Iterable[ChangeClass]) -> int:
    """The number that stands for these classes."""
    return sum(_BITS[name] for name in set(classes))


@lru_cache(maxsize=10_000)
def classes_in(bits: int) -> tuple[ChangeClass, ...]:
    """The classes for which a number stands."""
    return tuple(name for name, bit in _BITS.items() if bits & bit)


def classes_when_new(after: sa.FromClause) -> sa.ColumnElement[int]:
    """The classes of an activity that was not there at the earlier point."""
    stage = _stage(after)
    return _sum(
        (
            sa.literal_column(str(_BITS[ChangeClass.NEW]), sa.Integer),
            _bit(ChangeClass.COMPLETED, stage == Stage.COMPLETED.value),
            _bit(ChangeClass.DROPPED, _one_of(stage, _codes(GIVEN_UP))),
            _bit(ChangeClass.SUSPENDED, stage == Stage.SUSPENDED.value),
        )
    )


def rules_column(before: sa.FromClause, after: sa.FromClause) -> sa.ColumnElement[int]:
    """The classes that the two rows alone tell, where there are two."""
    rules = _rules(before, after)
    assert set(rules) == set(ChangeClass) - {ChangeClass.NEW, *_LEFT_OVER}, "Every class has its condition."
    return _sum(_bit(name, rule) for name, rule in rules.items())


def all_classes(rules: sa.ColumnElement[int], heard: Condition, owes: Condition) -> "sa.Case[int]":
    """All classes of what was there, for `rules` of `rules_column`; `heard` since, and `owes` of `owes_a_word`."""
    left_over = sa.case((heard, _BITS[ChangeClass.HEARD_OF]), else_=_BITS[ChangeClass.EDITED])
    silent = _bit(ChangeClass.SILENT, sa.and_(owes, sa.not_(heard)))
    return sa.case((rules == 0, left_over + silent), else_=rules + silent)


def owes_a_word(before: sa.FromClause, after: sa.FromClause) -> Condition:
    """It was open and is; nobody owes a word on what another told of it, on a draft, or on what was withdrawn."""
    told = sa.and_(
        _none_of(after.c.review, [review.value for review in (*HELD_BACK, Review.WITHDRAWN)]),
        after.c.assurance != Assurance.THIRD_PARTY.value,
    )
    return sa.and_(told, after.c.open == 1, sa.func.coalesce(before.c.open, 0) == 1)


def answering_column(row: sa.FromClause) -> sa.ColumnElement[str]:
    """The body whose word an activity is; the rule of `answering_for`. A lead that disowned it has left the column."""
    by_another = sa.or_(row.c.lead.is_(None), row.c.assurance == Assurance.THIRD_PARTY.value)
    return sa.case((by_another, row.c.reported_by), else_=row.c.lead)


def _rules(before: sa.FromClause, after: sa.FromClause) -> dict[ChangeClass, Condition]:
    was_there = before.c.thing.is_not(None)
    old, new = _stage(before), _stage(after)
    over = [*_codes(ENDED), Stage.SUSPENDED.value]
    gone = sa.or_(after.c.review == Review.WITHDRAWN.value, _one_of(new, _codes(GIVEN_UP)))
    requested = sa.and_(old == Stage.REQUESTED.value, _none_of(new, [Stage.REQUESTED.value, ""]))
    told_by_another = before.c.assurance == Assurance.THIRD_PARTY.value
    disowned = sa.and_(before.c.lead.is_not(None), after.c.lead.is_(None))
    settled = sa.and_(told_by_another, sa.or_(after.c.assurance != Assurance.THIRD_PARTY.value, disowned))
    due, date = _Dates(before, after, "due", ENDED), _Dates(before, after, "date", HAPPENED)
    return {
        ChangeClass.COMPLETED: _entered(old, new, Stage.COMPLETED),
        ChangeClass.DROPPED: sa.and_(gone, _none_of(old, _codes(GIVEN_UP))),
        ChangeClass.SUSPENDED: _entered(old, new, Stage.SUSPENDED),
        ChangeClass.RESUMED: sa.and_(was_there, _one_of(old, over), _none_of(new, [*over, ""])),
        ChangeClass.PROGRESSED: sa.and_(_step(old) > 0, _step(new) > _step(old)),
        ChangeClass.DATED: sa.or_(due.is_dated, date.is_dated),
        ChangeClass.MORE_EXACT: sa.or_(due.is_more_exact, date.is_more_exact),
        ChangeClass.MOVED: sa.or_(due.has_moved, date.has_moved),
        ChangeClass.SLIPPED: _of_what_counts(due, date, "ends_later"),
        ChangeClass.BROUGHT_FORWARD: _of_what_counts(due, date, "ends_earlier"),
        ChangeClass.ANSWERED: sa.and_(was_there, sa.or_(requested, settled)),
        ChangeClass.REWORDED: sa.and_(was_there, before.c.words != after.c.words),
    }


class _Dates:
    """What became of one date; of work in one of the stages `told_of_past` it tells nothing of what is to come."""

    def __init__(self, before: sa.FromClause, after: sa.FromClause, name: str, told_of_past: Collection[Stage]) -> None:
        past = _codes(told_of_past)
        to_come = sa.and_(before.c.thing.is_not(None), _none_of(_stage(before), past), _none_of(_stage(after), past))
        old, new = (_days(row, name) for row in (before, after))
        within = sa.and_(old[0] <= new[0], new[1] <= old[1])
        alike = sa.and_(old[0] == new[0], new[1] == old[1])
        was_given, is_given = (_names_days(row, name) for row in (before, after))
        self.counts = sa.and_(to_come, was_given, is_given)
        self.is_dated = sa.and_(to_come, sa.not_(was_given), is_given)
        self.is_more_exact = sa.and_(self.counts, within, sa.not_(alike))
        self.has_moved = sa.and_(to_come, was_given, sa.or_(sa.not_(is_given), sa.not_(within)))
        self.ends_later = sa.and_(self.counts, sa.not_(within), new[1] > old[1])
        self.ends_earlier = sa.and_(self.counts, sa.not_(within), new[1] < old[1])


def _of_what_counts(due: _Dates, date: _Dates, ends: str) -> Condition:
    """What holds of the due period, where both points have one, else of the date."""
    return sa.or_(getattr(due, ends), sa.and_(sa.not_(due.counts), getattr(date, ends)))


def _days(row: sa.FromClause, name: str) -> tuple[sa.ColumnElement[str], sa.ColumnElement[str]]:
    return sa.func.coalesce(row.c[f"{name}_earliest"], ""), sa.func.coalesce(_latest(row, name), NEVER_MISSED)


def _names_days(row: sa.FromClause, name: str) -> Condition:
    return sa.or_(row.c[f"{name}_earliest"].is_not(None), _latest(row, name).is_not(None))


def _latest(row: sa.FromClause, name: str) -> sa.ColumnElement[str]:
    """The last day of a date. Of a due period the view keeps it as lists sort by it, with a key where there is none."""
    latest: sa.ColumnElement[str] = row.c.date_latest if name == "date" else sa.func.nullif(row.c.due_by, NO_KEY)
    return latest


def _stage(row: sa.FromClause) -> sa.ColumnElement[str]:
    """The stage, an empty text where it was not said: null is unlike nothing."""
    return sa.func.coalesce(row.c.stage, "")


def _entered(old: sa.ColumnElement[str], new: sa.ColumnElement[str], stage: Stage) -> Condition:
    return sa.and_(new == stage.value, old != stage.value)


def _step(stage: sa.ColumnElement[str]) -> "sa.Case[int]":
    return sa.case(*((stage == name.value, number) for name, number in STEPS.items()), else_=0)


def _codes(stages: Collection[Stage]) -> list[str]:
    return [stage.value for stage in Stage if stage in stages]


def _one_of(column: sa.ColumnElement[str], values: Iterable[str]) -> Condition:
    return sa.or_(*(column == value for value in values))


def _none_of(column: sa.ColumnElement[str], values: Iterable[str]) -> Condition:
    return sa.and_(*(column != value for value in values))


def _bit(name: ChangeClass, condition: Condition) -> "sa.Case[int]":
    return sa.case((condition, _BITS[name]), else_=0)


def _sum(numbers: Iterable[sa.ColumnElement[int]]) -> sa.ColumnElement[int]:
    total, *others = numbers
    for number in others:
        total = total + number
    return total
