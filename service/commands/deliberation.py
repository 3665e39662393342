"""Deliberation: what a decision can look up, and where it says what is decided; nothing here reads a clock."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

from msgspec import Struct

from events.activity_state import Activity
from events.activity_whole import together
from events.agency import Agency
from events.assignment import Assignment
from events.coordination_meeting import CoordinationMeeting
from events.fact import Fact, Recorded, ReportedOnCorrected
from events.identity import Noun, id_in, noun_of, stream_of
from events.intervention import Intervention
from events.mandate import Mandate
from events.meeting import Meeting
from events.person import Person
from events.post import Post
from events.reading_facts import tags_of
from events.reporting_round import ReportingRound
from events.resemblance import Span
from events.statement import Statement
from events.states import FOLDINGS, fold
from events.topic import Topic
from service.commands.world import Alike, World


class Author(Struct, frozen=True, kw_only=True):
    """Who writes: an actor's id (never a name), and the agency it writes for; the secretariat writes for all.

    `person` is the id of somebody in the vault, where the key is theirs.
    """

    actor: str
    agency: str | None = None
    person: str | None = None
    is_secretariat: bool = False


Key = tuple[Noun, str]


class Said(Struct, frozen=True, dict=True):
    """One fact that was decided, the stream it goes to and the day on which it was said."""

    stream: str
    fact: Fact
    reported_on: str

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The tags that its event will have."""
        return tags_of(self.stream, self.fact)


