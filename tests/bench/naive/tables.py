"""The tables of the naive service, as the object mapper of SQLAlchemy describes them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """What all tables have in common."""


class Agency(Base):
    """A body of the register."""

    __tablename__ = "agency"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"))


class AgencyGrant(Base):
    """A body that lets another one report for it."""

    __tablename__ = "agency_grant"
    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    granted_to_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), primary_key=True)


class Topic(Base):
    """A topic of the vocabulary."""

    __tablename__ = "topic"
    id: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]


class Mandate(Base):
    """A resolution, report or convention."""

    __tablename__ = "mandate"
    id: Mapped[str] = mapped_column(primary_key=True)
    symbol: Mapped[str | None]


class CoordinationMeeting(Base):
    """A meeting at which agencies report."""

    __tablename__ = "coordination_meeting"
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]


class ApiKey(Base):
    """A key, kept as its SHA-256."""

    __tablename__ = "api_key"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"))
    revoked_at: Mapped[datetime | None]


class Activity(Base):
    """What an agency reported; the kind says which of the fields at the end are used."""

    __tablename__ = "activity"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    reported_by_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), index=True)
    reference: Mapped[str | None]
    lead_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), index=True)
    lead_text: Mapped[str | None]
    assurance: Mapped[str]
    review: Mapped[str]
    visibility: Mapped[str]
    embargo_until: Mapped[date | None]
    description: Mapped[str | None]
    predicate: Mapped[str | None]
    language: Mapped[str]
    partners_text: Mapped[str | None]
    stage: Mapped[str | None]
    date_edtf: Mapped[str | None]
    date_as_written: Mapped[str | None]
    date_earliest: Mapped[date | None]
    date_latest: Mapped[date | None]
    due_edtf: Mapped[str | None]
    due_as_written: Mapped[str | None]
    due_earliest: Mapped[date | None]
    due_latest: Mapped[date | None] = mapped_column(index=True)
    recurrence: Mapped[str | None]
    coordination_meeting_id: Mapped[str | None] = mapped_column(ForeignKey("coordination_meeting.id"))
    agenda_item: Mapped[str | None]
    speaker: Mapped[str | None]
    note: Mapped[str | None]
    source: Mapped[str | None]
    output_type: Mapped[str | None]
    publication_title: Mapped[str | None]
    authors: Mapped[str | None]
    series: Mapped[str | None]
    symbol: Mapped[str | None]
    sales_number: Mapped[str | None]
    publisher: Mapped[str | None]
    year: Mapped[str | None]
    url: Mapped[str | None]
    citation: Mapped[str | None]
    reported_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(default=1)

    partners: Mapped[list["ActivityPartner"]] = relationship(cascade="all, delete-orphan")
    topics: Mapped[list["ActivityTopic"]] = relationship(cascade="all, delete-orphan")
    places: Mapped[list["ActivityPlace"]] = relationship(cascade="all, delete-orphan")
    mandates: Mapped[list["ActivityMandate"]] = relationship(cascade="all, delete-orphan")
    changes: Mapped[list["ActivityChange"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("reported_by_id", "reference"),)


class ActivityPartner(Base):
    """A body that takes part."""

    __tablename__ = "activity_partner"
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[str] = mapped_column(ForeignKey("activity.id"), index=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), index=True)
    role: Mapped[str]
    role_text: Mapped[str | None]


class ActivityTopic(Base):
    """A topic that it is about."""

    __tablename__ = "activity_topic"
    activity_id: Mapped[str] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    topic_id: Mapped[str] = mapped_column(ForeignKey("topic.id"), primary_key=True, index=True)


class ActivityPlace(Base):
    """A place where it happens."""

    __tablename__ = "activity_place"
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[str] = mapped_column(ForeignKey("activity.id"), index=True)
    name: Mapped[str]
    iso3166: Mapped[str | None]
    m49: Mapped[str | None]


class ActivityMandate(Base):
    """A mandate that it responds to."""

    __tablename__ = "activity_mandate"
    activity_id: Mapped[str] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    mandate_id: Mapped[str] = mapped_column(ForeignKey("mandate.id"), primary_key=True)


class ActivityChange(Base):
    """The history: who changed what, and what it then said."""

    __tablename__ = "activity_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[str] = mapped_column(ForeignKey("activity.id"), index=True)
    version: Mapped[int]
    api_key_id: Mapped[int] = mapped_column(ForeignKey("api_key.id"))
    what: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class KeptAnswer(Base):
    """What was answered under an Idempotency-Key."""

    __tablename__ = "kept_answer"
    api_key_id: Mapped[int] = mapped_column(ForeignKey("api_key.id"), primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    status: Mapped[int]
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
