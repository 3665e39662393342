"""The checks of the naive service: whose key it is, for whom it may write, and whether what is named is there."""

import calendar
import hashlib
import json
import re
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import Depends, HTTPException, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.bench.naive.bodies import DateBody, PlaceBody, PublicationBody
from tests.bench.naive.sessions import get_session
from tests.bench.naive.tables import Agency, AgencyGrant, ApiKey, CoordinationMeeting, Mandate, Topic

Session = Annotated[AsyncSession, Depends(get_session)]
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
PARENTS_MAX = 12

_LISTS = json.loads((Path(__file__).parents[3] / "events" / "areas.json").read_text(encoding="utf-8"))
COUNTRIES = frozenset(country["iso3166"] for country in _LISTS["countries"])
AREAS = frozenset(area["m49"] for area in _LISTS["areas"])


async def get_key(
    session: Session, credentials: Annotated[HTTPAuthorizationCredentials, Security(HTTPBearer())]
) -> ApiKey:
    """The key of the request, 401 where it is none."""
    token_sha256 = hashlib.sha256(credentials.credentials.encode()).hexdigest()
    key = await session.scalar(select(ApiKey).where(ApiKey.token_sha256 == token_sha256, ApiKey.revoked_at.is_(None)))
    if key is None:
        raise HTTPException(401, "The key is not valid.")
    return key


Key = Annotated[ApiKey, Depends(get_key)]


async def demand_may_write(session: AsyncSession, key: ApiKey, agency_id: str) -> None:
    """403 unless the key's agency is the body, stands above it, or was granted it."""
    if key.role == "secretariat":
        return
    if key.role != "focal_point" or not await speaks_for(session, key.agency_id, agency_id):
        raise HTTPException(403, f"Your key does not write for {agency_id}.")


async def speaks_for(session: AsyncSession, speaker: str | None, body: str | None) -> bool:
    """Whether a body speaks for another: itself, what is below it, and what granted it."""
    for _ in range(PARENTS_MAX):
        if body is None or body == speaker:
            return body is not None
        if await session.get(AgencyGrant, (body, speaker)) is not None:
            return True
        agency = await session.get(Agency, body)
        body = agency.parent_id if agency else None
    return False


async def demand_known(session: AsyncSession, body: PublicationBody, reported_by: str) -> None:
    """422 where an agency, a topic, a mandate, a meeting or a place is named that there is not."""
    agencies = {reported_by, body.lead, *(partner.agency for partner in body.partners)} - {None}
    missing = [
        *await unknown(session, Agency, agencies),
        *await unknown(session, Topic, set(body.topics)),
        *await unknown(session, Mandate, {one.id for one in body.responds_to}),
        *await unknown(session, CoordinationMeeting, {body.coordination_meeting} - {None}),
        *places_unknown(body.places),
    ]
    if missing:
        raise HTTPException(422, [f"There is no {name}." for name in missing])


async def unknown(
    session: AsyncSession,
    table: type[Agency] | type[Topic] | type[Mandate] | type[CoordinationMeeting],
    ids: Collection[str | None],
) -> list[str]:
    """Those of the ids that the table does not have."""
    if not ids:
        return []
    found = set(await session.scalars(select(table.id).where(table.id.in_(ids))))
    return sorted(str(one) for one in set(ids) - found)


def places_unknown(places: Collection[PlaceBody]) -> list[str]:
    """The codes of countries and areas that there are not."""
    countries = [place.iso3166 for place in places if place.iso3166 and place.iso3166 not in COUNTRIES]
    return countries + [place.m49 for place in places if place.m49 and place.m49 not in AREAS]


def days_of(said: DateBody | None) -> tuple[date | None, date | None]:
    """The first and the last day of a date such as 2009, 2009-05 or 2009-05-04/2009-06; 422 for others."""
    if said is None or said.edtf is None:
        return None, None
    first, _, last = said.edtf.partition("/")
    return day_of(first, end=False), day_of(last or first, end=True)


def day_of(text: str, *, end: bool) -> date:
    """The first or the last day of a year, a month or a day."""
    found = DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month = int(found[1]), int(found[2] or (12 if end else 1))
        return date(year, month, int(found[3] or (calendar.monthrange(year, month)[1] if end else 1)))
    except ValueError as error:
        raise HTTPException(422, f"{text} is no date.") from error
