"""Receipts: what each author of a batch is told, once the events of all of them have their places."""

from collections.abc import Sequence
from typing import Any

from events.fact import Recorded
from events.identity import stream_of
from service.writer.command_log import Answered
from service.writer.deciding import Decided, NotDone, SameAs, Settled
from service.writer.work import Outcome, Receipt


def outcomes_of(settled: Sequence[Settled], events: Sequence[Recorded[Any]]) -> list[Outcome]:
    """The outcome of each command; the events stand in the order of the commands that said them."""
    outcomes: list[Outcome] = []
    start = 0
    for one in settled:
        match one:
            case Decided():
                outcomes.append(_receipt(one, events[start : start + len(one.said)]))
                start += len(one.said)
            case NotDone():
                outcomes.append(one.error)
            case SameAs():
                outcomes.append(outcomes[one.place])
            case Answered():
                outcomes.append(one.outcome)
    assert start == len(events), "Every event of a batch belongs to one command."
    return outcomes


def _receipt(decided: Decided, events: Sequence[Recorded[Any]]) -> Receipt:
    last = events[-1]
    stream = stream_of(decided.decision.noun, decided.decision.id)
    versions = [event.version for event in events if event.stream == stream]
    return Receipt(
        noun=decided.decision.noun,
        id=decided.decision.id,
        made=decided.decision.made,
        version=versions[-1] if versions else decided.decision.version or last.version,
        position=last.public,
        positions=tuple(event.public for event in events),
        recorded_at=last.recorded_at,
        command_id=decided.work.command_id,
        items=decided.decision.items,
        warnings=decided.decision.warnings + decided.work.warnings,
    )
