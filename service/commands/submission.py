"""Many reports and updates sent together, all or none."""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from events.identity import Noun
from service.commands.activity_news import UpdateActivity
from service.commands.deliberation import Command, Decision, Deliberation, Warning
from service.commands.fields import Name
from service.commands.intervention_items import ReportItem, TellUpdate
from service.commands.refusals import FaultFound, Refused

LINES_MAX = 500


class UpdateLine(TellUpdate, frozen=True, kw_only=True, tag_field="type", tag="update"):
    """News of one activity; `expected_version` is the version that the author looked at."""

    expected_version: int | None = None


SubmissionLine = ReportItem | UpdateLine


class Submission(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reports and updates in one go; with `"atomic": false` each line is taken or refused for itself."""

    lines: Annotated[tuple[SubmissionLine, ...], Meta(min_length=1, max_length=LINES_MAX)]
    atomic: bool = True
    note: Name | None = None


def command_of(line: SubmissionLine) -> Command:
    """The command that a line asks for."""
    if isinstance(line, UpdateLine):
        return UpdateActivity(id=line.activity, update=line.update, expected_version=line.expected_version)
    return line


def _of_line(place: int, warning: Warning) -> Warning:
    """The warning with the line that it is about."""
    return replace(warning, sentence=f"/lines/{place}: {warning.sentence}")


class SubmitAlone(Struct, frozen=True, kw_only=True):
    """One line of a submission, taken or refused for itself.

    `submission` is the digest of all that was sent with it: a key then names the whole submission, not the line.
    """

    line: SubmissionLine
    submission: str

    def decide(self, deliberation: Deliberation) -> Decision:
        """Decide the line as if it had come on its own."""
        return command_of(self.line).decide(deliberation)


class SubmitTogether(Struct, frozen=True, kw_only=True):
    """All lines of a submission as one command: if one is refused, nothing is written."""

    submission: Submission
    id: str

    def decide(self, deliberation: Deliberation) -> Decision:
        """Decide line after line, each seeing those before it; a refusal names its line."""
        done = [self._line(deliberation, place, line) for place, line in enumerate(self.submission.lines)]
        warnings = tuple(_of_line(place, one) for place, decision in enumerate(done) for one in decision.warnings)
        items = tuple(decision.id for decision in done)
        return Decision(noun=Noun.ACTIVITY, id=self.id, made=True, items=items, warnings=warnings)

    def _line(self, deliberation: Deliberation, place: int, line: SubmissionLine) -> Decision:
        try:
            return command_of(line).decide(deliberation)
        except Refused as refused:
            pointer = f"/lines/{place}"
            faults = tuple(FaultFound(pointer + one.pointer, one.sentence, one.slug) for one in refused.faults)
            alone = FaultFound(pointer, refused.sentence, refused.slug)
            raise Refused(refused.slug, refused.sentence, faults or (alone,), refused.links) from refused
