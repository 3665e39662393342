"""What a disk may hold after the power went: all that was synced, and of what was not, whatever chance has kept."""

import random
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from tests.recovery.power_trace import Cut, Operation, Removed, Synced, Write

SECTOR_BYTES = 512
TORN = 0.15
SHORT = 0.1

Change = Write | Cut


class Kept(Struct):
    """A file: what the disk has of it for certain, and the changes since, of which it may have any."""

    certain: bytearray
    changes: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.changes:
            carry_out(self.certain, change)
        self.changes.clear()

    def image(self, rng: random.Random) -> bytes:
        """The file after the power went."""
        image = bytearray(self.certain)
        for change in chosen(self.changes, rng):
            for piece in torn(change, rng) if rng.random() < TORN else (change,):
                carry_out(image, piece)
        if len(image) > len(self.certain) and rng.random() < SHORT:
            # The data had been written, and the new length had not.
            del image[rng.randrange(len(self.certain), len(image)) :]
        return bytes(image)


class Disk:
    """The files of one directory, as the operations of a trace change them one after another."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = {name: Kept(bytearray(data)) for name, data in files.items()}
        # By name what the directory says for certain, where that is something else: another file, or none.
        self._in_directory: dict[str, Kept | None] = {}

    def carry_out(self, operation: Operation) -> None:
        """Take in the next operation."""
        match operation:
            case Write() | Cut():
                if operation.file not in self._files:
                    self._in_directory.setdefault(operation.file, None)
                    self._files[operation.file] = Kept(bytearray())
                self._files[operation.file].changes.append(operation)
            case Removed():
                self._in_directory.setdefault(operation.file, self._files.pop(operation.file))
            case Synced(file=None):
                self._in_directory.clear()
            case Synced():
                assert operation.file is not None
                if operation.file in self._files:
                    self._files[operation.file].sync()

    def image(self, rng: random.Random) -> dict[str, bytes]:
        """The files as they may be found after the power went now."""
        files: dict[str, Kept | None] = dict(self._files)
        files |= {name: kept for name, kept in self._in_directory.items() if rng.random() < 0.5}
        return {name: kept.image(rng) for name, kept in files.items() if kept is not None}

    def files(self) -> dict[str, bytes]:
        """The files as the processes see them, which have lost nothing."""
        return {name: _all_of(kept) for name, kept in self._files.items()}


def chosen(changes: Sequence[Change], rng: random.Random) -> Iterator[Change]:
    """Which of the changes the disk has, in which order: none, all, the first ones, or any, perhaps in any order."""
    way = rng.randrange(6)
    if way == 0:
        return
    share = rng.random()
    kept = [change for change in changes if way == 1 or rng.random() < share]
    if way == 2:
        kept = list(changes[: rng.randint(0, len(changes))])
    elif way == 3 and changes:
        # All but one: what a checksum over the whole is there to notice.
        missing = rng.randrange(len(changes))
        kept = [*changes[:missing], *changes[missing + 1 :]]
    elif way == 4:
        rng.shuffle(kept)
    yield from kept


def torn(change: Change, rng: random.Random) -> Iterator[Change]:
    """The part of a write that the disk has: its first bytes, or some of its sectors."""
    if isinstance(change, Cut):
        return
    if rng.random() < 0.5:
        yield Write(change.file, change.offset, change.data[: rng.randint(0, len(change.data))])
        return
    for start in range(0, len(change.data), SECTOR_BYTES):
        if rng.random() < 0.5:
            yield Write(change.file, change.offset + start, change.data[start : start + SECTOR_BYTES])


def carry_out(content: bytearray, change: Change) -> None:
    """Change a file; what lies between its end and a write behind it is zeros."""
    end = change.size if isinstance(change, Cut) else change.offset
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if isinstance(change, Cut):
        del content[change.size :]
    else:
        content[change.offset : change.offset + len(change.data)] = change.data


def _all_of(kept: Kept) -> bytes:
    content = bytearray(kept.certain)
    for change in kept.changes:
        carry_out(content, change)
    return bytes(content)
