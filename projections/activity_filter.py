"""Which activities a list shows: the filters of all lists, and what the one who asks may see."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.activity_state import Activity
from events.log.database import one_of, selected
from events.place import codes_within
from events.vocabulary import ENDED, HELD_BACK, Assurance, Review, Stage, Visibility
from projections.activities import ACTIVITIES
from projections.clocks import Clocks, holds, parameters_of
from projections.timeliness import Timeliness

TABLE = ACTIVITIES.table
assert ACTIVITIES.facet_table is not None
assert ACTIVITIES.facets_of is not None
FACETS = ACTIVITIES.facet_table
ROLE_BITS = ACTIVITIES.facets_of


Values = dict[str, Any]


class Scope(Struct, frozen=True, kw_only=True):
    """What the one who asks may see: the secretariat all, an agency its own drafts and what is for participants.

    `today` is the real day, on which embargoes are judged whatever day is asked about; the day asked about where it
    is None. `hidden` are activities that may not be seen at any clock, because they may not be seen as they stand now.
    """

    sees_all: bool = False
    is_participant: bool = False
    own_agencies: tuple[str, ...] = ()
    today: str | None = None
    hidden: tuple[str, ...] = ()


class ActivityFilter(Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; an empty tuple or None narrows nothing. Days are YYYY-MM-DD."""

    ids: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    assurances: tuple[str, ...] = ()
    timeliness: tuple[Timeliness, ...] = ()
    mandates: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    promises_only: bool = False
    own_word_only: bool = False
    open_only: bool = False
    reported_from: str | None = None
    due_from: str | None = None
    due_to: str | None = None
    date_from: str | None = None
    date_to: str | None = None


_IN_COLUMN = {
    "kinds": TABLE.c.kind,
    "stages": TABLE.c.stage,
    "reviews": TABLE.c.review,
    "assurances": TABLE.c.assurance,
    "leads": TABLE.c.lead,
}
_IN_FACET = {
    "agencies": "agency",
    "topics": "topic",
    "mandates": "mandate",
    "meetings": "meeting",
    "statements": "statement",
    "places": "place",
}


def conditions_of(wanted: ActivityFilter, scope: Scope, clocks: Clocks) -> list[sa.ColumnElement[bool]]:
    """The conditions of a list; lists with the same filters set have the same, whatever their values."""
    conditions = [holds(TABLE, clocks), *seen_by(scope)]
    if not wanted.reviews and not wanted.ids:
        conditions.append(TABLE.c.review != Review.WITHDRAWN.value)
    conditions += [one_of(column, name) for name, column in _IN_COLUMN.items() if getattr(wanted, name)]
    for name, facet in _IN_FACET.items():
        if getattr(wanted, name):
            things = under(facet, name, clocks, with_roles=name == "agencies" and bool(wanted.roles))
            conditions.append(selected(TABLE.c.thing, things))
    if wanted.ids:
        conditions.append(selected(TABLE.c.thing, told_as(clocks)))
    if wanted.promises_only or wanted.timeliness:
        conditions.append(TABLE.c.promise == 1)
    if wanted.own_word_only:
        conditions.append(TABLE.c.assurance != Assurance.THIRD_PARTY.value)
    if wanted.open_only:
        conditions.append(TABLE.c.open == 1)
    if wanted.timeliness:
        conditions.append(one_of(timeliness_column(), "timeliness"))
    return conditions + _in_days(wanted)


def values_for(wanted: ActivityFilter, scope: Scope, clocks: Clocks, evaluated_on: str, soon_until: str) -> Values:
    """The values of the parameters of `conditions_of` and `timeliness_column`."""
    chosen = {name: value for name in wanted.__struct_fields__ if (value := getattr(wanted, name))}
    if wanted.places:
        chosen["places"] = tuple({code for place in wanted.places for code in codes_within(place)})
    judged = {"today": evaluated_on, "soon": soon_until, "roles_mask": ROLE_BITS.mask(wanted.roles)}
    return {**parameters_of(clocks), **values_of(scope, evaluated_on), **judged, **chosen}


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


