"""What is done with bitmaps in several places."""

from collections.abc import Iterable

from pyroaring import BitMap64

# So few things are looked for in each bitmap one by one, which is quicker for bitmaps of which most lack them.
FEW = 3


def union(bitmaps: Iterable[BitMap64]) -> BitMap64:
    """What stands in any of them."""
    found = list(bitmaps)
    return BitMap64.union(*found) if found else BitMap64()


def take_out(bitmap: BitMap64, things: BitMap64) -> None:
    """Take things out of a bitmap."""
    if len(things) > FEW:
        bitmap -= things
    else:
        for thing in things:
            bitmap.discard(thing)
