"""The OpenAPI document: what the framework finds out about the routes, completed with what msgspec knows of the types.

The framework alone would lose discriminators, limits of nested fields, `additionalProperties: false` and every
problem answer. Here each body and answer gets the schema of its msgspec type, and each operation its problems.

A handler may say more in its `opt`: EXAMPLE (a value of the body's type) and FURTHER_PROBLEMS (classes beside those
that follow from its method, parameters and guard), and BODY_FORMS (the media types of a body that is a file).
"""

from collections.abc import Iterator, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from litestar import Litestar, Request, Router
from litestar.enums import OpenAPIMediaType
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme, Server, Tag
from litestar.routes import HTTPRoute
from litestar.types import Method
from msgspec import json

from service.api.openapi_problems import problem_components, problem_responses
from service.api.openapi_types import TypesOfRoute, replace_schemas, types_of
from service.api.problems import NotFound
from service.auth.access import is_open
from service.auth.guards import anyone

PATH = "/openapi/openapi.json"
EXAMPLE = "example"
BODY_FORMS = "body_forms"
BEARER = "bearer"

_documents: WeakKeyDictionary[Litestar, bytes] = WeakKeyDictionary()


class WholeDocument(OpenAPIRenderPlugin):
    """Serves the completed document in place of the framework's."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json", media_type=OpenAPIMediaType.OPENAPI_JSON)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 - the framework’s own document
        if request.app not in _documents:
            _documents[request.app] = openapi_document(request.app)
        return _documents[request.app]


def openapi_config(*, version: str, tags: dict[str, str]) -> OpenAPIConfig:
    """The configuration for the framework. `tags` says in a sentence what each group of routes is for."""
    return OpenAPIConfig(
        title="Tour de Table",
        version=version,
        summary="What agencies report at the table, what became of it, and the summary that names its sources.",
        path="/openapi",
        openapi_router=Router(
            "/openapi", route_handlers=[], guards=[anyone], include_in_schema=False, before_request=_refuse_other_pages
        ),
        render_plugins=[WholeDocument()],
        servers=[Server(url="/")],
        tags=[Tag(name=name, description=description) for name, description in tags.items()],
        components=Components(security_schemes={BEARER: SecurityScheme(type="http", scheme="bearer")}),
        security=[{BEARER: []}],
        use_handler_docstrings=True,
        operation_id_creator=_operation_id,
    )


def openapi_document(app: Litestar) -> bytes:
    """The document as it is served and committed: the same bytes for the same routes, with a line feed at the end."""
    return json.format(json.encode(described(app)), indent=2) + b"\n"


def described(app: Litestar) -> dict[str, Any]:
    """The document as plain values."""
    document: dict[str, Any] = json.decode(json.encode(app.openapi_schema.to_schema()))
    routes = list(_operations(app, document["paths"]))
    replace_schemas(document, [(operation, types) for operation, _, types in routes])
    for operation, handler, types in routes:
        _complete(operation, handler, types)
    components = {**document.pop("components"), "responses": problem_components()}
    paths = document.pop("paths")
    return {
        "openapi": document.pop("openapi"),
        **document,
        "paths": {path: dict(sorted(item.items())) for path, item in sorted(paths.items())},
        "components": {name: dict(sorted(components[name].items())) for name in sorted(components)},
    }


def _operations(
    app: Litestar, paths: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], HTTPRouteHandler, TypesOfRoute]]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for method in handler.http_methods:
                    if handler.resolve_include_in_schema() and method != "OPTIONS":
                        yield paths[route.path_format or "/"][method.lower()], handler, types_of(handler)


def _complete(operation: dict[str, Any], handler: HTTPRouteHandler, types: TypesOfRoute) -> None:
    _drop_what_is_usual(operation)
    operation["summary"] = handler.summary or _operation_id(handler).replace("_", " ").capitalize()
    operation["security"] = [] if is_open(handler) else [{BEARER: []}]
    if (example := handler.opt.get(EXAMPLE)) is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = json.decode(json.encode(example))
    forms = {form: {"schema": {"type": "string", "format": "binary"}} for form in handler.opt.get(BODY_FORMS, ())}
    if forms:
        operation["requestBody"] = {"content": forms, "required": True}
    for parameter in operation.get("parameters", ()):
        _simplify(parameter)
    successes = {status: answer for status, answer in operation["responses"].items() if status < "400"}
    if "GET" in handler.http_methods:
        successes["304"] = {"description": "The caller has the current version: If-None-Match named its ETag."}
    operation["responses"] = successes | problem_responses(
        operation, handler, has_body=bool(forms) or types.body is not None
    )


def _drop_what_is_usual(described: dict[str, Any]) -> None:
    """The framework writes out what is false or empty by default; a reader of the document is spared that."""
    for name in ("deprecated", "allowEmptyValue", "allowReserved"):
        if described.get(name) is False:
            del described[name]
    for answer in described.get("responses", {}).values():
        if answer.get("headers") == {}:
            del answer["headers"]


def _simplify(parameter: dict[str, Any]) -> None:
    """A parameter that may be left out is not one that may be null: an address cannot hold a null."""
    _drop_what_is_usual(parameter)
    choices = parameter["schema"].get("oneOf", [])
    values = [choice for choice in choices if choice != {"type": "null"}]
    if len(values) < len(choices):
        rest = {name: value for name, value in parameter["schema"].items() if name != "oneOf"}
        parameter["schema"] = {**rest, **(values[0] if len(values) == 1 else {"oneOf": values})}
        parameter["required"] = False


def _operation_id(handler: HTTPRouteHandler, _method: Method = "GET", _path: Sequence[Any] = ()) -> str:
    """The name of the handler's function: it reads as a verb phrase and is one of a kind."""
    return handler.name or handler.handler_name


def _refuse_other_pages(request: Request[Any, Any, Any]) -> None:
    """The framework answers every other address under /openapi with a page of its own."""
    if request.scope["path"] != PATH:
        raise NotFound(f"Nothing is at {request.scope['path']}. The document is at {PATH}.")
