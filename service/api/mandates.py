"""The register of mandates over HTTP: resolutions, reports, conventions and recommendations."""

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from events.identity import Noun
from events.mandate import Mandate
from projections.registry import MANDATES
from projections.things import read_all, read_one
from service.api.asking import (
    AsOf,
    HistoryAnswer,
    IdempotencyKey,
    IfMatch,
    KnownAt,
    Listing,
    TheDesk,
    headers_of_list,
    headers_of_thing,
    history_of,
    no_such,
    reading,
    stands,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.handing_in import hand_in
from service.auth.guards import keeps, reads
from service.commands.mandate import MandateUpdate, RegisterMandate, UpdateMandate
from service.writer.work import Receipt

PATH = "/api/v1/mandates"


class MandateList(Listing, frozen=True, kw_only=True):
    """The mandates in the order of their ids."""

    items: tuple[Mandate, ...]


@get(PATH, guards=[reads], tags=["mandates"])
async def list_mandates(
    request: CheckedRequest, desk: TheDesk, as_of: AsOf = None, known_at: KnownAt = None
) -> Response[MandateList]:
    """Every mandate of the register."""
    async with reading(desk, as_of, known_at) as read:
        headers = headers_of_list(request, read)
        items = tuple(await read_all(read.transaction, MANDATES, read.clocks))
        return Response(MandateList(**stands(read), total=len(items), items=items), headers=headers)


@get(PATH + "/{mandate_id:str}", guards=[reads], tags=["mandates"])
async def get_mandate(
    request: CheckedRequest, desk: TheDesk, mandate_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[Mandate]:
    """One mandate."""
    async with reading(desk, as_of, known_at) as read:
        mandate = await read_one(read.transaction, MANDATES, mandate_id, read.clocks)
        if mandate is None:
            raise no_such(Noun.MANDATE, mandate_id, as_of)
        return Response(mandate, headers=headers_of_thing(request, read, mandate.version))


@get(PATH + "/{mandate_id:str}/history", guards=[reads], tags=["mandates"])
async def get_mandate_history(
    request: CheckedRequest, desk: TheDesk, mandate_id: FromPath[str]
) -> Response[HistoryAnswer]:
    """Every event about one mandate."""
    async with reading(desk) as read:
        return await history_of(request, read, Noun.MANDATE, mandate_id)


@post(PATH, guards=[keeps], tags=["mandates"])
async def register_mandate(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[RegisterMandate], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Enter a text under its symbol as it is cited."""
    return await hand_in(request, desk, data, idempotency_key)


@post(PATH + "/{mandate_id:str}/updates", guards=[keeps], tags=["mandates"])
async def update_mandate(
    request: CheckedRequest,
    desk: TheDesk,
    mandate_id: FromPath[str],
    data: JSONBody[MandateUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Update a mandate: adopted, merged, corrected."""
    command = UpdateMandate(id=mandate_id, update=data, expected_version=if_match(request))
    return await hand_in(request, desk, command, idempotency_key)


ROUTES = (list_mandates, get_mandate, get_mandate_history, register_mandate, update_mandate)