class Deliberation:
    """One decision being made: it looks things up in the world, and sees what it has decided itself."""

    def __init__(self, world: World, author: Author, today: str, fresh_id: str) -> None:
        self.author = author
        self.today = today
        self.fresh_id = fresh_id
        self.said: list[Said] = []
        self._world = world
        self._streams: set[str] = set()
        self._told = 0
        self._states: dict[Key, Any] = {}
        self._owners: dict[str, str] = {}
        self._told_of: dict[Key, list[Recorded[Any]]] = {}
        self._told_late: set[Key] = set()

    def say(self, noun: Noun, thing_id: str, fact: Fact, reported_on: str) -> None:
        """Decide a fact; from here on the thing has the state that the fact makes of it."""
        # Its version counts on from the thing as it is now: the question is asked at the latest here.
        self._world.state(noun, thing_id)
        stream = stream_of(noun, thing_id)
        self._streams.add(stream)
        self.said.append(Said(stream, fact, reported_on))

    def owner(self, tag: str) -> str | None:
        """The stream of the first event that has the tag, what was decided here included."""
        found = self._world.owner(tag)
        if found is None and self.said:
            self._see_what_was_said()
            return self._owners.get(tag)
        return found

    def alike(self, agency_id: str, title: str, span: Span | None) -> Sequence[Alike]:
        """Those of the body's newest activities that were like this one when they were told, by titles and days."""
        return self._world.alike(agency_id, title, span)

    def agency(self, agency_id: str) -> Agency | None:
        """The agency with this id."""
        agency: Agency | None = self._state(Noun.AGENCY, agency_id)
        return agency

    def topic(self, topic_id: str) -> Topic | None:
        """The topic with this id."""
        topic: Topic | None = self._state(Noun.TOPIC, topic_id)
        return topic

    def mandate(self, mandate_id: str) -> Mandate | None:
        """The mandate with this id."""
        mandate: Mandate | None = self._state(Noun.MANDATE, mandate_id)
        return mandate

    def meeting(self, meeting_id: str) -> Meeting | CoordinationMeeting | None:
        """The meeting with this id; a coordination meeting is a meeting too."""
        meeting: Meeting | None = self._state(Noun.MEETING, meeting_id)
        return meeting or self.coordination_meeting(meeting_id)

    def coordination_meeting(self, meeting_id: str) -> CoordinationMeeting | None:
        """The coordination meeting with this id."""
        meeting: CoordinationMeeting | None = self._state(Noun.COORDINATION_MEETING, meeting_id)
        return meeting

    def statement(self, statement_id: str) -> Statement | None:
        """The statement with this id."""
        statement: Statement | None = self._state(Noun.STATEMENT, statement_id)
        return statement

    def intervention(self, intervention_id: str) -> Intervention | None:
        """The intervention with this id."""
        intervention: Intervention | None = self._state(Noun.INTERVENTION, intervention_id)
        return intervention

    def person(self, person_id: str) -> Person | None:
        """The person with this id, as the log knows it: without a name."""
        person: Person | None = self._state(Noun.PERSON, person_id)
        return person

    def reporting_round(self, round_id: str) -> ReportingRound | None:
        """The reporting round with this id."""
        found: ReportingRound | None = self._state(Noun.REPORTING_ROUND, round_id)
        return found

    def assignment(self, assignment_id: str) -> Assignment | None:
        """The assignment with this id."""
        assignment: Assignment | None = self._state(Noun.ASSIGNMENT, assignment_id)
        return assignment

    def post(self, post_id: str) -> Post | None:
        """The post with this id."""
        post: Post | None = self._state(Noun.POST, post_id)
        return post

    def event(self, position: int) -> Recorded[Any] | None:
        """The event at a position; what is being decided here is not in the log yet."""
        return self._world.event(position)

    def history(self, noun: Noun, thing_id: str) -> Sequence[Recorded[Any]] | None:
        """Every event of a thing as the log has it; None where it must be read first, and it is decided again then."""
        return self._world.history(noun, thing_id)

    def activity(self, activity_id: str) -> Activity | None:
        """The activity that was told under this id, be it its own, that of a second report, or of one merged into it.

        It has the ids, codes and days of what was merged into it, and its own words alone.
        """
        activity = self._told_as(activity_id)
        followed: set[str] = set()
        while activity is not None and activity.merged_into is not None and activity.id not in followed:
            followed.add(activity.id)
            activity = self._state(Noun.ACTIVITY, activity.merged_into)
        return together(activity) if activity is not None and activity.merged else activity

    def activity_itself(self, activity_id: str) -> Activity | None:
        """The activity that has this id of its own, as it stands without those that it was merged with."""
        activity: Activity | None = self._state(Noun.ACTIVITY, activity_id)
        return activity

    def _told_as(self, activity_id: str) -> Activity | None:
        activity: Activity | None = self._state(Noun.ACTIVITY, activity_id)
        if activity is not None:
            return activity
        owner = self.owner(f"activity:{activity_id}")
        if owner is None or noun_of(owner) is not Noun.ACTIVITY:
            return None
        activity = self._state(Noun.ACTIVITY, id_in(Noun.ACTIVITY, owner))
        return activity if activity and activity_id in activity.aliases else None

    def _state(self, noun: Noun, thing_id: str) -> Any:
        if stream_of(noun, thing_id) not in self._streams:
            return self._world.state(noun, thing_id)
        self._see_what_was_said()
        key = noun, thing_id
        if key in self._told_late:
            # What was said late comes before what is known already, so that only the whole says what holds now.
            history = self._world.history(noun, thing_id)
            return self._states[key] if history is None else fold(noun, [*history, *self._told_of[key]])
        return self._states[key]

    def _see_what_was_said(self) -> None:
        """Take in what was said here since the last question; most decisions say one fact and ask nothing after it."""
        while self._told < len(self.said):
            said = self.said[self._told]
            self._told += 1
            noun = noun_of(said.stream)
            key = noun, id_in(noun, said.stream)
            state = self._states[key] if key in self._states else self._world.state(*key)
            event = Recorded(
                fact=said.fact,
                stream=said.stream,
                version=(state.version if state else 0) + 1,
                position=self._world.position + self._told,
                reported_on=said.reported_on,
                recorded_at="",
                actor=self.author.actor,
            )
            self._told_of.setdefault(key, []).append(event)
            if isinstance(said.fact, ReportedOnCorrected) or said.reported_on < max(
                getattr(state, "days", ()), default=""
            ):
                self._told_late.add(key)
            self._states[key] = FOLDINGS[noun].evolve(state, event)
            for tag in said.tags:
                self._owners.setdefault(tag, said.stream)


class Warning(Struct, frozen=True, kw_only=True):
    """Something worth a second look that does not stand in the way; `rule` names why."""

    rule: str
    sentence: str
    links: dict[str, str] = {}


class Decision(Struct, frozen=True, kw_only=True):
    """What a command comes to: the thing it is about, the ids of the parts that it made, and what to look at again.

    `version` is that of the thing where nothing was said of itself.
    """

    noun: Noun
    id: str
    made: bool = False
    items: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = ()
    version: int | None = None


@runtime_checkable
class AsAsked(Protocol):
    """A command that holds more than its author sent; `as_asked` is what makes two requests the same."""

    @property
    def as_asked(self) -> Any:
        """The command as its author sent it."""
        ...


class Command(Protocol):
    """Something an author wants done: it looks at the world, and either decides facts or raises Refused."""

    def decide(self, deliberation: Deliberation) -> Decision:
        """Say the facts into the deliberation. Raises Refused, and then nothing is written."""
        ...


@runtime_checkable
class Foresees(Protocol):
    """A command that knows beforehand what it will ask."""

    def foreseen(self, author: Author) -> Iterable[str]:
        """Tags whose owners will be asked for; more or fewer do no harm."""
        ...
