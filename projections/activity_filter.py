"""The filter language of all lists of activities, and who may see what.

A filter is an object: each member names the values of one field, any of which will do, and all members must hold.
Filters nest: all of these, any of these, none of these. The same objects are what a GET says in its parameters and a
POST in its body; `filter_conditions` makes SQL of them.
"""

from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.activity_state import Activity
from events.log.database import one_of
from events.vocabulary import HELD_BACK, Assurance, Review, Visibility
from projections.activities import ACTIVITIES
from projections.clocks import NOW, holds, stood
from projections.timeliness import Standing, Timeliness

TABLE = ACTIVITIES.table
# All but what a third party told of a lead that has not confirmed it.
OWN_WORD = tuple(one.value for one in Assurance if one is not Assurance.THIRD_PARTY)

Values = dict[str, Any]


class Scope(Struct, frozen=True, kw_only=True):
    """What the one who asks may see: the secretariat all, an agency its own drafts and what is for participants.

    `today` is the real day, on which embargoes are judged whatever day is asked about; the day asked about where it
    is None. `goes_back`: other clocks than now are asked about, and only what may be seen as it stands now is seen
    there. `hidden` are activities that may not be seen at any clock, where somebody else has found that out.
    """

    sees_all: bool = False
    is_participant: bool = False
    own_agencies: tuple[str, ...] = ()
    today: str | None = None
    goes_back: bool = False
    hidden: tuple[str, ...] = ()


class ActivityFilter(Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; an empty tuple or None narrows nothing. Days are YYYY-MM-DD.

    `roles` say in which roles the `agencies` take part. `places` are codes of countries, and of areas with what lies
    in them; `place_codes` mean these codes alone. `words` are tokens that stand in its titles and texts, `beginnings`
    those with which a token there begins. `only` are ids of which a list may have no others, even none.
    `without` are fields of which nothing is said. What was withdrawn is in a list only where `reviews` name it, or
    where `ids` are asked for.
    """

    ids: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    agencies: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    assurances: tuple[str, ...] = ()
    visibilities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    timeliness: tuple[Timeliness, ...] = ()
    standing: tuple[Standing, ...] = ()
    mandates: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    parts_of: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    place_codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    promise: bool | None = None
    open: bool | None = None
    reported_from: str | None = None
    reported_to: str | None = None
    heard_from: str | None = None
    heard_to: str | None = None
    due_from: str | None = None
    due_to: str | None = None
    first_due_from: str | None = None
    first_due_to: str | None = None
    slipped: bool | None = None
    date_from: str | None = None
    date_to: str | None = None
    all_of: tuple["ActivityFilter", ...] = ()
    any_of: tuple["ActivityFilter", ...] = ()
    none_of: tuple["ActivityFilter", ...] = ()


# What is followed up: what was promised, on the word of whoever promised it.
PROMISED = ActivityFilter(promise=True, assurances=OWN_WORD)


def shows_withdrawn(wanted: ActivityFilter) -> bool:
    """Whether a filter asks for what was withdrawn: by its id, or by naming the state, but not to leave it out."""
    if wanted.ids or Review.WITHDRAWN.value in wanted.reviews:
        return True
    return any(shows_withdrawn(inner) for inner in (*wanted.all_of, *wanted.any_of))


def may_see(activity: Activity, scope: Scope, today: str) -> bool:
    """Whether somebody may see an activity on a day: the rule of `seen_by`, for one activity in hand."""
    if scope.sees_all or activity.reported_by in scope.own_agencies:
        return True
    if activity.id in scope.hidden:
        return False
    shown = {Visibility.PUBLIC} | ({Visibility.PARTICIPANTS} if scope.is_participant else set())
    not_yet = activity.embargo_until is not None and activity.embargo_until > (scope.today or today)
    return activity.visibility in shown and activity.review not in HELD_BACK and not not_yet


def may_hear(visibility: Visibility, scope: Scope) -> bool:
    """Whether somebody may hear a statement or a turn: participants what was said, others only what is public."""
    if scope.sees_all or visibility is Visibility.PUBLIC:
        return True
    return scope.is_participant and visibility is Visibility.PARTICIPANTS


def values_of(scope: Scope, evaluated_on: str) -> Values:
    """The values of the parameters of `seen_by`."""
    return {"own": scope.own_agencies, "seen_on": scope.today or evaluated_on, "hidden": scope.hidden}


def seen_by(scope: Scope, *, at_position: bool = False) -> list[sa.ColumnElement[bool]]:
    """The conditions under which somebody may see an activity; none for the secretariat.

    Who goes back sees what stands now, or, `at_position`, what stood when the log ended at the position `seen_at`.
    """
    if scope.sees_all:
        return []
    seen = _is_open(scope, TABLE)
    if scope.goes_back:
        then = TABLE.alias("stands")
        newest = stood(then, "seen_at") if at_position else holds(then, NOW)
        stands = sa.and_(then.c.thing == TABLE.c.thing, newest, _or_own(scope, then, _is_open(scope, then)))
        seen = sa.and_(seen, sa.exists().where(stands))
    return [_or_own(scope, TABLE, seen)]


def shown_in(scope: Scope, versions: sa.FromClause) -> sa.ColumnElement[bool] | None:
    """The condition under which somebody may see an earlier version; None for the secretariat, which sees all."""
    return None if scope.sees_all else _or_own(scope, versions, _is_open(scope, versions))


def _is_open(scope: Scope, table: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether it is shown to those who did not report it."""
    shown = [Visibility.PUBLIC.value] + ([Visibility.PARTICIPANTS.value] if scope.is_participant else [])
    is_open = sa.and_(
        among(table.c.visibility, shown),
        sa.not_(among(table.c.review, [review.value for review in HELD_BACK])),
        sa.or_(table.c.embargo_until.is_(None), table.c.embargo_until <= sa.bindparam("seen_on")),
    )
    return sa.and_(is_open, sa.not_(one_of(table.c.id, "hidden"))) if scope.hidden else is_open


def _or_own(scope: Scope, table: sa.FromClause, seen: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.or_(seen, one_of(table.c.reported_by, "own")) if scope.own_agencies else seen


def among(column: sa.ColumnElement[Any], values: list[str]) -> sa.ColumnElement[bool]:
    """True where the column has one of these fixed values; a list that varies is a parameter of `one_of` instead."""
    return sa.or_(*(column == value for value in values))
