"""The form of a report on what changed: its period, its counts with their links, and its items."""

from typing import Any

from msgspec import Struct, field

from events.statement import Statement
from events.vocabulary import ActivityKind, Assurance, Review, Stage
from projections.changes import Change, ChangeClass, answering_for
from projections.timeliness import Timeliness, timeliness
from service.api.asking import Listing
from service.api.meeting_period import ChosenBy


class Since(Struct, frozen=True, kw_only=True):
    """The earlier point: the end of the last day of a coordination meeting, and how this meeting was found.

    All three are None where no earlier meeting has known days: then everything is new.
    """

    coordination_meeting: str | None
    title: str | None
    day: str | None
    chosen_by: ChosenBy


class Until(Struct, frozen=True, kw_only=True):
    """The later point: the end of the last day of the meeting, or the day asked about where it `is_over` later."""

    coordination_meeting: str
    title: str
    day: str
    is_over: bool


class ClassCount(Struct, frozen=True, kw_only=True):
    """How many activities have a class; `link` lists exactly these, as they were counted."""

    change: ChangeClass = field(name="class")
    count: int
    link: str


class AgencyCount(Struct, frozen=True, kw_only=True):
    """How many activities changed that are the word of an agency, in all and by class."""

    agency: str
    count: int
    link: str
    classes: tuple[ClassCount, ...]


class TopicCount(Struct, frozen=True, kw_only=True):
    """How many activities on a topic changed, in all and by class."""

    topic: str
    count: int
    link: str
    classes: tuple[ClassCount, ...]


class FieldChanged(Struct, frozen=True, kw_only=True):
    """A field that differs, with its value at the earlier point and at the later one."""

    field: str
    before: Any
    after: Any


class ChangeLinks(Struct, frozen=True, kw_only=True):
    """Where to look further: the activity as it stood then, its history, and the events behind the change."""

    activity: str
    history: str
    events: str | None


class ChangedActivity(Struct, frozen=True, kw_only=True):
    """An activity that changed, as it stood at the later point.

    `agency` is the body whose word it is: its lead, or whoever told it as long as the lead has not confirmed it.
    `slipped_days` is negative for what was brought forward, and None where nothing moved or a period has no last day.
    `positions` are those of the events said in between, in the order said; `timeliness` is judged on the later day.
    """

    id: str
    title: str
    kind: ActivityKind
    stage: Stage | None
    review: Review
    assurance: Assurance
    agency: str
    lead: str | None
    reported_by: str
    topics: tuple[str, ...]
    classes: tuple[ChangeClass, ...]
    slipped_days: int | None
    timeliness: Timeliness | None
    fields: tuple[FieldChanged, ...]
    positions: tuple[str, ...]
    links: ChangeLinks


class StatementAnswer(Struct, frozen=True, kw_only=True):
    """What answers a statement: an activity or a statement, and where to read it."""

    noun: str
    id: str
    link: str


class AnsweredStatement(Struct, frozen=True, kw_only=True):
    """A statement that was answered in between, and what answers it."""

    statement: Statement
    answers: tuple[StatementAnswer, ...]


class ChangeReport(Listing, frozen=True, kw_only=True):
    """What changed between two coordination meetings, activity by activity in the order told.

    The counts are those of the report narrowed by `agency` and `topic`; `class` narrows the items and `total`. An
    activity can have several classes and several topics. `statements` are the first 200 that were answered; they
    are on the first page alone.
    """

    since: Since
    until: Until
    classes: tuple[ClassCount, ...]
    agencies: tuple[AgencyCount, ...]
    topics: tuple[TopicCount, ...]
    statements: tuple[AnsweredStatement, ...]
    items: tuple[ChangedActivity, ...]
    next: str | None = None


def item_of(change: Change, links: ChangeLinks, day: str, due_soon_days: int) -> ChangedActivity:
    """The item of a change; promises are judged on the day, but for what another told of a lead."""
    after = change.after
    own_word = after.assurance is not Assurance.THIRD_PARTY
    return ChangedActivity(
        id=after.id,
        title=after.title,
        kind=after.kind,
        stage=after.stage,
        review=after.review,
        assurance=after.assurance,
        agency=answering_for(after),
        lead=after.lead,
        reported_by=after.reported_by,
        topics=after.topics,
        classes=change.classes,
        slipped_days=change.slipped_days,
        timeliness=timeliness(after, day, due_soon_days) if own_word else None,
        fields=tuple(FieldChanged(field=one.field, before=one.before, after=one.after) for one in change.differences),
        positions=change.positions,
        links=links,
    )
