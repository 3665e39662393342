"""Questions for activities, drawn at random: filters in filters, both clocks, orders, lengths of pages, who asks."""

from typing import Any

from hypothesis import strategies as st
from msgspec import Struct

from events.vocabulary import ActivityKind, Assurance, Review, Stage, Visibility
from projections.timeliness import Standing, Timeliness
from tests.consistency.plain_board import GROUPINGS
from tests.consistency.plain_queries import ROLES
from tests.consistency.query_log import AGENCIES, DAYS, MANDATES, MEETINGS, PLACES, STATEMENTS, TOPICS

# Among them the last day on which what is due on 5 October 2010 is not due soon, the first on which it is, and those on
# which what was heard of on 21 November 2008 is still live and is stale.
DAYS_ASKED = ("2008-06-01", *DAYS, "2009-11-20", "2009-11-21", "2010-09-04", "2010-09-05", "2012-12-31")
FACETS = (
    "kind", "stage", "review", "timeliness", "standing", "assurance", "visibility", "language", "agency", *ROLES,
    "topic", "place", "mandate", "meeting", "statement", "part_of",
)  # fmt: skip
TEXTS = (
    "atlas", "ATLAS", "etude", "migra* of", "in region -support", "census", "envois fonds", "m* -atlas", "data support",
    "a* -migra*",
)  # fmt: skip
ORDERS = ("told", "due", "date", "title", "last_heard")
Filter = dict[str, Any]


class Query(Struct, frozen=True):
    """A question: the filter, the clocks (the position as a share of the log), the order, the page, the facet, who.

    `by` is how the board of the promises is grouped.
    `engine` is the number of the database that is asked.
    """

    filter: Filter
    as_of: str | None
    known_at: float | None
    evaluated_on: str | None
    order: str
    descending: bool
    limit: int
    facet: str
    by: str
    who: str
    is_posted: bool
    engine: int


def _values(choices: Any, most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([str(one) for one in choices]), min_size=1, max_size=most, unique=True)


_MEMBERS: dict[str, st.SearchStrategy[Any]] = {
    "agency": _values(AGENCIES),
    "lead": _values(AGENCIES),
    "topic": _values(TOPICS),
    "kind": _values(ActivityKind),
    "stage": _values(Stage, 6),
    "review": _values(Review),
    "assurance": _values(Assurance),
    "visibility": _values(Visibility),
    "timeliness": _values(Timeliness),
    "standing": _values(Standing),
    "slipped": st.booleans(),
    "language": _values(("en", "fr", "de")),
    "mandate": _values((*MANDATES, "no-such-text")),
    "meeting": _values((*MEETINGS, "nowhere")),
    "statement": _values(STATEMENTS),
    "part_of": _values(("work-0", "work-1")),
    "place": _values((*PLACES, "001")),
    "place_code": _values(PLACES),
    "text": st.sampled_from(TEXTS),
    "without": _values(("stage", "lead", "due", "date", "topic", "mandate", "meeting"), 2),
    "promise": st.booleans(),
    "open": st.booleans(),
    **{
        f"{what}_{end}": st.sampled_from(DAYS_ASKED)
        for what in ("reported", "heard", "due", "first_due", "date")
        for end in ("from", "to")
    },
}
# What qualifies a member that is there.
_WITH: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "agency": {"role": _values(ROLES), "sub_entities": st.booleans()},
    "lead": {"sub_entities": st.booleans()},
    "topic": {"narrower": st.booleans()},
}


@st.composite
def members(draw: st.DrawFn) -> Filter:
    """A few members of one filter."""
    drawn: Filter = {}
    for name in draw(st.lists(st.sampled_from(list(_MEMBERS)), max_size=2, unique=True)):
        drawn[name] = draw(_MEMBERS[name])
        for qualifier, values in _WITH.get(name, {}).items():
            if draw(st.booleans()):
                drawn[qualifier] = draw(values)
    return drawn


def _nested(inner: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    lists = st.lists(inner, min_size=1, max_size=3)
    nested = st.fixed_dictionaries({}, optional={"and": lists, "or": lists, "not": inner})
    return st.tuples(members(), nested).map(lambda both: {**both[0], **both[1]})


filters = st.recursive(members(), _nested, max_leaves=6)
queries = st.builds(
    Query,
    filter=filters,
    as_of=st.none() | st.sampled_from(DAYS_ASKED),
    known_at=st.none() | st.floats(0.1, 1.0),
    evaluated_on=st.none() | st.sampled_from(DAYS_ASKED),
    order=st.sampled_from(ORDERS),
    descending=st.booleans(),
    limit=st.sampled_from((1, 3, 7, 20, 500)),
    facet=st.sampled_from(FACETS),
    by=st.sampled_from(GROUPINGS),
    who=st.sampled_from(("secretariat", "reader", "rcnyo", "un-desa")),
    is_posted=st.booleans(),
    engine=st.integers(0, 1),
)
