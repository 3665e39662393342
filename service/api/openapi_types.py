"""The types that routes take and give, and their JSON schemas as msgspec writes them, exact to the last limit."""

from collections.abc import Iterator, Sequence
from inspect import cleandoc
from typing import Any

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler
from litestar.typing import FieldDefinition
from msgspec import Struct
from msgspec.json import schema_components

from service.api.problem_document import ProblemDocument

REFERENCE = "#/components/schemas/"


class TypesOfRoute(Struct, frozen=True):
    """The type of the body, None where there is none, and of the answer for each status that has one in JSON."""

    body: Any
    answers: dict[str, Any]


def types_of(handler: HTTPRouteHandler) -> TypesOfRoute:
    """What a handler declares. A handler that answers with bytes names their type in `responses`."""
    field = handler.parsed_data_field
    returned = _answer_type(handler.parsed_return_field)
    answers = {str(handler.status_code): returned} if _is_json_type(returned) else {}
    specified = {str(status): spec.data_container for status, spec in (handler.responses or {}).items()}
    return TypesOfRoute(
        body=None if field is None else field.annotation,
        answers=answers | {status: kind for status, kind in specified.items() if _is_json_type(kind)},
    )


def replace_schemas(document: dict[str, Any], operations: Sequence[tuple[dict[str, Any], TypesOfRoute]]) -> None:
    """Put msgspec's schemas into bodies, answers and components, and drop the components that nobody names any more."""
    places = [place for operation, types in operations for place in _places(operation, types)]
    schemas, components = schema_components(
        [ProblemDocument, *(kind for _, kind in places)], ref_template=REFERENCE + "{name}"
    )
    for (media, _), schema in zip(places, schemas[1:], strict=True):
        media["schema"] = schema
    named = document["components"]
    named["schemas"] = {**named.get("schemas", {}), **components}
    used = _named_in(document["paths"], named["schemas"]) | _named_in(schemas[0], named["schemas"])
    named["schemas"] = {name: _plain(schema) for name, schema in named["schemas"].items() if name in used}


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A docstring as it reads, without the indentation of the source."""
    return {**schema, "description": cleandoc(schema["description"])} if "description" in schema else schema


def _places(operation: dict[str, Any], types: TypesOfRoute) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each media type object of an operation with the type that belongs into it."""
    if types.body is not None:
        yield operation["requestBody"]["content"]["application/json"], types.body
    for status, kind in types.answers.items():
        for media in operation["responses"].get(status, {}).get("content", {}).values():
            yield media, kind


def _named_in(value: object, schemas: dict[str, Any]) -> set[str]:
    """The names of all schemas that a part of the document refers to, directly or through others."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)
        elif isinstance(current, str) and current.startswith(REFERENCE):
            name = current.removeprefix(REFERENCE)
            if name not in found:
                found.add(name)
                waiting.append(schemas[name])
    return found


def _answer_type(field: FieldDefinition) -> Any:
    """The T of a handler that returns T or Response[T]."""
    if field.is_subclass_of(Response):
        return field.inner_types[0].annotation if field.inner_types else Any
    return field.annotation


def _is_json_type(kind: Any) -> bool:
    """Whether msgspec writes the type as JSON; bytes, texts and streams are documented by their media type alone."""
    if kind in (Any, None, type(None), bytes, str):
        return False
    try:
        msgspec.json.schema(kind)
    except TypeError:
        return False
    return True
