"""What the summary is told: the turns of a tour de table, with every name as it was on the day.

This is the whole input of the prose. It is read from the views at one point of both clocks (see `reading.py`);
the prose looks nothing up.
"""

from msgspec import Struct

from events.honest_date import HonestDate
from events.place import Place
from events.vocabulary import ActivityKind, PartnerRole, Stage, StatementType


class NamedAgency(Struct, frozen=True, kw_only=True):
    """An agency under the name it bore on the day: `name` in full, `acronym` where it has one."""

    id: str
    name: str
    acronym: str | None = None
    kind: str = "other"
    parent: str | None = None


class NamedPartner(Struct, frozen=True, kw_only=True):
    """A partner and what it does; `role_text` keeps the words where the role has more to say."""

    agency: NamedAgency
    role: PartnerRole = PartnerRole.PARTNER
    role_text: str | None = None


class NamedLink(Struct, frozen=True, kw_only=True):
    """A web address that a printed endnote names, with the day it was last seen there.

    `is_document` tells whether what the label names can itself be read there, or only about it.
    """

    url: str
    label: str
    accessed_on: str | None = None
    is_document: bool = True


class ActivityTold(Struct, frozen=True, kw_only=True, tag="activity"):
    """One activity as this speaker told it, in the state it had at the clocks of the summary.

    `id` is the id under which it was told here (an activity told twice keeps two). `positions` are those of every
    event that shaped it, as they are shown (`1234.9f3c2a01`). `predicate` is a verb phrase in the base form, without
    subject, tense, date, venue or partner; `{title}` in it stands for the title of a publication.
    """

    id: str
    positions: tuple[str, ...]
    kind: ActivityKind
    stage: Stage | None
    title: str
    predicate: str | None = None
    lead: NamedAgency | None = None
    lead_text: str | None = None
    reported_by: NamedAgency
    partners: tuple[NamedPartner, ...] = ()
    partners_text: str | None = None
    date: HonestDate | None = None
    due: HonestDate | None = None
    recurrence: str | None = None
    places: tuple[Place, ...] = ()
    part_of: str | None = None
    publication_title: str | None = None
    publication_type: str | None = None
    publication_year: str | None = None
    citation: str | None = None
    links: tuple[NamedLink, ...] = ()
    own_words: bool = False


class StatementTold(Struct, frozen=True, kw_only=True, tag="statement"):
    """A concern, question, request or the like, whose `text` is printed as given; `about` are ids of activities."""

    id: str
    positions: tuple[str, ...]
    statement_type: StatementType
    text: str
    about: tuple[str, ...] = ()


class ContextTold(Struct, frozen=True, kw_only=True, tag="context"):
    """A mandate, a figure or the situation: printed as given, never followed up."""

    id: str
    positions: tuple[str, ...]
    text: str


ItemTold = ActivityTold | StatementTold | ContextTold


class LeftOut(Struct, frozen=True, kw_only=True):
    """An item of a turn that cannot be told, and why, as a sentence for a person."""

    id: str
    reason: str


class TurnTold(Struct, frozen=True, kw_only=True):
    """One agency's turn: who spoke in which place of the order, for whom, and what was told in which order.

    `positions` are those of the events that say who spoke; `left_out` are the items that the log knows no more, or
    not for the one who asks.
    """

    order: int
    agency: NamedAgency
    speaker: str | None = None
    on_behalf_of: tuple[NamedAgency, ...] = ()
    items: tuple[ItemTold, ...] = ()
    positions: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class TourDeTableTold(Struct, frozen=True, kw_only=True):
    """A whole tour de table at one point of both clocks.

    `position` is public, with the first eight hex digits of its leaf (`1234.9f3c2a01`); `root` is the hex root of
    the log's tree at that size. `as_of` is the day up to which was read, None for all. `abbreviations` are those of
    all bodies in the register, each with the full name, for texts that name others than those at the table.
    """

    meeting: str
    title: str
    position: str
    root: str
    turns: tuple[TurnTold, ...]
    dates: HonestDate | None = None
    as_of: str | None = None
    abbreviations: dict[str, str] = {}
