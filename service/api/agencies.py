"""The register of agencies over HTTP: the bodies at the table, their names over time, and who speaks for whom."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from events.agency import Agency, AgencyKindHeld, AgencyName
from events.identity import Noun
from events.vocabulary import AgencyKind
from projections.registry import AGENCIES
from projections.things import read_all
from service.api.asking import (
    AsOf,
    IdempotencyKey,
    IfMatch,
    KnownAt,
    Listing,
    TheDesk,
    headers_of_list,
    headers_of_thing,
    reading,
    shown,
    stands,
    the_one,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.event_answers import HistoryAnswer, history_of
from service.api.handing_in import hand_in
from service.api.openapi import EXAMPLE
from service.auth.guards import keeps, reads, reports
from service.commands.agency import AgencyUpdate, RegisterAgency, UpdateAgency
from service.writer.work import Receipt

PATH = "/api/v1/agencies"


class AgencyAnswer(Struct, frozen=True, kw_only=True):
    """An agency at the clocks asked for: `name`, `acronym` and `kind` are those of the day."""

    id: str
    name: str
    acronym: str | None
    kind: AgencyKind
    parent: str | None
    aliases: tuple[str, ...]
    names: tuple[AgencyName, ...]
    kinds: tuple[AgencyKindHeld, ...]
    valid_from: str | None
    valid_to: str | None
    successor: str | None
    sub_entities: tuple[str, ...]
    granted_to: tuple[str, ...]
    note: str | None
    source: str | None
    version: int


class AgencyList(Listing, frozen=True, kw_only=True):
    """The agencies in the order of their ids."""

    items: tuple[AgencyAnswer, ...]


@get(PATH, guards=[reads], tags=["agencies"])
async def list_agencies(
    request: CheckedRequest, desk: TheDesk, as_of: AsOf = None, known_at: KnownAt = None
) -> Response[AgencyList]:
    """Every agency of the register."""
    async with reading(desk, as_of, known_at) as read:
        headers = headers_of_list(request, read)
        agencies = await read_all(read.transaction, AGENCIES, read.clocks)
        items = tuple(answer(agency, agencies, read.evaluated_on) for agency in agencies)
        return Response(AgencyList(**stands(read), total=len(items), items=items), headers=headers)


@get(PATH + "/{agency_id:str}", guards=[reads], tags=["agencies"])
async def get_agency(
    request: CheckedRequest, desk: TheDesk, agency_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[AgencyAnswer]:
    """One agency, under the name it bore on the day."""
    async with reading(desk, as_of, known_at) as read:
        agency = await the_one(read, AGENCIES, agency_id)
        headers = headers_of_thing(request, read, agency.version, joined=True)
        agencies = await read_all(read.transaction, AGENCIES, read.clocks)
        return Response(answer(agency, agencies, read.evaluated_on), headers=headers)


@get(PATH + "/{agency_id:str}/history", guards=[reads], tags=["agencies"])
async def get_agency_history(
    request: CheckedRequest, desk: TheDesk, agency_id: FromPath[str]
) -> Response[HistoryAnswer]:
    """Every event about one agency."""
    async with reading(desk, uses=()) as read:
        return await history_of(request, read, Noun.AGENCY, agency_id)


@post(
    PATH,
    guards=[keeps],
    tags=["agencies"],
    opt={EXAMPLE: RegisterAgency(id="unfpa", name="United Nations Population Fund", kind=AgencyKind.UN_FUND_PROGRAMME)},
)
async def register_agency(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[RegisterAgency], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Enter an agency into the register."""
    return await hand_in(request, desk, data, idempotency_key)


@post(PATH + "/{agency_id:str}/updates", guards=[reports], tags=["agencies"])
async def update_agency(
    request: CheckedRequest,
    desk: TheDesk,
    agency_id: FromPath[str],
    data: JSONBody[AgencyUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Update an agency: renamed, moved, succeeded, granted, corrected. A grant is the agency's own to give."""
    command = UpdateAgency(id=agency_id, update=data, expected_version=if_match(request))
    return await hand_in(request, desk, command, idempotency_key)


def answer(agency: Agency, agencies: list[Agency], day: str) -> AgencyAnswer:
    """The agency as it was on a day, with the bodies right under it."""
    below: tuple[str, ...] = tuple(one.id for one in agencies if one.parent == agency.id)
    own: dict[str, Any] = {"name": agency.name_on(day).name, "acronym": agency.name_on(day).acronym}
    return shown(agency, AgencyAnswer, **own, kind=agency.kind_on(day), sub_entities=below)


ROUTES = (list_agencies, get_agency, get_agency_history, register_agency, update_agency)
