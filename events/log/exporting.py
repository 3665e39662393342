"""Writing the log out as lines that anyone can verify without the database, and verifying such lines."""

from collections.abc import AsyncIterator, Callable
from itertools import islice
from typing import BinaryIO

from msgspec import Struct

from events.log.checkpoint_checks import CheckpointChecks, Trust
from events.log.database import Transaction
from events.log.errors import LogDamaged
from events.log.event_checks import EventChecks, Finding, TagsOf
from events.log.export_lines import (
    LINE_BYTES_MAX,
    ExportUnreadable,
    FirstLine,
    event_line,
    first_line,
    read_event_line,
    read_first_line,
)
from events.log.merkle import EMPTY_ROOT
from events.log.reading import read_checkpoint
from events.log.verifying import EVENTS_AT_ONCE, FINDINGS_MAX, read_part


async def export_lines(
    transaction: Transaction, verifier_key: str | None, progress: Callable[[int], None]
) -> AsyncIterator[bytes]:
    """The log as one transaction sees it, line by line; a thousand events are held at a time.

    `LogDamaged` where an event is missing: what is written then would claim to be more than it is.
    """
    last = await read_checkpoint(transaction)
    size = last.size if last else 0
    yield first_line(size, last.root if last else EMPTY_ROOT, verifier_key)
    position = 0
    while position < size:
        part = await read_part(transaction, position, size, EVENTS_AT_ONCE)
        if not part.events:
            raise LogDamaged(f"Events up to position {size} were expected, and none was found after {position}.")
        for recorded in part.events:
            position = recorded.position
            yield event_line(recorded, part.tags.get(position, ()), part.checkpoints.get(position))
        progress(position)


class Verified(Struct, frozen=True):
    """What a file was found to be: how many events, signed up to where, and what is wrong with them."""

    size: int
    signed_size: int
    findings: list[Finding]


def verify_export(file: BinaryIO, tags_of: TagsOf, trust: Trust, progress: Callable[[int], None]) -> Verified:
    """Recompute everything in an exported log from the file alone; at most 1,000 findings, in the order of positions.

    With keys the last event must be signed, for what follows the last signature could be anybody's.
    `ExportUnreadable` where the file is no export.
    """
    claimed = read_first_line(file.readline(LINE_BYTES_MAX))
    verification = ExportVerification(tags_of, trust)
    while lines := list(islice(iter(lambda: file.readline(LINE_BYTES_MAX), b""), EVENTS_AT_ONCE)):
        for line in lines:
            verification.take(line)
        progress(verification.position)
        if len(verification.findings()) >= FINDINGS_MAX:
            break
    else:
        verification.finish(claimed, signed=bool(trust.keys))
    return Verified(verification.position, verification.signed_size, sorted(verification.findings())[:FINDINGS_MAX])


class ExportVerification:
    """How far the verification of a file has come, and what it found."""

    def __init__(self, tags_of: TagsOf, trust: Trust) -> None:
        self.signed_size = 0
        self._events = EventChecks(tags_of)
        self._checkpoints = CheckpointChecks(trust)
        self._found: list[Finding] = []
        self._ends_with_checkpoint = True

    @property
    def position(self) -> int:
        """Up to where the file was verified."""
        return self._events.position

    def findings(self) -> list[Finding]:
        """What was found so far."""
        return self._events.findings + self._checkpoints.findings + self._found

    def take(self, line: bytes) -> None:
        """Verify the next line."""
        try:
            exported = read_event_line(line)
        except ExportUnreadable as unreadable:
            at = self.position + 1
            self._events.skip(at, f"An event was expected at position {at}, and {unreadable}.")
            return
        self._events.take(exported.recorded, exported.tags)
        self._checkpoints.take(exported.recorded, exported.checkpoint, self._events.frontier.root)
        self._ends_with_checkpoint = exported.checkpoint is not None
        if exported.checkpoint is not None and exported.checkpoint.note is not None:
            self.signed_size = self.position

    def finish(self, claimed: FirstLine, *, signed: bool) -> None:
        """Compare the end with what the file claims, and with what was signed."""
        self._events.finish()
        self._checkpoints.finish(self.position)
        root = self._events.frontier.root().hex()
        if claimed.size != self.position:
            self._find(f"{claimed.size} events were expected, as the first line says, and {self.position} were found.")
        elif claimed.root != root:
            self._find(f"The root {claimed.root} was expected, as the first line says, and it is {root}.")
        if not self._ends_with_checkpoint:
            self._find(f"A checkpoint was expected at the last position {self.position}, and none was found.")
        if signed and self.signed_size < self.position:
            self._find(
                f"A signed checkpoint was expected at the last position {self.position}, and the last is at "
                f"{self.signed_size}: what follows it could be anybody's."
            )

    def _find(self, sentence: str) -> None:
        self._found.append(Finding(self.position, sentence))
