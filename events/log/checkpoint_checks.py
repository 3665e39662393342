"""What must hold for every checkpoint: its root, its time, its signature, and that none is missing."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from events.log.checkpoint_note import NotedCheckpoint, checked_checkpoint, noted_checkpoint
from events.log.event import RecordedEvent
from events.log.event_checks import Finding
from events.log.instants import ONE_MICROSECOND, TIME, later_by
from events.log.reading import Checkpoint
from events.log.signed_note import NoteRefused, VerifierKey


class KeptNote(NamedTuple):
    """A signed checkpoint that somebody has kept elsewhere: the note, and what it says."""

    note: str
    noted: NotedCheckpoint


class Trust(NamedTuple):
    """What a verifier brings along: the public keys of the log, and notes that were kept away from it."""

    keys: tuple[VerifierKey, ...] = ()
    kept: tuple[KeptNote, ...] = ()


NOTHING_KNOWN = Trust()


def kept_note(note: str, keys: Sequence[VerifierKey]) -> KeptNote:
    """A note that was kept elsewhere, if one of the keys has signed it; else `NoteRefused`."""
    return KeptNote(note, checked_checkpoint(note, keys))


class CheckpointChecks:
    """Is shown every event with the checkpoint at its position, in order, and finds what is wrong with them.

    Without keys a note is only compared with the log; whether it was signed cannot be known then.
    """

    def __init__(self, trust: Trust) -> None:
        self.findings: list[Finding] = []
        self._keys = trust.keys
        self._kept = sorted(trust.kept, key=lambda kept: kept.noted.size)
        self._last: RecordedEvent | None = None
        self._last_has_checkpoint = True
        self._agreed_until = 0
        self._root_failed = False

    def take(self, recorded: RecordedEvent, stored: Checkpoint | None, root: Callable[[], bytes]) -> None:
        """Check what is stored and what was kept about the log up to this event."""
        self._check_commit(recorded)
        if stored is not None:
            self._check_row(recorded, stored, root())
        while self._kept and self._kept[0].noted.size <= recorded.position:
            self._check_kept(self._kept.pop(0), stored, root())
        self._last, self._last_has_checkpoint = recorded, stored is not None

    def finish(self, position: int) -> None:
        """Look for what was signed and is not there any more, at the end of the log."""
        for kept in self._kept:
            self._find(
                position + 1,
                f"The log ends at position {position}, and a checkpoint of {kept.noted.size} events was signed: what "
                f"follows position {position} was removed.",
            )

    def _check_commit(self, recorded: RecordedEvent) -> None:
        """Every commit ends with a checkpoint, and inside a commit each event is a microsecond after the one before."""
        last = self._last
        if last is None or self._last_has_checkpoint or last.position + 1 != recorded.position:
            return
        if recorded.recorded_at == _a_microsecond_after(last.recorded_at):
            return
        self._find(
            last.position,
            f"A checkpoint was expected at position {last.position}, for the next event was recorded in another "
            f"commit, and none was found.",
        )

    def _check_row(self, recorded: RecordedEvent, stored: Checkpoint, root: bytes) -> None:
        if stored.recorded_at != recorded.recorded_at:
            self._find(
                stored.size,
                f"The time {recorded.recorded_at} of its last event was expected in the checkpoint at position "
                f"{stored.size}, and {stored.recorded_at} was found.",
            )
        # Every later root differs as well, so that the first says it all.
        if stored.root != root and not self._root_failed:
            self._root_failed = True
            self._find(
                stored.size,
                f"The root of the checkpoint at position {stored.size} is not that of the events up to it.",
            )
        if stored.note is not None:
            self._check_note(stored.size, stored.note, root)

    def _check_note(self, size: int, note: str, root: bytes) -> None:
        try:
            noted = checked_checkpoint(note, self._keys) if self._keys else noted_checkpoint(note)
        except NoteRefused as refused:
            self._find(size, f"The note of the checkpoint at position {size} is not good. {refused}")
            return
        if noted.size != size:
            self._find(size, f"The note of the checkpoint at position {size} is that of a log of {noted.size} events.")
        else:
            self._compare_signed(size, noted.root, root)

    def _check_kept(self, kept: KeptNote, stored: Checkpoint | None, root: bytes) -> None:
        size = kept.noted.size
        if stored is None or stored.size != size or stored.note != kept.note:
            self._find(size, f"The signed checkpoint at position {size} was kept elsewhere, and is not in the log.")
        self._compare_signed(size, kept.noted.root, root)

    def _compare_signed(self, size: int, signed_root: bytes, root: bytes) -> None:
        if signed_root == root:
            self._agreed_until = size
            return
        self._find(
            size,
            f"The events from position {self._agreed_until + 1} to {size} are not those that were signed: their root "
            f"differs.",
        )

    def _find(self, position: int, sentence: str) -> None:
        self.findings.append(Finding(position, sentence))


def _a_microsecond_after(time: str) -> str | None:
    """The next time of the same commit; None where the text is no time."""
    if not TIME.fullmatch(time):
        return None
    try:
        return later_by(ONE_MICROSECOND, time)
    except (ValueError, OverflowError):
        return None
