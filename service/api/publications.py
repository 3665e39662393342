"""Publications over HTTP: to report what an agency has issued, is preparing or will issue."""

from litestar import Response, post
from litestar.params import JSONBody

from service.api.asking import IdempotencyKey, TheDesk
from service.api.body import CheckedRequest
from service.api.handing_in import hand_in
from service.api.openapi import EXAMPLE
from service.auth.guards import reports
from service.commands.publication import ReportPublication
from service.writer.work import Receipt


@post(
    "/api/v1/publications",
    guards=[reports],
    tags=["reports"],
    opt={
        EXAMPLE: ReportPublication(
            title="World Migration Report",
            predicate="publish the {title}",
            publication_title="World Migration Report",
            lead="iom",
            year="2008",
        )
    },
)
async def report_publication(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[ReportPublication], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Report a publication that an agency has issued, is preparing or will issue."""
    return await hand_in(request, desk, data, idempotency_key)


ROUTES = (report_publication,)
