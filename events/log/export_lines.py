"""The lines of an exported log: first one that says what it is, then one for each event with all that proves it."""

from collections.abc import Collection

import msgspec
from msgspec import Raw, Struct

from events.log.event import RecordedEvent
from events.log.reading import Checkpoint

FORM = "tour-de-table-log.v1"
LINE_BYTES_MAX = 16_000_000


class ExportUnreadable(ValueError):
    """The file is no export of a log."""


class FirstLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file is said to hold: so many events, up to this root (in hex); the public key of the log, if known."""

    form: str
    size: int
    root: str
    verifier_key: str | None


class CheckpointOfLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The checkpoint that stands at an event: the root in hex, when, and its signed note."""

    root: str
    recorded_at: str
    note: str | None


class EventLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event with its header, data, salts and tags, its digest and leaf in hex, and the checkpoint that it ended."""

    position: int
    event_id: str
    stream: str
    version: int
    type: str
    schema_version: int
    actor: str
    on_behalf_of: str | None
    causation: str | None
    correlation: str | None
    command_id: str
    reported_on: str
    recorded_at: str
    data: Raw
    salts: Raw
    data_digest: str
    leaf: str
    tags: tuple[str, ...]
    checkpoint: CheckpointOfLine | None


class ExportedEvent(Struct, frozen=True):
    """What a line holds, as the log would give it."""

    recorded: RecordedEvent
    tags: tuple[str, ...]
    checkpoint: Checkpoint | None


HEADER = tuple(name for name in RecordedEvent.__struct_fields__ if name not in ("data", "salts", "data_digest", "leaf"))


def first_line(size: int, root: bytes, verifier_key: str | None) -> bytes:
    """The line that says what follows."""
    return _written(FirstLine(form=FORM, size=size, root=root.hex(), verifier_key=verifier_key))


def event_line(recorded: RecordedEvent, tags: Collection[str], checkpoint: Checkpoint | None) -> bytes:
    """The line of an event."""
    return _written(
        EventLine(
            **{name: getattr(recorded, name) for name in HEADER},
            data=Raw(recorded.data),
            salts=Raw(recorded.salts.encode()),
            data_digest=recorded.data_digest.hex(),
            leaf=recorded.leaf.hex(),
            tags=tuple(sorted(tags)),
            checkpoint=_checkpoint_of_line(checkpoint) if checkpoint else None,
        )
    )


def read_first_line(line: bytes) -> FirstLine:
    """Read what `first_line` wrote; `ExportUnreadable` for anything else."""
    try:
        found = msgspec.json.decode(line, type=FirstLine)
    except msgspec.MsgspecError as error:
        raise ExportUnreadable(
            f"The first line of an exported log was expected, and another was found: {error}."
        ) from error
    if found.form != FORM:
        raise ExportUnreadable(f"An exported log of the form {FORM} was expected, and {found.form} was found.")
    return found


def read_event_line(line: bytes) -> ExportedEvent:
    """Read what `event_line` wrote, byte for byte; `ExportUnreadable` for anything else."""
    try:
        found = msgspec.json.decode(line, type=EventLine)
        recorded = RecordedEvent(
            **{name: getattr(found, name) for name in HEADER},
            data=bytes(found.data),
            salts=bytes(found.salts).decode(),
            data_digest=bytes.fromhex(found.data_digest),
            leaf=bytes.fromhex(found.leaf),
        )
        stored = _checkpoint(found.position, found.checkpoint) if found.checkpoint else None
    except (msgspec.MsgspecError, ValueError) as error:
        raise ExportUnreadable(f"the line cannot be read ({error})") from error
    if event_line(recorded, found.tags, stored) != line:
        raise ExportUnreadable("the line was written in another way")
    return ExportedEvent(recorded, found.tags, stored)


def _checkpoint_of_line(stored: Checkpoint) -> CheckpointOfLine:
    return CheckpointOfLine(root=stored.root.hex(), recorded_at=stored.recorded_at, note=stored.note)


def _checkpoint(position: int, found: CheckpointOfLine) -> Checkpoint:
    return Checkpoint(position, bytes.fromhex(found.root), found.recorded_at, found.note)


def _written(line: FirstLine | EventLine) -> bytes:
    return msgspec.json.encode(line) + b"\n"