def values_of(scope: Scope, evaluated_on: str) -> dict[str, Any]:
    """The values of the parameters of `seen_by`."""
    return {"own": scope.own_agencies, "seen_on": scope.today or evaluated_on, "hidden": scope.hidden}


def seen_by(scope: Scope) -> list[sa.ColumnElement[bool]]:
    """The conditions under which somebody may see an activity; none for the secretariat."""
    if scope.sees_all:
        return []
    shown = [Visibility.PUBLIC.value] + ([Visibility.PARTICIPANTS.value] if scope.is_participant else [])
    open_to_all = sa.and_(
        among(TABLE.c.visibility, shown),
        sa.not_(among(TABLE.c.review, [review.value for review in HELD_BACK])),
        sa.or_(TABLE.c.embargo_until.is_(None), TABLE.c.embargo_until <= sa.bindparam("seen_on")),
    )
    if scope.hidden:
        open_to_all = sa.and_(open_to_all, sa.not_(one_of(TABLE.c.id, "hidden")))
    return [sa.or_(open_to_all, one_of(TABLE.c.reported_by, "own"))] if scope.own_agencies else [open_to_all]


def under(facet: str, name: str, clocks: Clocks, *, with_roles: bool = False) -> sa.Select[Any]:
    """The things under one of the values of a facet, in one of the roles where these are asked for."""
    things = sa.select(FACETS.c.thing).where(
        FACETS.c.facet == facet, one_of(FACETS.c.value, name), holds(FACETS, clocks)
    )
    if with_roles:
        roles: sa.BindParameter[int] = sa.bindparam("roles_mask", type_=sa.BigInteger)
        things = things.where(FACETS.c.roles.bitwise_and(roles) != 0)
    return things


def told_as(clocks: Clocks) -> sa.CompoundSelect[Any]:
    """The activities that were told under one of the ids, be it their own or another."""
    own = sa.select(TABLE.c.thing).where(one_of(TABLE.c.id, "ids"), holds(TABLE, clocks))
    return own.union_all(under("id", "ids", clocks))


def among(column: sa.ColumnElement[Any], values: Sequence[str]) -> sa.ColumnElement[bool]:
    """True where the column has one of these fixed values; a list that varies is a parameter of `one_of` instead."""
    return sa.or_(*(column == value for value in values))


def _in_days(wanted: ActivityFilter) -> list[sa.ColumnElement[bool]]:
    # An end without a day is open where the other has one, and no date at all where neither has.
    open_end = sa.and_(TABLE.c.date_latest.is_(None), TABLE.c.date_earliest.is_not(None))
    open_start = sa.and_(TABLE.c.date_earliest.is_(None), TABLE.c.date_latest.is_not(None))
    bounds = {
        "reported_from": TABLE.c.first_reported_on >= sa.bindparam("reported_from"),
        "due_from": TABLE.c.due_latest >= sa.bindparam("due_from"),
        "due_to": TABLE.c.due_latest <= sa.bindparam("due_to"),
        "date_from": sa.or_(TABLE.c.date_latest >= sa.bindparam("date_from"), open_end),
        "date_to": sa.or_(TABLE.c.date_earliest <= sa.bindparam("date_to"), open_start),
    }
    return [condition for name, condition in bounds.items() if getattr(wanted, name) is not None]


def timeliness_column() -> sa.ColumnElement[str]:
    """How each promise stands on the day `today`, `soon` being the last day on which something is due soon."""
    done = [stage.value for stage in Stage if stage in ENDED]
    today: sa.BindParameter[Any] = sa.bindparam("today", type_=sa.Text)
    last_soon: sa.BindParameter[Any] = sa.bindparam("soon", type_=sa.Text)
    return sa.case(
        (among(TABLE.c.stage, done), Timeliness.DONE.value),
        (TABLE.c.due_latest.is_(None), Timeliness.UNDATED.value),
        (TABLE.c.due_latest < today, Timeliness.OVERDUE.value),
        (TABLE.c.due_latest <= last_soon, Timeliness.DUE_SOON.value),
        else_=Timeliness.NOT_DUE.value,
    )
