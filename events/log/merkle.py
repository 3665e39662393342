"""The tree of hashes over the log (RFC 6962): one root stands for every event, and short proofs show the way to it."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

# The leaves from the first number up to, without, the second.
Span = tuple[int, int]


class Tile(NamedTuple):
    """A full tile (C2SP tlog-tiles): 256 hashes side by side at one level, and the one hash over them."""

    level: int
    number: int
    root: bytes
    hashes: bytes


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry): RFC 6962, section 2.1."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right): RFC 6962, section 2.1."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes; of none it is the hash of nothing."""
    return joined([perfect_root(leaves[start:end]) for start, end in perfect_spans((0, len(leaves)))])


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The hash over a power of two of hashes, layer by layer."""
    assert len(hashes).bit_count() == 1, "A power of two of hashes was expected."
    while len(hashes) > 1:
        hashes = [node_hash(hashes[place], hashes[place + 1]) for place in range(0, len(hashes), 2)]
    return hashes[0]


def joined(peaks: Sequence[bytes]) -> bytes:
    """The root over perfect subtrees that stand side by side, the largest first."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def perfect_spans(span: Span) -> list[Span]:
    """The perfect subtrees of which a subtree consists, the largest first."""
    start, end = span
    spans = []
    while start < end:
        width = 1 << ((end - start).bit_length() - 1)
        spans.append((start, start + width))
        start += width
    return spans


class Frontier:
    """The right edge of the tree: enough to append leaves, to know the root, and to fill tiles.

    `peaks` are the perfect subtrees, the largest first; `pending` holds, for each level of tiles, the hashes of the
    tile that is not full yet. Appending changes it: `copy` first where the old one must stay good.
    """

    __slots__ = ("peaks", "pending", "size")

    def __init__(self, size: int = 0, pending: Sequence[Sequence[bytes]] = ()) -> None:
        """The edge of a tree of `size` leaves from the hashes of its tiles that are not full, lowest level first."""
        self.size = size
        self.pending = [list(hashes) for hashes in pending]
        self.peaks: list[bytes] = []
        for hashes in reversed(self.pending):
            self.peaks += [perfect_root(hashes[start:end]) for start, end in perfect_spans((0, len(hashes)))]
        assert len(self.peaks) == size.bit_count(), "As many hashes as the size of the tree needs were expected."

    def copy(self) -> "Frontier":
        """Another one at the same place, to be appended to on its own."""
        twin = Frontier.__new__(Frontier)
        twin.size, twin.peaks = self.size, self.peaks[:]
        twin.pending = [hashes[:] for hashes in self.pending]
        return twin

    def append(self, leaf: bytes) -> list[Tile]:
        """Add the hash of one leaf; the tiles that it filled, mostly none."""
        filled: list[Tile] = []
        self._keep_for_tile(0, leaf)
        node, height = leaf, 0
        while self.size >> height & 1:
            node = node_hash(self.peaks.pop(), node)
            height += 1
            if height % TILE_HEIGHT == 0:
                filled.append(self._full_tile(height // TILE_HEIGHT - 1, self.size >> height, node))
                self._keep_for_tile(height // TILE_HEIGHT, node)
        self.peaks.append(node)
        self.size += 1
        return filled

    def root(self) -> bytes:
        """The root over everything appended so far."""
        return joined(self.peaks)

    def _keep_for_tile(self, level: int, node: bytes) -> None:
        if level == len(self.pending):
            self.pending.append([])
        self.pending[level].append(node)

    def _full_tile(self, level: int, number: int, root: bytes) -> Tile:
        hashes = self.pending[level]
        assert len(hashes) == TILE_WIDTH, "A tile was expected to be full when the tree grew above it."
        self.pending[level] = []
        return Tile(level, number, root, b"".join(hashes))
