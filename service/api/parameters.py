"""Which parameters a route takes, and the refusal of every other one: a filter that is misspelt must not be ignored."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, get_args
from urllib.parse import parse_qsl

from litestar import Litestar
from litestar.di import Provide
from litestar.enums import ParamType, ScopeType
from litestar.handlers import HTTPRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.params import ParameterKwarg
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.typing import FieldDefinition
from msgspec import Meta, Struct

from events.text import first_fault
from service.api.faults import pointer_to
from service.api.problems import BadRequest, Fault, FaultSource, InvalidInput, InvalidText

ANY_QUERY = "any_query"
"""`opt={ANY_QUERY: True}` lets a page take whatever query parameters a link brings."""

_PROVIDED = {"request", "state", "scope", "headers", "cookies", "query", "data", "body", "socket", "connection"}


class QueryParameters(Struct, frozen=True):
    """The names of the query parameters of a route, in the order of declaration, and which of them may be repeated."""

    names: tuple[str, ...]
    repeatable: frozenset[str]


class KnownParametersOnly(ASGIMiddleware):
    """Refuses query parameters that the route does not know or that come twice, and texts that cannot be kept."""

    scopes = (ScopeType.HTTP,)

    def __init__(self) -> None:
        self._known: dict[HTTPRouteHandler, QueryParameters] = {}

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        handler = scope["route_handler"]
        if isinstance(handler, HTTPRouteHandler) and scope.get("method") != "OPTIONS":
            if scope["path_params"]:
                _refuse_bad_text(scope["path_params"], "path")
            if scope["query_string"] and not handler.opt.get(ANY_QUERY):
                _check(_query_in(scope["query_string"]), self._known_to(handler))
        await next_app(scope, receive, send)

    def _known_to(self, handler: HTTPRouteHandler) -> QueryParameters:
        if handler not in self._known:
            self._known[handler] = query_parameters(handler)
        return self._known[handler]


def query_parameters(handler: HTTPRouteHandler) -> QueryParameters:
    """The query parameters that a handler and its dependencies declare."""
    found = [(_name(name, field), field) for name, field in _parameters(handler) if _is_query(field)]
    return QueryParameters(
        names=tuple(dict.fromkeys(name for name, _ in found)),
        repeatable=frozenset(name for name, field in found if _is_repeatable(field)),
    )


def parameters_with_meta(app: Litestar) -> list[str]:
    """The parameters that carry a `msgspec.Meta`, as "GET /activities: limit".

    The framework neither enforces nor documents it there. Write `Annotated[int, QueryParameter(ge=1)]` instead.
    """
    return [
        f"{' '.join(sorted(map(str, handler.http_methods)))} {route.path_format}: {name}"
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for name, field in _parameters(handler)
        if _has_meta(field.raw)
    ]


def _parameters(handler: HTTPRouteHandler) -> Iterator[tuple[str, FieldDefinition]]:
    """The parameters of a handler and of the dependencies that it uses, without what the framework provides."""
    yield from _walk(handler.parsed_fn_signature.parameters, handler.resolve_dependencies())


def _walk(
    fields: Mapping[str, FieldDefinition], dependencies: Mapping[str, Provide]
) -> Iterator[tuple[str, FieldDefinition]]:
    for name, field in fields.items():
        if name in dependencies:
            yield from _walk(dependencies[name].parsed_fn_signature.parameters, dependencies)
        elif name not in _PROVIDED:
            yield name, field


def _is_query(field: FieldDefinition) -> bool:
    return isinstance(field.kwarg_definition, ParameterKwarg) and field.kwarg_definition.param_type == ParamType.QUERY


def _name(name: str, field: FieldDefinition) -> str:
    assert isinstance(field.kwarg_definition, ParameterKwarg), f"{name} is no parameter"
    return field.kwarg_definition.name or name


def _is_repeatable(field: FieldDefinition) -> bool:
    return field.is_non_string_sequence or any(inner.is_non_string_sequence for inner in field.inner_types)


def _has_meta(annotation: Any) -> bool:
    return isinstance(annotation, Meta) or any(_has_meta(argument) for argument in get_args(annotation))


def _query_in(query_string: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query_string.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise BadRequest("Expected a query string in percent-encoded UTF-8, found other bytes.") from error


def _check(pairs: list[tuple[str, str]], known: QueryParameters) -> None:
    counted = Counter(name for name, _ in pairs)
    faults = [_unknown(name, known) for name in counted if name not in known.names]
    faults += [_twice(name) for name, times in counted.items() if times > 1 and name in known.names
               and name not in known.repeatable]  # fmt: skip
    if faults:
        raise InvalidInput(faults[0].detail, faults=faults)
    for name, value in pairs:
        _refuse_bad_text({name: value}, "query")


def _unknown(name: str, known: QueryParameters) -> Fault:
    allowed = f"the parameters are {', '.join(known.names)}" if known.names else "there are none"
    return Fault(pointer_to(name), f"The query parameter {name!r} is not known here; {allowed}.", "query")


def _twice(name: str) -> Fault:
    return Fault(pointer_to(name), f"The query parameter {name} was given twice; once was expected.", "query")


def _refuse_bad_text(values: Mapping[str, object], source: FaultSource) -> None:
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    if (found := first_fault(texts, "")) is not None:
        pointer, sentence = found
        raise InvalidText(sentence, faults=[Fault(pointer, sentence, source)])
