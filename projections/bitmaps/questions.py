"""What a filter comes to in bitmaps: the rules of `filter_conditions` and `seen_by`, for what is said now."""

from collections.abc import Callable

from pyroaring import BitMap64

from events.place import codes_within
from events.vocabulary import ENDED, HELD_BACK, Review, Stage, Visibility
from projections.activity_filter import ActivityFilter, Scope, shows_withdrawn
from projections.activity_questions import Asked
from projections.bitmaps.index import BitmapIndex
from projections.bitmaps.sets import union
from projections.filter_conditions import ROLE_BITS, members
from projections.timeliness import Standing, Timeliness, soon, stale_day

DONE = tuple(stage.value for stage in Stage if stage in ENDED)


def can_find(asked: Asked) -> bool:
    """Whether a question of what stands now is one for the bitmaps: of no day, and of nothing that they do not hold.

    What is hidden by its id may be looked back at, or was merged; in a list of now it does not stand in any case.
    """
    return asked.clocks.as_of is None and _are_held(asked.wanted)


def find(index: BitmapIndex, asked: Asked) -> BitMap64:
    """The things of a list, as the one who asks may see it."""
    found = _seen(index, asked.scope, asked.evaluated_on)
    if not shows_withdrawn(asked.wanted):
        found -= index.in_column("review", [Review.WITHDRAWN.value])
    return Finding(index, asked).narrowed(found, asked.wanted)


class Finding:
    """Narrows things to those that are wanted, on the day on which a question is evaluated."""

    def __init__(self, index: BitmapIndex, asked: Asked) -> None:
        self.index = index
        self._today = asked.evaluated_on
        self._soon = soon(asked.evaluated_on, asked.due_soon_days)
        self._stale = stale_day(asked.evaluated_on)

    def narrowed(self, among: BitMap64, wanted: ActivityFilter) -> BitMap64:
        """Those of some things that a filter wants."""
        for name in sorted(members(wanted), key=_ORDER.__getitem__):
            among = among & _MEMBERS[name](self, among, wanted, name)
        for inner in wanted.all_of:
            among = self.narrowed(among, inner)
        if wanted.any_of:
            among = union(self.narrowed(among, inner) for inner in wanted.any_of)
        for inner in wanted.none_of:
            among = among - self.narrowed(among, inner)
        return among

    def timeliness(self, among: BitMap64) -> dict[Timeliness, BitMap64]:
        """The promises among some things by how they stand: the rule of `timeliness_column`."""
        due = self.index.days["due_by"]
        promises = among & self.index.in_column("promise", [1])
        done = promises & self.index.in_column("stage", DONE)
        owed = promises - done
        dated = owed & due.dated
        not_before = due.since(self._today, dated)
        until_soon = due.until(self._soon, not_before)
        return {
            Timeliness.DONE: done,
            Timeliness.UNDATED: owed - dated,
            Timeliness.OVERDUE: dated - not_before,
            Timeliness.DUE_SOON: until_soon,
            Timeliness.NOT_DUE: not_before - until_soon,
        }

    def standing(self, among: BitMap64) -> dict[Standing, BitMap64]:
        """The open promises among some things by whether they are spoken of: the rule of `standing_column`."""
        owed = (among & self.index.in_column("promise", [1])) - self.index.in_column("stage", DONE)
        silent = self.index.days["last_heard_on"].until(self._stale, owed)
        is_at_rest = self.index.in_column("stage", [Stage.SUSPENDED.value]) | (silent - self.index.days["due_by"].dated)
        return {
            Standing.LIVE: owed - silent,
            Standing.DORMANT: silent & is_at_rest,
            Standing.STALE: silent - is_at_rest,
        }

    def without(self, among: BitMap64, field: str) -> BitMap64:
        """Those of some things that say nothing of a field."""
        if field in ("stage", "lead"):
            return among & self.index.in_column(field, [None])
        if field == "due":
            return among - self.index.days["due_by"].dated
        if field == "date":
            return among - (self.index.days["date_earliest"].dated | self.index.days["date_latest"].dated)
        return among - self.index.in_facet(field)


def _seen(index: BitmapIndex, scope: Scope, evaluated_on: str) -> BitMap64:
    if scope.sees_all:
        return index.things.copy()
    today = scope.today or evaluated_on
    shown = [Visibility.PUBLIC.value] + ([Visibility.PARTICIPANTS.value] if scope.is_participant else [])
    not_yet = [day for day in index.columns["embargo_until"] if day is not None and day > today]
    seen = index.in_column("visibility", shown)
    seen -= index.in_column("review", [review.value for review in HELD_BACK])
    seen -= index.in_column("embargo_until", not_yet)
    return seen | index.in_column("reported_by", scope.own_agencies)


