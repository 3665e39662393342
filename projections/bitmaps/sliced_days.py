"""A bit-sliced index of days: one bitmap for each binary digit of the number of a day.

Which things lie on one side of a day is found digit by digit, in as many steps as a day's number has digits, however
many days and things there are (O'Neil and Quass, "Improved query performance with variant indexes", 1997).
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from pyroaring import BitMap64

from projections.bitmaps.sets import take_out

DIGITS = date.max.toordinal().bit_length()


class SlicedDays:
    """Of each thing a day, YYYY-MM-DD, or none."""

    def __init__(self) -> None:
        self.dated = BitMap64()
        self._slices = [BitMap64() for _ in range(DIGITS)]

    def add(self, days: Iterable[tuple[str, list[int]]]) -> None:
        """Put things, of which nothing is known yet, under their days."""
        ones: list[list[int]] = [[] for _ in range(DIGITS)]
        dated: list[int] = []
        for day, things in days:
            number = _number(day)
            dated += things
            for digit in range(DIGITS):
                if number >> digit & 1:
                    ones[digit] += things
        self.dated.update(dated)
        for digit, things in enumerate(ones):
            self._slices[digit].update(things)

    def forget(self, things: BitMap64) -> None:
        """Take these things out."""
        for one in (self.dated, *self._slices):
            take_out(one, things)

    def compact(self) -> None:
        """Keep it in as little memory as it takes."""
        for one in (self.dated, *self._slices):
            one.run_optimize()
            one.shrink_to_fit()

    def until(self, day: str, among: BitMap64) -> BitMap64:
        """Those of some things whose day is this one or before it."""
        before, same = self._compared(day, among)
        return before | same

    def since(self, day: str, among: BitMap64) -> BitMap64:
        """Those of some things whose day is this one or after it."""
        before, _ = self._compared(day, among)
        return (among & self.dated) - before

    def _compared(self, day: str, among: BitMap64) -> tuple[BitMap64, BitMap64]:
        """The things whose day is before this one, and those whose day it is."""
        number, before, same = _number(day), BitMap64(), among & self.dated
        for digit in reversed(range(DIGITS)):
            if not same:
                break
            if number >> digit & 1:
                before |= same - self._slices[digit]
                same &= self._slices[digit]
            else:
                same -= self._slices[digit]
        return before, same


@lru_cache(maxsize=50_000)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
