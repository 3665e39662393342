"""Ongoing work over HTTP: to report work that goes on or is done, with nothing promised."""

from litestar import Response, post
from litestar.params import JSONBody

from service.api.asking import IdempotencyKey, TheDesk
from service.api.body import CheckedRequest
from service.api.handing_in import hand_in
from service.api.openapi import EXAMPLE
from service.auth.guards import reports
from service.commands.ongoing_work import ReportOngoingWork
from service.writer.work import Receipt


@post(
    "/api/v1/ongoing-work",
    guards=[reports],
    tags=["reports"],
    opt={
        EXAMPLE: ReportOngoingWork(
            title="Research on remittances", predicate="conduct research on remittances", lead="unicef"
        )
    },
)
async def report_ongoing_work(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[ReportOngoingWork], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Report work that goes on or is done, with nothing promised."""
    return await hand_in(request, desk, data, idempotency_key)


ROUTES = (report_ongoing_work,)
