"""Turns whatever was raised, ours or the framework's, into one form of answer: an RFC 9457 problem, or a 304."""

import re
from collections.abc import Iterator
from traceback import format_exception
from typing import Any, Protocol

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, ValidationException
from litestar.params import ParameterKwarg
from msgspec import json, to_builtins

from service.api.body import BODY_BYTES_MAX
from service.api.conditions import NotModified
from service.api.faults import sentence_of
from service.api.problem_document import ProblemDocument
from service.api.problems import (
    PROBLEM_JSON,
    BadRequest,
    BodyTooLarge,
    Fault,
    FaultSource,
    InternalError,
    InvalidInput,
    MethodNotAllowed,
    NotAcceptable,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    NotReady,
    Problem,
    TooManyRequests,
    WrongMediaType,
)
from service.api.secret_paths import path_told
from service.web.drawing import HTML, draw

logger = structlog.get_logger("tour.problems")

AnyRequest = Request[Any, Any, Any]

_MISSING = re.compile(r"Missing required (query|path|header|cookie) parameter '([^']+)'")


def answer_exception(request: AnyRequest, error: Exception) -> Response[bytes]:
    """The one exception handler of the application; a browser that asks for a page gets the problem as one."""
    if isinstance(error, NotModified):
        return Response(b"", status_code=304, headers={"ETag": error.etag})
    problem = problem_of(request, error)
    if problem.status == InternalError.status:
        # The traceback as text: renderers of exceptions also print local variables, and with them keys.
        logger.error("request_failed", path=path_told(request.scope), traceback="".join(format_exception(error)))
    if request.accept.best_match([PROBLEM_JSON, "application/json", "text/html"]) == "text/html":
        page = draw("problem.html", look=None, link=str, problem=problem, request_id=request_id_of(request))
        return Response(page, status_code=problem.status, headers=problem.headers, media_type=HTML)
    return answer_problem(problem, instance=path_told(request.scope), request_id=request_id_of(request))


def answer_problem(problem: Problem, *, instance: str, request_id: str) -> Response[bytes]:
    """The problem as `application/problem+json`."""
    document = ProblemDocument(
        type=problem.type(),
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        instance=instance,
        request_id=request_id,
        faults=problem.faults,
        links=problem.links,
    )
    content = json.encode({**problem.members, **to_builtins(document)})
    return Response(content, status_code=problem.status, headers=problem.headers, media_type=PROBLEM_JSON)


def request_id_of(request: AnyRequest) -> str:
    """The id that the outermost layer gave to the request."""
    request_id = request.scope["state"]["request_id"]
    assert isinstance(request_id, str)
    return request_id


def problem_of(request: AnyRequest, error: Exception) -> Problem:
    """The problem that an exception means to the caller. What is not foreseen is a failure of ours, without detail."""
    match error:
        case Problem():
            return error
        case ValidationException():
            return _validation_problem(request, error)
        case MethodNotAllowedException():
            return _method_not_allowed(request, error)
        case HTTPException():
            return _http_problem(request, error)
        case _:
            return _failure()


def _method_not_allowed(request: AnyRequest, error: MethodNotAllowedException) -> Problem:
    allowed = (error.headers or {}).get("allow", "")
    return MethodNotAllowed(
        f"Expected one of the methods {_with_head(allowed)} at {path_told(request.scope)}, found {request.method}.",
        headers={"Allow": _with_head(allowed)},
    )


def _with_head(allowed: str) -> str:
    methods = {method.strip() for method in allowed.split(",") if method.strip()}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


def _http_problem(request: AnyRequest, error: HTTPException) -> Problem:
    """The framework's own words are kept only where they are meant for the caller (the 4xx)."""
    path, headers = path_told(request.scope), error.headers
    match error.status_code:
        case 401:
            return NotAuthenticated("Expected the header Authorization: Bearer with a valid key, found none.")
        case 403:
            return NotAllowed(f"The key may not call {request.method} {path}.", headers=headers)
        case 404:
            return NotFound(f"Nothing is at {path}.", headers=headers)
        case 406:
            return NotAcceptable(f"The format asked for at {path} is not available.", headers=headers)
        case 413:
            return BodyTooLarge(f"Expected a body of at most {BODY_BYTES_MAX} bytes, found a longer one.")
        case 415:
            return WrongMediaType("Expected the header Content-Type: application/json.", headers=headers)
        case 429:
            return TooManyRequests("Too many requests came from this caller.", headers=headers)
        case 503:
            return NotReady("The service is not ready.", headers=headers)
        case status if status < 500:
            return BadRequest(f"{error.detail.rstrip('.')}.", headers=headers)
        case _:
            return _failure()


def _failure() -> Problem:
    return InternalError("The service has failed; the request id leads us to what happened.")


class _Told(Protocol):
    """The shape of a validation error as the framework tells it."""

    detail: str
    extra: Any


def _validation_problem(request: AnyRequest, error: _Told) -> Problem:
    faults = list(_validation_faults(request, error))
    if any(fault.source == "body" for fault in faults):
        # A body with anything in it was judged by CheckedRequest: what is left is the body that is not there.
        return BadRequest("Expected a JSON body, found none.")
    detail = faults[0].detail if len(faults) == 1 else f"{len(faults)} parameters are not valid."
    return InvalidInput(detail if faults else f"{error.detail.rstrip('.')}.", faults=faults)


def _validation_faults(request: AnyRequest, error: _Told) -> Iterator[Fault]:
    if missing := _MISSING.match(error.detail):
        source, name = _source_of(missing[1]), missing[2]
        yield Fault(f"/{name}", f"The {source} parameter {name} is required and was not given.", source)
    for entry in error.extra or ():
        name = entry.get("key", "")
        source = "body" if name == "data" else _source_of(entry.get("source", "query"))
        name = _name_given(request, name) if source in ("header", "query") else name
        found = _given(request, source, name)
        yield Fault("/" + name.replace(".", "/"), f"{name}: {sentence_of(entry['message'], found)}", source)


def _name_given(request: AnyRequest, parameter: str) -> str:
    """The name under which a parameter of the handler is sent."""
    field = request.route_handler.parsed_fn_signature.parameters.get(parameter)
    definition = field.kwarg_definition if field else None
    return (isinstance(definition, ParameterKwarg) and definition.name) or parameter


def _given(request: AnyRequest, source: FaultSource, name: str) -> object:
    match source:
        case "query":
            return request.query_params.get(name)
        case "header":
            return request.headers.get(name)
        case _:
            return request.scope["path_params"].get(name)


def _source_of(value: object) -> FaultSource:
    match str(getattr(value, "value", value)):
        case "path":
            return "path"
        case "header" | "cookie":
            return "header"
        case "body":
            return "body"
        case _:
            return "query"
