"""What the writer remembers: the folded state of things, as far as the log goes, read in when it is asked for."""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from msgspec import Struct

from events.fact import Recorded, ReportedOnCorrected
from events.identity import Noun, noun_of, stream_of
from events.log.database import Transaction
from events.log.event import EMPTY_HEAD, Head, RecordedEvent
from events.log.merkle import Frontier
from events.log.reading import read_after, read_streams, tag_owner
from events.reading_facts import recorded_from, tags_of
from events.redaction import EventRedacted
from events.states import FOLDINGS, fold, in_order_said
from service.commands.deliberation import Said

STATES_MAX = 50_000
BEHIND_MAX = 1_000


class _Thing(Struct):
    """A thing as remembered; `newest_day` is the last day on which something was said of it.

    A stale one is known to exist, but its state must be folded again, for something was said of it late.
    """

    state: Any
    version: int
    newest_day: str
    is_stale: bool = False


class Memory:
    """The world as decisions see it, right for exactly one position of the log.

    What a decision asks for and is not there is answered with None and noted: the decision is void, and is made again
    once `load_missed` has read everything that was noted. What was decided in the batch under way is not in the
    database yet; it is kept beside, so that what is read is folded together with it.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Forget everything, as after a transaction that came to nothing."""
        self.position = 0
        self.frontier: Frontier | None = None
        self._leaf = EMPTY_HEAD.leaf
        self._things: dict[str, _Thing] = {}
        self._owners: dict[str, str | None] = {}
        self._before: dict[str, _Thing] = {}
        self._decided: dict[str, list[Recorded[Any]]] = {}
        self._decided_owners: dict[str, str] = {}
        self._histories: dict[str, list[Recorded[Any]]] = {}
        self._missed_histories: dict[str, None] = {}
        self._missed_streams: dict[str, None] = {}
        self._missed_tags: dict[str, None] = {}
        self._is_outdated = False

    def __len__(self) -> int:
        return len(self._things) + len(self._owners)

    def state(self, noun: Noun, thing_id: str) -> Any:
        """The state of a thing; None, and noted as missed, where it is not in memory."""
        stream = stream_of(noun, thing_id)
        thing = self._things.get(stream)
        if thing is not None and not thing.is_stale:
            return thing.state
        self._missed_streams[stream] = None
        if noun is Noun.ACTIVITY and thing is None:
            # Where there is no such activity, the next question is whether another one was told under this id.
            self._missed_tags[f"activity:{thing_id}"] = None
        return None

    def owner(self, tag: str) -> str | None:
        """The stream of the first event with the tag; None, and noted as missed, where it is not in memory."""
        if tag not in self._owners:
            self._missed_tags[tag] = None
        return self._owners.get(tag)

    def history(self, noun: Noun, thing_id: str) -> list[Recorded[Any]] | None:
        """Every event of a thing, those decided in this batch included; None, and noted as missed, if not read yet."""
        stream = stream_of(noun, thing_id)
        if stream not in self._histories:
            self._missed_histories[stream] = None
            return None
        return [*self._histories[stream], *self._decided.get(stream, [])]

    @property
    def has_missed(self) -> bool:
        """Whether something was asked for that is not in memory."""
        return bool(self._missed_streams or self._missed_tags or self._missed_histories)

    async def come_to(self, transaction: Transaction, head: Head) -> None:
        """Take in what other processes appended; where that is much, or the log is another one, start anew."""
        # They are read for the decisions of one batch, and another process may have said more since.
        self._histories.clear()
        behind = head.position - self.position
        is_empty = not len(self) and self.frontier is None
        if is_empty or self._is_outdated or len(self) >= STATES_MAX or not 0 <= behind <= BEHIND_MAX:
            self.forget()
        elif behind or head.leaf != self._leaf:
            await self._follow(transaction, behind)
        self.position, self._leaf = head.position, head.leaf

    async def _follow(self, transaction: Transaction, behind: int) -> None:
        """Read from the last known event on; after a failover another one may stand in its place."""
        known = 1 if self.position else 0
        events = await read_after(transaction, self.position - known, behind + known)
        if known and events[0].leaf != self._leaf:
            self.forget()
            return
        for event in events[known:]:
            self._take(recorded_from(event))
            if self.frontier is not None:
                self.frontier.append(event.leaf)

    def remember(self, decided: Sequence[Said], actor: str) -> None:
        """See what was decided, at the positions that the events will have; the log does not hold them yet."""
        for said in decided:
            self.position += 1
            thing = self._things[said.stream]
            self._before.setdefault(said.stream, copy(thing))
            recorded = Recorded(
                fact=said.fact,
                stream=said.stream,
                version=thing.version + 1,
                position=self.position,
                reported_on=said.reported_on,
                recorded_at="",
                actor=actor,
            )
            self._decided.setdefault(said.stream, []).append(recorded)
            for tag in tags_of(said.stream, said.fact):
                self._decided_owners.setdefault(tag, said.stream)
            self._take(recorded)

    def appended(self, head: Head, frontier: Frontier, events: Sequence[RecordedEvent]) -> None:
        """What was decided stands in the log now, with its leaves; good only once the transaction committed."""
        assert head.position == self.position, "What was decided and what was appended were expected to be the same."
        self._leaf, self.frontier = head.leaf, frontier
        self._things |= self._before
        self._before.clear()
        self._decided.clear()
        self._decided_owners.clear()
        for event in events:
            self._take(recorded_from(event))

    def _take(self, recorded: Recorded[Any]) -> None:
        """Take in one event; a thing of which it speaks late is folded again when it is asked for."""
        if isinstance(recorded.fact, EventRedacted):
            # The words that were taken out may be in any state, and go with all of them before the next batch.
            self._is_outdated = True
        thing = self._things.get(recorded.stream)
        if thing is not None:
            thing.version = recorded.version
            if isinstance(recorded.fact, ReportedOnCorrected) or recorded.reported_on < thing.newest_day:
                thing.is_stale = True
            if not thing.is_stale:
                thing.newest_day = recorded.reported_on
                thing.state = FOLDINGS[noun_of(recorded.stream)].evolve(thing.state, recorded)
        for tag in tags_of(recorded.stream, recorded.fact):
            if tag in self._owners and self._owners[tag] is None:
                self._owners[tag] = recorded.stream

    async def load_missed(self, transaction: Transaction) -> None:
        """Read in everything that was asked for in vain."""
        streams, tags = list(self._missed_streams), list(self._missed_tags)
        self._missed_streams.clear()
        self._missed_tags.clear()
        await self._load_histories(transaction)
        await self.load(transaction, streams, tags)

    async def _load_histories(self, transaction: Transaction) -> None:
        missed, self._missed_histories = list(self._missed_histories), {}
        if missed:
            self._histories |= {stream: [] for stream in missed}
            for event in await read_streams(transaction, missed):
                self._histories[event.stream].append(recorded_from(event))

    async def load(self, transaction: Transaction, streams: Iterable[str], tags: Iterable[str]) -> None:
        """Read in what is not yet in memory, in two questions at most; what there is not is remembered as absent."""
        wanted = [stream for stream in dict.fromkeys(streams) if self._must_read(stream)]
        if wanted:
            found: dict[str, list[RecordedEvent]] = {stream: [] for stream in wanted}
            for event in await read_streams(transaction, wanted):
                found[event.stream].append(event)
            for stream, events in found.items():
                self._things[stream] = self._thing(stream, [recorded_from(event) for event in events])
        missing = [tag for tag in dict.fromkeys(tags) if tag not in self._owners]
        if missing:
            owners = await tag_owner(transaction, missing)
            self._owners |= {tag: owners.get(tag) or self._decided_owners.get(tag) for tag in missing}

    def _must_read(self, stream: str) -> bool:
        thing = self._things.get(stream)
        return thing is None or thing.is_stale

    def _thing(self, stream: str, stored: list[Recorded[Any]]) -> _Thing:
        events = stored + self._decided.get(stream, [])
        if not events:
            return _Thing(None, 0, "")
        newest_day = in_order_said(events)[-1].reported_on
        return _Thing(fold(noun_of(stream), events), events[-1].version, newest_day)
