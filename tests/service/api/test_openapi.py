"""The OpenAPI document says exactly what the service takes and gives, in the same bytes each time."""

import json
import os
import subprocess
import sys
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from service.api.layers import Application
from service.api.openapi import openapi_document
from tests.service.api.publications import make_application

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def document(application: Application) -> dict[str, Any]:
    """The document of the table of publications."""
    read: dict[str, Any] = json.loads(openapi_document(application))
    return read


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """All operations of the document."""
    return [operation for item in document["paths"].values() for operation in item.values()]


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    """An independent reader finds no fault in it."""
    validate(document)


def test_a_document_with_a_loose_end_is_not_valid(document: dict[str, Any]) -> None:
    """Control: the reader does find a fault."""
    broken = {**document, "paths": {"/x": {"get": {"operationId": 7}}}}
    with pytest.raises(Exception, match=r"7 is not of type|responses"):
        validate(broken)


async def test_the_document_is_served_without_a_key(client: httpx.AsyncClient, application: Application) -> None:
    """A client generator needs no key, and gets the same bytes that are committed."""
    answer = await client.get("/openapi/openapi.json", headers={"Authorization": ""})
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json"
    assert answer.content == openapi_document(application)


def test_two_applications_have_the_same_document(application: Application) -> None:
    """The document depends on the routes alone."""
    assert openapi_document(make_application()) == openapi_document(application)


def test_two_processes_have_the_same_document(application: Application) -> None:
    """No order of a set or a dictionary shows in it."""
    program = (
        "import sys; from service.api.openapi import openapi_document; "
        "from tests.service.api.publications import make_application; "
        "sys.stdout.buffer.write(openapi_document(make_application()))"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        made = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
        assert made.stdout == openapi_document(application)


def test_a_body_is_described_to_its_last_limit(document: dict[str, Any]) -> None:
    """Nested limits, refused fields and discriminators are those of the types."""
    schemas = document["components"]["schemas"]
    assert schemas["Author"]["properties"]["name"] == {"type": "string", "minLength": 1, "maxLength": 200}
    assert schemas["ReportPublication"]["additionalProperties"] is False
    news = schemas["ReportPublication"]["properties"]["news"]["items"]
    assert news["discriminator"]["propertyName"] == "news"
    assert news["discriminator"]["mapping"]["issued"] == "#/components/schemas/Issued"


def test_every_operation_says_what_can_go_wrong(operations: list[dict[str, Any]]) -> None:
    """A generated client knows the one shape of problems, also for what nobody foresaw."""
    for operation in operations:
        refusals = {status for status in operation["responses"] if status >= "400"}
        assert refusals >= {"400", "401", "403", "422", "429", "500", "503", "default"}, operation["operationId"]


def test_problems_follow_from_what_an_operation_takes(document: dict[str, Any]) -> None:
    """A body can be too large, a thing missing, a version stale."""
    paths = document["paths"]
    assert {"409", "413", "415"} <= set(paths["/api/v1/publications"]["post"]["responses"])
    assert {"404", "412", "428"} <= set(paths["/api/v1/publications/{publication_id}"]["put"]["responses"])
    assert "413" not in paths["/api/v1/publications"]["get"]["responses"]


def test_every_operation_asks_for_a_key_and_has_a_name(operations: list[dict[str, Any]]) -> None:
    """Operation ids are the names of the handlers."""
    assert all(operation["security"] == [{"bearer": []}] for operation in operations)
    names = [operation["operationId"] for operation in operations]
    assert sorted(names) == ["get_publication", "list_publications", "replace_publication", "report_publication"]


def test_a_parameter_that_may_be_left_out_is_not_one_that_may_be_null(document: dict[str, Any]) -> None:
    """An address cannot hold a null."""
    parameters = document["paths"]["/api/v1/publications"]["get"]["parameters"]
    assert {"name": "topic", "in": "query", "schema": {"type": "string"}, "required": False} in parameters


def test_an_example_is_shown(document: dict[str, Any]) -> None:
    """The example that a handler names stands at its body."""
    body = document["paths"]["/api/v1/publications"]["post"]["requestBody"]
    assert body["content"]["application/json"]["example"]["title"] == "Migration"


def test_no_schema_is_left_over(document: dict[str, Any]) -> None:
    """What the framework wrote and nobody refers to is dropped."""
    text = json.dumps(document)
    assert all(f'"#/components/schemas/{name}"' in text for name in document["components"]["schemas"])


async def test_other_addresses_under_openapi_are_problems(client: httpx.AsyncClient) -> None:
    """The framework's own page for them is not shown."""
    for address in ("/openapi", "/openapi/swagger", "/openapi/openapi.yaml"):
        answer = await client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
