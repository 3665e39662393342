"""What must hold for every event of the log: its place, its time, its digests, its tags, and who redacted what."""

from collections.abc import Callable, Collection
from typing import NamedTuple

import msgspec
from msgspec import Struct

from events.log.event import RecordedEvent
from events.log.hashing import recomputed_leaf, resealed
from events.log.merkle import Frontier, Tile
from events.log.redaction import REDACTION_TYPE

TagsOf = Callable[[RecordedEvent], Collection[str]]


class Finding(NamedTuple):
    """Something that the log claims and that is not so, with the position at which it was found."""

    position: int
    sentence: str


class Redaction(Struct, frozen=True):
    """What the event of a redaction tells: which field of which event gave way to its digest."""

    position: int
    field: str


class EventChecks:
    """Takes the events of a log one after another, from the first, and finds what is wrong with each.

    With `tags_of` the tags of each event are compared with those that the function gives. `position` is that of the
    last event taken, `frontier` the tree over all of them.
    """

    def __init__(self, tags_of: TagsOf | None) -> None:
        self.position = 0
        self.findings: list[Finding] = []
        self.frontier = Frontier()
        self._tags_of = tags_of
        self._versions: dict[str, int] = {}
        self._recorded_at = ""
        # The redacted fields of which no redaction has told yet.
        self._withheld: set[Redaction] = set()

    def take(self, recorded: RecordedEvent, tags: Collection[str]) -> list[Tile]:
        """Check the next event with the tags that are stored for it; the tiles that it filled."""
        self._check_place(recorded)
        self._check_seal(recorded)
        if self._tags_of is not None:
            self._check_tags(recorded, self._tags_of, tags)
        return self.frontier.append(recorded.leaf)

    def skip(self, position: int, sentence: str) -> None:
        """Go on after an event that is not there or cannot be read; the tree is then another one."""
        self._find(position, sentence)
        self.position = position
        self.frontier.append(bytes(32))

    def finish(self) -> None:
        """Look for redactions that the log should tell of and does not."""
        for position, field in sorted((one.position, one.field) for one in self._withheld):
            self._find(position, f"The field {field} at position {position} is gone, and no redaction tells of it.")

    def _check_place(self, recorded: RecordedEvent) -> None:
        """Positions without a gap, versions without a gap in each stream, times that only grow."""
        position, expected = recorded.position, self.position + 1
        if position != expected:
            self._find(expected, f"Position {expected} was expected next, and {position} was found.")
        version = self._versions.get(recorded.stream, 0) + 1
        if recorded.version != version:
            self._find(
                position,
                f"Version {version} of {recorded.stream} was expected at position {position}, "
                f"and {recorded.version} was found.",
            )
        if recorded.recorded_at <= self._recorded_at:
            self._find(
                position,
                f"A time after {self._recorded_at} was expected at position {position}, "
                f"and {recorded.recorded_at} was found.",
            )
        self.position, self._recorded_at = position, recorded.recorded_at
        self._versions[recorded.stream] = recorded.version

    def _check_seal(self, recorded: RecordedEvent) -> None:
        """The data and the salts in their one right form, the digest over them, the leaf over all."""
        at = f"at position {recorded.position}"
        try:
            sealed = resealed(recorded)
            if (sealed.data, sealed.salts) != (recorded.data, recorded.salts.encode()):
                self._find(
                    recorded.position, f"Canonical JSON was expected as the data {at}, and another form was found."
                )
            if sealed.data_digest != recorded.data_digest:
                self._find(recorded.position, f"The data {at} are not those that were recorded: their digest differs.")
            if recomputed_leaf(recorded, recorded.data_digest) != recorded.leaf:
                self._find(recorded.position, f"The event {at} is not the one that was recorded: its leaf differs.")
            self._check_redactions(recorded)
        except (ValueError, TypeError, KeyError, msgspec.MsgspecError) as error:
            self._find(recorded.position, f"The data {at} cannot be read: {error}.")

    def _check_redactions(self, recorded: RecordedEvent) -> None:
        """A redaction stands later in the log than the field it is about, and the field is gone."""
        self._withheld.update(Redaction(recorded.position, field) for field in recorded.withheld())
        if recorded.type != REDACTION_TYPE:
            return
        told = msgspec.json.decode(recorded.data, type=Redaction)
        if told not in self._withheld:
            self._find(
                told.position,
                f"The field {told.field} at position {told.position} was expected to be gone, for the event at "
                f"position {recorded.position} tells of its redaction.",
            )
        self._withheld.discard(told)

    def _check_tags(self, recorded: RecordedEvent, tags_of: TagsOf, tags: Collection[str]) -> None:
        try:
            expected, found = set(tags_of(recorded)), set(tags)
        except Exception as error:  # noqa: BLE001 - whatever the reading of altered data breaks on is a finding
            self._find(recorded.position, f"The event at position {recorded.position} cannot be read: {error}.")
            return
        if expected != found:
            self._find(
                recorded.position,
                f"The tags {sorted(expected)} were expected at position {recorded.position}, and {sorted(found)} "
                f"were found.",
            )

    def _find(self, position: int, sentence: str) -> None:
        self.findings.append(Finding(position, sentence))
