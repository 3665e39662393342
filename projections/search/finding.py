"""Finding: the things of one noun in which a query stands, newest first, as many as can be ranked at once."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice
from typing import NamedTuple

from events.log.database import Transaction
from projections.clocks import END_OF_POSITIONS, Clocks
from projections.search.index import Index, Standing
from projections.search.places import matches, score_of
from projections.search.query import Query, QueryRefused, Term
from projections.texts import BODY, HEAD, HEAD_WEIGHT_MIN, field_of
from projections.versioned_view import VersionedView

# So many things of a noun are ranked: the newest in which the rarest word stands in a title or a name, and the newest
# in which it stands in another text.
FOUND_MAX = 500
# So many things are looked at for them: two frequent words may seldom stand together.
LOOKED_AT_MAX = 10_000
# One more than is ranked, so that it shows whether there are more; then as many as were looked at before.
AT_FIRST = FOUND_MAX + 1
AT_ONCE = 2_500
# So many times as many things of the second rarest word are read to see which of some have it.
SECOND_MAX = 4
# Words that begin alike are taken together; more would take too long.
BEGINNING_MAX = 20_000

# Of some things those that may be seen by the one who asks.
Seen = Callable[[Sequence[int]], Awaitable[set[int]]]


class Found(NamedTuple):
    """A thing that was found: its score, the day since which it has said so, and its number. More is better."""

    score: int
    since: str
    thing: int


class AllFound(NamedTuple):
    """What was found, the best first, and whether that is all there is."""

    found: list[Found]
    is_all: bool


async def find(transaction: Transaction, view: VersionedView, query: Query, clocks: Clocks, seen: Seen) -> AllFound:
    """The things of a view in which the query stands at the clocks and that may be seen.

    Raises QueryRefused where too many words begin with the letters that are given.

    1. What stands for a beginning with a star is looked up first.
    2. The things of the rarest word are walked, newest first, by part: titles and names, then other texts.
    3. Of these the ones are kept that have the other words too, as the query wants them, and that may be seen.
    """
    finding = _Finding(Index(transaction, view, clocks), view, query, seen)
    await finding.read_beginnings()  # 1.
    found: list[Found] = []
    is_all = True
    for part in (HEAD, BODY):
        of_part = await finding.walk(part)  # 2. 3.
        found += of_part.found
        is_all = is_all and of_part.is_all
    return AllFound(sorted(found, reverse=True), is_all)


async def refuse_common_letters(index: Index, letters: str) -> None:
    """Raise QueryRefused where too many words begin with these letters."""
    _refuse_too_many(letters, await index.number_beginning(letters, BEGINNING_MAX + 1))


def _refuse_too_many(letters: str, found: int) -> None:
    if found > BEGINNING_MAX:
        raise QueryRefused(
            f"Expected letters with which fewer words begin, found {letters}, with which more than {BEGINNING_MAX} "
            "begin; add some letters or leave the star out."
        )


class _Finding:
    """One search in one view."""

    def __init__(self, index: Index, view: VersionedView, query: Query, seen: Seen) -> None:
        self._index = index
        self._view = view
        self._query = query
        self._seen = seen
        self._words = sorted({term.word for term in query.terms if not term.is_beginning})
        self._wanted = {term.key: term for clause in query.wanted for term in clause.terms}
        self._words_wanted = len({term.word for term in self._wanted.values() if not term.is_beginning})
        self._beginnings: dict[str, dict[int, list[Standing]]] = {}
        self._rarest: str | None = None
        self._second: str | None = None

    async def read_beginnings(self) -> None:
        for letters in sorted({term.word for term in self._query.terms if term.is_beginning}):
            found = await self._index.beginning(letters, BEGINNING_MAX + 1)
            _refuse_too_many(letters, len(found))
            of_things: dict[int, list[Standing]] = defaultdict(list)
            for standing in found:
                of_things[standing.thing].append(standing)
            self._beginnings[letters] = of_things

    async def walk(self, part: str) -> AllFound:
        """What is found of the things that have the rarest word in a part."""
        found: list[Found] = []
        before, looked_at = END_OF_POSITIONS, 0
        while looked_at < LOOKED_AT_MAX:
            limit = min(AT_ONCE, looked_at or AT_FIRST)
            some = await self._next(part, before, limit)
            found += await self._kept(await self._with_second(some) if looked_at else some)
            if len(found) > FOUND_MAX:
                return AllFound(found[:FOUND_MAX], is_all=False)
            if len(some) < limit:
                return AllFound(found, is_all=True)
            looked_at += len(some)
            before = min(some)
        return AllFound(found, is_all=False)

    async def _next(self, part: str, before: int, limit: int) -> dict[int, list[Standing]]:
        """The next things to look at, newest first, each with what is known of it by then."""
        if self._rarest is None:
            self._rarest = await self._find_rarest()
        if self._rarest:
            rows = await self._index.next_of(self._rarest, part, before, limit)
            return {row.thing: [row] for row in rows}
        beginnings = next(iter(self._beginnings.values()))
        things = (thing for thing in sorted(beginnings, reverse=True) if thing < before)
        of_part = (thing for thing in things if self._part_of(beginnings[thing]) == part)
        return {thing: [] for thing in islice(of_part, limit)}

    async def _find_rarest(self) -> str:
        """The word that stands in the fewest things; empty where only beginnings are sought."""
        words = sorted(term.word for term in self._wanted.values() if not term.is_beginning)
        if len(words) < 2:
            return "".join(words)
        reaches = await self._index.reaches(words, AT_FIRST)
        rarest, self._second, *_ = sorted(words, key=lambda word: (reaches[word], word))
        return rarest

    async def _with_second(self, some: dict[int, list[Standing]]) -> dict[int, list[Standing]]:
        """Those of the things that have the second rarest word too, where that is soon known.

        Where much was looked at already, little of it had all the words. Then it is quicker to read the things of the
        second word between the first and the last than to look at all words of each.
        """
        if self._second is None or not some:
            return some
        most = SECOND_MAX * len(some)
        having = await self._index.things_between(self._second, min(some), max(some), most)
        return some if having is None else {thing: rows for thing, rows in some.items() if thing in having}

    def _part_of(self, standing: Sequence[Standing]) -> str:
        best = min(field_of(one.places) for one in standing)
        return HEAD if self._view.texts[best].weight >= HEAD_WEIGHT_MIN else BODY

    async def _kept(self, some: dict[int, list[Standing]]) -> list[Found]:
        """Those of the things that have all that is wanted and may be seen."""
        others = [word for word in self._words if word != self._rarest]
        if others and some:
            for row in await self._index.in_things(others, list(some)):
                some[row.thing].append(row)
        # Most things lack one of some frequent words: these are passed over without a look at where the others stand.
        having = (one for one in some.items() if len(one[1]) >= self._words_wanted)
        fitting = [found for thing, rows in having if (found := self._found(thing, rows))]
        seen = await self._seen([found.thing for found in fitting]) if fitting else set()
        return [found for found in fitting if found.thing in seen]

    def _found(self, thing: int, rows: Sequence[Standing]) -> Found | None:
        standing = {word: places for word, _, _, places in rows}
        since = {word: day for word, _, day, _ in rows}
        for letters, of_things in self._beginnings.items():
            if begun := of_things.get(thing):
                key = Term(letters, 0, is_beginning=True).key
                standing[key] = " ".join(sorted(row.places for row in begun))
                since[key] = min(row.since for row in begun)
        if not matches(self._query, standing):
            return None
        newest = max([since[key] for key in self._wanted])
        return Found(score_of(self._query, standing, self._view.texts), newest, thing)
