"""The page of one statement: what was said at the table, and what came of it."""

from litestar import Response, get
from litestar.params import FromPath

from events.identity import Noun
from events.statement import Statement
from projections.activity_filter import may_hear
from projections.registry import STATEMENTS
from service.api.asking import TheDesk, no_such, the_one
from service.api.body import CheckedRequest
from service.auth.guards import anyone
from service.threads import thread_of_statement
from service.web.look import PAGE, looking
from service.web.page import page


@get("/statements/{statement_id:str}", guards=[anyone], include_in_schema=False, opt=PAGE)
async def statement_page(request: CheckedRequest, desk: TheDesk, statement_id: FromPath[str]) -> Response[bytes]:
    """A statement that all may hear, with its replies and the promises that it drew."""
    async with looking(request, desk) as look:
        statement: Statement = await the_one(look.read, STATEMENTS, statement_id)
        if statement.withdrawn or not may_hear(statement.visibility, look.scope):
            raise no_such(Noun.STATEMENT, statement_id, look.as_of)
        thread = await thread_of_statement(look.read, look.scope, look.names, statement)
        await look.names.learn(Noun.COORDINATION_MEETING, [statement.coordination_meeting])
        await look.names.learn(Noun.COORDINATION_MEETING, [entry.meeting for entry in thread])
        await look.names.learn(Noun.ACTIVITY, [entry.id for entry in thread if entry.noun is Noun.ACTIVITY])
        return page(
            look,
            "statement.html",
            api=look.link(f"/api/v1/statements/{statement.id}"),
            statement=statement,
            thread=thread,
        )


ROUTES = (statement_page,)
