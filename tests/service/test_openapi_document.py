"""The committed OpenAPI document is that of the service, whole and valid, and says what each route is for."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing.exceptions import PointerToNowhere

from events.identity import Noun
from service.api.parameters import parameters_with_meta
from service.app import create_app
from service.commands.checks import address_of
from service.settings import Settings
from tests.service.write_openapi import DOCUMENT, document_now

Operation = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The committed document."""
    read: dict[str, Any] = json.loads(DOCUMENT.read_bytes())
    return read


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> dict[str, Operation]:
    """Every operation by its method and path."""
    return {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


def test_the_committed_document_is_that_of_the_service() -> None:
    """Whoever changes a route commits the document with it, so that its readers see the change."""
    assert DOCUMENT.read_bytes() == document_now(), "openapi/openapi.json is old; write it anew with: make openapi"


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    """An independent reader finds no fault in it."""
    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_a_reference_to_nothing_is_found(document: dict[str, Any]) -> None:
    """Control: the reader does find a loose end."""
    answers = {"200": {"$ref": "#/components/responses/Nothing"}}
    loose = {name: document[name] for name in ("openapi", "info")} | {"paths": {"/": {"get": {"responses": answers}}}}
    with pytest.raises(PointerToNowhere):
        list(OpenAPIV31SpecValidator(loose).iter_errors())


def test_every_operation_says_what_it_is_for(document: dict[str, Any], operations: dict[str, Operation]) -> None:
    """A summary, a description, one tag that is explained, and an id of its own."""
    tags = {tag["name"] for tag in document["tags"]}
    for name, operation in operations.items():
        assert operation["summary"], name
        assert operation["description"].endswith("."), name
        assert len(operation["tags"]) == 1, name
        assert operation["tags"][0] in tags, name
    assert len({operation["operationId"] for operation in operations.values()}) == len(operations)


def test_every_parameter_is_explained(operations: dict[str, Operation]) -> None:
    """What an id in the path is its name says; every other parameter has a sentence."""
    unexplained = [
        (name, parameter["name"])
        for name, operation in operations.items()
        for parameter in operation.get("parameters", ())
        if parameter["in"] != "path" and not parameter.get("description", "").endswith(".")
    ]
    assert unexplained == []


def test_every_operation_names_its_problems(operations: dict[str, Operation]) -> None:
    """Refusals, missing things, stale versions and failures have one shape, under the status they come with."""
    for name, operation in operations.items():
        answers = set(operation["responses"])
        assert answers >= {"400", "422", "429", "500", "503", "default"}, name
        assert ({"401", "403"} <= answers) == bool(operation["security"]), name
        assert ("404" in answers) >= ("{" in name), name
        assert ({"409", "413", "415"} <= answers) == ("requestBody" in operation), name
        # A dry run is a version too: what it showed is what is confirmed.
        versions = ("If-Match", "confirm")
        takes_a_version = any(one["name"] in versions for one in operation.get("parameters", ()))
        assert ({"412", "428"} <= answers) == takes_a_version, name


def test_every_answer_and_body_is_described(operations: dict[str, Operation]) -> None:
    """A generated client knows the type of everything that it sends and gets in JSON."""
    for name, operation in operations.items():
        media = [operation["requestBody"]["content"]] if "requestBody" in operation else []
        media += [answer["content"] for status, answer in operation["responses"].items() if "content" in answer]
        for content in media:
            assert content.get("application/json", {"schema": True})["schema"] not in ({}, None), name


def test_unions_have_discriminators(document: dict[str, Any]) -> None:
    """A reader of an update or an item knows by one field which it is, and the field names every member."""
    unions = [union for union in _unions(document) if sum("$ref" in member for member in union["members"]) > 1]
    assert len(unions) > 5
    for union in unions:
        named = set(union["discriminator"]["mapping"].values())
        assert named == {member["$ref"] for member in union["members"] if "$ref" in member}


def _unions(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        for name in ("anyOf", "oneOf"):
            if name in value:
                yield {"members": value[name], "discriminator": value.get("discriminator")}
        for inner in value.values():
            yield from _unions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _unions(inner)


def test_bodies_refuse_what_they_do_not_know(document: dict[str, Any], operations: dict[str, Operation]) -> None:
    """A misspelt field is an error in the document as it is in the service."""
    schemas = document["components"]["schemas"]
    names = [
        content["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
        for operation in operations.values()
        if "application/json" in (content := operation.get("requestBody", {}).get("content", {}))
    ]
    for name in filter(None, names):
        assert schemas[name]["additionalProperties"] is False, name


def test_no_parameter_carries_a_limit_that_nobody_enforces() -> None:
    """A `Meta` on a parameter is neither checked nor documented by the framework."""
    assert parameters_with_meta(create_app(Settings(database_url="sqlite:///never-opened.sqlite3"))) == []


@pytest.mark.parametrize("noun", list(Noun))
def test_the_address_of_a_thing_is_a_route(noun: Noun, document: dict[str, Any]) -> None:
    """Of every noun, of those too that stand under another; control: no route shows what the API does not have."""
    shown = [re.sub(r"{[^}]+}", "[^/]+", path) for path, routes in document["paths"].items() if "get" in routes]
    assert any(re.fullmatch(route, address_of(noun, "cm9-unfpa")) for route in shown)
    assert not any(re.fullmatch(route, f"/api/v1/{noun}s-of-others/cm9-unfpa") for route in shown)
