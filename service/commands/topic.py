"""What is asked for a topic: to take it into the vocabulary, and every update of it."""

from typing import assert_never

from msgspec import Struct

from events.identity import Noun
from events.topic import TopicCorrected, TopicFact, TopicMerged, TopicMoved, TopicRegistered, TopicRelabelled
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Day, Id, Name, Names, Words
from service.commands.permission import demand_secretariat
from service.commands.refusals import Faults, NotFound

BROADER_MAX = 12


class RegisterTopic(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A concept to be taken into the controlled vocabulary."""

    id: Id
    label: Name
    broader: Id | None = None
    alternative_labels: Names = ()
    scope_note: Words | None = None
    source: Name | None = None
    reported_on: Day | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the concept in; refused where the id is taken or the broader concept is not there."""
        demand_secretariat(deliberation)
        checks.free_id(Noun.TOPIC, self.id, deliberation.topic(self.id))
        faults = Faults()
        reported_on = checks.day_said(deliberation, self.reported_on, None, faults)
        checks.known_topic(deliberation, "/broader", self.broader, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.TOPIC, self.id, fact_of(self, TopicRegistered), reported_on)
        return Decision(noun=Noun.TOPIC, id=self.id, made=True)


class TopicUpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update of a topic may say: the day on which it was said, and a note."""

    reported_on: Day | None = None
    note: Words | None = None


class RelabelTopic(TopicUpdateBody, frozen=True, kw_only=True, tag="relabelled"):
    """The concept gets another preferred label; the former one stays as an alternative."""

    label: Name


class MoveTopic(TopicUpdateBody, frozen=True, kw_only=True, tag="moved"):
    """The concept comes under another broader one, or under none."""

    broader: Id | None


class MergeTopic(TopicUpdateBody, frozen=True, kw_only=True, tag="merged"):
    """The concept is merged into another."""

    into: Id


class CorrectTopic(TopicUpdateBody, frozen=True, kw_only=True, tag="corrected"):
    """What the vocabulary says is wrong; the fields given replace it."""

    label: Name | None = None
    alternative_labels: Names | None = None
    scope_note: Words | None = None


TopicUpdate = RelabelTopic | MoveTopic | MergeTopic | CorrectTopic


class UpdateTopic(Struct, frozen=True, kw_only=True):
    """An update of one topic; `expected_version` is the version that the author looked at."""

    id: str
    update: TopicUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update; refused where it would put the concept under or into itself."""
        demand_secretariat(deliberation)
        topic = deliberation.topic(self.id)
        if topic is None:
            raise NotFound(Noun.TOPIC, self.id)
        replaces = isinstance(self.update, CorrectTopic | MergeTopic)
        checks.same_version(self.id, self.expected_version, topic.version, required=replaces)
        faults = Faults()
        reported_on = checks.day_of_update(deliberation, self.update.reported_on, topic.first_reported_on, faults)
        for name in ("broader", "into"):
            other = getattr(self.update, name, None)
            checks.known_topic(deliberation, f"/{name}", other, faults)
            if other and self.id in _above(deliberation, other):
                faults.add(f"/{name}", f"{other} is {self.id} itself or under it; choose a topic outside of it.")
        if isinstance(self.update, MergeTopic) and not faults.found:
            checks.merge_ends(deliberation.topic, self.id, self.update.into, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.TOPIC, self.id, _fact(self.update), reported_on)
        return Decision(noun=Noun.TOPIC, id=self.id)


def _above(deliberation: Deliberation, topic_id: str) -> list[str]:
    line = [topic_id]
    while len(line) < BROADER_MAX:
        topic = deliberation.topic(line[-1])
        if topic is None or topic.broader is None:
            break
        line.append(topic.broader)
    return line


def _fact(update: TopicUpdate) -> TopicFact:
    match update:
        case RelabelTopic():
            return fact_of(update, TopicRelabelled)
        case MoveTopic():
            return fact_of(update, TopicMoved)
        case MergeTopic():
            return fact_of(update, TopicMerged)
        case CorrectTopic():
            return fact_of(update, TopicCorrected)
        case _:
            assert_never(update)
