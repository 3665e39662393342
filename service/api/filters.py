"""The filter language over HTTP: the same members as parameters of a GET and, nested at will, in the body of a POST."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from events.vocabulary import ActivityKind, Assurance, Review, Stage, Visibility
from projections.activities import ROLES
from projections.filter_conditions import WITHOUT, WITHOUT_VALUES
from projections.search.query import QUERY_LENGTH_MAX, WORDS_MAX
from projections.timeliness import Standing, Timeliness
from service.api.faults import pointer_to
from service.api.problems import Fault, FaultSource, InvalidInput
from service.commands.fields import Day

# What a caller can make a filter grow to: filters in filters, filters in all, values in all, letters as JSON.
DEPTH_MAX = 6
FILTERS_MAX = 60
VALUES_MAX = 500
LETTERS_MAX = 8_000

# By how much the link of a number narrows the filter of its answer at most.
MORE = {"filters that stand in each other": 1, "filters in all": 3, "values in all": 20, "letters as JSON": 1_000}

ActivityRole = Literal["lead", "reporter", "partner", "organizer", "host", "assignee"]
assert get_args(ActivityRole) == ROLES
Unsaid = Literal["stage", "lead", "due", "date", "topic", "mandate", "meeting"]
assert set(get_args(Unsaid)) == {*WITHOUT, *WITHOUT_VALUES}
Known = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=100)], ...], Meta(max_length=VALUES_MAX)]


class Filter(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"all_of": "and", "any_of": "or", "none_of": "not"},
):
    """What a list is narrowed to. Of the values of a member any will do, and all members must hold.

    `role` says how those in `agency` take part. `sub_entities` adds the bodies under those in `agency` and `lead`,
    `narrower` the topics under those in `topic`, at the clocks of the question. `place` is a country (ISO 3166-1
    alpha-2), or an area (UN M49) with what lies in it; `place_code` means the same codes alone. `meeting` is what it is
    about or was told at, `mandate` what it answers to or yields, `round` a reporting round that asks about it. `text`
    are words as in a search (`migra*`, `-draft`), which all stand in its titles, its symbol, its description or what
    was told of it (the search alone finds words of what was merged into it); a phrase is taken as its words. `without`
    are fields of which nothing is said. `promise`: somebody will be asked what became of it. `open`: its body still
    owes an answer. `standing`: whether an open promise is spoken of. `first_due` is the last day of the first period
    for which it was promised; `slipped`: it was moved to a later day, or done later. What was withdrawn is left out
    unless `review` names it. `and` and `or` are lists of further filters, `not` is one that must not hold.
    """

    agency: Known = ()
    role: tuple[ActivityRole, ...] = ()
    lead: Known = ()
    sub_entities: bool = False
    topic: Known = ()
    narrower: bool = False
    kind: tuple[ActivityKind, ...] = ()
    stage: tuple[Stage, ...] = ()
    review: tuple[Review, ...] = ()
    assurance: tuple[Assurance, ...] = ()
    visibility: tuple[Visibility, ...] = ()
    timeliness: tuple[Timeliness, ...] = ()
    standing: tuple[Standing, ...] = ()
    language: Known = ()
    mandate: Known = ()
    meeting: Known = ()
    statement: Known = ()
    part_of: Known = ()
    round: Known = ()
    place: Known = ()
    place_code: Known = ()
    text: Annotated[str, Meta(min_length=1, max_length=QUERY_LENGTH_MAX)] | None = None
    without: tuple[Unsaid, ...] = ()
    promise: bool | None = None
    open: bool | None = None
    reported_from: Day | None = None
    reported_to: Day | None = None
    heard_from: Day | None = None
    heard_to: Day | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    first_due_from: Day | None = None
    first_due_to: Day | None = None
    slipped: bool | None = None
    date_from: Day | None = None
    date_to: Day | None = None
    all_of: Annotated[tuple["Filter", ...], Meta(max_length=FILTERS_MAX)] = ()
    any_of: Annotated[tuple["Filter", ...], Meta(max_length=FILTERS_MAX)] = ()
    none_of: "Filter | None" = None


EVERYTHING = Filter()
DAYS = (
    "reported_from", "reported_to", "heard_from", "heard_to", "due_from", "due_to", "first_due_from", "first_due_to",
    "date_from", "date_to",
)  # fmt: skip
_NESTED = {"all_of": "and", "any_of": "or", "none_of": "not"}
# Members that mean something together: one of them is not added where another is there.
_TOGETHER = ({"agency", "role", "lead", "sub_entities"}, {"topic", "narrower"})


def members_of(wanted: Filter) -> dict[str, Any]:
    """The members of a filter that are set, without the filters that stand in it."""
    values = {name: getattr(wanted, name) for name in Filter.__struct_fields__ if name not in _NESTED}
    return {name: value for name, value in values.items() if value not in ((), None) and value is not _UNSET[name]}


_UNSET = {name: getattr(EVERYTHING, name) for name in Filter.__struct_fields__}


def both(one: Filter, other: Filter) -> Filter:
    """The filter of what both want: one that reads like the first with the members of the second, where it can."""
    new = members_of(other)
    held = set(members_of(one))
    for together in _TOGETHER:
        held |= together if held & together else set()
    is_nested = other.any_of or other.all_of or other.none_of
    if is_nested or held & set(new):
        return one if other == EVERYTHING else replace(one, all_of=(*one.all_of, other))
    return replace(one, **new)


def inner_of(wanted: Filter) -> Iterator[tuple[str, Filter]]:
    """The filters that stand in one, each with the JSON pointer that leads to it from there."""
    for name in ("all_of", "any_of"):
        for place, inner in enumerate(getattr(wanted, name)):
            yield pointer_to(_NESTED[name], place), inner
    if wanted.none_of is not None:
        yield pointer_to("not"), wanted.none_of


def refuse_too_much(wanted: Filter, place: str, source: FaultSource, *, narrowed: bool = False) -> None:
    """Raise InvalidInput for a filter that is longer or deeper than a filter may be.

    `narrowed`: it may be one that a link has narrowed to what a number counts.
    """
    filters, values, depth = _extent(wanted)
    letters = len(msgspec.json.encode(wanted))
    limits = (
        (depth, DEPTH_MAX, "filters that stand in each other"),
        (filters, FILTERS_MAX, "filters in all"),
        (values, VALUES_MAX, "values in all"),
        (letters, LETTERS_MAX, "letters as JSON"),
    )
    for found, most, what in limits:
        if found > most + (MORE[what] if narrowed else 0):
            sentence = f"A filter may have at most {most} {what}, and {found} were found."
            raise InvalidInput(sentence, faults=[Fault(place, sentence, source)])


def _extent(wanted: Filter) -> tuple[int, int, int]:
    """How many filters and values there are in all, and how deep they stand in each other.

    A text is taken for as many values as it may have words: each becomes a condition of its own.
    """
    own = sum(len(value) if isinstance(value, tuple) else 1 for value in members_of(wanted).values())
    own += WORDS_MAX if wanted.text is not None else 0
    inner = [_extent(one) for _, one in inner_of(wanted)]
    return (
        1 + sum(filters for filters, _, _ in inner),
        own + sum(values for _, values, _ in inner),
        1 + max((depth for _, _, depth in inner), default=0),
    )


def parameters_of(wanted: Filter) -> list[tuple[str, str]]:
    """The filter as parameters of a GET; what is nested stands in `filter` as JSON."""
    parameters: list[tuple[str, str]] = []
    for name, value in members_of(wanted).items():
        values = value if isinstance(value, tuple) else (value,)
        parameters += [(name, str(one).lower() if isinstance(one, bool) else str(one)) for one in values]
    nested = Filter(all_of=wanted.all_of, any_of=wanted.any_of, none_of=wanted.none_of)
    if len(nested.all_of) == 1 and nested == Filter(all_of=nested.all_of):
        # So it is read again: read and named ever again, a filter does not grow.
        [nested] = nested.all_of
    if nested != EVERYTHING:
        parameters.append(("filter", msgspec.json.encode(nested).decode()))
    return parameters
