"""Questions drawn at random: the filters of a list, and what a report of changes is narrowed to."""

from hypothesis import strategies as st

from projections.changes import ChangeClass
from tests.consistency.said_at_random import AGENCIES, DAYS, TOPICS

TIMELINESS = ("undated", "not_due", "due_soon", "overdue", "done")
filters = st.fixed_dictionaries(
    {},
    optional={
        "agencies": st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=2),
        "roles": st.just(["lead", "partner"]),
        "topics": st.lists(st.sampled_from(TOPICS), min_size=1, max_size=2),
        "kinds": st.just(["commitment", "planned_meeting"]),
        "stages": st.just(["planned", "completed"]),
        "reviews": st.just(["submitted", "withdrawn"]),
        "timeliness": st.lists(st.sampled_from(TIMELINESS), min_size=1, max_size=3),
        "meetings": st.just(["cm7"]),
        "mandates": st.just(["ga-res-63-225"]),
        "due_from": st.just("2010-01-01"),
        "due_to": st.just("2011-02-28"),
    },
)
changes_asked = st.fixed_dictionaries(
    {"classes": st.one_of(st.just([]), st.lists(st.sampled_from(tuple(map(str, ChangeClass))), max_size=3))},
    optional={
        "agencies": st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=2),
        "topics": st.lists(st.sampled_from(TOPICS), min_size=1, max_size=2),
    },
)
# From the end of one day to the end of a later one; empty is the beginning, None the newest day.
periods = st.tuples(st.sampled_from(("", *DAYS)), st.one_of(st.none(), st.sampled_from(DAYS))).filter(
    lambda days: days[1] is None or days[0] < days[1]
)
