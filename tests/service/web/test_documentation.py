"""The documentation works from local files alone, and every file of others is the one that its maker published."""

import hashlib
import json
import re
from typing import Any

import pytest

from service.api.envelope import CONTENT_SECURITY_POLICY
from service.web.documentation import DOCUMENTATION_POLICY, STATIC
from tests.service.api.publications import calling, make_application

VENDOR = STATIC / "vendor"


@pytest.fixture(scope="module")
def manifest() -> list[dict[str, Any]]:
    """What stands in the manifest of files made by others."""
    read: list[dict[str, Any]] = json.loads((VENDOR / "manifest.json").read_text())
    return read


def fingerprint(path: str) -> str:
    """The SHA-256 of a file under vendor/."""
    return hashlib.sha256((VENDOR / path).read_bytes()).hexdigest()


def test_every_file_of_others_is_in_the_manifest_with_its_fingerprint(manifest: list[dict[str, Any]]) -> None:
    """Name, version, licence and SHA-256: nothing more and nothing less is in the folder."""
    listed = {path: file["sha256"] for entry in manifest for path, file in entry["files"].items()}
    found = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()} - {"manifest.json"}
    assert {path: fingerprint(path) for path in found} == listed


def test_every_entry_names_its_version_and_keeps_its_licence(manifest: list[dict[str, Any]]) -> None:
    """The text of the licence travels with the files."""
    for entry in manifest:
        assert {"name", "version", "licence", "source"} <= set(entry)
        assert entry["licence_file"] in entry["files"]


def test_a_changed_file_is_noticed(manifest: list[dict[str, Any]]) -> None:
    """Control: one byte more makes another fingerprint."""
    path, file = next(iter(manifest[0]["files"].items()))
    assert hashlib.sha256((VENDOR / path).read_bytes() + b" ").hexdigest() != file["sha256"]


@pytest.mark.anyio
async def test_the_page_loads_nothing_from_elsewhere_and_everything_it_names() -> None:
    """Style sheets and scripts are local, there, and outside the page, as the policy demands."""
    async with calling(make_application(), key="") as client:
        page = await client.get("/docs")
        named = re.findall(r'(?:href|src)="([^"]+)"', page.text)
        answers = [await client.get(address) for address in named]
    assert all(address.startswith("/") for address in named)
    assert [answer.status_code for answer in answers] == [200] * 5
    assert not re.search(r"<style|<script[^>]*>[^<]|\son\w+=|\sstyle=", page.text)


@pytest.mark.anyio
async def test_only_images_are_relaxed_and_only_here() -> None:
    """The style sheet of Swagger UI holds its icons as data: images."""
    async with calling(make_application(), key="") as client:
        assert (await client.get("/docs")).headers["content-security-policy"] == DOCUMENTATION_POLICY
        assert (await client.get("/problems")).headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    relaxed = CONTENT_SECURITY_POLICY.replace("img-src 'self'", "img-src 'self' data:")
    assert relaxed == DOCUMENTATION_POLICY
