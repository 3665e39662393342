"""Follow-up actions over HTTP: to report what is done, or asked for, in answer to something."""

from litestar import Response, post
from litestar.params import JSONBody

from service.api.asking import IdempotencyKey, TheDesk
from service.api.body import CheckedRequest
from service.api.handing_in import hand_in
from service.api.openapi import EXAMPLE
from service.auth.guards import reports
from service.commands.follow_up_action import ReportFollowUpAction
from service.writer.work import Receipt


@post(
    "/api/v1/follow-up-actions",
    guards=[reports],
    tags=["reports"],
    opt={
        EXAMPLE: ReportFollowUpAction(
            title="Consideration of the input of UNIFEM for future reports", lead="un-desa-pd"
        )
    },
)
async def report_follow_up_action(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[ReportFollowUpAction], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Report what is done, or asked for, in answer to a request, a recommendation or an earlier promise."""
    return await hand_in(request, desk, data, idempotency_key)


ROUTES = (report_follow_up_action,)
