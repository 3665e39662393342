"""The lanes: where commands wait for the writer, those of people before those that come in bulk."""

import asyncio
from collections import deque
from collections.abc import Sequence

from msgspec import Struct

from service.writer.work import Receipt, Work

QUEUE_MAX = 2_000
BULK_QUEUE_MAX = 500
QUEUE_BYTES_MAX = 64 * 1024 * 1024
COMMANDS_MAX = 256
BULK_COMMANDS_MAX = 32
BULK_COMMANDS_MIN = 4
BATCH_BYTES_MAX = 4 * 1024 * 1024


class Overloaded(Exception):
    """More commands wait than the writer takes, or this one waited too long; it was not written, come again soon."""


class Waiting(Struct, eq=False):
    """A command that waits: where its author waits for the outcome, its size in bytes, and since when (seconds)."""

    work: Work
    outcome: asyncio.Future[Receipt]
    size_bytes: int
    since_seconds: float


class Lanes:
    """Two queues with an end. What comes in bulk fills only a part of them, and a part of each batch is kept for it.

    So an import never delays a person for long, and however many people write, the import gets on.
    """

    def __init__(self) -> None:
        self._people: deque[Waiting] = deque()
        self._bulk: deque[Waiting] = deque()
        self._size_bytes = 0
        self._bulk_was_left = False

    def __len__(self) -> int:
        return len(self._people) + len(self._bulk)

    def add(self, waiting: Waiting) -> None:
        """Put a command at the end of its lane. Raises Overloaded where there is no room."""
        if waiting.work.bulk and len(self._bulk) >= BULK_QUEUE_MAX:
            raise Overloaded(f"{BULK_QUEUE_MAX} requests of imports are waiting; send this one again in a second.")
        if len(self) >= QUEUE_MAX:
            raise Overloaded(f"{QUEUE_MAX} requests are waiting to be written; send this one again in a second.")
        if len(self) and self._size_bytes + waiting.size_bytes > QUEUE_BYTES_MAX:
            raise Overloaded("Very large requests are waiting to be written; send this one again in a second.")
        self._lane_of(waiting).append(waiting)
        self._size_bytes += waiting.size_bytes

    def next_batch(self) -> list[Waiting]:
        """The next batch: people first, and from both lanes at least one where one waits."""
        kept_for_bulk = min(len(self._bulk), BULK_COMMANDS_MIN)
        people = self._first_of(self._people, COMMANDS_MAX - kept_for_bulk, BATCH_BYTES_MAX)
        commands_left = min(COMMANDS_MAX - len(people), BULK_COMMANDS_MAX)
        bytes_left = BATCH_BYTES_MAX - sum(waiting.size_bytes for waiting in people)
        bulk = self._first_of(self._bulk, commands_left, bytes_left)
        return bulk + people if self._bulk_was_left else people + bulk

    def put_back(self, left: Sequence[Waiting]) -> None:
        """Put back what did not fit into a batch, in front; where that was all that came in bulk, it is next."""
        for waiting in reversed(left):
            self._lane_of(waiting).appendleft(waiting)
            self._size_bytes += waiting.size_bytes
        self._bulk_was_left = any(waiting.work.bulk for waiting in left)

    def _lane_of(self, waiting: Waiting) -> deque[Waiting]:
        return self._bulk if waiting.work.bulk else self._people

    def _first_of(self, lane: deque[Waiting], commands_max: int, bytes_max: int) -> list[Waiting]:
        taken: list[Waiting] = []
        room = bytes_max
        while lane and len(taken) < commands_max and (not taken or lane[0].size_bytes <= room):
            taken.append(lane.popleft())
            room -= taken[-1].size_bytes
            self._size_bytes -= taken[-1].size_bytes
        return taken
