"""The text of a signed checkpoint (C2SP tlog-checkpoint): the log's name, its size and its root, a line each."""

import re
from base64 import b64encode
from collections.abc import Collection
from typing import NamedTuple

from events.log.merkle import HASH_BYTES
from events.log.signed_note import NoteRefused, SigningKey, VerifierKey, bytes_in, note_parts, signed_text

SIZE = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


class NotedCheckpoint(NamedTuple):
    """What a note says: the log of this name had `size` events, and `root` is the root of their tree."""

    origin: str
    size: int
    root: bytes


def signed_checkpoint(size: int, root: bytes, key: SigningKey) -> str:
    """The note that says so; the log has the name of the key, as C2SP recommends."""
    return key.sign(f"{key.name}\n{size}\n{b64encode(root).decode()}\n")


def checked_checkpoint(note: str, keys: Collection[VerifierKey]) -> NotedCheckpoint:
    """What a note says, if one of the keys has signed it under the name of its log; else `NoteRefused`."""
    text, signers = signed_text(note, keys)
    noted = _read(text)
    if all(noted.origin != key.name for key in signers):
        raise NoteRefused(f"A checkpoint of {signers[0].name} was expected, and it is one of {noted.origin}.")
    return noted


def noted_checkpoint(note: str) -> NotedCheckpoint:
    """What a note says, whoever signed it; `NoteRefused` where it is no note of a checkpoint."""
    return _read(note_parts(note)[0])


def _read(text: str) -> NotedCheckpoint:
    lines = text.split("\n")
    root = bytes_in(lines[2]) if len(lines) > 2 else b""
    if len(lines) < 4 or not all(lines[:-1]) or not SIZE.fullmatch(lines[1]) or len(root) != HASH_BYTES:
        raise NoteRefused("The name of a log, its size and its root in base64 were expected in a note, a line each.")
    return NotedCheckpoint(lines[0], int(lines[1]), root)
