"""Milestones: what a promise went through, event by event: announced, reworded, postponed, done."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from events.activity import ActivityReported
from events.activity_evolve import ActivityFact
from events.activity_news import News
from events.activity_state import Activity
from events.fact import Recorded
from events.honest_date import HonestDate
from events.identity import Noun
from events.states import FOLDINGS
from events.vocabulary import ENDED, Stage
from projections.timeliness import days_slipped


class MilestoneKind(StrEnum):
    """What an event was for a promise.

    *Postponed* and *brought forward* moved the last day on which it is due, or happens; *made exact* named a day within
    the period said before.
    """

    ANNOUNCED = "announced"
    TOLD_AGAIN = "told_again"
    REWORDED = "reworded"
    DATED = "dated"
    MADE_EXACT = "made_exact"
    POSTPONED = "postponed"
    BROUGHT_FORWARD = "brought_forward"
    SUSPENDED = "suspended"
    DONE = "done"
    ENDED = "ended"
    NEWS = "news"


class Milestone(Struct, frozen=True, kw_only=True):
    """An event that mattered, and what changed: words `before` and `after`, and by how many `days` it was moved."""

    event: Recorded[ActivityFact]
    kind: MilestoneKind
    before: str | None = None
    after: str | None = None
    days: int | None = None


def milestones(events: Sequence[Recorded[ActivityFact]]) -> list[Milestone]:
    """The milestones among the events of one activity, which are given in the order said."""
    evolve = FOLDINGS[Noun.ACTIVITY].evolve
    found: list[Milestone] = []
    then: Activity | None = None
    for event in events:
        now: Activity | None = evolve(then, event)
        if now is not None and (milestone := _milestone(event, then, now)):
            found.append(milestone)
        then = now
    return found


def _milestone(event: Recorded[ActivityFact], then: Activity | None, now: Activity) -> Milestone | None:
    if then is None:
        return Milestone(event=event, kind=MilestoneKind.ANNOUNCED)
    before, after = _words(then, now)
    moved, days = _moved(then.due, now.due)
    if moved is None:
        moved, days = _moved(then.date, now.date)
    kind = _ending(then, now) or _told(event) or moved or (MilestoneKind.REWORDED if after else None)
    if kind is None and isinstance(event.fact, News):
        kind = MilestoneKind.NEWS
    return Milestone(event=event, kind=kind, before=before, after=after, days=days) if kind else None


def _ending(then: Activity, now: Activity) -> MilestoneKind | None:
    if then.stage is now.stage:
        return None
    if now.stage is Stage.COMPLETED:
        return MilestoneKind.DONE
    if now.stage is Stage.SUSPENDED:
        return MilestoneKind.SUSPENDED
    return MilestoneKind.ENDED if now.stage in ENDED else None


def _told(event: Recorded[ActivityFact]) -> MilestoneKind | None:
    return MilestoneKind.TOLD_AGAIN if isinstance(event.fact, ActivityReported) else None


def _words(then: Activity, now: Activity) -> tuple[str | None, str | None]:
    """The first of its words that are others now, before and after; None where all are as they were."""
    for name in ("title", "publication_title", "predicate", "description"):
        if getattr(then, name) != getattr(now, name):
            return getattr(then, name), getattr(now, name)
    return None, None


def _moved(then: HonestDate | None, now: HonestDate | None) -> tuple[MilestoneKind | None, int | None]:
    """How a date was moved, and by how many days its last day was; no days where one of them has no last day."""
    if now is None or now.latest is None or then == now:
        return None, None
    if then is None or then.latest is None:
        return MilestoneKind.DATED, None
    days = days_slipped(then.latest, now.latest)
    if days > 0:
        return MilestoneKind.POSTPONED, days
    if now.earliest is not None and then.earliest is not None and now.earliest >= then.earliest:
        return (MilestoneKind.MADE_EXACT, None) if (now.earliest, days) != (then.earliest, 0) else (None, None)
    return MilestoneKind.BROUGHT_FORWARD, -days
