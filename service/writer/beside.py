"""What stands beside the log follows it, in the same transaction: the vault of contacts, and words that must go."""

from collections.abc import Iterator, Sequence
from typing import Any

from events.fact import Fact, Recorded
from events.identity import Noun, id_in
from events.log.database import Transaction
from events.person import PersonEnrolled, PersonErased
from events.redaction import EventRedacted
from projections.versioned_view import VersionedView
from service.writer import vault
from service.writer.deciding import Decided
from service.writer.forgetting import FieldForgotten, Forgotten, PersonForgotten
from service.writer.withholding import withhold
from service.writer.work import Work


async def follow(
    transaction: Transaction,
    views: Sequence[VersionedView],
    decided: Sequence[Decided],
    events: Sequence[Recorded[Any]],
) -> list[Forgotten]:
    """Do what the events of a batch ask for beside the log; what was forgotten by that, for the journal."""
    forgotten: list[Forgotten] = []
    for work, fact, event in _told(decided, events):
        match fact:
            case PersonEnrolled():
                assert work.contacts is not None, "Who enrols a person hands in the contacts with the command."
                await vault.enter(transaction, id_in(Noun.PERSON, event.stream), work.contacts)
            case PersonErased():
                person_id = id_in(Noun.PERSON, event.stream)
                await vault.erase(transaction, person_id, event.recorded_at)
                forgotten.append(
                    PersonForgotten(person_id=person_id, recorded_at=event.recorded_at, reason=fact.reason)
                )
            case EventRedacted():
                await withhold(transaction, views, fact, event)
                forgotten.append(
                    FieldForgotten(
                        position=f"{fact.position}.{fact.leaf}",
                        field=fact.field,
                        reason=fact.reason,
                        recorded_at=event.recorded_at,
                    )
                )
            case _:
                pass
    return forgotten


def _told(decided: Sequence[Decided], events: Sequence[Recorded[Any]]) -> Iterator[tuple[Work, Fact, Recorded[Any]]]:
    """Each fact with the work that said it and the event that it became."""
    facts = [(one.work, said.fact) for one in decided for said in one.said]
    for (work, fact), event in zip(facts, events, strict=True):
        yield work, fact, event
