"""The list of references, by author and year, with letters where one author has several works of a year."""

import re
from collections import defaultdict
from string import ascii_lowercase

from events.fact import in_order
from projections.summary.document import Italic, Reference, Run, Text
from projections.summary.told import ActivityTold, TourDeTableTold

AUTHOR_AND_YEAR = re.compile(r"^(?P<author>.+?) \((?P<year>\d{4})(?P<letter>[a-z]?)\)\.\s*(?P<rest>.*)$", re.DOTALL)


def references(told: TourDeTableTold) -> tuple[Reference, ...]:
    """One entry for each citation of the publications told, sorted by author, year and title."""
    positions = _positions_by_citation(told)
    ordered = sorted(positions, key=_sorting_key)
    return tuple(
        Reference(key=key, runs=_runs(citation), positions=positions[original])
        for original, (key, citation) in zip(ordered, _with_letters(ordered), strict=True)
    )


def _positions_by_citation(told: TourDeTableTold) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for turn in told.turns:
        for item in turn.items:
            if isinstance(item, ActivityTold) and item.citation:
                found[item.citation] = in_order({*found.get(item.citation, ()), *item.positions})
    return found


def _sorting_key(citation: str) -> tuple[str, str, str, str]:
    found = AUTHOR_AND_YEAR.match(citation)
    if found is None:
        return citation.lower(), "", "", ""
    return found["author"].lower(), found["year"], found["letter"], found["rest"].replace("*", "").lower()


def _with_letters(citations: list[str]) -> list[tuple[str, str]]:
    """Each citation with its key ("Betts, Alexander, 2008a") and its letters set anew in the order of the list."""
    same: dict[tuple[str, str], list[str]] = defaultdict(list)
    for citation in citations:
        same[_sorting_key(citation)[:2]].append(citation)
    return [_lettered(citation, same[_sorting_key(citation)[:2]]) for citation in citations]


def _lettered(citation: str, same: list[str]) -> tuple[str, str]:
    found = AUTHOR_AND_YEAR.match(citation)
    if found is None:
        return citation, citation
    year = found["year"] + _letter(citation, same)
    return f"{found['author']}, {year}", f"{found['author']} ({year}). {found['rest']}"


def _letter(citation: str, same: list[str]) -> str:
    """The letters that the works bear already, where they differ; else letters in the order of the list."""
    if len(same) == 1:
        return ""
    given = [found["letter"] for other in same if (found := AUTHOR_AND_YEAR.match(other))]
    if "" not in given and len(set(given)) == len(same):
        return given[same.index(citation)]
    return ascii_lowercase[same.index(citation) % len(ascii_lowercase)]


def _runs(citation: str) -> tuple[Run, ...]:
    """The citation as runs; what stands between asterisks is in italics."""
    parts = re.split(r"\*([^*]+)\*", citation.replace(" - ", " – "))
    return tuple(Italic(part) if place % 2 else Text(part) for place, part in enumerate(parts) if part)
