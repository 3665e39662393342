"""Statements over HTTP: what was said at a coordination meeting that is no activity."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from events.fact import number_of
from events.identity import Noun
from events.statement import Statement
from events.vocabulary import StatementType
from projections.registry import COORDINATION_MEETINGS, STATEMENTS
from projections.things import read_under
from service.api.agency_tree import chosen_agencies
from service.api.asking import (
    AsOf,
    IdempotencyKey,
    IfMatch,
    KnownAt,
    Listing,
    TheDesk,
    headers_of_list,
    headers_of_thing,
    reading,
    stands,
    the_one,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.event_answers import HistoryAnswer, history_of
from service.api.filter_parameters import Narrower, SubEntities, Topics
from service.api.handing_in import hand_in
from service.api.said_at import said_at
from service.api.topic_tree import chosen_topics
from service.auth.guards import reads, reports
from service.commands.statement import MakeStatement, MakeStatementAt, StatementUpdate, UpdateStatement
from service.writer.work import Receipt

PATH = "/api/v1/statements"
AT_A_MEETING = "/api/v1/coordination-meetings/{meeting_id:str}/statements"


Concerned = Annotated[list[str] | None, QueryParameter(description="Made by these agencies, or to them.")]
StatementTypes = Annotated[list[StatementType] | None, QueryParameter(description="Of these types.")]


class StatementList(Listing, frozen=True, kw_only=True):
    """The statements of a meeting in the order in which the log took them; withdrawn ones are left out."""

    items: tuple[Statement, ...]


@get(AT_A_MEETING, guards=[reads], tags=["statements"])
async def list_statements(
    request: CheckedRequest,
    desk: TheDesk,
    meeting_id: FromPath[str],
    agency: Concerned = None,
    sub_entities: SubEntities = False,
    topic: Topics = None,
    narrower: Narrower = False,
    statement_type: StatementTypes = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response[StatementList]:
    """The statements made at a coordination meeting; a repeated filter is an "or", different ones are an "and"."""
    async with reading(desk, as_of, known_at) as read:
        await the_one(read, COORDINATION_MEETINGS, meeting_id)
        headers = headers_of_list(request, read)
        found = await read_under(read.transaction, STATEMENTS, "coordination-meeting", [meeting_id], read.clocks)
        bodies = set(await chosen_agencies(read, agency, sub_entities))
        topics = set(await chosen_topics(read, topic, narrower))
        made = [
            statement
            for statement in found
            if not statement.withdrawn
            and (not bodies or bodies & {*statement.by, *statement.to})
            and (not topics or topics & {*statement.topics})
            and (not statement_type or statement.statement_type in statement_type)
        ]
        items = tuple(sorted(made, key=lambda statement: min(map(number_of, statement.positions))))
        return Response(StatementList(**stands(read), total=len(items), items=items), headers=headers)


@post(AT_A_MEETING, guards=[reports], tags=["statements"])
async def make_statement(
    request: CheckedRequest,
    desk: TheDesk,
    meeting_id: FromPath[str],
    data: JSONBody[MakeStatement],
    idempotency_key: IdempotencyKey = None,
) -> Response[Receipt]:
    """Note a statement, by the body that made it or by the secretariat for it."""
    command = MakeStatementAt(coordination_meeting=meeting_id, statement=await said_at(desk, meeting_id, data))
    return await hand_in(request, desk, command, idempotency_key)


@get(PATH + "/{statement_id:str}", guards=[reads], tags=["statements"])
async def get_statement(
    request: CheckedRequest, desk: TheDesk, statement_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[Statement]:
    """One statement."""
    async with reading(desk, as_of, known_at) as read:
        statement = await the_one(read, STATEMENTS, statement_id)
        return Response(statement, headers=headers_of_thing(request, read, statement.version))


@get(PATH + "/{statement_id:str}/history", guards=[reads], tags=["statements"])
async def get_statement_history(
    request: CheckedRequest, desk: TheDesk, statement_id: FromPath[str]
) -> Response[HistoryAnswer]:
    """Every event about one statement."""
    async with reading(desk, uses=()) as read:
        return await history_of(request, read, Noun.STATEMENT, statement_id)


@post(PATH + "/{statement_id:str}/updates", guards=[reports], tags=["statements"])
async def update_statement(
    request: CheckedRequest,
    desk: TheDesk,
    statement_id: FromPath[str],
    data: JSONBody[StatementUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Update a statement: linked, corrected, withdrawn."""
    command = UpdateStatement(id=statement_id, update=data, expected_version=if_match(request))
    return await hand_in(request, desk, command, idempotency_key)


ROUTES = (list_statements, make_statement, get_statement, get_statement_history, update_statement)
