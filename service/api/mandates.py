"""The register of mandates over HTTP: resolutions, reports, conventions and recommendations."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from events.identity import Noun
from events.mandate import Mandate
from events.symbol import aliases, canonical_symbol
from projections.registry import MANDATES
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
    stands,
    the_one,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.event_answers import HistoryAnswer, history_of
from service.api.handing_in import hand_in
from service.auth.guards import keeps, reads
from service.commands.mandate import MandateUpdate, RegisterMandate, UpdateMandate
from service.writer.work import Receipt

PATH = "/api/v1/mandates"

CitedSymbol = Annotated[
    str | None, QueryParameter(max_length=100, description="A symbol in any form in which it is cited.")
]


class MandateList(Listing, frozen=True, kw_only=True):
    """The mandates in the order of their ids."""

    items: tuple[Mandate, ...]


@get(PATH, guards=[reads], tags=["mandates"])
async def list_mandates(
    request: CheckedRequest,
    desk: TheDesk,
    symbol: CitedSymbol = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response[MandateList]:
    """Every mandate of the register, or those that a symbol cites: A/63/225 finds A/RES/63/225."""
    async with reading(desk, as_of, known_at) as read:
        headers = headers_of_list(request, read)
        mandates = await read_all(read.transaction, MANDATES, read.clocks)
        items = tuple(mandate for mandate in mandates if symbol is None or _is_cited(mandate, symbol))
        return Response(MandateList(**stands(read), total=len(items), items=items), headers=headers)


@get(PATH + "/{mandate_id:str}", guards=[reads], tags=["mandates"])
async def get_mandate(
    request: CheckedRequest, desk: TheDesk, mandate_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[Mandate]:
    """One mandate."""
    async with reading(desk, as_of, known_at) as read:
        mandate = await the_one(read, MANDATES, mandate_id)
        return Response(mandate, headers=headers_of_thing(request, read, mandate.version))


@get(PATH + "/{mandate_id:str}/history", guards=[reads], tags=["mandates"])
async def get_mandate_history(
    request: CheckedRequest, desk: TheDesk, mandate_id: FromPath[str]
) -> Response[HistoryAnswer]:
    """Every event about one mandate."""
    async with reading(desk, uses=()) as read:
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


def _is_cited(mandate: Mandate, cited: str) -> bool:
    """Whether a symbol, in any of the forms in which it is cited, is that of the mandate."""
    read = canonical_symbol(cited, mandate.kind)
    forms = {cited, *(aliases(read) if read else ())}
    return bool(forms & {mandate.symbol, mandate.symbol_as_cited, *mandate.aliases})


ROUTES = (list_mandates, get_mandate, get_mandate_history, register_mandate, update_mandate)
