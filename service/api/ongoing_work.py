"""Ongoing work over HTTP: to report work that goes on or is done, with nothing promised."""

from litestar import Response, post
from litestar.params import JSONBody

from service.api.asking import IdempotencyKey, TheDesk
from service.api.body import CheckedRequest
from service.api.handing_in import hand_in
from service.api.openapi import EXAMPLE
from service.api.report_warnings import warnings_for
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
    warnings = await warnings_for(request, desk, data)
    return await hand_in(request, desk, data, idempotency_key, warnings)


ROUTES = (report_ongoing_work,)
