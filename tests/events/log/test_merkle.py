"""The tree of hashes: the definition of RFC 6962 written naively, the known vectors, and every proof."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.log.merkle import EMPTY_ROOT, Frontier, leaf_hash, perfect_root, root_of
from events.log.proofs import consistency_holds, consistency_spans, inclusion_holds, inclusion_spans, span_root

# The eight entries and the roots of the test vectors of Certificate Transparency (merkle_tree_test.cc).
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# Their proofs, from the same vectors: a leaf from 0 or an older size, the size of the tree, the hashes.
INCLUSION_PROOFS = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY_PROOFS = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
LEAVES = [leaf_hash(number.to_bytes(4, "big")) for number in range(70_000)]


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word: MTH(D[n])."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return sha256(b"\x01" + root_by_definition(leaves[:left]) + root_by_definition(leaves[left:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_known_vectors_hold(size: int) -> None:
    """The trees over the first entries of the published vectors have the published roots."""
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES[:size]]
    assert root_of(leaves).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION_PROOFS)
def test_the_published_inclusion_proofs_are_ours(index: int, size: int, proof: list[str]) -> None:
    """Hash for hash, in their order."""
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]
    assert [span_root(leaves, span).hex() for span in inclusion_spans(index, size)] == proof


@pytest.mark.parametrize(("old_size", "size", "proof"), CONSISTENCY_PROOFS)
def test_the_published_consistency_proofs_are_ours(old_size: int, size: int, proof: list[str]) -> None:
    """Hash for hash, in their order."""
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]
    assert [span_root(leaves, span).hex() for span in consistency_spans(old_size, size)] == proof


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 1_100))
def test_the_frontier_has_the_root_of_the_definition(size: int) -> None:
    """Appending leaf by leaf gives the root that the definition gives to all at once."""
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf)
    assert frontier.root() == root_by_definition(LEAVES[:size]) == root_of(LEAVES[:size])


def test_tiles_fill_at_every_level() -> None:
    """After 65,536 leaves a tile of the second level is full, and holds the hashes over those of the first."""
    frontier = Frontier()
    tiles = [tile for leaf in LEAVES for tile in frontier.append(leaf)]
    low, high = [tile for tile in tiles if tile.level == 0], [tile for tile in tiles if tile.level == 1]
    assert [tile.number for tile in low] == list(range(70_000 // 256))
    assert all(tile.hashes == b"".join(LEAVES[tile.number * 256 : tile.number * 256 + 256]) for tile in low)
    assert [(tile.number, tile.hashes) for tile in high] == [(0, b"".join(tile.root for tile in low[:256]))]
    assert high[0].root == perfect_root(LEAVES[:65_536])
    restored = Frontier(70_000, frontier.pending)
    assert restored.root() == frontier.root() == root_of(LEAVES)


def test_a_copy_is_appended_to_on_its_own() -> None:
    """What is appended to a copy of the frontier leaves the first one where it was."""
    frontier = Frontier()
    for leaf in LEAVES[:300]:
        frontier.append(leaf)
    frontier.copy().append(LEAVES[300])
    assert (frontier.size, frontier.root()) == (300, root_of(LEAVES[:300]))


def test_every_inclusion_proof_holds() -> None:
    """In every tree up to 40 leaves each leaf has a proof; another leaf or a changed proof does not hold."""
    for size in range(1, 41):
        leaves, root = LEAVES[:size], root_by_definition(LEAVES[:size])
        for index in range(size):
            proof = [span_root(leaves, span) for span in inclusion_spans(index, size)]
            assert inclusion_holds(leaves[index], index, size, root, proof)
            assert not inclusion_holds(LEAVES[-1], index, size, root, proof)
            assert not inclusion_holds(leaves[index], index, size, root, [*proof, EMPTY_ROOT])
            assert not proof or not inclusion_holds(leaves[index], index, size, root, proof[:-1])


def test_every_consistency_proof_holds() -> None:
    """Each tree up to 40 leaves is proved to begin with each smaller one; with another old root it is not."""
    for size in range(41):
        new_root = root_by_definition(LEAVES[:size])
        for old_size in range(size + 1):
            old_root = root_by_definition(LEAVES[:old_size])
            proof = [span_root(LEAVES, span) for span in consistency_spans(old_size, size)]
            assert consistency_holds(old_size, old_root, size, new_root, proof)
            assert not consistency_holds(old_size, LEAVES[-1], size, new_root, proof)
            if 0 < old_size < size:
                assert not consistency_holds(old_size, old_root, size, LEAVES[-1], proof)
