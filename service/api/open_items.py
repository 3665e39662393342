"""The open items of an agency over HTTP: what it still owes an answer on, and what is asked of each."""

from collections.abc import Iterable
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec import Struct
from msgspec.structs import replace

from events.quality import Finding
from events.statement import Statement
from events.vocabulary import Review
from projections.activity_filter import ActivityFilter
from projections.open_items import open_items_of, questions
from projections.open_statements import open_statements
from projections.registry import OPEN_LISTS
from service.api.agency_tree import chosen_agencies
from service.api.asking import AsOf, KnownAt, Listing, TheDesk, headers_of_list, reading, scope_for, stands
from service.api.body import CheckedRequest
from service.api.every_activity import every_activity
from service.api.filter_meaning import meant_by
from service.api.filters import Filter, refuse_too_much
from service.api.lists import IN_QUERY, ActivityAnswer, activity_answer
from service.api.said_to import said_to
from service.auth.guards import reads

WITHDRAWN = ActivityFilter(reviews=(Review.WITHDRAWN.value,))
WithSubEntities = Annotated[bool, QueryParameter(description="With the bodies under the agency as well.")]


class Question(Struct, frozen=True, kw_only=True):
    """What is asked of an item: the name of the rule, and the question in a sentence."""

    rule: str
    sentence: str


class OpenItem(Struct, frozen=True, kw_only=True):
    """An activity on which an answer is owed, and what is asked of it; the update that answers goes to `answer_at`."""

    activity: ActivityAnswer
    asked: tuple[Question, ...]
    answer_at: str


class OpenStatementItem(Struct, frozen=True, kw_only=True):
    """A statement to the agency that waits for a reply, and what is asked; the reply in words goes to `answer_at`."""

    statement: Statement
    asked: tuple[Question, ...]
    answer_at: str


class OpenItemList(Listing, frozen=True, kw_only=True):
    """The open items of an agency in the order due, those without a day last; `total` counts these.

    `statements` are what was said to it at the table and waits for a reply, in the order said.
    """

    items: tuple[OpenItem, ...]
    statements: tuple[OpenStatementItem, ...]


@get("/api/v1/agencies/{agency_id:str}/open-items", guards=[reads], tags=["agencies"])
async def list_open_items(
    request: CheckedRequest,
    desk: TheDesk,
    agency_id: FromPath[str],
    wanted: NamedDependency[Filter],
    sub_entities: WithSubEntities = True,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response[OpenItemList]:
    """Everything that an agency and its sub-entities still owe an answer on, in one call, with what is asked of each.

    What others told of it is asked to be confirmed; of a draft only its own author is asked. What was said to it at the
    table waits for a reply: a statement in reply to it, or an activity of its own that responds to it.
    """
    async with reading(desk, as_of, known_at, OPEN_LISTS) as read:
        bodies = await chosen_agencies(read, [agency_id], sub_entities)
        headers = headers_of_list(request, read)
        refuse_too_much(wanted, "", "query")
        scope, day = await scope_for(request, read), read.evaluated_on
        further = await meant_by(request, read, wanted, IN_QUERY)
        open_items = replace(open_items_of(bodies), all_of=(further,), none_of=(WITHDRAWN,))
        activities = await every_activity(read, scope, open_items, read.clocks, day, by_due=True)
        items = tuple(
            OpenItem(
                activity=activity_answer(activity, read.evaluated_on, desk.due_soon_days),
                asked=asked_as(found),
                answer_at=answer_at(activity.id),
            )
            for activity in activities
            if (found := questions(activity, bodies, day))
        )
        said = await said_to(read, scope, bodies, read.clocks, day)
        statements = tuple(
            OpenStatementItem(
                statement=one.statement,
                asked=asked_as([one.asked]),
                answer_at=replies_at(one.statement.coordination_meeting),
            )
            for one in open_statements(said, bodies)
        )
        answer = OpenItemList(**stands(read), total=len(items), items=items, statements=statements)
        return Response(answer, headers=headers)


def replies_at(coordination_meeting: str) -> str:
    """Where a reply is noted that is made at a meeting."""
    return f"/api/v1/coordination-meetings/{coordination_meeting}/statements"


def asked_as(found: Iterable[Finding]) -> tuple[Question, ...]:
    """The questions that findings put, as the API shows them."""
    return tuple(Question(rule=one.rule, sentence=one.sentence) for one in found)


def answer_at(activity_id: str) -> str:
    """The address to which the update goes that answers what is asked of an activity."""
    return f"/api/v1/activities/{activity_id}/updates"


ROUTES = (list_open_items,)
