"""Submissions over HTTP: many reports and updates at once, all or none, or each for itself."""

from hashlib import sha256

import msgspec
from litestar import Response, post
from litestar.params import JSONBody
from msgspec import Struct

from service.api.asking import POSITION_HEADER, IdempotencyKey, TheDesk
from service.api.body import CheckedRequest
from service.api.handing_in import receipt_for
from service.api.problems import Fault, KeyReused, PreconditionRequired, Problem
from service.auth.guards import reports
from service.commands.submission import Submission, SubmitAlone, SubmitTogether
from service.desk import Desk
from service.writer.work import Receipt


class LineAnswer(Struct, frozen=True, kw_only=True):
    """What became of one line: a receipt, or why it was refused, with links to what stands in the way."""

    line: int
    receipt: Receipt | None = None
    problem: str | None = None
    detail: str | None = None
    faults: tuple[Fault, ...] = ()
    links: dict[str, str] = {}


class SubmissionAnswer(Struct, frozen=True, kw_only=True):
    """What became of a submission: one receipt for all lines, or an answer for every line."""

    atomic: bool
    taken: int
    refused: int
    receipt: Receipt | None = None
    lines: tuple[LineAnswer, ...] = ()


@post("/api/v1/submissions", guards=[reports], tags=["reports"])
async def submit(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[Submission], idempotency_key: IdempotencyKey = None
) -> Response[SubmissionAnswer]:
    """Send many reports and updates; the header Idempotency-Key is required.

    With `"atomic": true` all lines are taken or none; with false each is taken or refused for itself.
    """
    if idempotency_key is None:
        raise PreconditionRequired(
            "A submission needs the header Idempotency-Key, so that it can be sent again safely."
        )
    if data.atomic:
        submitted = SubmitTogether(submission=data, id=idempotency_key)
        receipt = await receipt_for(request, desk, submitted, idempotency_key, bulk=True)
        answer = SubmissionAnswer(atomic=True, taken=len(data.lines), refused=0, receipt=receipt)
        return Response(answer, status_code=201, headers={POSITION_HEADER: receipt.position})
    digest = sha256(msgspec.json.encode(data, order="deterministic")).hexdigest()
    alone = [SubmitAlone(line=line, submission=digest) for line in data.lines]
    lines = tuple([await _line(request, desk, line, place, idempotency_key) for place, line in enumerate(alone)])
    taken = sum(line.receipt is not None for line in lines)
    return Response(SubmissionAnswer(atomic=False, taken=taken, refused=len(lines) - taken, lines=lines))


async def _line(request: CheckedRequest, desk: Desk, command: SubmitAlone, place: int, key: str) -> LineAnswer:
    """One line for itself, under a key made of the submission's and the line's number.

    The first line has the submission's own key. KeyReused where another submission has used it: then no line is taken.
    What the service could not do now is no refusal of the line: it is raised, and the whole submission, sent again
    under its key, takes what is left and tells of the rest what it told before.
    """
    try:
        receipt = await receipt_for(request, desk, command, f"{key} {place}" if place else key, bulk=True)
        return LineAnswer(line=place, receipt=receipt)
    except KeyReused:
        raise
    except Problem as problem:
        if problem.status >= 500:
            raise
        faults = tuple(Fault(f"/lines/{place}{fault.pointer}", fault.detail) for fault in problem.faults)
        return LineAnswer(line=place, problem=problem.type(), detail=problem.detail, faults=faults, links=problem.links)


ROUTES = (submit,)
