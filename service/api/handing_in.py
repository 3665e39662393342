"""Handing in a command: the request goes to the desk, and the receipt comes back with its place and its tag."""

from litestar import Response

from events.identity import Noun
from events.log.errors import CommitUnknown, DatabaseBusy, DatabaseUnreachable
from service.api.answers import request_id_of
from service.api.asking import POSITION_HEADER
from service.api.body import CheckedRequest
from service.api.conditions import etag_of_thing
from service.api.json_answer import JSONAnswer
from service.api.refusing import not_known, not_noted, not_written, overloaded, problem_of
from service.auth.caller import scope_of
from service.auth.guards import caller_of
from service.commands.checks import address_of
from service.commands.deliberation import Command, Warning
from service.commands.refusals import Refused
from service.desk import Desk
from service.writer.contacts import Contacts
from service.writer.forgetting import NotNoted
from service.writer.work import Receipt
from service.writer.writer import Overloaded, WriterStopped


async def hand_in(
    request: CheckedRequest,
    desk: Desk,
    command: Command,
    idempotency_key: str | None = None,
    warnings: tuple[Warning, ...] = (),
    contacts: Contacts | None = None,
) -> Response[Receipt]:
    """The receipt for a command: 201 with its address where something was made, 200 where something was updated."""
    receipt = await receipt_for(request, desk, command, idempotency_key, warnings=warnings, contacts=contacts)
    headers = {
        "ETag": etag_of_thing(receipt.version, scope=scope_of(request.user)),
        POSITION_HEADER: receipt.position,
    }
    if receipt.made:
        headers["Location"] = address_of(Noun(receipt.noun), receipt.id)
    return JSONAnswer(receipt, status_code=201 if receipt.made else 200, headers=headers)


async def receipt_for(
    request: CheckedRequest,
    desk: Desk,
    command: Command,
    idempotency_key: str | None = None,
    *,
    bulk: bool = False,
    batch: str | None = None,
    warnings: tuple[Warning, ...] = (),
    contacts: Contacts | None = None,
) -> Receipt:
    """The receipt for a command, its refusal raised as a problem."""
    try:
        return await desk.hand_in(
            caller_of(request),
            command,
            idempotency_key=idempotency_key,
            request_id=request_id_of(request),
            bulk=bulk,
            batch=batch,
            warnings=warnings,
            contacts=contacts,
        )
    except Refused as refused:
        raise problem_of(refused) from refused
    except (Overloaded, WriterStopped) as error:
        raise overloaded(error) from error
    except CommitUnknown as error:
        raise not_known(error) from error
    except NotNoted as error:
        raise not_noted(error) from error
    except (DatabaseBusy, DatabaseUnreachable) as error:
        raise not_written(error) from error
