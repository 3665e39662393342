"""Proofs that an event is in the log, and that the log only grew (RFC 6962, sections 2.1.1 and 2.1.2)."""

from collections.abc import Sequence

from events.log.merkle import EMPTY_ROOT, Span, joined, node_hash, perfect_root, perfect_spans


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The subtrees whose hashes prove that leaf `index`, counted from 0, is in a tree of `size`, the lowest first."""
    assert 0 <= index < size, "A leaf inside the tree was expected."
    spans: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _left_width(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old_size: int, new_size: int) -> list[Span]:
    """The subtrees whose hashes prove that a tree of `new_size` begins with the one of `old_size`, the lowest first."""
    assert 0 <= old_size <= new_size, "An older tree that is not larger than the newer was expected."
    if old_size in (0, new_size):
        return []
    spans: list[Span] = []
    start, end = 0, new_size
    while old_size < end:
        middle = start + _left_width(end - start)
        if old_size <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    # The older tree itself need not be said where it is one whole subtree on the left edge: its root is known.
    return ([(start, end)] if start > 0 else []) + spans[::-1]


def span_root(leaves: Sequence[bytes], span: Span) -> bytes:
    """The hash over some of the leaves; the pure counterpart of what is read from tiles."""
    return joined([perfect_root(leaves[start:end]) for start, end in perfect_spans(span)])


def inclusion_holds(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """True if the proof leads from the leaf hash to the root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def consistency_holds(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """True if the proof shows that the newer tree begins with the older one (RFC 9162, section 2.1.4.2)."""
    if not 0 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    return bool(path) and _consistency_of_path(old_size, old_root, new_size, new_root, path)


def _consistency_of_path(old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: list[bytes]) -> bool:
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _left_width(width: int) -> int:
    """The largest power of two below the width."""
    return int(1 << ((width - 1).bit_length() - 1))
