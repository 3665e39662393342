"""Tallies from bitmaps: how many things of a list stand under each value, as `tallies` counts them in the database."""

from collections.abc import Iterator
from typing import Any

from pyroaring import BitMap64

from projections.activity_questions import Asked
from projections.bitmaps.index import BitmapIndex
from projections.bitmaps.questions import Finding
from projections.tallies import Counted, Tally

Parts = list[tuple[Any, BitMap64]]


def count(index: BitmapIndex, found: BitMap64, asked: Asked, counted: Counted) -> Tally:
    """The tally of the things that were found for a question."""
    if counted.facets:
        return dict(_by_facets(index, found, counted))
    finding = Finding(index, asked)
    columns = [_parts(finding, found, name) for name in counted.columns]
    return dict(_by_columns(found, columns))


def _by_facets(index: BitmapIndex, found: BitMap64, counted: Counted) -> Iterator[tuple[tuple[Any, ...], int]]:
    for facet in counted.facets:
        for value, by_roles in index.facets[facet].items():
            for roles, bitmap in by_roles.items():
                if number := found.intersection_cardinality(bitmap):
                    yield (facet, value, roles), number


def _by_columns(found: BitMap64, columns: list[Parts]) -> Iterator[tuple[tuple[Any, ...], int]]:
    """The number of every combination of values that there is: each column parts what the columns before it left."""
    if not columns:
        if found:
            yield (), len(found)
        return
    first, *others = columns
    for value, bitmap in first:
        if not others:
            if number := found.intersection_cardinality(bitmap):
                yield (value,), number
        elif part := found & bitmap:
            yield from (((value, *rest), number) for rest, number in _by_columns(part, others))


def _parts(finding: Finding, found: BitMap64, name: str) -> Parts:
    """What has each value of a column, also of one that is computed from the day, and None where that says nothing."""
    if name not in ("timeliness", "standing"):
        return list(finding.index.columns[name].items())
    computed = finding.timeliness(found) if name == "timeliness" else finding.standing(found)
    parts: Parts = [(value.value, bitmap) for value, bitmap in computed.items() if bitmap]
    rest = found.copy()
    for _, bitmap in parts:
        rest -= bitmap
    return [*parts, (None, rest)]
