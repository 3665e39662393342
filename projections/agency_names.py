"""Whose name is meant: the body that bears a name, or those whose names are like it, and never another in silence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from events.agency import Agency
from events.text import letter_groups, likeness_of_groups
from events.tokens import folded

CANDIDATES_MAX = 5
# Names that have less in common are not alike.
SCORE_MIN = 50
SCORE_SAME = 100
# An acronym is compared letter by letter: too few of its letters make groups of three.
ACRONYM_LENGTH_MAX = 10
# The names of a register are compared with every name that is asked for.
NAMES_REMEMBERED = 16_384

# Words that are spelled in two ways, or left out before a name.
_SPELLINGS = {
    "organisation": "organization", "organisations": "organizations", "programme": "program",
    "programmes": "programs", "centre": "center", "centres": "centers", "labour": "labor",
}  # fmt: skip
_ARTICLES = ("the", "la", "le", "les", "l", "el", "los", "las")
_WITH_ACRONYM = re.compile(r"(.*[^\s(])\s*\(([^()]*)\)\s*")


class NameKind(StrEnum):
    """What sort of name it is by which a body was found."""

    ACRONYM = "acronym"
    NAME = "name"
    FORMER_ACRONYM = "former_acronym"
    FORMER_NAME = "former_name"
    ALIAS = "alias"
    ID = "id"


class Borne(NamedTuple):
    """A name that a body bears, or bore."""

    kind: NameKind
    name: str


class Named(Struct, frozen=True, kw_only=True):
    """A body that a name may mean: by which of its names it was found, and how alike they are, in per cent."""

    agency: Agency
    found_by: NameKind
    name: str
    score: int


class Resolved(Struct, frozen=True):
    """The one body that bears a name, else those whose names are like it, the likest first."""

    match: Named | None
    candidates: tuple[Named, ...]


def resolve(name: str, agencies: Sequence[Agency], day: str | None = None) -> Resolved:
    """Whom a name means, by the names that bodies bear or bore; `day` says which of these is not borne any more.

    A match is a name that is the same but for case, accents, punctuation, an article and a few spellings, and that one
    body alone has. A misspelling is never one: two bodies may be one letter apart, and a third not be registered.
    """
    same = _same(name, agencies, day)
    if len(same) != 1 and (parted := _WITH_ACRONYM.fullmatch(name)):
        outer, inner = (_same(part, agencies, day) for part in parted.groups())
        both = [one for one in outer if one.agency.id in {other.agency.id for other in inner}]
        same = both or same
    if len(same) == 1:
        return Resolved(same[0], ())
    alike = [found for agency in agencies if (found := _likest(name, agency, day)).score >= SCORE_MIN]
    alike.sort(key=lambda found: (-found.score, found.agency.id))
    return Resolved(None, tuple(alike[: max(CANDIDATES_MAX, len(same))]))


def names_of(agency: Agency, day: str | None = None) -> Iterator[Borne]:
    """Every name of a body, those first that it bears on the day."""
    now = agency.name_on(day)
    if now.acronym:
        yield Borne(NameKind.ACRONYM, now.acronym)
    yield Borne(NameKind.NAME, now.name)
    yield from (Borne(NameKind.ALIAS, alias) for alias in agency.aliases)
    for other in agency.names:
        if other is not now:
            yield Borne(NameKind.FORMER_NAME, other.name)
            if other.acronym:
                yield Borne(NameKind.FORMER_ACRONYM, other.acronym)
    yield Borne(NameKind.ID, agency.id)


def _same(name: str, agencies: Iterable[Agency], day: str | None) -> list[Named]:
    """The bodies that bear just this name."""
    key = _key(name)
    found = []
    for agency in agencies:
        borne = next((one for one in names_of(agency, day) if _key(one.name) == key), None) if key else None
        if borne is not None:
            found.append(Named(agency=agency, found_by=borne.kind, name=borne.name, score=SCORE_SAME))
    return found


def _likest(name: str, agency: Agency, day: str | None) -> Named:
    """The name of a body that is most like this one."""
    scored = [(_score(name, borne.name), borne) for borne in names_of(agency, day)]
    score, borne = max(scored, key=lambda one: one[0])
    return Named(agency=agency, found_by=borne.kind, name=borne.name, score=score)


def _score(name: str, other: str) -> int:
    """How alike two names are, in per cent."""
    key, other_key = _key(name), _key(other)
    if key == other_key:
        return SCORE_SAME if key else 0
    if max(len(key), len(other_key)) <= ACRONYM_LENGTH_MAX:
        longest = max(len(key), len(other_key))
        return SCORE_SAME * (longest - _edits(key, other_key)) // longest
    words, other_words = set(_words(name)), set(_words(other))
    # Who gives a part of a name ("Population Fund") means what has it all, rather than what is merely like it.
    part = 50 + 50 * len(words) // len(other_words) if words and words < other_words else 0
    groups, other_groups = _groups(name), _groups(other)
    alike = likeness_of_groups(len(groups & other_groups), len(groups), len(other_groups))
    return min(SCORE_SAME - 1, max(alike, part))


def _edits(one: str, other: str) -> int:
    """How many letters were left out, put in, put for another or exchanged with their neighbour, at the least."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one):
        before, last, row = row, before, [place + 1]
        for at, counterpart in enumerate(other):
            edits = min(before[at] + (letter != counterpart), before[at + 1] + 1, row[at] + 1)
            if place and at and letter == other[at - 1] and counterpart == one[place - 1]:
                edits = min(edits, last[at - 1] + 1)
            row.append(edits)
    return row[-1]


@lru_cache(maxsize=NAMES_REMEMBERED)
def _key(name: str) -> str:
    """What two spellings of one name have in common: "U.N.H.C.R." and "UNHCR", "the World Bank" and "World bank"."""
    return "".join(_words(name))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _groups(name: str) -> frozenset[str]:
    """The groups of three letters in the words of a name, by which likeness is measured."""
    return letter_groups(" ".join(_words(name)))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _words(name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W_]+", folded(name.replace("&", " and ")))
    spelt = tuple(_SPELLINGS.get(word, word) for word in words)
    return spelt[1:] if len(spelt) > 1 and spelt[0] in _ARTICLES else spelt
