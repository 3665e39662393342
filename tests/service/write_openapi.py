"""Writes the OpenAPI document of the service to openapi/openapi.json."""

from pathlib import Path

from service.api.openapi import openapi_document
from service.app import create_app
from service.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "openapi" / "openapi.json"


def document_now() -> bytes:
    """The document of the routes as they are now. No database is opened for it."""
    return openapi_document(create_app(Settings(database_url="sqlite:///never-opened.sqlite3")))


if __name__ == "__main__":
    DOCUMENT.write_bytes(document_now())
    print(f"Written: {DOCUMENT}. Look at what changed with git diff.")
