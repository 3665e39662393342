"""The spreadsheet round trip over HTTP: an agency's items to download, to edit, to look at in a dry run, to confirm."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Annotated, Literal

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from events.activity_state import Activity
from events.agency import Agency
from projections.activities import ACTIVITIES
from projections.activity_filter import ActivityFilter, Scope
from projections.open_items import ROLES_ASKED, open_items_of, questions
from projections.registry import ACTIVITY_LISTS, AGENCIES
from projections.things import read_one, read_some
from service import clock
from service.api.agency_tree import chosen_agencies
from service.api.asking import IdempotencyKey, TheDesk, headers_of_list, reading, scope_for
from service.api.body import CheckedRequest
from service.api.every_activity import every_activity
from service.api.openapi import BODY_FORMS
from service.api.openapi_problems import FURTHER_PROBLEMS
from service.api.problems import NotAllowed, PreconditionRequired, StaleVersion
from service.api.sheet_plans import FORMS, plan_of, sheet_sent
from service.api.sheet_taking import SheetTaken, Taking, keys_of, refuse_otherwise, take_each, take_together
from service.auth.guards import caller_of, reports
from service.desk import Desk, Reading
from service.sheets import writing_csv, writing_xlsx
from service.sheets.plan import RowAnswer, counted, sheet_digest, token_of
from service.sheets.writing import CSV_MEDIA_TYPE, XLSX_MEDIA_TYPE, Item, Sheet
from service.writer.command_log import known_keys

PATH = "/api/v1/agencies/{agency_id:str}/sheet"

Items = Annotated[
    Literal["open", "all"],
    QueryParameter(
        description="Those on which an answer is owed, or all that the agency leads, reported or was given."
    ),
]
WithSubEntities = Annotated[bool, QueryParameter(description="With the bodies under the agency as well.")]
Confirm = Annotated[
    str, QueryParameter(pattern=r"^[0-9a-f]{64}$", description="The token that the dry run of the same sheet gave.")
]
Atomic = Annotated[bool, QueryParameter(description="All rows or none; else each is taken or refused for itself.")]


class SheetPlan(Struct, frozen=True, kw_only=True):
    """What a sheet would do, row by row. `confirm` stands for all of it, None where there is nothing to be done."""

    agency: str
    position: str
    new: int
    changed: int
    unchanged: int
    refused: int
    confirm: str | None
    rows: tuple[RowAnswer, ...]


@get(PATH + ".xlsx", guards=[reports], tags=["agencies"], media_type=XLSX_MEDIA_TYPE)
async def get_sheet_xlsx(
    request: CheckedRequest, desk: TheDesk, agency_id: FromPath[str], items: Items = "open",
    sub_entities: WithSubEntities = True,
) -> Response[bytes]:  # fmt: skip
    """The items of an agency as a workbook to be edited and sent back: a row each, lists to choose from, a sheet that
    explains."""
    async with reading(desk, uses=ACTIVITY_LISTS) as read:
        headers, sheet = await _sheet(request, read, agency_id, items, sub_entities)
    content = await asyncio.to_thread(writing_xlsx.render, sheet)
    return Response(content, media_type=XLSX_MEDIA_TYPE, headers={**headers, **_named(sheet, "xlsx")})


@get(PATH + ".csv", guards=[reports], tags=["agencies"], media_type=CSV_MEDIA_TYPE)
async def get_sheet_csv(
    request: CheckedRequest, desk: TheDesk, agency_id: FromPath[str], items: Items = "open",
    sub_entities: WithSubEntities = True,
) -> Response[bytes]:  # fmt: skip
    """The same as text (UTF-8, a comma between cells)."""
    async with reading(desk, uses=ACTIVITY_LISTS) as read:
        headers, sheet = await _sheet(request, read, agency_id, items, sub_entities)
    content = await asyncio.to_thread(writing_csv.render, sheet)
    return Response(content, media_type=CSV_MEDIA_TYPE, headers={**headers, **_named(sheet, "csv")})


@post(PATH, guards=[reports], tags=["agencies"], status_code=200, opt={BODY_FORMS: tuple(FORMS)})
async def plan_sheet(request: CheckedRequest, desk: TheDesk, agency_id: FromPath[str]) -> Response[SheetPlan]:
    """A dry run: what would become of each row of an edited sheet, and why a row would be refused. Nothing is written.

    A row is matched by its id and compared with what the sheet was made from, so that only what was edited counts.
    """
    await _demand_own(request, desk, agency_id)
    table = await sheet_sent(request, desk)
    async with reading(desk, uses=ACTIVITY_LISTS) as read:
        planned = await plan_of(read.transaction, caller_of(request), agency_id, table)
    rows = tuple(one.answer for one in planned)
    token = await asyncio.to_thread(token_of, agency_id, planned) if any(one.is_to_do for one in planned) else None
    plan = SheetPlan(agency=agency_id, position=read.position, confirm=token, rows=rows, **counted(rows))
    return Response(plan)


@post(
    PATH + "/confirmed",
    guards=[reports],
    tags=["agencies"],
    status_code=200,
    opt={BODY_FORMS: tuple(FORMS), FURTHER_PROBLEMS: (StaleVersion, PreconditionRequired)},
)
async def confirm_sheet(
    request: CheckedRequest,
    desk: TheDesk,
    agency_id: FromPath[str],
    confirm: Confirm,
    atomic: Atomic = False,
    idempotency_key: IdempotencyKey = None,
) -> Response[SheetTaken]:
    """Take the same sheet after its dry run; the header Idempotency-Key is required.

    Refused with 412 where it would do something else by now. Each row is taken or refused for itself, with
    `atomic=true` all or none. All events of it are found under the tag in `batch`.
    """
    if idempotency_key is None:
        raise PreconditionRequired("A sheet needs the header Idempotency-Key, so that it can be sent again safely.")
    await _demand_own(request, desk, agency_id)
    table = await sheet_sent(request, desk)
    caller, digest = caller_of(request), await asyncio.to_thread(sheet_digest, agency_id, confirm, table)
    async with reading(desk, uses=ACTIVITY_LISTS) as read:
        planned = await plan_of(read.transaction, caller, agency_id, table, digest)
        keys = keys_of(idempotency_key, planned)
        known = await known_keys(read.transaction, caller.actor, keys, clock.now())
    refuse_otherwise(idempotency_key, known, atomic=atomic)
    if not known and await asyncio.to_thread(token_of, agency_id, planned) != confirm:
        told = ", ".join(f"{number} {state}" for state, number in counted([one.answer for one in planned]).items())
        raise StaleVersion(
            f"This sheet would do something else by now than what its dry run showed ({told}); nothing was written. "
            "Look at a new dry run, and confirm that one."
        )
    taking = Taking(agency_id, planned, table, digest, idempotency_key, known)
    return await (take_together if atomic else take_each)(request, desk, taking)


async def _demand_own(request: CheckedRequest, desk: Desk, agency: str) -> None:
    """NotFound for an agency that there is not, NotAllowed where the caller does not write for it: before any work."""
    async with reading(desk, uses=ACTIVITY_LISTS) as read:
        await chosen_agencies(read, [agency], sub_entities=False)
        _refuse_other(await scope_for(request, read), agency)


def _refuse_other(scope: Scope, agency: str) -> None:
    if not scope.sees_all and agency not in scope.own_agencies:
        raise NotAllowed(
            f"A sheet is for those who write for the agency, and your key does not write for {agency}; ask it for a "
            "grant."
        )


async def _sheet(
    request: CheckedRequest, read: Reading, agency_id: str, which: str, sub_entities: bool
) -> tuple[dict[str, str], Sheet]:
    """The headers of a sheet, and what it is made of: what the caller sees, with what is asked on the day."""
    bodies = await chosen_agencies(read, [agency_id], sub_entities)
    scope, day = await scope_for(request, read), read.evaluated_on
    _refuse_other(scope, agency_id)
    headers = headers_of_list(request, read)
    wanted = open_items_of(bodies) if which == "open" else ActivityFilter(agencies=bodies, roles=ROLES_ASKED)
    activities = await every_activity(read, scope, wanted, read.clocks, day, by_due=True)
    merged = await _with_own_words(read, activities)
    found = await asyncio.to_thread(_asked, activities, bodies, day)
    items = tuple(
        Item(merged.get(item.activity.id, item.activity), item.asked) for item in found if item.asked or which == "all"
    )
    agency: Agency = await read_one(read.transaction, AGENCIES, agency_id, read.clocks)
    name = f"{agency_id}-{which}-{day}"
    return headers, Sheet(agency=agency.name_on(day).name, name=name, day=day, position=read.position, items=items)


async def _with_own_words(read: Reading, activities: Sequence[Activity]) -> dict[str, Activity]:
    """Those into which others were merged, by their ids, without what the others say: no row of theirs edits that."""
    ids = sorted(one.id for one in activities if one.merged)
    own: list[Activity] = await read_some(read.transaction, ACTIVITIES, ids, read.clocks) if ids else []
    return {one.id: one for one in own}


def _asked(activities: Sequence[Activity], bodies: Collection[str], day: str) -> list[Item]:
    """Each activity with what is asked of the bodies about it on the day."""
    return [Item(one, " ".join(asked.sentence for asked in questions(one, bodies, day))) for one in activities]


def _named(sheet: Sheet, extension: str) -> dict[str, str]:
    """The name under which a browser keeps the file."""
    return {"Content-Disposition": f'attachment; filename="{sheet.name}.{extension}"'}


ROUTES = (get_sheet_xlsx, get_sheet_csv, plan_sheet, confirm_sheet)
