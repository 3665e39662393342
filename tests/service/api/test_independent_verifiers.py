"""Roots and proofs of the log over HTTP, checked by a library that is not ours, from the entries in the tiles."""

import struct
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from pymerkle import InclusionProof, InmemoryTree, InvalidProof, verify_inclusion  # type: ignore[import-untyped]

from events.log.checkpoint_note import NotedCheckpoint, checked_checkpoint
from events.log.signed_note import read_verifier_key
from tests.loaded_record import LoadedFile
from tests.service.api.publications import assert_problem
from tests.service.api.signed_service import API, signing_service

TILES = f"{API}/log/tiles/tile"


@pytest.fixture(scope="module")
async def signed(tmp_path_factory: pytest.TempPathFactory, loaded_file: LoadedFile) -> AsyncIterator[httpx.AsyncClient]:
    """A service that signs."""
    async with signing_service(tmp_path_factory.mktemp("signed"), loaded_file) as client:
        yield client


async def noted(client: httpx.AsyncClient) -> NotedCheckpoint:
    """What the newest note says."""
    answer = (await client.get(f"{API}/log/checkpoint")).json()
    return checked_checkpoint(answer["note"], [read_verifier_key(answer["verifier_key"])])


async def tile(client: httpx.AsyncClient, level: str, number: int, size: int) -> bytes:
    """A tile as a monitor asks for it: the part that a tree of this size has."""
    width = min(256, size - number * 256)
    answer = await client.get(f"{TILES}/{level}/{number:03}" + (f".p/{width}" if width < 256 else ""))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/octet-stream"
    return answer.content


async def monitored(client: httpx.AsyncClient, size: int, leaves: int | None = None) -> Any:
    """The tree that another library builds of the entries, or of the first of them, as a monitor would."""
    tree = InmemoryTree(algorithm="sha256")
    for number in range(((leaves or size) + 255) // 256):
        bundle = await tile(client, "entries", number, size)
        while bundle:
            [length] = struct.unpack_from(">H", bundle)
            tree.append_entry(bundle[2 : 2 + length])
            bundle = bundle[2 + length :]
    return tree


async def test_another_library_finds_the_signed_root(signed: httpx.AsyncClient) -> None:
    """The entries of the tiles, hashed by pymerkle, give the root that was signed, and older ones that were not."""
    signed_checkpoint = await noted(signed)
    tree = await monitored(signed, signed_checkpoint.size)
    assert tree.get_size() == signed_checkpoint.size
    assert tree.get_root() == signed_checkpoint.root
    for old_size in (1, 2, 255, 256, 257, 512, 700):
        answer = await signed.get(f"{API}/log/consistency", params={"old_size": old_size})
        assert tree.get_root(old_size).hex() == answer.json()["old_root"]


async def test_another_library_takes_our_inclusion_proofs(signed: httpx.AsyncClient) -> None:
    """pymerkle takes our hashes as the path from a leaf to the signed root; control: not from another leaf."""
    signed_checkpoint = await noted(signed)
    tree = await monitored(signed, signed_checkpoint.size)
    listed = (await signed.get(f"{API}/log/events", params={"limit": 1000})).json()["items"]
    for number in (1, 2, 255, 256, 257, 512, 768, signed_checkpoint.size):
        asked = f"{API}/log/events/{listed[number - 1]['position']}/proof"
        answer = (await signed.get(asked, params={"size": signed_checkpoint.size})).json()
        leaf, path = bytes.fromhex(answer["leaf"]), [bytes.fromhex(part) for part in answer["proof"]]
        theirs = tree.prove_inclusion(number, signed_checkpoint.size)
        ours = InclusionProof("sha256", True, signed_checkpoint.size, number, theirs.rule, [leaf, *path])
        verify_inclusion(leaf, signed_checkpoint.root, ours, number, signed_checkpoint.size)
        assert theirs.path == ours.path
        with pytest.raises(InvalidProof):
            verify_inclusion(tree.get_leaf(number % 700 + 1), signed_checkpoint.root, ours)


async def test_the_tiles_hold_the_tree(signed: httpx.AsyncClient) -> None:
    """Level 0 holds the leaves, level 1 the hash over each full tile below, as C2SP tlog-tiles says."""
    size = (await noted(signed)).size
    tree = await monitored(signed, size)
    leaves = b"".join([await tile(signed, "0", number, size) for number in range((size + 255) // 256)])
    assert leaves == b"".join(tree.get_leaf(number + 1) for number in range(size))
    above = (await signed.get(f"{TILES}/1/000.p/{size // 256}")).content
    first = await monitored(signed, size, leaves=256)
    assert above[:32] == first.get_root()
    assert len(above) == 32 * (size // 256)


@pytest.mark.parametrize(
    "address",
    [
        "0/003", "0/000.p/256", "0/000.p/0", "0/0", "0/x000", "00/000", "64/000", "entries/009", "1/000", "-1/000",
        "0/x001/x234/067", "0/000.p/1/000", "0/999.p/1", "63/000", "leaves/000",
    ],
)  # fmt: skip
async def test_a_tile_that_is_not_there_is_refused(signed: httpx.AsyncClient, address: str) -> None:
    """What is not full yet, beyond the log, or written otherwise has no address."""
    assert_problem(await signed.get(f"{TILES}/{address}"), 404, "not-found")
