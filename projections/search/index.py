"""The questions that a search puts to the words of one view: how many, which next, and what else stands in a thing."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from events.log.database import Statement, Transaction, listed, one_of
from projections.clocks import Clocks, holds, parameters_of
from projections.texts import BODY, HEAD
from projections.versioned_view import VersionedView

# Behind every word that begins with the same letters.
BEHIND_ALL = "\U0010ffff"
_PARTS = (HEAD, BODY)


class Standing(NamedTuple):
    """A word in a thing: since which day it has stood there, and its places as the table keeps them."""

    word: str
    thing: int
    since: str
    places: str


class Index:
    """The words of one view at one point of the clocks, asked within one transaction."""

    def __init__(self, transaction: Transaction, view: VersionedView, clocks: Clocks) -> None:
        self._transaction = transaction
        self._questions = _questions(view, clocks.is_now)
        self._at = parameters_of(clocks)

    async def numbers(self, words: Sequence[str], most: int) -> dict[str, int]:
        """In how many things each of the words stands, counted no further than to `most`."""
        asked = {"words": list(words), "most": most, **self._at}
        return dict(await self._transaction.fetch_all(self._questions.numbers, asked))

    async def next_of(self, word: str, part: str, before: int, limit: int) -> list[Standing]:
        """The newest things in which a word stands in a part, among those that came before a thing."""
        asked = {"the_word": word, "the_part": part, "before": before, "limit": limit, **self._at}
        return [Standing(*row) for row in await self._transaction.fetch_all(self._questions.next_of, asked)]

    async def in_things(self, words: Sequence[str], things: Sequence[int]) -> list[Standing]:
        """Where these words stand in these things."""
        asked = {"words": list(words), "parts": _PARTS, "things": list(things), **self._at}
        return [Standing(*row) for row in await self._transaction.fetch_all(self._questions.in_things, asked)]

    async def beginning(self, letters: str, limit: int) -> list[Standing]:
        """Where words stand that begin with these letters, in any order."""
        asked = {"first": letters, "behind": letters + BEHIND_ALL, "limit": limit, **self._at}
        return [Standing(*row) for row in await self._transaction.fetch_all(self._questions.beginning, asked)]


class _Questions(NamedTuple):
    numbers: Statement
    next_of: Statement
    in_things: Statement
    beginning: Statement


@lru_cache
def _questions(view: VersionedView, is_now: bool) -> _Questions:
    table = view.word_table
    assert table is not None, f"The view {view.name} has no words."
    standing = (table.c.word, table.c.thing, table.c.from_reported, table.c.places)
    held = holds(table, Clocks() if is_now else Clocks(as_of="", known_at=0))
    limit: sa.BindParameter[int] = sa.bindparam("limit", type_=sa.BigInteger)
    next_of = (
        sa.select(*standing)
        .where(
            table.c.word == sa.bindparam("the_word"),
            table.c.part == sa.bindparam("the_part"),
            table.c.thing < sa.bindparam("before", type_=sa.BigInteger),
            held,
        )
        .order_by(table.c.thing.desc())
        .limit(limit)
    )
    in_things = sa.select(*standing).where(
        one_of(table.c.word, "words"), one_of(table.c.part, "parts"), one_of(table.c.thing, "things"), held
    )
    within = (table.c.word >= sa.bindparam("first"), table.c.word < sa.bindparam("behind"))
    beginning = sa.select(*standing).where(*within, held).limit(limit)
    return _Questions(*map(Statement, (_numbers(table, held), next_of, in_things, beginning)))


def _numbers(table: sa.Table, held: sa.ColumnElement[bool]) -> sa.Select[Any]:
    words = listed("words")
    most: sa.BindParameter[int] = sa.bindparam("most", type_=sa.BigInteger)
    some = sa.select(sa.literal(1)).select_from(table).where(table.c.word == words.c.value, held).limit(most)
    counted = sa.select(sa.func.count()).select_from(some.correlate(words).subquery())
    return sa.select(words.c.value, counted.correlate(words).scalar_subquery())
