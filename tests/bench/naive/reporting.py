"""Taking a report: the checks, the row with its child rows, the first line of its history, and the warnings."""

import hashlib
import re
import unicodedata
from datetime import UTC, datetime
from uuid import uuid4

from fastapi import HTTPException
from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.bench.naive.bodies import PublicationBody, Receipt, Warned
from tests.bench.naive.checking import days_of, demand_known, demand_may_write, speaks_for
from tests.bench.naive.tables import (
    Activity,
    ActivityChange,
    ActivityMandate,
    ActivityPartner,
    ActivityPlace,
    ActivityTopic,
    ApiKey,
)

# The fields of the body that the row has under the same name.
COPIED = (
    "title", "reference", "lead_text", "visibility", "embargo_until", "description", "predicate", "language",
    "partners_text", "stage", "recurrence", "agenda_item", "speaker", "note", "source", "output_type",
    "publication_title", "authors", "series", "symbol", "sales_number", "publisher", "year", "url", "citation",
)  # fmt: skip


async def report(session: AsyncSession, key: ApiKey, body: PublicationBody) -> Receipt:
    """Check a report and add its rows to the session; the caller commits."""
    reported_by = body.reported_by or key.agency_id
    if reported_by is None:
        raise HTTPException(422, "It is not said who reports this.")
    await demand_known(session, body, reported_by)
    await demand_may_write(session, key, reported_by)
    if body.accepted and key.role != "secretariat":
        raise HTTPException(422, "Only the secretariat accepts reports.")
    warnings = await likely_duplicates(session, body, reported_by)
    activity = await row_of(session, body, reported_by)
    now = datetime.now(UTC)
    if activity.reported_on > now.date():
        raise HTTPException(422, "It cannot have been reported in the future.")
    activity.changes.append(
        ActivityChange(version=1, api_key_id=key.id, what="reported", content=body.model_dump(mode="json"))
    )
    session.add(activity)
    return Receipt(id=activity.id, made=True, version=1, recorded_at=now, warnings=warnings)


async def likely_duplicates(session: AsyncSession, body: PublicationBody, reported_by: str) -> list[Warned]:
    """A warning for what the same body told under the same title."""
    same = select(Activity.id).where(
        or_(Activity.lead_id == (body.lead or reported_by), Activity.reported_by_id == reported_by),
        func.lower(Activity.title) == body.title.lower(),
    )
    found = await session.scalars(same.limit(3))
    return [Warned(rule="likely-duplicate", sentence=f"{one} has the same title.") for one in found]


async def row_of(session: AsyncSession, body: PublicationBody, reported_by: str) -> Activity:
    """The row of a report with its child rows."""
    own_word = body.lead is None or await speaks_for(session, reported_by, body.lead)
    date_earliest, date_latest = days_of(body.date)
    due_earliest, due_latest = days_of(body.due)
    if due_latest is not None and body.stage == "completed":
        raise HTTPException(422, "The work is completed, so it cannot be due.")
    return Activity(
        **{name: getattr(body, name) for name in COPIED},
        id=await id_for(session, body, reported_by),
        kind=body.type,
        reported_by_id=reported_by,
        lead_id=body.lead,
        assurance="self_reported" if own_word else "third_party",
        review="draft" if body.draft else "accepted" if body.accepted else "submitted",
        coordination_meeting_id=body.coordination_meeting,
        reported_on=body.reported_on or datetime.now(UTC).date(),
        date_edtf=body.date.edtf if body.date else None,
        date_as_written=body.date.as_written if body.date else None,
        date_earliest=date_earliest,
        date_latest=date_latest,
        due_edtf=body.due.edtf if body.due else None,
        due_as_written=body.due.as_written if body.due else None,
        due_earliest=due_earliest,
        due_latest=due_latest,
        partners=[ActivityPartner(agency_id=p.agency, role=p.role, role_text=p.role_text) for p in body.partners],
        topics=[ActivityTopic(topic_id=topic) for topic in dict.fromkeys(body.topics)],
        places=[ActivityPlace(name=p.name, iso3166=p.iso3166, m49=p.m49) for p in body.places],
        mandates=[ActivityMandate(mandate_id=one.id) for one in body.responds_to],
    )


async def id_for(session: AsyncSession, body: PublicationBody, reported_by: str) -> str:
    """The id that was asked for, 409 where it is taken; else one made of reporter, title and chance."""
    if body.id is not None:
        if await session.get(Activity, body.id) is not None:
            raise HTTPException(409, f"There is an activity {body.id} already.")
        return body.id
    plain = unicodedata.normalize("NFKD", body.title).encode("ascii", "ignore").decode().lower()
    return f"{reported_by}-{re.sub(r'[^a-z0-9]+', '-', plain)[:40].strip('-')}-{uuid4().hex[:8]}"


def fingerprint_of(body: PublicationBody) -> str:
    """By what a repeated request is known to ask for the same."""
    return hashlib.sha256(body.model_dump_json().encode()).hexdigest()
