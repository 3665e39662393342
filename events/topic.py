"""A topic: a concept of the controlled vocabulary, with a broader concept and other labels (SKOS)."""

from collections.abc import Iterable
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, corrected, moved_on
from events.identity import Noun


class TopicRegistered(Fact, frozen=True, kw_only=True):
    """A concept was taken into the vocabulary."""

    TYPE: ClassVar[str] = "topic-registered"

    label: str
    broader: str | None = None
    alternative_labels: tuple[str, ...] = ()
    scope_note: str | None = None
    source: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"topic:{self.broader}",) if self.broader else ()


class TopicRelabelled(Fact, frozen=True, kw_only=True):
    """The concept got another preferred label; the former one stays as an alternative label."""

    TYPE: ClassVar[str] = "topic-relabelled"

    label: str
    note: str | None = None


class TopicMoved(Fact, frozen=True, kw_only=True):
    """The concept came under another broader one, or under none."""

    TYPE: ClassVar[str] = "topic-moved"

    broader: str | None
    note: str | None = None


class TopicMerged(Fact, frozen=True, kw_only=True):
    """The concept was merged into another, which is used in its place from then on."""

    TYPE: ClassVar[str] = "topic-merged"

    into: str
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"topic:{self.into}",)


class TopicCorrected(Fact, frozen=True, kw_only=True):
    """What the vocabulary said of the concept was wrong; the fields given here replace it."""

    TYPE: ClassVar[str] = "topic-corrected"

    label: str | None = None
    alternative_labels: tuple[str, ...] | None = None
    scope_note: str | None = None


TopicFact = TopicRegistered | TopicRelabelled | TopicMoved | TopicMerged | TopicCorrected | ReportedOnCorrected


class Topic(Struct, frozen=True, kw_only=True):
    """The concept as the log has it."""

    id: str
    label: str
    broader: str | None = None
    alternative_labels: tuple[str, ...] = ()
    scope_note: str | None = None
    merged_into: str | None = None
    source: str | None = None
    first_reported_on: str = ""
    version: int = 0
    positions: tuple[str, ...] = ()


def evolve(topic: Topic | None, recorded: Recorded[TopicFact]) -> Topic | None:
    """The concept after one more fact; a fact about a concept that is not registered yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, TopicRegistered):
        return begun(Topic, Noun.TOPIC, recorded)
    if topic is None:
        return None
    topic = moved_on(topic, recorded)
    match fact:
        case TopicRelabelled():
            return replace(topic, label=fact.label, alternative_labels=(*topic.alternative_labels, topic.label))
        case TopicMoved():
            return replace(topic, broader=fact.broader)
        case TopicMerged():
            return replace(topic, merged_into=fact.into)
        case TopicCorrected():
            return corrected(topic, fact)
        case ReportedOnCorrected():
            return topic
        case _:
            assert_never(fact)
