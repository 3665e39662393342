"""A batch: many commands decided one after another under the lock, and appended, viewed and answered at once."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from events.fact import Recorded
from events.log.appending import append
from events.log.database import Transaction
from events.log.event import Cause, Head, NewEvent, new_event
from events.log.reading import HEAD, load_frontier, read_head
from events.reading_facts import batch_tags, data_of, recorded_as
from projections import runner
from projections.runner import VIEW_STATES
from projections.versioned_view import VersionedView
from service.commands.deliberation import Said
from service.commands.refusals import Refused
from service.writer import command_log
from service.writer.beside import follow
from service.writer.deciding import Decided, Deciding, NotDone, Settled, expect
from service.writer.forgetting import Forgotten
from service.writer.memory import Memory
from service.writer.receipts import outcomes_of
from service.writer.work import Outcome, Receipt, Work


class Surroundings(Struct, frozen=True):
    """What the writer takes from outside: the clock (UTC, microseconds), ids for events, and bytes for salts.

    `seconds` is a clock that only ever goes forward, by which waiting is measured. `note` writes what is about to be
    forgotten where the loss of the database does not reach; what cannot be noted there is not done.
    """

    now: Callable[[], str]
    new_id: Callable[[], str]
    random_bytes: Callable[[int], bytes]
    seconds: Callable[[], float] = time.monotonic
    note: Callable[[Sequence[Forgotten]], None] = lambda _forgotten: None


class Batch:
    """One batch in one transaction. Memory is right afterwards only if the transaction commits.

    `views` take the events; words that are withheld leave every view, those too that are left out for a fault. Taken
    `one_by_one`, a view that a server refuses shows; else all is sent at once, and what is refused has no name.
    """

    def __init__(
        self,
        memory: Memory,
        surroundings: Surroundings,
        views: Sequence[VersionedView],
        every_view: Sequence[VersionedView],
        *,
        one_by_one: bool = True,
    ) -> None:
        self._memory = memory
        self._surroundings = surroundings
        self._views = views
        self._every_view = every_view
        self._one_by_one = one_by_one

    async def take(
        self, transaction: Transaction, works: Sequence[Work], perhaps_written: bool = False
    ) -> list[Outcome]:
        """Decide and append a batch; the outcomes in order, fewer where the events would be too many at once.

        `perhaps_written` is said after a COMMIT of the same commands that nobody acknowledged.

        1. The head of the log is read under the lock, and memory comes to it.
        2. Commands that were answered before get the same answer.
        3. The others are decided in order, each seeing what those before it decided.
        4. All events are appended with tags, tiles and a checkpoint.
        5. The views take them, in the same transaction.
        6. What stands beside the log follows: the vault of contacts, words that are withheld.
        7. The answers are kept.
        8. What was forgotten is noted outside the database, before anything is committed.
        """
        # In the second try nothing is asked of a view: it may be what was refused in the first.
        self._memory.asks_views = not self._one_by_one
        expect(self._memory, works)
        questions = [(HEAD, None), *command_log.questions(works), *self._memory.questions(), (VIEW_STATES, None)]
        await transaction.ask_ahead(questions)
        head = await read_head(transaction)  # 1.
        await self._memory.come_to(transaction, head)
        # A clock that was put back would forbid to report what was said on the day of the newest event.
        now = max(self._surroundings.now(), head.recorded_at)
        earlier = await command_log.earlier(transaction, works, now, perhaps_written)  # 2.
        settled = await Deciding(self._memory, now[:10]).settle(transaction, works, earlier)  # 3.
        decided = [one for one in settled if isinstance(one, Decided)]
        facts = await self._append(transaction, head, decided, now)  # 4.
        await runner.apply(transaction, self._views, head.position, facts, one_by_one=self._one_by_one)  # 5.
        forgotten = await follow(transaction, self._every_view, decided, facts)  # 6.
        outcomes = outcomes_of(settled, facts)
        await command_log.keep(transaction, list(_to_keep(works, settled, outcomes)), now)  # 7.
        if forgotten:
            await asyncio.to_thread(self._surroundings.note, forgotten)  # 8.
        return outcomes

    async def _append(
        self, transaction: Transaction, head: Head, decided: Sequence[Decided], now: str
    ) -> list[Recorded[Any]]:
        """Append what was decided; the facts as the log now has them."""
        if not decided:
            return []
        said = [(one.work, said) for one in decided for said in one.said]
        new = [(self._event(said, batch_tags(work.batch)), _cause(work, now)) for work, said in said]
        versions = {event.stream: self._memory.version(event.stream) for event, _ in new}
        frontier = self._memory.frontier or await load_frontier(transaction)
        appended = await append(transaction, head, frontier, new, versions)
        facts = [recorded_as(event, one.fact) for event, (_, one) in zip(appended.events, said, strict=True)]
        self._memory.appended(appended.head, appended.frontier, facts)
        return facts

    def _event(self, said: Said, further_tags: tuple[str, ...]) -> NewEvent:
        return new_event(
            event_id=self._surroundings.new_id(),
            stream=said.stream,
            type=said.fact.TYPE,
            schema_version=said.fact.SCHEMA_VERSION,
            data=data_of(said.fact),
            reported_on=said.reported_on,
            random_bytes=self._surroundings.random_bytes,
            tags=said.tags + further_tags,
        )


def _to_keep(
    works: Sequence[Work], settled: Sequence[Settled], outcomes: Sequence[Outcome]
) -> Iterator[tuple[Work, Receipt | Refused]]:
    """The answers that are new: every receipt, and each refusal under a key. What broke may go well the next time."""
    for work, one, outcome in zip(works, settled, outcomes, strict=False):
        is_new = isinstance(one, Decided) or (
            isinstance(one, NotDone) and one.is_new and work.idempotency_key is not None
        )
        if is_new and isinstance(outcome, Receipt | Refused):
            yield work, outcome


def _cause(work: Work, now: str) -> Cause:
    return Cause(
        actor=work.author.actor,
        command_id=work.command_id,
        recorded_at=now,
        on_behalf_of=work.on_behalf_of,
        causation=work.batch,
        correlation=work.correlation,
    )
