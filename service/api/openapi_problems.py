"""The problems in the OpenAPI document: which of them an operation may answer with, and one shape for all."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from litestar.handlers import HTTPRouteHandler

from service.api.openapi_types import REFERENCE
from service.api.problem_document import ProblemDocument
from service.api.problems import (
    PROBLEM_JSON,
    PROBLEMS,
    BadRequest,
    BodyTooLarge,
    Conflict,
    InternalError,
    InvalidInput,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Overloaded,
    PreconditionRequired,
    Problem,
    StaleVersion,
    TooManyRequests,
    WrongMediaType,
)
from service.auth.access import is_open

FURTHER_PROBLEMS = "further_problems"
OTHER = "OtherProblem"

_WRITING = {"POST", "PUT", "PATCH", "DELETE"}
_BY_STATUS = {status: tuple(kinds) for status, kinds in
              groupby(sorted(PROBLEMS, key=lambda kind: kind.status), key=lambda kind: kind.status)}  # fmt: skip


def problem_components() -> dict[str, Any]:
    """The `components.responses`: one for each status, and one for what nobody foresaw."""
    components = {_name(status): _response(*kinds) for status, kinds in _BY_STATUS.items()}
    return {**components, OTHER: _described("Any other problem.")}


def problem_responses(operation: dict[str, Any], handler: HTTPRouteHandler, *, has_body: bool) -> dict[str, Any]:
    """The problem answers of an operation, by status, and a `default`."""
    statuses = sorted({problem.status for problem in _problems(operation, handler, has_body)})
    answers = {str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in statuses}
    return {**answers, "default": {"$ref": f"#/components/responses/{OTHER}"}}


def _problems(operation: dict[str, Any], handler: HTTPRouteHandler, has_body: bool) -> Iterator[type[Problem]]:
    parameters = operation.get("parameters", ())
    yield from (BadRequest, InvalidInput, TooManyRequests, InternalError, Overloaded)
    if not is_open(handler):
        yield from (NotAuthenticated, NotAllowed)
    if any(parameter["in"] == "path" for parameter in parameters):
        yield NotFound
    if has_body:
        yield from (BodyTooLarge, WrongMediaType)
    if handler.http_methods & _WRITING:
        yield Conflict
    if any(parameter["name"].lower() == "if-match" for parameter in parameters):
        yield from (StaleVersion, PreconditionRequired)
    yield from handler.opt.get(FURTHER_PROBLEMS, ())


def _name(status: int) -> str:
    return _BY_STATUS[status][0].__name__


def _response(*kinds: type[Problem]) -> dict[str, Any]:
    return _described(" ".join(f"`{kind.type()}`: {kind.meaning}" for kind in kinds))


def _described(description: str) -> dict[str, Any]:
    schema = {"$ref": f"{REFERENCE}{ProblemDocument.__name__}"}
    return {"description": description, "content": {PROBLEM_JSON: {"schema": schema}}}
