"""Taking the rows of a confirmed sheet: each for itself or all together, once however often they are sent."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256

from litestar import Response
from msgspec import Struct

from events.reading_facts import BATCH
from service.api.asking import POSITION_HEADER
from service.api.body import CheckedRequest
from service.api.handing_in import receipt_for
from service.api.problems import BodyTooLarge, Fault, InvalidInput, KeyReused, Problem
from service.auth.guards import caller_of
from service.commands.refusals import Refused
from service.desk import Desk
from service.sheets.plan import Planned, RowAnswer, refused_answer
from service.sheets.table import Table
from service.sheets.taking import ROWS_TOGETHER_MAX, TakeTogether
from service.writer.work import Receipt

# A part of what the writer takes in bulk at a time, so that what people report meanwhile is soon written in between.
ROWS_AT_ONCE = 8
BATCH_DIGITS = 32


class SheetTaken(Struct, frozen=True, kw_only=True):
    """What became of a sheet, row by row. `batch` is the tag of all its events in the log.

    Each row that was taken has a receipt; where all were taken together there is one for them, and no list of rows.
    """

    agency: str
    atomic: bool
    batch: str
    taken: int
    unchanged: int
    refused: int
    receipt: Receipt | None = None
    rows: tuple[RowAnswer, ...] = ()


class Taking(Struct, frozen=True):
    """A sheet that is to be taken: whose it is, its rows as planned, and the digest of all that was sent.

    It is taken under `key`; `known` are the keys made of it under which something was answered before.
    """

    agency: str
    planned: Sequence[Planned]
    table: Table
    sheet: str
    key: str
    known: Collection[str]

    def batch(self, actor: str) -> str:
        """The tag of what is taken; the same whenever the sheet is sent again."""
        return BATCH + sha256(f"{actor}\n{self.key}\n{self.sheet}".encode()).hexdigest()[:BATCH_DIGITS]


def keys_of(key: str, planned: Sequence[Planned]) -> list[str]:
    """The keys under which a sheet may have been taken: its own for all rows together, and one for each row."""
    return [key, *(row_key(key, one) for one in planned)]


def row_key(key: str, one: Planned) -> str:
    """The key of a row, which no caller can send: it has a blank."""
    return f"{key} {one.command.row}"


def refuse_otherwise(key: str, known: Collection[str], *, atomic: bool) -> None:
    """Raise KeyReused where the key was used to take rows in the other way."""
    others = {one for one in known if (one == key) is not atomic}
    if others:
        asked = "row by row" if atomic else "all together"
        raise KeyReused(f"The Idempotency-Key {key} was used before to take rows {asked}; draw a new key.")


async def take_each(request: CheckedRequest, desk: Desk, taking: Taking) -> Response[SheetTaken]:
    """Each row for itself. Those that were answered before come first, so that a key is never used for two sheets."""
    batch = taking.batch(caller_of(request).actor)
    before = [one for one in taking.planned if row_key(taking.key, one) in taking.known]
    others = [one for one in taking.planned if one.is_to_do and row_key(taking.key, one) not in taking.known]
    answers = {one.answer.row: one.answer for one in taking.planned}
    for piece in (*_pieces(before), *_pieces(others)):
        # All of a piece are waited for, so that nothing is written after the answer.
        found = await asyncio.gather(
            *(_row(request, desk, taking, one, batch) for one in piece), return_exceptions=True
        )
        for row in found:
            if isinstance(row, BaseException):
                raise row
            answers[row.row] = row
    rows = tuple(answers[one.answer.row] for one in taking.planned)
    receipts = [row.receipt for row in rows if row.receipt is not None]
    states = [row.state for row in rows]
    taken = SheetTaken(
        agency=taking.agency,
        atomic=False,
        batch=batch,
        taken=len(receipts),
        unchanged=states.count("unchanged"),
        refused=states.count("refused"),
        rows=rows,
    )
    return Response(taken, headers={POSITION_HEADER: receipts[-1].position} if receipts else {})


async def _row(request: CheckedRequest, desk: Desk, taking: Taking, one: Planned, batch: str) -> RowAnswer:
    """One row. What the service could not do now is no refusal of it, but raised: sent again, the rest is taken."""
    command = one.command
    try:
        receipt = await receipt_for(request, desk, command, row_key(taking.key, one), bulk=True, batch=batch)
    except Problem as problem:
        refused = problem.__cause__
        if not isinstance(refused, Refused) or refused.slug == KeyReused.slug:
            raise
        return refused_answer(command, refused, taking.table)
    return RowAnswer(
        row=command.row,
        state="changed" if command.cells.get("id") else "new",
        id=receipt.id,
        title=command.cells.get("title"),
        receipt=receipt,
    )


async def take_together(request: CheckedRequest, desk: Desk, taking: Taking) -> Response[SheetTaken]:
    """All rows that say anything, or none of them."""
    batch = taking.batch(caller_of(request).actor)
    rows = tuple(one.command for one in taking.planned if one.is_to_do)
    if not taking.known:
        _refuse_some_refused([one.answer for one in taking.planned])
        if len(rows) > ROWS_TOGETHER_MAX:
            raise BodyTooLarge(
                f"At most {ROWS_TOGETHER_MAX} rows are taken together, and this sheet changes {len(rows)}; send it in "
                "parts."
            )
    command = TakeTogether(rows=rows, sheet=taking.sheet, id=batch.removeprefix(BATCH))
    receipt = await receipt_for(request, desk, command, taking.key, bulk=True, batch=batch)
    number = len(receipt.items)
    taken = SheetTaken(
        agency=taking.agency,
        atomic=True,
        batch=batch,
        taken=number,
        unchanged=len(taking.planned) - number,
        refused=0,
        receipt=receipt,
    )
    return Response(taken, headers={POSITION_HEADER: receipt.position})


def _refuse_some_refused(rows: Sequence[RowAnswer]) -> None:
    """Raise InvalidInput with every fault where a row is refused."""
    refused = [row for row in rows if row.state == "refused"]
    if refused:
        faults = [Fault(f"/rows/{row.row}/{fault.column}", fault.sentence) for row in refused for fault in row.faults]
        raise InvalidInput(
            f"{len(refused)} of {len(rows)} rows are refused, and all or none were to be taken; nothing was written.",
            faults=faults,
        )


def _pieces(planned: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    for start in range(0, len(planned), ROWS_AT_ONCE):
        yield planned[start : start + ROWS_AT_ONCE]
