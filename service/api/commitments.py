"""Commitments over HTTP: to report what an agency promises."""

from litestar import Response, post
from litestar.params import JSONBody

from service.api.asking import IdempotencyKey, TheDesk
from service.api.body import CheckedRequest
from service.api.handing_in import hand_in
from service.api.openapi import EXAMPLE
from service.auth.guards import reports
from service.commands.commitment import ReportCommitment
from service.writer.work import Receipt


@post(
    "/api/v1/commitments",
    guards=[reports],
    tags=["reports"],
    opt={
        EXAMPLE: ReportCommitment(
            title="Direct support to the 2010 round of censuses",
            predicate="give direct support to the 2010 round of censuses",
            lead="unfpa",
        )
    },
)
async def report_commitment(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[ReportCommitment], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Report what an agency promises."""
    return await hand_in(request, desk, data, idempotency_key)


ROUTES = (report_commitment,)
