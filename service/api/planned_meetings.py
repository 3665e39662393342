"""Planned meetings over HTTP: to report a meeting that an agency plans, holds or has held."""

from litestar import Response, post
from litestar.params import JSONBody

from service.api.asking import IdempotencyKey, TheDesk
from service.api.body import CheckedRequest
from service.api.handing_in import hand_in
from service.api.openapi import EXAMPLE
from service.auth.guards import reports
from service.commands.planned_meeting import ReportPlannedMeeting
from service.writer.work import Receipt


@post(
    "/api/v1/planned-meetings",
    guards=[reports],
    tags=["reports"],
    opt={
        EXAMPLE: ReportPlannedMeeting(
            title="International population conference",
            predicate="hold an international population conference",
            lead="iussp",
            meeting="iussp-marrakech-2009",
        )
    },
)
async def report_planned_meeting(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[ReportPlannedMeeting], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Report a meeting that an agency plans, holds or has held."""
    return await hand_in(request, desk, data, idempotency_key)


ROUTES = (report_planned_meeting,)
