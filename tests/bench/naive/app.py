"""The naive service: what a competent developer would write in an afternoon, without a log, a writer or a view."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import FastAPI, Header, HTTPException, Query, Response
from sqlalchemy import Subquery, func, or_, select, union
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from tests.bench.naive.answering import activity_answer
from tests.bench.naive.bodies import ActivityList, PublicationBody, Receipt
from tests.bench.naive.checking import Key, Session
from tests.bench.naive.reporting import fingerprint_of, report
from tests.bench.naive.tables import Activity, ActivityPartner, Agency, ApiKey, KeptAnswer

app = FastAPI(title="Activities")

IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", pattern=r"^[\x21-\x7e]{1,200}$")]


@app.post("/api/v1/publications", status_code=201)
async def report_publication(
    body: PublicationBody, session: Session, key: Key, response: Response, idempotency_key: IdempotencyKey = None
) -> Receipt:
    """Report a publication; sent again with the same key it has one effect and one answer."""
    if idempotency_key is not None:
        kept = await session.get(KeptAnswer, (key.id, idempotency_key))
        if kept is not None:
            return _replayed(kept, fingerprint_of(body))
    receipt = await report(session, key, body)
    if idempotency_key is not None:
        session.add(
            KeptAnswer(
                api_key_id=key.id,
                idempotency_key=idempotency_key,
                fingerprint=fingerprint_of(body),
                status=201,
                answer=receipt.model_dump(mode="json"),
            )
        )
    try:
        await session.commit()
    except IntegrityError as error:
        raise HTTPException(409, "The same was reported a moment ago.") from error
    response.headers["Location"] = f"/api/v1/activities/{receipt.id}"
    return receipt


def _replayed(kept: KeptAnswer, fingerprint: str) -> Receipt:
    if kept.fingerprint != fingerprint:
        raise HTTPException(422, "This key was used for another request.")
    return Receipt.model_validate(kept.answer)


@app.get("/api/v1/agencies/{agency_id}/activities")
async def list_agency_activities(
    agency_id: str,
    session: Session,
    key: Key,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> ActivityList:
    """What an agency leads, reported or takes part in, in the order told."""
    if await session.get(Agency, agency_id) is None:
        raise HTTPException(404, f"There is no agency {agency_id}.")
    ids = _ids_of(agency_id, key)
    total = await session.scalar(select(func.count()).select_from(ids))
    statement = (
        select(Activity)
        .where(Activity.id.in_(select(ids.c.id)))
        .order_by(Activity.created_at, Activity.id)
        .limit(limit)
        .offset(offset)
        .options(
            selectinload(Activity.partners),
            selectinload(Activity.topics),
            selectinload(Activity.places),
            selectinload(Activity.mandates),
        )
    )
    activities = await session.scalars(statement)
    today = datetime.now(UTC).date()
    items = [activity_answer(activity, today) for activity in activities]
    return ActivityList(total=total or 0, evaluated_on=today, items=items)


def _ids_of(agency_id: str, key: ApiKey) -> Subquery:
    """The ids of the agency's activities that the key may see, found over three indexes."""
    own = select(Activity.id).where(or_(Activity.lead_id == agency_id, Activity.reported_by_id == agency_id))
    joint = select(ActivityPartner.activity_id).where(ActivityPartner.agency_id == agency_id)
    ids = union(own, joint).subquery()
    seen = select(ids.c.id).join(Activity, Activity.id == ids.c.id).where(Activity.review != "withdrawn")
    if key.role != "secretariat":
        seen = seen.where(
            or_(Activity.visibility != "secretariat", Activity.reported_by_id == key.agency_id),
            or_(Activity.review != "draft", Activity.reported_by_id == key.agency_id),
        )
    return seen.subquery()
