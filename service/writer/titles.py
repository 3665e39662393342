"""The newest titles of a body, in a form that tells at once which of them may be like another one."""

from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from events.text import letter_groups

TITLES_MAX = 100
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
