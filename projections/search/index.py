"""The questions that a search puts to the words of one view: how rare, which next, and what else stands in a thing."""

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


class Reach(NamedTuple):
    """The last of the newest things of a word, 0 where these are all it has, and their number."""

    last: int
    number: int


class Index:
    """The words of one view at one point of the clocks, asked within one transaction."""

    def __init__(self, transaction: Transaction, view: VersionedView, clocks: Clocks) -> None:
        self._transaction = transaction
        self._questions = _questions(view, clocks.is_now)
        self._at = parameters_of(clocks)

    async def reaches(self, words: Sequence[str], most: int) -> dict[str, Reach]:
        """How far back the newest things of each word go, `most` of each part: those of a rarer word go further."""
        found = {word: Reach(0, 0) for word in words}
        for part in _PARTS:
            asked = {"words": list(words), "the_part": part, "most": most, "skipped": most - 1, **self._at}
            for word, number, last in await self._transaction.fetch_all(self._questions.reaches, asked):
                found[word] = Reach(max(found[word].last, last or 0), found[word].number + number)
        return found

    async def next_of(self, word: str, part: str, before: int, limit: int) -> list[Standing]:
        """The newest things in which a word stands in a part, among those that came before a thing."""
        asked = {"the_word": word, "the_part": part, "before": before, "limit": limit, **self._at}
        return [Standing(*row) for row in await self._transaction.fetch_all(self._questions.next_of, asked)]

    async def things_between(self, word: str, first: int, last: int, most: int) -> set[int] | None:
        """The things from one to another in which a word stands; None where in a part these are more than so many."""
        found: set[int] = set()
        for part in _PARTS:
            asked = {"the_word": word, "the_part": part, "first": first, "last": last, "limit": most + 1, **self._at}
            rows = await self._transaction.fetch_all(self._questions.things_between, asked)
            if len(rows) > most:
                return None
            found.update(thing for (thing,) in rows)
        return found

    async def in_things(self, words: Sequence[str], things: Sequence[int]) -> list[Standing]:
        """Where these words stand in these things."""
        asked = {"words": list(words), "things": list(things), **self._at}
        return [Standing(*row) for row in await self._transaction.fetch_all(self._questions.in_things, asked)]

    async def beginning(self, letters: str, limit: int) -> list[Standing]:
        """Where words stand that begin with these letters, in any order."""
        asked = {"first": letters, "behind": letters + BEHIND_ALL, "limit": limit, **self._at}
        return [Standing(*row) for row in await self._transaction.fetch_all(self._questions.beginning, asked)]

    async def number_beginning(self, letters: str, most: int) -> int:
        """In how many places in the table words stand that begin with these letters, `most` at most."""
        asked = {"first": letters, "behind": letters + BEHIND_ALL, "limit": most, **self._at}
        ((number,),) = await self._transaction.fetch_all(self._questions.number_beginning, asked)
        return int(number)


class _Questions(NamedTuple):
    reaches: Statement
    next_of: Statement
    things_between: Statement
    in_things: Statement
    beginning: Statement
    number_beginning: Statement


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
    things_between = (
        sa.select(table.c.thing)
        .where(
            table.c.word == sa.bindparam("the_word"),
            table.c.part == sa.bindparam("the_part"),
            table.c.thing >= sa.bindparam("first", type_=sa.BigInteger),
            table.c.thing <= sa.bindparam("last", type_=sa.BigInteger),
            held,
        )
        .limit(limit)
    )
    # Put so, no index on words serves: PostgreSQL would read every row of the words to save a few rows of the things.
    word = table.c.word.concat(sa.literal_column("''"))
    in_things = sa.select(*standing).where(one_of(table.c.thing, "things"), one_of(word, "words"), held)
    within = (table.c.word >= sa.bindparam("first"), table.c.word < sa.bindparam("behind"))
    beginning = sa.select(*standing).where(*within, held).limit(limit)
    some = sa.select(table.c.thing).where(*within, held).limit(limit).subquery()
    number_beginning = sa.select(sa.func.count()).select_from(some)
    statements = (_reaches(table, held), next_of, things_between, in_things, beginning, number_beginning)
    return _Questions(*map(Statement, statements))


def _reaches(table: sa.Table, held: sa.ColumnElement[bool]) -> sa.Select[Any]:
    words = listed("words")
    most: sa.BindParameter[int] = sa.bindparam("most", type_=sa.BigInteger)
    skipped: sa.BindParameter[int] = sa.bindparam("skipped", type_=sa.BigInteger)
    newest = (
        sa.select(table.c.thing)
        .where(table.c.word == words.c.value, table.c.part == sa.bindparam("the_part"), held)
        .order_by(table.c.thing.desc())
        .correlate(words)
    )
    number = sa.select(sa.func.count()).select_from(newest.limit(most).subquery()).correlate(words)
    last = newest.limit(1).offset(skipped)
    return sa.select(words.c.value, number.scalar_subquery(), last.scalar_subquery())
