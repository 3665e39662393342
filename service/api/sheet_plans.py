"""Planning a sheet: what would become of its rows, found by deciding them on a reading of the log, without writing."""

import asyncio
from collections.abc import Iterator, Sequence

from events.log.database import Transaction
from events.text import normalised
from projections.newest_titles import read_newest_titles
from service import clock
from service.api.body import CheckedRequest
from service.api.problems import Fault, InvalidInput, NotAllowed, Overloaded, WrongMediaType
from service.auth.caller import Caller
from service.commands.permission import demand
from service.commands.refusals import Refused
from service.desk import Desk, author_of
from service.giving_way import LongWork
from service.sheets.child import ReadersBusy
from service.sheets.plan import Planned, refused_answer, taken_answer
from service.sheets.table import Row, Table, table_of
from service.sheets.taking import TakeRow
from service.sheets.unreadable import Unreadable
from service.sheets.writing import CSV_MEDIA_TYPE, XLSX_MEDIA_TYPE
from service.writer.rehearsing import Rehearsal

FORMS = {XLSX_MEDIA_TYPE: "xlsx", CSV_MEDIA_TYPE: "csv"}
# So many rows are looked up together.
ROWS_AT_ONCE = 8
TITLES_MAX = 1_000_000


async def sheet_sent(request: CheckedRequest, desk: Desk) -> Table:
    """The sheet in the body of a request.

    Raises WrongMediaType (415), BodyTooLarge (413), InvalidInput (422) with the place of what is wrong, Overloaded
    where too many sheets are being read.
    """
    form = _form_of(request)
    file = await request.body()
    try:
        if not file:
            raise Unreadable("Expected a sheet in the body of the request, found nothing.")
        rows = await desk.sheet_readers.read(file, form)
        # A sheet of the largest size is told apart in some 50 ms: a thread gives the others their turns meanwhile.
        return await asyncio.to_thread(table_of, rows)
    except Unreadable as unreadable:
        pointer = f"/cells/{unreadable.cell}" if unreadable.cell else ""
        raise InvalidInput(unreadable.sentence, faults=[Fault(pointer, unreadable.sentence)]) from unreadable
    except ReadersBusy as busy:
        raise Overloaded(str(busy)) from busy


def _form_of(request: CheckedRequest) -> str:
    media_type, _ = request.content_type
    if (encoding := request.headers.get("content-encoding", "identity")).lower() != "identity":
        raise WrongMediaType(f"Expected a body without Content-Encoding, found {encoding}.")
    form = FORMS.get(media_type.lower())
    if form is None:
        found = request.headers.get("content-type") or "none"
        raise WrongMediaType(f"Expected the header Content-Type: {' or '.join(FORMS)}, found {found}.")
    return form


async def plan_of(
    transaction: Transaction, caller: Caller, agency: str, table: Table, sheet: str = ""
) -> list[Planned]:
    """What would become of each row of the sheet of an agency. NotAllowed where the caller does not write for it."""
    rehearsal = Rehearsal(transaction, author_of(caller), clock.now(), clock.new_id)
    await rehearsal.begin()
    try:
        await rehearsal.decide(lambda deliberation: demand(deliberation, (agency,)))
    except Refused as refused:
        raise NotAllowed(refused.sentence) from refused
    commands = await _commands(transaction, agency, table, sheet)
    planned: list[Planned] = []
    work = LongWork()
    for piece in _pieces(commands):
        await rehearsal.look_ahead([command.take for command in piece])
        for command in piece:
            await work.gives_way()
            planned.append(await _planned(rehearsal, command, table))
    return planned


async def _planned(rehearsal: Rehearsal, command: TakeRow, table: Table) -> Planned:
    try:
        return Planned(command, taken_answer(command, await rehearsal.decide(command.take)))
    except Refused as refused:
        return Planned(command, refused_answer(command, refused, table))


async def _commands(transaction: Transaction, agency: str, table: Table, sheet: str) -> list[TakeRow]:
    """Each row as a command; new reports with the activities that have the same title already."""
    bodies = {_body_of(row, agency) for row in table.rows if not row.cells["id"]}
    same = {body: await _by_title(transaction, body) for body in sorted(bodies)}
    found = []
    for row in table.rows:
        titles = {} if row.cells["id"] else same[_body_of(row, agency)]
        alike = tuple(titles.get(normalised(row.cells.get("title", "")), ()))
        cells = {name: cell for name, cell in row.cells.items() if name != "asked"}
        found.append(TakeRow(agency=agency, row=row.number, cells=cells, sheet=sheet, alike=alike))
    return found


def _body_of(row: Row, agency: str) -> str:
    return row.cells.get("agency", "").strip() or agency


async def _by_title(transaction: Transaction, body: str) -> dict[str, list[str]]:
    """The ids of the activities in which a body has a part, by their titles for comparing."""
    found: dict[str, list[str]] = {}
    for activity_id, title, *_ in await read_newest_titles(transaction, body, TITLES_MAX):
        found.setdefault(title, []).append(activity_id)
    return found


def _pieces(commands: Sequence[TakeRow]) -> Iterator[Sequence[TakeRow]]:
    for start in range(0, len(commands), ROWS_AT_ONCE):
        yield commands[start : start + ROWS_AT_ONCE]
