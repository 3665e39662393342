"""Searching: what stands in titles, names and texts, of every noun that is searched, the best first, at both clocks."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.identity import Noun
from events.log.database import Statement, Transaction, one_of
from events.vocabulary import Review, Visibility
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope, among, seen_by, values_of
from projections.clocks import NOW, Clocks, holds, parameters_of
from projections.registry import AGENCIES, BY_NOUN, STATEMENTS, TOPICS
from projections.search.finding import AllFound, Found, Seen, find
from projections.search.query import Query
from projections.versioned_view import VersionedView

# What is searched, in the order in which a question names it.
SEARCHED = (ACTIVITIES, STATEMENTS, AGENCIES, TOPICS)


class Asked(Struct, frozen=True, kw_only=True):
    """A search that is asked for: what is sought among which nouns, for whose eyes, at which clocks, on which day."""

    query: Query
    nouns: tuple[Noun, ...]
    scope: Scope
    clocks: Clocks
    evaluated_on: str


class Mark(Struct, frozen=True, array_like=True):
    """Where a page ends: what its last hit is ranked by."""

    score: int
    since: str
    thing: int


class Hit(Struct, frozen=True):
    """A thing that was found, with its noun, its state at the clocks, and what it is ranked by."""

    noun: Noun
    state: Any
    mark: Mark


class Hits(Struct, frozen=True, kw_only=True):
    """A page of hits, the best first, with their number; `is_all` is false where more is there than can be ranked."""

    hits: tuple[Hit, ...]
    total: int
    is_all: bool
    next: Mark | None = None


async def search(transaction: Transaction, asked: Asked, limit: int, after: Mark | None = None) -> Hits:
    """A page of what is found; a walk along marks within one state of the log misses and repeats nothing.

    Hits are ranked by how well they fit, then by the day since which they have said so, then by the order in which the
    log took them, newest first: the same on both databases and, at one point of the clocks, for ever.
    """
    found: list[tuple[Found, Noun]] = []
    is_all = True
    for noun in asked.nouns:
        of_noun = await _find(transaction, BY_NOUN[noun], asked)
        found += [(one, noun) for one in of_noun.found]
        is_all = is_all and of_noun.is_all
    found.sort(reverse=True)
    if after is not None:
        ended = (after.score, after.since, after.thing)
        left = [one for one in found if one[0] < ended]
    else:
        left = found
    shown = left[:limit]
    return Hits(
        hits=tuple(await _read(transaction, shown, asked.clocks)),
        total=len(found),
        is_all=is_all,
        next=Mark(*shown[-1][0]) if len(left) > limit else None,
    )


async def _find(transaction: Transaction, view: VersionedView, asked: Asked) -> AllFound:
    seen: Seen = partial(_seen, transaction, view, asked)
    return await find(transaction, view, asked.query, asked.clocks, seen)


async def _seen(transaction: Transaction, view: VersionedView, asked: Asked, things: Sequence[int]) -> set[int]:
    """Those of the things that the one who asks may see."""
    scope = asked.scope
    if view.noun not in (Noun.ACTIVITY, Noun.STATEMENT):
        return set(things)
    shape = (scope.sees_all, scope.is_participant, bool(scope.own_agencies), bool(scope.hidden))
    values = {"things": list(things), **parameters_of(asked.clocks), **values_of(scope, asked.evaluated_on)}
    rows = await transaction.fetch_all(_shown(view, shape, asked.clocks.is_now), values)
    return {thing for (thing,) in rows}


@lru_cache
def _shown(view: VersionedView, shape: tuple[bool, bool, bool, bool], is_now: bool) -> Statement:
    sees_all, is_participant, has_own, has_hidden = shape
    scope = Scope(
        sees_all=sees_all,
        is_participant=is_participant,
        own_agencies=("one",) if has_own else (),
        hidden=("one",) if has_hidden else (),
    )
    table = view.table
    conditions = [one_of(table.c.thing, "things"), _holds(table, is_now)]
    if view.noun is Noun.ACTIVITY:
        conditions += [table.c.review != Review.WITHDRAWN.value, *seen_by(scope)]
    elif not sees_all:
        heard = [Visibility.PUBLIC.value] + ([Visibility.PARTICIPANTS.value] if is_participant else [])
        conditions.append(among(table.c.visibility, heard))
    return Statement(sa.select(table.c.thing).where(*conditions))


async def _read(transaction: Transaction, shown: Sequence[tuple[Found, Noun]], clocks: Clocks) -> list[Hit]:
    """The states of what is shown, in the same order."""
    things: dict[Noun, list[int]] = defaultdict(list)
    for found, noun in shown:
        things[noun].append(found.thing)
    states: dict[int, Any] = {}
    for noun, numbers in things.items():
        view = BY_NOUN[noun]
        asked = {"things": numbers, **parameters_of(clocks)}
        for thing, document in await transaction.fetch_all(_documents(view, clocks.is_now), asked):
            states[thing] = view.decoder.decode(document)
    return [Hit(noun, states[found.thing], Mark(*found)) for found, noun in shown]


@lru_cache
def _documents(view: VersionedView, is_now: bool) -> Statement:
    table = view.table
    return Statement(
        sa.select(table.c.thing, table.c.document).where(one_of(table.c.thing, "things"), _holds(table, is_now))
    )


def _holds(table: sa.Table, is_now: bool) -> sa.ColumnElement[bool]:
    return holds(table, NOW if is_now else Clocks(as_of="", known_at=0))
