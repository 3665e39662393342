"""The newest titles of a body, in a form that tells at once which of them may be like another one."""

from collections import deque
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from events.activity import ActivityReported
from events.identity import Noun
from events.log.database import Transaction
from events.text import letter_groups
from projections.activity_pages import read_newest_titles

TITLES_MAX = 100
AGENCY_TAG = f"{Noun.AGENCY}:"
MASK_BITS = 120
# Of two titles that are 88 per cent alike each has at least 0.44 of the groups of both: Dice's coefficient.
SHARE_OF_BOTH = 0.44


class Sketch(NamedTuple):
    """A title as a set of bits, one for each group of letters (some share one), and how many groups it has."""

    mask: int
    groups: int


@lru_cache(maxsize=512)
def sketched(title: str) -> Sketch:
    """The sketch of a title; it is good for this process only, for the bits differ from one to the next."""
    mask, groups = 0, letter_groups(title)
    for group in groups:
        mask |= 1 << hash(group) % MASK_BITS
    return Sketch(mask, len(groups))


class Titles:
    """The titles of the last TITLES_MAX activities in which a body has a part, oldest first."""

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        """`known` are ids and titles."""
        self._known: deque[tuple[int, float, str]] = deque(maxlen=TITLES_MAX)
        for told_as, title in known:
            self.add(told_as, title)

    def add(self, told_as: str, title: str) -> None:
        """Take in a title."""
        sketch = sketched(title)
        self._known.append((sketch.mask, SHARE_OF_BOTH * sketch.groups, told_as))

    def alike(self, title: str) -> list[str]:
        """The ids of all whose title is like this one, and perhaps of some more: no likeness is overlooked.

        What two titles share cannot be more than the bits that they share, and what shares its bit with another.
        """
        mask, groups = sketched(title)
        least = SHARE_OF_BOTH * groups - (groups - mask.bit_count())
        return [told_as for other, share, told_as in self._known if (other & mask).bit_count() - share >= least]


class TitlesOfBodies:
    """The titles of every body that was asked for, kept as the log goes on; of one that was not, it is noted."""

    def __init__(self) -> None:
        self.known: dict[str, Titles] = {}
        self._missed: dict[str, None] = {}

    @property
    def has_missed(self) -> bool:
        """Whether a body was asked for whose titles were not read yet."""
        return bool(self._missed)

    def knows(self, agency_id: str) -> bool:
        """Whether the titles of a body were read; noted as missed where not."""
        if agency_id not in self.known:
            self._missed[agency_id] = None
        return agency_id in self.known

    def alike(self, agency_id: str, title: str) -> list[str]:
        """The ids of all whose title is like this one, and perhaps of some more."""
        return self.known[agency_id].alike(title)

    def take(self, fact: ActivityReported, tags: Iterable[str]) -> None:
        """Take in a report, for each body that has a part in it."""
        for tag in tags:
            if tag.startswith(AGENCY_TAG) and (titles := self.known.get(tag[len(AGENCY_TAG) :])) is not None:
                titles.add(fact.id, fact.title)

    async def load(self, transaction: Transaction, decided: Sequence[ActivityReported]) -> None:
        """Read what was missed, and add what the batch under way decided, which is in no view yet."""
        missed = list(self._missed)
        self._missed.clear()
        for agency_id in missed:
            titles = Titles(await read_newest_titles(transaction, agency_id, TITLES_MAX))
            for fact in decided:
                if f"{AGENCY_TAG}{agency_id}" in fact.tags():
                    titles.add(fact.id, fact.title)
            self.known[agency_id] = titles
