"""A batch: many commands decided one after another under the lock, and appended, viewed and answered at once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from events.fact import Recorded
from events.identity import id_in, noun_of, stream_of
from events.log.appending import append
from events.log.database import Transaction
from events.log.event import Cause, Head, NewEvent, RecordedEvent, new_event, public_position
from events.log.merkle import Frontier
from events.log.reading import load_frontier, read_head, stream_versions
from events.reading_facts import data_of, tags_of
from projections import runner
from projections.versioned_view import VersionedView
from service.commands.deliberation import Decision, Deliberation, Said
from service.commands.refusals import Refused
from service.writer import command_log
from service.writer.memory import Memory, NotLoaded, mentioned
from service.writer.work import Receipt, Work

ROUNDS_MAX = 500


class Surroundings(Struct, frozen=True):
    """What a batch takes from outside: the clock (UTC, microseconds), ids for events, and bytes for salts."""

    now: Callable[[], str]
    new_id: Callable[[], str]
    random_bytes: Callable[[int], bytes]


class _Taken(Struct):
    """A command that was decided: its decision and the facts that it said."""

    work: Work
    decision: Decision
    said: tuple[Said, ...]


Outcome = Receipt | Refused


class _SameAs(Struct, frozen=True):
    """The command repeats an earlier one of the same batch; it gets the very same answer."""

    place: int


Settled = Outcome | _Taken | _SameAs


class Batch:
    """One batch in one transaction. Memory is right again only if the transaction commits."""

    def __init__(self, memory: Memory, surroundings: Surroundings, views: Sequence[VersionedView]) -> None:
        self._memory = memory
        self._surroundings = surroundings
        self._views = views
        self.frontier: Frontier | None = None

    async def take(self, transaction: Transaction, batch: Sequence[Work], frontier: Frontier | None) -> list[Outcome]:
        """Decide and append a batch; an outcome for every command, in order.

        1. The head of the log is read under the lock, and memory comes to it.
        2. Commands that were answered before get the same answer.
        3. The others are decided in order, each seeing what those before it decided.
        4. All events are appended with tags, tiles and a checkpoint.
        5. The views take them, in the same transaction.
        6. The answers are kept.
        """
        now = self._surroundings.now()
        head = await read_head(transaction)  # 1.
        await self._memory.come_to(transaction, head.position)
        known = await command_log.answers_known(transaction, batch, now)  # 2.
        settled = await self._settle(transaction, batch, known, now)  # 3.
        taken = [one for one in settled if isinstance(one, _Taken)]
        events = await self._append(transaction, head, frontier, taken, now)  # 4.
        await runner.apply(transaction, self._views, head.position, events)  # 5.
        outcomes = _outcomes(settled, _receipts(taken, events))
        await command_log.keep(transaction, _to_keep(batch, settled, outcomes, known), now)  # 6.
        return outcomes

    async def _settle(
        self, transaction: Transaction, batch: Sequence[Work], known: command_log.Answers, now: str
    ) -> list[Settled]:
        """What becomes of each command: its old answer, its refusal, or what it said now."""
        await self._prefetch(transaction, [work for work in batch if _key(work) not in known])
        settled: list[Settled] = []
        places: dict[tuple[str, str], int] = {}
        for place, work in enumerate(batch):
            key = _key(work)
            try:
                if key is not None and key in known:
                    settled.append(_same_request(work, known[key].fingerprint, known[key].outcome))
                elif key is not None and key in places:
                    first = places[key]
                    settled.append(_same_request(work, batch[first].fingerprint, _SameAs(first)))
                else:
                    settled.append(await self._decide(transaction, work, now))
            except Refused as refused:
                settled.append(refused)
            if key is not None:
                places.setdefault(key, place)
        return settled

    async def _prefetch(self, transaction: Transaction, batch: Sequence[Work]) -> None:
        streams: list[str] = []
        tags: list[str] = []
        for work in batch:
            its_streams, its_tags = mentioned(work.command)
            streams += its_streams
            tags += its_tags
        await self._memory.load(transaction, streams, tags)

    async def _decide(self, transaction: Transaction, work: Work, now: str) -> _Taken:
        """Decide one command, reading in what it asks for until it has all it needs."""
        for _ in range(ROUNDS_MAX):
            deliberation = Deliberation(self._memory, work.author, now[:10], work.fresh_id)
            try:
                decision = work.command.decide(deliberation)
            except NotLoaded as missing:
                await self._memory.load(transaction, missing.streams, missing.tags)
                continue
            self._remember(deliberation)
            return _Taken(work, decision, tuple(deliberation.said))
        raise AssertionError(f"A decision was expected to have all it needs after {ROUNDS_MAX} rounds.")

    def _remember(self, deliberation: Deliberation) -> None:
        """Memory sees what was decided, at the positions that the events will have."""
        for said in deliberation.said:
            noun = noun_of(said.stream)
            state = self._memory.state(noun, id_in(noun, said.stream))
            self._memory.position += 1
            self._memory.say(
                Recorded(
                    fact=said.fact,
                    stream=said.stream,
                    version=(state.version if state else 0) + 1,
                    position=self._memory.position,
                    reported_on=said.reported_on,
                    recorded_at="",
                    actor=deliberation.author.actor,
                )
            )

    async def _append(
        self,
        transaction: Transaction,
        head: Head,
        frontier: Frontier | None,
        taken: Sequence[_Taken],
        now: str,
    ) -> list[RecordedEvent]:
        new = [(self._event(said), _cause(one.work, now)) for one in taken for said in one.said]
        versions = await stream_versions(transaction, {event.stream for event, _ in new})
        if frontier is None or frontier.size != head.position:
            frontier = await load_frontier(transaction)
        appended = await append(transaction, head, frontier, new, versions)
        self.frontier = appended.frontier
        return appended.events

    def _event(self, said: Said) -> NewEvent:
        return new_event(
            event_id=self._surroundings.new_id(),
            stream=said.stream,
            type=said.fact.TYPE,
            schema_version=said.fact.SCHEMA_VERSION,
            data=data_of(said.fact),
            reported_on=said.reported_on,
            random_bytes=self._surroundings.random_bytes,
            tags=tags_of(said.stream, said.fact),
        )


def _key(work: Work) -> tuple[str, str] | None:
    return None if work.idempotency_key is None else (work.author.actor, work.idempotency_key)


SettledT = TypeVar("SettledT", bound=Settled)


def _same_request(work: Work, fingerprint: str, answer: SettledT) -> SettledT:
    """The old answer, if what is asked under the key is the same as before."""
    if fingerprint != work.fingerprint:
        raise Refused(
            "key-reused",
            f"The Idempotency-Key {work.idempotency_key} was used before for another request; "
            "draw a new key for each request.",
        )
    return answer


def _cause(work: Work, now: str) -> Cause:
    return Cause(
        actor=work.author.actor,
        command_id=work.command_id,
        recorded_at=now,
        on_behalf_of=work.on_behalf_of,
        correlation=work.correlation,
    )


def _receipts(taken: Sequence[_Taken], events: Sequence[RecordedEvent]) -> dict[str, Receipt]:
    """A receipt for every command that was decided, by command id; the events are in the order of the commands."""
    receipts: dict[str, Receipt] = {}
    start = 0
    for one in taken:
        own = events[start : start + len(one.said)]
        start += len(one.said)
        receipts[one.work.command_id] = _receipt(one, own)
    assert start == len(events), "Every event of a batch belongs to one command."
    return receipts


def _receipt(taken: _Taken, events: Sequence[RecordedEvent]) -> Receipt:
    assert events, "A decision that is no refusal says at least one fact."
    last = events[-1]
    stream = stream_of(taken.decision.noun, taken.decision.id)
    versions = [event.version for event in events if event.stream == stream]
    return Receipt(
        noun=taken.decision.noun,
        id=taken.decision.id,
        made=taken.decision.made,
        version=versions[-1] if versions else last.version,
        position=public_position(last.position, last.leaf),
        positions=tuple(public_position(event.position, event.leaf) for event in events),
        recorded_at=last.recorded_at,
        command_id=taken.work.command_id,
        items=taken.decision.items,
        warnings=taken.work.warnings,
    )


def _outcomes(settled: Sequence[Settled], receipts: dict[str, Receipt]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for one in settled:
        match one:
            case _Taken():
                outcomes.append(receipts[one.work.command_id])
            case _SameAs():
                outcomes.append(outcomes[one.place])
            case _:
                outcomes.append(one)
    return outcomes


def _to_keep(
    batch: Sequence[Work], settled: Sequence[Settled], outcomes: Sequence[Outcome], known: command_log.Answers
) -> list[tuple[Work, Outcome]]:
    """The answers that are new: every receipt, and each refusal under a key that has no answer yet."""
    found = []
    keys: set[tuple[str, str]] = set(known)
    for work, one, outcome in zip(batch, settled, outcomes, strict=True):
        key = _key(work)
        if isinstance(one, _Taken) or (isinstance(one, Refused) and key is not None and key not in keys):
            found.append((work, outcome))
        if key is not None:
            keys.add(key)
    return found
