"""What the naive service takes and gives, as models of Pydantic: the fields and limits of `POST /publications`."""

from datetime import date as day
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Words = Annotated[str, StringConstraints(max_length=20_000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=60)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2_000)]
Stage = Literal[
    "proposed", "requested", "under_consideration", "conditional", "planned", "in_progress", "standing", "completed",
    "partly_completed", "suspended", "cancelled", "superseded",
]  # fmt: skip
Role = Literal[
    "partner", "joint_organizer", "host", "funder", "supporter", "data_contributor", "publisher", "co_publisher",
    "author", "co_author", "co_chair", "co_signatory", "respondent", "requester", "beneficiary",
    "member_state_concerned",
]  # fmt: skip


class Body(BaseModel):
    """Every body refuses fields that it does not know."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class PartnerBody(Body):
    """A body that takes part and what it does."""

    agency: Id
    role: Role = "partner"
    role_text: Name | None = None


class PlaceBody(Body):
    """A place, with its country or area code where known."""

    name: Name
    iso3166: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    m49: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")] | None = None


class DateBody(Body):
    """A date: its EDTF form, the words for it, or both."""

    edtf: Annotated[str, StringConstraints(max_length=60)] | None = None
    as_written: Annotated[str, StringConstraints(max_length=300)] | None = None


class ReferenceBody(Body):
    """A mandate that the work responds to."""

    kind: Literal["mandate"]
    id: Id


class PublicationBody(Body):
    """A publication as an agency reports it."""

    type: Literal["publication"] = "publication"
    title: Title
    reported_by: Id | None = None
    id: Id | None = None
    reference: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    description: Words | None = None
    predicate: Words | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)] = "en"
    lead: Id | None = None
    lead_text: Name | None = None
    partners: Annotated[list[PartnerBody], Field(max_length=200)] = []
    partners_text: Words | None = None
    topics: Annotated[list[Id], Field(max_length=200)] = []
    places: Annotated[list[PlaceBody], Field(max_length=200)] = []
    stage: Stage | None = None
    date: DateBody | None = None
    due: DateBody | None = None
    recurrence: Name | None = None
    responds_to: Annotated[list[ReferenceBody], Field(max_length=200)] = []
    output_type: Code | None = None
    coordination_meeting: Id | None = None
    agenda_item: Name | None = None
    speaker: Name | None = None
    note: Words | None = None
    source: Name | None = None
    draft: bool = False
    accepted: bool = False
    visibility: Literal["secretariat", "participants", "public"] = "participants"
    embargo_until: day | None = None
    reported_on: day | None = None
    publication_title: Title | None = None
    authors: Words | None = None
    series: Name | None = None
    symbol: Name | None = None
    sales_number: Name | None = None
    publisher: Name | None = None
    year: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] | None = None
    url: Url | None = None
    citation: Words | None = None


class Warned(BaseModel):
    """Something worth a second look that does not stand in the way."""

    rule: str
    sentence: str


class Receipt(BaseModel):
    """What was stored."""

    id: str
    made: bool
    version: int
    recorded_at: datetime
    warnings: list[Warned] = []


class PartnerAnswer(Body):
    """A body that takes part."""

    agency: str = Field(validation_alias="agency_id")
    role: str
    role_text: str | None


class DateAnswer(BaseModel):
    """A date, with its first and last day."""

    edtf: str | None
    as_written: str | None
    earliest: day | None
    latest: day | None


class ActivityAnswer(BaseModel):
    """An activity as lists show it."""

    id: str
    kind: str
    title: str
    reported_by: str
    reference: str | None
    lead: str | None
    lead_text: str | None
    assurance: str
    review: str
    visibility: str
    description: str | None
    predicate: str | None
    language: str
    partners: list[PartnerAnswer]
    partners_text: str | None
    topics: list[str]
    places: list[PlaceBody]
    responds_to: list[ReferenceBody]
    stage: str | None
    date: DateAnswer | None
    due: DateAnswer | None
    timeliness: str | None
    recurrence: str | None
    coordination_meeting: str | None
    agenda_item: str | None
    speaker: str | None
    note: str | None
    source: str | None
    output_type: str | None
    publication_title: str | None
    authors: str | None
    series: str | None
    symbol: str | None
    sales_number: str | None
    publisher: str | None
    year: str | None
    url: str | None
    citation: str | None
    reported_on: day
    version: int


class ActivityList(BaseModel):
    """A page of activities in the order told."""

    total: int
    evaluated_on: day
    items: list[ActivityAnswer]
