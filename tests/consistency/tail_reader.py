"""A reader that follows a log while others write, and counts what it lost, saw twice or saw in another order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from msgspec import Struct

READ_AT_ONCE = 5_000
PAUSE_SECONDS = 0.01


class Entry(NamedTuple):
    """What the reader is given: where it stands, which writer wrote it, and the number that the writer gave it."""

    position: int
    writer: int
    number: int


ReadAfter = Callable[[int, int], Awaitable[Sequence[Entry]]]


class Followed(Struct):
    """What a reader has seen of so many writers, each of whom numbers what it writes from 0."""

    newest: list[int]
    seen: int = 0
    repeated: int = 0
    out_of_order: int = 0
    gaps: int = 0
    at: int = 0

    def take(self, entries: Sequence[Entry]) -> None:
        """Note what is wrong with the next entries; the numbers of one writer come one after the other."""
        for entry in entries:
            self.gaps += entry.position != self.at + 1
            self.repeated += entry.position <= self.at
            self.out_of_order += entry.number != self.newest[entry.writer] + 1
            self.at, self.newest[entry.writer] = entry.position, entry.number
            self.seen += 1

    def lost_of(self, written: int) -> int:
        """How many of all that was written the reader never saw."""
        return written - self.seen

    def told(self, written: int) -> str:
        """What was seen, in half a sentence."""
        return (
            f"{self.seen} of {written} seen, {self.lost_of(written)} lost, {self.repeated} repeated, "
            f"{self.out_of_order} out of order"
        )


async def follow(
    read_after: ReadAfter, writers: int, written: int, ended: Callable[[], bool], start: int = 0
) -> Followed:
    """Read on from the newest position seen, again and again, until all is read or no writer writes any more."""
    followed = Followed(newest=[-1] * writers, at=start)
    while followed.seen < written:
        was_ended = ended()
        entries = await read_after(followed.at, READ_AT_ONCE)
        followed.take(entries)
        if was_ended and not entries:
            break
        if not entries:
            await asyncio.sleep(PAUSE_SECONDS)
    return followed