_Member = Callable[[Finding, BitMap64, ActivityFilter, str], BitMap64]


def _column(column: str) -> _Member:
    return lambda finding, _among, wanted, name: finding.index.in_column(column, getattr(wanted, name))


def _flag(column: str) -> _Member:
    return lambda finding, _among, wanted, name: finding.index.in_column(column, [int(getattr(wanted, name))])


def _facet(facet: str) -> _Member:
    return lambda finding, _among, wanted, name: finding.index.in_facet(facet, getattr(wanted, name))


def _agencies(finding: Finding, _among: BitMap64, wanted: ActivityFilter, _name: str) -> BitMap64:
    roles = ROLE_BITS.mask(wanted.roles) if wanted.roles else None
    return finding.index.in_facet("agency", wanted.agencies, roles)


def _places(finding: Finding, _among: BitMap64, wanted: ActivityFilter, _name: str) -> BitMap64:
    return finding.index.in_facet("place", {code for place in wanted.places for code in codes_within(place)})


def _timeliness(finding: Finding, among: BitMap64, wanted: ActivityFilter, _name: str) -> BitMap64:
    found = finding.timeliness(among)
    return union(found[one] for one in wanted.timeliness)


def _standing(finding: Finding, among: BitMap64, wanted: ActivityFilter, _name: str) -> BitMap64:
    found = finding.standing(among)
    return union(found[one] for one in wanted.standing)


def _without(finding: Finding, among: BitMap64, wanted: ActivityFilter, _name: str) -> BitMap64:
    for field in wanted.without:
        among = finding.without(among, field)
    return among


def _since(name_of_days: str) -> _Member:
    return lambda finding, among, wanted, name: finding.index.days[name_of_days].since(getattr(wanted, name), among)


def _until(name_of_days: str) -> _Member:
    return lambda finding, among, wanted, name: finding.index.days[name_of_days].until(getattr(wanted, name), among)


def _date_from(finding: Finding, among: BitMap64, wanted: ActivityFilter, name: str) -> BitMap64:
    """Ends on the day or later, or has a beginning and no end."""
    first, last = finding.index.days["date_earliest"], finding.index.days["date_latest"]
    return last.since(getattr(wanted, name), among) | ((among & first.dated) - last.dated)


def _date_to(finding: Finding, among: BitMap64, wanted: ActivityFilter, name: str) -> BitMap64:
    """Begins on the day or earlier, or has an end and no beginning."""
    first, last = finding.index.days["date_earliest"], finding.index.days["date_latest"]
    return first.until(getattr(wanted, name), among) | ((among & last.dated) - first.dated)


# What is quick and narrows much comes first; days are compared digit by digit among what is left.
_MEMBERS: dict[str, _Member] = {
    "agencies": _agencies,
    # The roles qualify the agencies, and narrow nothing themselves.
    "roles": lambda _finding, among, _wanted, _name: among,
    "leads": _column("lead"),
    "topics": _facet("topic"),
    "mandates": _facet("mandate"),
    "meetings": _facet("meeting"),
    "statements": _facet("statement"),
    "parts_of": _facet("part_of"),
    "places": _places,
    "place_codes": _facet("place"),
    "kinds": _column("kind"),
    "stages": _column("stage"),
    "reviews": _column("review"),
    "assurances": _column("assurance"),
    "visibilities": _column("visibility"),
    "languages": _column("language"),
    "promise": _flag("promise"),
    "open": _flag("open"),
    "without": _without,
    "timeliness": _timeliness,
    "standing": _standing,
    "reported_from": _since("first_reported_on"),
    "reported_to": _until("first_reported_on"),
    "heard_from": _since("last_heard_on"),
    "heard_to": _until("last_heard_on"),
    "due_from": _since("due_by"),
    "due_to": _until("due_by"),
    "date_from": _date_from,
    "date_to": _date_to,
}
_ORDER = {name: place for place, name in enumerate(_MEMBERS)}


def _are_held(wanted: ActivityFilter) -> bool:
    inner = (*wanted.all_of, *wanted.any_of, *wanted.none_of)
    return all(name in _MEMBERS for name in members(wanted)) and all(map(_are_held, inner))
