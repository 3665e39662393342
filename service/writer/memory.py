"""What the writer remembers: the folded state of things, as far as the log goes, read in when it is asked for."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from events.activity import ActivityReported
from events.fact import Fact, Recorded
from events.identity import Noun, id_in, noun_of, stream_of
from events.log.database import Question, Transaction
from events.log.event import EMPTY_HEAD, Head
from events.log.merkle import Frontier
from events.log.reading import TAG_OWNERS, read_after, read_streams, tag_owner
from events.reading_facts import recorded_from, tags_of
from events.redaction import EventRedacted
from events.resemblance import Span
from events.states import FOLDINGS, fold, in_order_said
from service.commands.deliberation import Said
from service.commands.world import Alike
from service.writer.asked_in_batch import AskedInBatch
from service.writer.remembered import Thing, UnderWay, folded, forget_older_half, is_late
from service.writer.titles import TitlesOfBodies

STATES_MAX = 20_000
BEHIND_MAX = 1_000
ACTIVITY_TAG = f"{Noun.ACTIVITY}:"


class Memory:
    """The world as decisions see it, right for exactly one position of the log.

    What a decision asks for and is not there is answered with None and noted: the decision is void, and is made again
    once `load_missed` has read everything that was noted. What was decided in the batch under way is not in the
    database yet; it is kept beside, so that what is read is folded together with it.
    """

    def __init__(self) -> None:
        self.asks_views = True
        self.forget()

    def forget(self) -> None:
        """Forget everything, as after a transaction that came to nothing."""
        self.position = 0
        self.frontier: Frontier | None = None
        self._leaf = EMPTY_HEAD.leaf
        self._things: dict[str, Thing] = {}
        self._owners: dict[str, str | None] = {}
        self._under_way: dict[str, UnderWay] = {}
        self._decided_owners: dict[str, str] = {}
        self._missed_streams: dict[str, None] = {}
        self._missed_tags: dict[str, None] = {}
        self._titles = TitlesOfBodies()
        self._asked = AskedInBatch()
        self._is_outdated = False

    def __len__(self) -> int:
        return len(self._things) + len(self._owners)

    def state(self, noun: Noun, thing_id: str) -> Any:
        """The state of a thing; None, and noted as missed, where it is not in memory."""
        stream = stream_of(noun, thing_id)
        thing = self._things.get(stream)
        if thing is None and noun is Noun.ACTIVITY:
            thing = self._absent(thing_id, stream)
        if thing is None or thing.is_stale:
            self._missed_streams[stream] = None
            return None
        if self._under_way and (under_way := self._under_way.get(stream)) is not None:
            return self._with_decided(noun, stream, under_way)
        return folded(noun, thing)

    def version(self, stream: str) -> int:
        """The version of a stream in the log, 0 where there is none; of one that a decision asked for."""
        return self._things[stream].version

    def _with_decided(self, noun: Noun, stream: str, under_way: UnderWay) -> Any:
        """The thing with what was decided of it; missed, where that needs the events before it."""
        if under_way.told is None:
            self._missed_streams[stream] = None
            return None
        evolve = FOLDINGS[noun].evolve
        for recorded in islice(under_way.decided, under_way.told, None):
            under_way.state = evolve(under_way.state, recorded)
        under_way.told = len(under_way.decided)
        return under_way.state

    def _absent(self, activity_id: str, stream: str) -> Thing | None:
        """The activity as absent, where it is known that nothing was told under its id; else that is asked first."""
        tag = f"{ACTIVITY_TAG}{activity_id}"
        if tag not in self._owners:
            self._missed_tags[tag] = None
        if self._owners.get(tag, stream) is not None:
            return None
        thing = self._things[stream] = Thing(None, 0, "", [])
        return thing

    def expect(self, tags: Iterable[str]) -> None:
        """Note what decisions will ask, so that one question answers a whole batch before it is decided."""
        for tag in tags:
            if tag not in self._owners:
                self._missed_tags[tag] = None

    def questions(self) -> list[Question]:
        """What will be asked about the tags that were expected, if it is asked next."""
        return [(TAG_OWNERS, {"tags": list(self._missed_tags)})] if self._missed_tags else []

    def owner(self, tag: str) -> str | None:
        """The stream of the first event with the tag; None, and noted as missed, where it is not in memory."""
        if tag not in self._owners:
            self._missed_tags[tag] = None
        return self._owners.get(tag)

    def alike(self, agency_id: str, title: str, span: Span | None) -> Sequence[Alike]:
        """Those of the body's newest activities that were like this one when they were told, by titles and days.

        None of them where the titles of the body are not in memory, which is noted as missed, and none where something
        else was missed: the decision is made again, and until then the comparing would be in vain.
        """
        is_known = self._titles.knows(agency_id)
        return self._titles.alike(agency_id, title, span) if is_known and not self.has_missed else ()

    def event(self, position: int) -> Recorded[Any] | None:
        """The event at a position; None, and noted as missed, where it was not read for this batch."""
        return self._asked.event(position)

    def history(self, noun: Noun, thing_id: str) -> list[Recorded[Any]] | None:
        """Every event of a thing, those decided in this batch included; None, and noted as missed, if not read yet."""
        stream = stream_of(noun, thing_id)
        stored = self._asked.history(stream)
        under_way = self._under_way.get(stream)
        return None if stored is None else [*stored, *(under_way.decided if under_way else ())]

    @property
    def has_missed(self) -> bool:
        """Whether something was asked for that is not in memory."""
        missed = self._missed_streams or self._missed_tags
        return bool(missed) or self._titles.has_missed or self._asked.has_missed

    async def come_to(self, transaction: Transaction, head: Head) -> None:
        """Take in what other processes appended; where that is much, or the log is another one, start anew."""
        self._asked.clear()
        behind = head.position - self.position
        is_empty = not len(self) and self.frontier is None
        if is_empty or self._is_outdated or not 0 <= behind <= BEHIND_MAX:
            self.forget()
        elif behind or head.leaf != self._leaf:
            await self._follow(transaction, behind)
        if len(self) >= STATES_MAX:
            forget_older_half(self._things)
            forget_older_half(self._owners)
        self._titles.forget_some()
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
        if self._is_outdated:
            # Another process withheld words: what is decided next is decided without them.
            self.forget()

    def remember(self, decided: Sequence[Said], actor: str) -> None:
        """See what was decided, at the positions that the events will have; the log does not hold them yet."""
        for said in decided:
            self.position += 1
            thing = self._things[said.stream]
            under_way = self._under_way.get(said.stream)
            if under_way is None:
                under_way = UnderWay(thing.newest_day, [], folded(noun_of(said.stream), thing))
                self._under_way[said.stream] = under_way
            recorded = Recorded(
                fact=said.fact,
                stream=said.stream,
                version=thing.version + len(under_way.decided) + 1,
                position=self.position,
                reported_on=said.reported_on,
                recorded_at="",
                actor=actor,
            )
            under_way.decided.append(recorded)
            if is_late(recorded, under_way.newest_day):
                under_way.told = None
            under_way.newest_day = max(under_way.newest_day, said.reported_on)
            for tag in said.tags:
                self._decided_owners.setdefault(tag, said.stream)
            self._take_tags(said.stream, said.fact, said.tags)

    def appended(self, head: Head, frontier: Frontier, events: Iterable[Recorded[Any]]) -> None:
        """What was decided stands in the log now, with its leaves; good only once the transaction committed."""
        assert head.position == self.position, "What was decided and what was appended were expected to be the same."
        self._leaf, self.frontier = head.leaf, frontier
        self._under_way.clear()
        self._decided_owners.clear()
        for event in events:
            self._take_in(event)

    def _take(self, recorded: Recorded[Any]) -> None:
        """Take in an event that another process appended, and whose tags are not known here yet."""
        self._take_in(recorded)
        self._take_tags(recorded.stream, recorded.fact, tags_of(recorded.stream, recorded.fact))

    def _take_tags(self, stream: str, fact: Fact, tags: Sequence[str]) -> None:
        """Take in what an event is about: things that were absent are there now, and bodies have one more title."""
        for tag in tags:
            if self._owners.get(tag, stream) is None:
                self._owners[tag] = stream
        if isinstance(fact, ActivityReported):
            self._titles.take(fact, tags)

    def _take_in(self, recorded: Recorded[Any]) -> None:
        """Take in one event; a thing of which it speaks late is folded again when it is asked for."""
        if isinstance(recorded.fact, EventRedacted):
            # The words that were taken out may be in any state, and go with all of them before the next batch.
            self._is_outdated = True
        thing = self._things.get(recorded.stream)
        if thing is None and recorded.version == 1:
            # Of what another process has just begun nothing needs to be read: this is all there is.
            thing = self._things[recorded.stream] = Thing(None, 0, "", [])
        if thing is None:
            return
        thing.version = recorded.version
        if is_late(recorded, thing.newest_day):
            thing.is_stale = True
            thing.state, thing.waiting = None, []
        if not thing.is_stale:
            thing.newest_day = recorded.reported_on
            thing.waiting.append(recorded)

    async def load_missed(self, transaction: Transaction) -> None:
        """Read in everything that was asked for in vain."""
        streams, tags = list(self._missed_streams), list(self._missed_tags)
        self._missed_streams.clear()
        self._missed_tags.clear()
        await self._asked.load(transaction)
        await self.load(transaction, streams, tags)
        decided = (recorded.fact for under_way in self._under_way.values() for recorded in under_way.decided)
        reports = [fact for fact in decided if isinstance(fact, ActivityReported)]
        await self._titles.load(transaction, reports, from_the_view=self.asks_views)

    async def load(self, transaction: Transaction, streams: Iterable[str], tags: Iterable[str]) -> None:
        """Read in what is not yet in memory, in two questions at most; what there is not is remembered as absent."""
        missing = [tag for tag in dict.fromkeys(tags) if tag not in self._owners]
        if missing:
            owners = await tag_owner(transaction, missing)
            self._owners |= {tag: owners.get(tag) or self._decided_owners.get(tag) for tag in missing}
        wanted = [stream for stream in dict.fromkeys(streams) if not self._is_absent(stream)]
        if wanted:
            found: dict[str, list[Recorded[Any]]] = {stream: [] for stream in wanted}
            for event in await read_streams(transaction, wanted):
                found[event.stream].append(recorded_from(event))
            for stream, events in found.items():
                self._keep(stream, events)

    def _is_absent(self, stream: str) -> bool:
        """Whether no event has the tag of the activity, which all of its events have."""
        is_new = stream not in self._things and noun_of(stream) is Noun.ACTIVITY
        return is_new and self._absent(id_in(Noun.ACTIVITY, stream), stream) is not None

    def _keep(self, stream: str, events: list[Recorded[Any]]) -> None:
        noun = noun_of(stream)
        newest_day = in_order_said(events)[-1].reported_on if events else ""
        self._things[stream] = Thing(fold(noun, events), len(events), newest_day, [])
        under_way = self._under_way.get(stream)
        if under_way is not None:
            both = events + under_way.decided
            under_way.state, under_way.told = fold(noun, both), len(under_way.decided)
            under_way.newest_day = in_order_said(both)[-1].reported_on
