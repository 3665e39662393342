"""Proofs over the API: that an event is in the log and that the log only grew, checked by the verifier alone."""

import httpx
import pytest

from events.log.proofs import consistency_holds, inclusion_holds
from tests.loaded_record import Loaded

LOG = "/api/v1/log"


async def _asked(client: httpx.AsyncClient, path: str, **query: int) -> dict[str, object]:
    answer = await client.get(f"{LOG}{path}", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


async def _position(client: httpx.AsyncClient, number: int) -> str:
    """The public position of an event."""
    found = (await client.get(f"{LOG}/events", params={"limit": 1000})).json()["items"]
    return str(found[number - 1]["position"])


def _hashes(texts: object) -> list[bytes]:
    assert isinstance(texts, list)
    return [bytes.fromhex(text) for text in texts]


@pytest.mark.parametrize("number", [1, 256, 257, 700])
async def test_an_event_is_proven_to_be_in_the_log(loaded: Loaded, number: int) -> None:
    """The proof leads from the leaf of the event to the root of the checkpoint; from another leaf it does not."""
    answer = await _asked(loaded.client, f"/events/{await _position(loaded.client, number)}/proof")
    checkpoint = await _asked(loaded.client, "/checkpoint")
    leaf, root = bytes.fromhex(str(answer["leaf"])), bytes.fromhex(str(answer["root"]))
    index, size = int(str(answer["index"])), int(str(answer["size"]))
    assert (answer["root"], size) == (checkpoint["root"], checkpoint["size"])
    assert inclusion_holds(leaf, index, size, root, _hashes(answer["proof"]))
    assert not inclusion_holds(bytes(32), index, size, root, _hashes(answer["proof"]))


@pytest.mark.parametrize("old_size", [1, 255, 256, 700])
async def test_the_log_is_proven_to_have_only_grown(loaded: Loaded, old_size: int) -> None:
    """The proof leads from the older root to the newer; from another older root it does not."""
    answer = await _asked(loaded.client, "/consistency", old_size=old_size)
    old_root, root = bytes.fromhex(str(answer["old_root"])), bytes.fromhex(str(answer["root"]))
    size = int(str(answer["size"]))
    assert consistency_holds(old_size, old_root, size, root, _hashes(answer["proof"]))
    assert not consistency_holds(old_size, bytes(32), size, root, _hashes(answer["proof"]))


async def test_a_proof_beyond_the_log_is_refused(loaded: Loaded) -> None:
    """What the log does not have cannot be proven, and the answer says how far the log goes."""
    assert (await loaded.client.get(f"{LOG}/events/999999.9f3c2a01/proof")).status_code == 409
    beyond = await loaded.client.get(f"{LOG}/consistency", params={"old_size": 1, "size": 999999})
    assert beyond.status_code == 422
    assert "is not there yet" in beyond.json()["detail"]
