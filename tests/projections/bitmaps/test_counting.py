"""Counting from bitmaps costs what a list has, not what its columns could have."""

from itertools import count, islice, product

import pytest
from pyroaring import BitMap64

from events.vocabulary import ActivityKind, Assurance, Review, Stage, Visibility
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_questions import Asked
from projections.bitmaps import counting
from projections.bitmaps.index import COLUMNS, DAYS, BitmapIndex
from projections.clocks import NOW
from projections.tallies import Counted

EVERYTHING = Asked(wanted=ActivityFilter(), scope=Scope(sees_all=True), clocks=NOW, evaluated_on="2011-02-18")
COUNTED = Counted(columns=("kind", "stage", "review", "assurance", "visibility", "language", "timeliness", "standing"))
THINGS = 4_000


def index_of_many_sorts() -> BitmapIndex:
    """Activities of every kind, stage, review and more, in fifty languages."""
    languages = [f"l{number}" for number in range(50)]
    sorts = product(map(str, Stage), languages, map(str, ActivityKind), map(str, Review), Assurance, Visibility)
    values = dict.fromkeys(COLUMNS) | {"lead": "unfpa", "reported_by": "unfpa", "promise": 1, "open": 1}
    days = dict.fromkeys(DAYS, "2010-10-05")
    index = BitmapIndex()
    rows = []
    for thing, (stage, language, kind, review, assurance, visibility) in zip(
        count(1), islice(sorts, 0, None, 17), strict=False
    ):
        own = {"kind": kind, "stage": stage, "review": review, "language": language}
        of_both = values | own | {"assurance": str(assurance), "visibility": str(visibility)}
        rows.append((thing, *(of_both[name] for name in COLUMNS), *(days[name] for name in DAYS)))
    index.add(rows[:THINGS], [])
    return index


@pytest.mark.parametrize("size", [0, 1, 20])
def test_a_short_list_is_parted_no_further_than_it_goes(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """However many values the columns have: what is empty is not parted again."""
    index, parted = index_of_many_sorts(), []
    part = counting._by_columns

    def noted(found: BitMap64, columns: list[counting.Parts]) -> object:
        parted.append(len(columns))
        return part(found, columns)

    monkeypatch.setattr(counting, "_by_columns", noted)
    found = BitMap64(index.things[:size])
    tally = counting.count(index, found, EVERYTHING, COUNTED)
    assert sum(tally.values()) == size
    assert len(parted) <= 1 + size * len(COUNTED.columns)
