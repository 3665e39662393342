"""The signed checkpoint over HTTP: what is signed, with which key, and what is said where nothing is."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from events.log.checkpoint_note import checked_checkpoint
from events.log.signed_note import read_verifier_key
from service import signer
from tests.events.log.keys import LOG
from tests.loaded_record import Loaded, LoadedFile, serving
from tests.service.api.publications import assert_problem
from tests.service.api.signed_service import API, signing_service

CHECKPOINT = f"{API}/log/checkpoint"
TOPIC = {"id": "seasonal-migration", "label": "Seasonal migration"}


@pytest.fixture
async def signed(tmp_path: Path, loaded_file: LoadedFile) -> AsyncIterator[httpx.AsyncClient]:
    """A service that signs."""
    async with signing_service(tmp_path, loaded_file) as client:
        yield client


async def test_the_checkpoint_is_signed_with_the_key_that_is_named(signed: httpx.AsyncClient) -> None:
    """The note says the size and the root of the answer, and the public key beside it has signed it."""
    answer = (await signed.get(CHECKPOINT)).json()
    noted = checked_checkpoint(answer["note"], [read_verifier_key(answer["verifier_key"])])
    assert noted == (LOG.name, answer["size"], bytes.fromhex(answer["root"]))
    assert (answer["signed_size"], answer["verifier_key"]) == (answer["size"], LOG.verifier.text())
    assert answer["signing"] == f"The events up to position {answer['size']} are signed."


async def test_the_bare_note_is_given_as_text(signed: httpx.AsyncClient) -> None:
    """The same note, byte for byte, at the two addresses that tools ask; what they have is not sent again."""
    note = (await signed.get(CHECKPOINT)).json()["note"]
    for path in ("checkpoint.txt", "tiles/checkpoint"):
        answer = await signed.get(f"{API}/log/{path}")
        assert (answer.status_code, answer.text) == (200, note)
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        again = await signed.get(f"{API}/log/{path}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304


async def test_what_is_written_is_signed_a_moment_later(
    tmp_path: Path, loaded_file: LoadedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new event is covered by the next note, and the tag of the answer changes although the position does not."""
    monkeypatch.setattr(signer, "SECONDS_BETWEEN", 0.05)
    async with signing_service(tmp_path, loaded_file) as client:
        before = (await client.get(CHECKPOINT)).json()
        assert (await client.post(f"{API}/topics", json=TOPIC)).status_code == 201
        after = await client.get(CHECKPOINT)
        for _ in range(200):
            if after.json()["signed_size"] > before["signed_size"]:
                break
            await asyncio.sleep(0.05)
            after = await client.get(CHECKPOINT)
        assert after.json()["signed_size"] == after.json()["size"] == before["size"] + 1
        assert "-signed-" in after.headers["etag"]


async def test_the_last_commit_is_signed_when_the_service_stops(tmp_path: Path, loaded_file: LoadedFile) -> None:
    """What was written a moment before the end is signed at the end, and a service without a key still shows it."""
    async with signing_service(tmp_path, loaded_file) as client:
        assert (await client.post(f"{API}/topics", json=TOPIC)).status_code == 201
    async with serving(tmp_path / "tour.sqlite3", loaded_file.key) as loaded:
        answer = (await loaded.client.get(CHECKPOINT)).json()
    assert answer["signed_size"] == answer["size"]
    assert answer["verifier_key"] is None


async def test_without_a_key_the_answer_says_so(loaded: Loaded) -> None:
    """The service runs, signs nothing, and says why in both answers."""
    answer = (await loaded.client.get(CHECKPOINT)).json()
    assert (answer["note"], answer["signed_size"], answer["verifier_key"]) == (None, None, None)
    assert "TOUR_SIGNING_KEY" in answer["signing"]
    refused = await loaded.client.get(f"{CHECKPOINT}.txt")
    assert_problem(refused, 404, "not-found")
    assert "TOUR_SIGNING_KEY" in refused.json()["detail"]
