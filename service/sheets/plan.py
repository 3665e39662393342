"""The plan of a sheet: what would become of each row, and the token that stands for all of it."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from events.honest_date import HonestDate
from service.commands.checks import date_read
from service.commands.deliberation import Warning
from service.commands.fields import DateSaid
from service.commands.refusals import Faults, Refused
from service.sheets.cells import read_date
from service.sheets.columns import BY_NAME, Sort
from service.sheets.edits import Change
from service.sheets.table import Table
from service.sheets.taking import NOTHING_TO_DO, Taken, TakeRow
from service.writer.work import Receipt

State = Literal["new", "changed", "unchanged", "refused"]


class CellChange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A cell that is edited: before, and after. `read_as` is the date that was read from its words, as EDTF."""

    column: str
    before: str
    after: str
    read_as: str | None = None


class CellFault(Struct, frozen=True, kw_only=True):
    """Something to mend: the column and the cell (such as G12) where the sheet has them, and a sentence."""

    column: str
    cell: str | None
    sentence: str


class RowAnswer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What would become, or has become, of a row.

    `id` is that of its activity, or the one that a new report would get. `updates` are the types of the updates that
    say its changes, an event each. A row that was taken has a receipt.
    """

    row: int
    state: State
    id: str | None = None
    title: str | None = None
    changes: tuple[CellChange, ...] = ()
    updates: tuple[str, ...] = ()
    faults: tuple[CellFault, ...] = ()
    warnings: tuple[Warning, ...] = ()
    links: dict[str, str] = {}
    receipt: Receipt | None = None


class Planned(Struct, frozen=True):
    """A row as a command, and what would become of it."""

    command: TakeRow
    answer: RowAnswer

    @property
    def is_to_do(self) -> bool:
        """Whether there is anything to be written."""
        return self.answer.state in ("new", "changed")


def taken_answer(command: TakeRow, taken: Taken) -> RowAnswer:
    """The answer for a row that is taken."""
    is_new = not command.cells.get("id")
    return RowAnswer(
        row=command.row,
        state="new" if is_new else "changed",
        id=taken.decision.id,
        title=command.cells.get("title"),
        changes=tuple(_change(change) for change in taken.changes),
        updates=taken.updates,
        warnings=taken.decision.warnings,
    )


def refused_answer(command: TakeRow, refused: Refused, table: Table) -> RowAnswer:
    """The answer for a row that is not taken: unchanged where all of it is so already, else with every fault."""
    known = RowAnswer(
        row=command.row, state="unchanged", id=command.cells.get("id") or None, title=command.cells.get("title")
    )
    if refused.slug == NOTHING_TO_DO:
        return known
    faults = tuple(
        CellFault(column=name, cell=table.cell(name, command.row), sentence=fault.sentence)
        for fault in refused.faults
        for name in (fault.pointer.rpartition("/")[2],)
    )
    whole = (CellFault(column="id", cell=table.cell("id", command.row), sentence=refused.sentence),)
    return replace(known, state="refused", faults=faults or whole, links=refused.links)


def counted(rows: Sequence[RowAnswer]) -> dict[State, int]:
    """How many rows are in each state."""
    states = [row.state for row in rows]
    return {state: states.count(state) for state in get_args(State)}


def sheet_digest(agency: str, confirm: str, table: Table) -> str:
    """The digest of all that was sent to be taken: the rows, whose sheet it is, and the token of its dry run."""
    return sha256(msgspec.json.encode([agency, confirm, table.rows], order="deterministic")).hexdigest()


def token_of(agency: str, planned: Sequence[Planned]) -> str:
    """The token of a plan: another one as soon as anything that would be written is another, or is refused.

    The id of a new report is no part of it: where the title gives none, it is drawn when the report is taken.
    """
    said = [
        (one.answer.row, one.answer.state, one.command.cells.get("id"), one.answer.changes, one.answer.faults)
        for one in planned
        if one.answer.state != "unchanged"
    ]
    return sha256(msgspec.json.encode([agency, said], order="deterministic")).hexdigest()


def _change(change: Change) -> CellChange:
    return CellChange(
        column=change.column, before=change.before, after=change.after, read_as=_read_as(change.column, change.after)
    )


def _read_as(column: str, cell: str) -> str | None:
    """The date that is read from the words of a cell; None where they name none, or the column has no dates."""
    if BY_NAME[column].sort is not Sort.DATE or not cell:
        return None
    date: HonestDate | None = date_read(DateSaid(**read_date(cell)), f"/{column}", Faults())
    return date.edtf if date is not None else None
