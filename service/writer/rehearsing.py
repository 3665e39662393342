"""Rehearsing: decisions made on the state of a reading exactly as the writer would make them, and never written."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from events.log.database import Transaction
from events.log.reading import read_head
from service.commands.deliberation import Author, Deliberation
from service.commands.refusals import Refused
from service.writer.deciding import ROUNDS_MAX
from service.writer.memory import Memory

DecidedT = TypeVar("DecidedT")
Decide = Callable[[Deliberation], DecidedT]
# First the things themselves are not there, then what they name; after that little is left to be read.
ROUNDS_AHEAD_MAX = 2


class Rehearsal:
    """Decides one thing after another for an author, each seeing those before it.

    `now` is the instant (UTC) and `new_id` draws ids, as for the writer. The transaction only reads.
    """

    def __init__(self, transaction: Transaction, author: Author, now: str, new_id: Callable[[], str]) -> None:
        self._transaction = transaction
        self._author = author
        self._now = now
        self._new_id = new_id
        self._memory = Memory()

    async def begin(self) -> None:
        """Come to the head of the log as the transaction sees it."""
        head = await read_head(self._transaction)
        await self._memory.come_to(self._transaction, head)
        self._now = max(self._now, head.recorded_at)

    async def look_ahead(self, decides: Sequence[Decide[DecidedT]]) -> None:
        """Read at once what several decisions will ask for; what they come to is forgotten.

        Where after one round the first of them lacks nothing, the others will not lack much, and are left for later.
        """
        for number in range(ROUNDS_AHEAD_MAX):
            for decide in decides:
                self._attempt(decide)
                if number and not self._memory.has_missed:
                    return
            await self._memory.load_missed(self._transaction)

    async def decide(self, decide: Decide[DecidedT]) -> DecidedT:
        """What a decision comes to; later ones see it. Raises Refused, and then they do not."""
        for _ in range(ROUNDS_MAX):
            decided, deliberation = self._attempt(decide)
            if not self._memory.has_missed:
                if isinstance(decided, Refused):
                    raise decided
                self._memory.remember(deliberation.said, self._author.actor)
                return decided
            await self._memory.load_missed(self._transaction)
        raise AssertionError(f"A decision was expected to have all it needs after {ROUNDS_MAX} rounds.")

    def _attempt(self, decide: Decide[DecidedT]) -> tuple[DecidedT | Refused, Deliberation]:
        deliberation = Deliberation(self._memory, self._author, self._now[:10], self._new_id())
        try:
            return decide(deliberation), deliberation
        except Refused as refused:
            return refused, deliberation
