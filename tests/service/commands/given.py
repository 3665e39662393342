"""A small language for the tests of commands: given these facts, when this is asked for, then these facts, or refused.

given(*SEVENTH_MEETING).when(ReportCommitment(title=…), by=UNFPA).then(CommitmentReported(…))
given(*SEVENTH_MEETING).when(…).then_refused("unknown-reference", "/topics/0")
"""

from typing import Any

from events.activity import ActivityReported
from events.fact import Fact, Recorded
from events.identity import Noun, stream_of
from events.reading_facts import data_of, fact_from, tags_of
from events.resemblance import Span, may_be_same, span_of
from events.states import fold
from events.text import likeness
from service.commands.deliberation import Author, Command, Decision, Deliberation, Said
from service.commands.refusals import Refused
from service.commands.world import Alike

TODAY = "2011-02-20"
FRESH_ID = "0192f0c1"
SECRETARIAT = Author(actor="key-secretariat", is_secretariat=True)


def focal_point(agency: str) -> Author:
    """Somebody who writes for an agency."""
    return Author(actor=f"key-{agency}", agency=agency)


def of(noun: Noun, thing_id: str, fact: Fact, reported_on: str = "2008-11-21") -> Said:
    """A fact about a thing, said on the last day of the Seventh Meeting unless another day is given."""
    return Said(stream_of(noun, thing_id), fact, reported_on)


class World:
    """The world as a log of these facts would have it, held in memory."""

    def __init__(self, said: tuple[Said, ...]) -> None:
        self.events: dict[str, list[Recorded[Fact]]] = {}
        self.owners: dict[str, str] = {}
        self.position = 0
        for one in said:
            self._take(one)

    def state(self, noun: Noun, thing_id: str) -> Any:
        """The state of a thing, folded in the order said."""
        return fold(noun, self.events.get(stream_of(noun, thing_id), []))

    def owner(self, tag: str) -> str | None:
        """The stream of the first event that has the tag."""
        return self.owners.get(tag)

    def alike(self, agency_id: str, title: str, span: Span | None) -> list[Alike]:
        """Whatever the body has a part in and may be the same as this."""
        tag = f"agency:{agency_id}"
        told = [event.fact for events in self.events.values() for event in events]
        return [
            Alike(fact.id, fact.title, percent)
            for fact in told
            if isinstance(fact, ActivityReported)
            and tag in fact.tags()
            and may_be_same(percent := likeness(fact.title, title), span, span_of((fact.date, fact.due)))
        ]

    def event(self, position: int) -> Recorded[Fact] | None:
        """The event at a position."""
        found = (event for events in self.events.values() for event in events if event.position == position)
        return next(found, None)

    def history(self, noun: Noun, thing_id: str) -> list[Recorded[Fact]]:
        """Every event of a thing."""
        return self.events.get(stream_of(noun, thing_id), [])

    def _take(self, said: Said) -> None:
        self.position += 1
        events = self.events.setdefault(said.stream, [])
        events.append(
            Recorded(
                fact=said.fact,
                stream=said.stream,
                version=len(events) + 1,
                position=self.position,
                reported_on=said.reported_on,
                recorded_at=f"{TODAY}T09:00:00.000000Z",
                actor="key-secretariat",
            )
        )
        for tag in tags_of(said.stream, said.fact):
            self.owners.setdefault(tag, said.stream)


class Outcome:
    """What became of a command: what was said, or why it was refused."""

    def __init__(
        self, known: "Given", decision: Decision | None, said: tuple[Said, ...], refused: Refused | None
    ) -> None:
        self.known = known
        self.refused = refused
        self._decision = decision
        self._said = said

    @property
    def decision(self) -> Decision:
        """What the command came to; fails the test where it was refused."""
        assert self._decision is not None, f"Refused: {self.refused} {self.refused and self.refused.faults}"
        return self._decision

    @property
    def said(self) -> tuple[Said, ...]:
        """What was said; fails the test where the command was refused."""
        assert self.decision is not None
        return self._said

    @property
    def facts(self) -> list[Fact]:
        """The facts that were said."""
        return [said.fact for said in self.said]

    @property
    def days(self) -> list[str]:
        """The days on which they were said."""
        return [said.reported_on for said in self.said]

    def then(self, *facts: Fact) -> None:
        """These facts were said, and no others."""
        assert self.facts == list(facts)

    def then_said(self, fact: type[Fact], **fields: Any) -> None:
        """One fact of this type was said, and these of its fields are so."""
        found = [one for one in self.facts if type(one) is fact]
        assert len(found) == 1, f"One {fact.TYPE} was expected, and {self.facts} was said."
        assert {name: getattr(found[0], name) for name in fields} == fields

    def then_state(self, noun: Noun, thing_id: str) -> Any:
        """The thing as it is after what was said."""
        return self.known.and_then(*self.said).world.state(noun, thing_id)

    def then_refused(self, slug: str, *pointers: str, said: str = "", link: str | None = None) -> None:
        """Refused for this reason, with faults at exactly these pointers; `said` is part of what is told the author."""
        assert self.refused is not None, f"A refusal was expected, and {self._said} was said."
        told = " ".join([self.refused.sentence, *(fault.sentence for fault in self.refused.faults)])
        assert (self.refused.slug, [fault.pointer for fault in self.refused.faults]) == (slug, list(pointers)), told
        assert said in told, told
        assert all(sentence.endswith(".") for sentence in (self.refused.sentence, *_sentences(self.refused))), told
        assert link is None or link in self.refused.links.values()


def _sentences(refused: Refused) -> list[str]:
    return [fault.sentence for fault in refused.faults]


class Given:
    """Facts that the log holds, against which commands are decided."""

    def __init__(self, said: tuple[Said, ...]) -> None:
        self.said = said

    @property
    def world(self) -> World:
        """The world that these facts make."""
        return World(self.said)

    def and_then(self, *said: Said) -> "Given":
        """These facts, and more."""
        return Given(self.said + said)

    def after(self, *commands: Command, by: Author = SECRETARIAT) -> "Given":
        """What holds after commands that are done."""
        known = self
        for command in commands:
            known = known.and_then(*known.when(command, by=by).said)
        return known

    def when(self, command: Command, by: Author = SECRETARIAT, today: str = TODAY) -> Outcome:
        """What becomes of a command."""
        deliberation = Deliberation(self.world, by, today, FRESH_ID)
        try:
            decision = command.decide(deliberation)
        except Refused as refused:
            return Outcome(self, None, tuple(deliberation.said), refused)
        for said in deliberation.said:
            # The writer goes on with the fact itself; who comes later reads it from the log.
            assert fact_from(said.fact.TYPE, said.fact.SCHEMA_VERSION, data_of(said.fact)) == said.fact
        return Outcome(self, decision, tuple(deliberation.said), None)


def given(*said: Said) -> Given:
    """The facts that hold before a command."""
    return Given(said)
