"""Deliberation: what a decision can look up, and where it says what is decided; nothing here reads a clock."""

from collections.abc import Sequence
from typing import Any, Protocol

from msgspec import Struct

from events.activity_state import Activity
from events.agency import Agency
from events.coordination_meeting import CoordinationMeeting
from events.fact import Fact, Recorded, ReportedOnCorrected
from events.identity import Noun, id_in, noun_of, stream_of
from events.intervention import Intervention
from events.mandate import Mandate
from events.meeting import Meeting
from events.reading_facts import tags_of
from events.statement import Statement
from events.states import FOLDINGS, fold
from events.topic import Topic


class Author(Struct, frozen=True, kw_only=True):
    """Who writes: an actor's id (never a name), and the agency it writes for; the secretariat writes for all."""

    actor: str
    agency: str | None = None
    is_secretariat: bool = False


class World(Protocol):
    """The state of things under the lock, as far as the log goes."""

    @property
    def position(self) -> int:
        """The position of the last event."""
        ...

    def state(self, noun: Noun, thing_id: str) -> Any:
        """The state of a thing, None where there is none under this id."""
        ...

    def owner(self, tag: str) -> str | None:
        """The stream of the first event that has the tag."""
        ...

    def history(self, noun: Noun, thing_id: str) -> Sequence[Recorded[Any]] | None:
        """Every event of a thing; None where it must be read first, and then the decision is made again."""
        ...


class Said(Struct, frozen=True):
    """One fact that was decided, the stream it goes to and the day on which it was said."""

    stream: str
    fact: Fact
    reported_on: str


class Deliberation:
    """One decision being made: it looks things up in the world, and sees what it has decided itself."""

    def __init__(self, world: World, author: Author, today: str, fresh_id: str) -> None:
        self.author = author
        self.today = today
        self.fresh_id = fresh_id
        self.said: list[Said] = []
        self._world = world
        self._states: dict[str, Any] = {}
        self._owners: dict[str, str] = {}
        self._told: dict[str, list[Recorded[Any]]] = {}
        self._told_late: set[str] = set()

    def say(self, noun: Noun, thing_id: str, fact: Fact, reported_on: str) -> None:
        """Decide a fact; from here on the thing has the state that the fact makes of it."""
        stream = stream_of(noun, thing_id)
        state = self._state(stream)
        self.said.append(Said(stream, fact, reported_on))
        event = Recorded(
            fact=fact,
            stream=stream,
            version=(state.version if state else 0) + 1,
            position=self._world.position + len(self.said),
            reported_on=reported_on,
            recorded_at="",
            actor=self.author.actor,
        )
        self._told.setdefault(stream, []).append(event)
        if isinstance(fact, ReportedOnCorrected) or reported_on < max(getattr(state, "days", ()), default=""):
            self._told_late.add(stream)
        self._states[stream] = FOLDINGS[noun].evolve(state, event)
        for tag in tags_of(stream, fact):
            self._owners.setdefault(tag, stream)

    def owner(self, tag: str) -> str | None:
        """The stream of the first event that has the tag, what was decided here included."""
        return self._world.owner(tag) or self._owners.get(tag)

    def agency(self, agency_id: str) -> Agency | None:
        """The agency with this id."""
        agency: Agency | None = self._state(stream_of(Noun.AGENCY, agency_id))
        return agency

    def topic(self, topic_id: str) -> Topic | None:
        """The topic with this id."""
        topic: Topic | None = self._state(stream_of(Noun.TOPIC, topic_id))
        return topic

    def mandate(self, mandate_id: str) -> Mandate | None:
        """The mandate with this id."""
        mandate: Mandate | None = self._state(stream_of(Noun.MANDATE, mandate_id))
        return mandate

    def meeting(self, meeting_id: str) -> Meeting | CoordinationMeeting | None:
        """The meeting with this id; a coordination meeting is a meeting too."""
        meeting: Meeting | None = self._state(stream_of(Noun.MEETING, meeting_id))
        return meeting or self.coordination_meeting(meeting_id)

    def coordination_meeting(self, meeting_id: str) -> CoordinationMeeting | None:
        """The coordination meeting with this id."""
        meeting: CoordinationMeeting | None = self._state(stream_of(Noun.COORDINATION_MEETING, meeting_id))
        return meeting

    def statement(self, statement_id: str) -> Statement | None:
        """The statement with this id."""
        statement: Statement | None = self._state(stream_of(Noun.STATEMENT, statement_id))
        return statement

    def intervention(self, intervention_id: str) -> Intervention | None:
        """The intervention with this id."""
        intervention: Intervention | None = self._state(stream_of(Noun.INTERVENTION, intervention_id))
        return intervention

    def activity(self, activity_id: str) -> Activity | None:
        """The activity that was told under this id, be it its own or that of a second report."""
        activity: Activity | None = self._state(stream_of(Noun.ACTIVITY, activity_id))
        if activity is not None:
            return activity
        owner = self.owner(f"activity:{activity_id}")
        if owner is None or noun_of(owner) is not Noun.ACTIVITY:
            return None
        activity = self._state(owner)
        return activity if activity and activity_id in activity.aliases else None

    def _state(self, stream: str) -> Any:
        noun = noun_of(stream)
        if stream not in self._states:
            return self._world.state(noun, id_in(noun, stream))
        if stream in self._told_late:
            # What was said late comes before what is known already, so that only the whole says what holds now.
            history = self._world.history(noun, id_in(noun, stream))
            return self._states[stream] if history is None else fold(noun, [*history, *self._told[stream]])
        return self._states[stream]


class Decision(Struct, frozen=True, kw_only=True):
    """What a command comes to: the thing it is about, and the ids of the parts that it made."""

    noun: Noun
    id: str
    made: bool = False
    items: tuple[str, ...] = ()


class Command(Protocol):
    """Something an author wants done: it looks at the world, and either decides facts or raises Refused."""

    def decide(self, deliberation: Deliberation) -> Decision:
        """Say the facts into the deliberation. Raises Refused, and then nothing is written."""
        ...
