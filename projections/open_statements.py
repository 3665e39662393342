"""Open statements: what was said to a body at the table and waits for a reply, and what is asked of the body."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from events.activity_state import Activity
from events.fact import number_of
from events.log.database import Transaction
from events.quality import Finding
from events.reference import Referable
from events.statement import Statement
from events.vocabulary import HELD_BACK, StatementType
from projections.activity_filter import OWN_WORD, ActivityFilter
from projections.clocks import Clocks
from projections.registry import STATEMENTS
from projections.things import read_under

# What is asked of whoever was addressed; a reply and a remark ask for nothing.
QUESTIONS: dict[StatementType, Finding] = {
    StatementType.QUESTION: Finding("reply-to-question", "This was asked at the table; what is the answer?"),
    StatementType.REQUEST: Finding("reply-to-request", "This was requested at the table; what will come of it?"),
    StatementType.CONCERN: Finding("reply-to-concern", "This concern was voiced at the table; what is the reply?"),
    StatementType.CALL: Finding("reply-to-call", "This was called for at the table; what will come of it?"),
    StatementType.SUGGESTION: Finding("reply-to-suggestion", "This was suggested at the table; is it taken up?"),
    StatementType.INVITATION: Finding("reply-to-invitation", "This invitation was made at the table; is it accepted?"),
}


class Reply(NamedTuple):
    """That bodies answered a statement, be it in words or by an activity of their own."""

    statement: str
    by: tuple[str, ...]


class Said(Struct, frozen=True):
    """What was said to some bodies that asks for a reply, and the replies, at one point of both clocks."""

    statements: tuple[Statement, ...] = ()
    replies: tuple[Reply, ...] = ()


class OpenStatement(Struct, frozen=True):
    """A statement that waits for a reply of some bodies, and whether they have made it by a later day."""

    statement: Statement
    is_answered: bool = False

    @property
    def asked(self) -> Finding:
        """What is asked, by the name of the rule."""
        return QUESTIONS[self.statement.statement_type]


def open_statements(said: Said, bodies: Collection[str]) -> tuple[OpenStatement, ...]:
    """The statements that wait for a reply of one of these bodies, in the order said."""
    waiting = _waiting(said, bodies)
    made = sorted((one for one in said.statements if one.id in waiting), key=_in_order_said)
    return tuple(OpenStatement(one) for one in made)


def asked_statements(before: Said, now: Said, bodies: Collection[str]) -> tuple[OpenStatement, ...]:
    """The statements that waited for a reply of one of these bodies before, and whether they wait no longer."""
    still = _waiting(now, bodies)
    return tuple(OpenStatement(one.statement, one.statement.id not in still) for one in open_statements(before, bodies))


def _waiting(said: Said, bodies: Collection[str]) -> set[str]:
    given: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for reply in said.replies:
        given[reply.statement].append(reply.by)
    return {one.id for one in said.statements if not set(bodies).isdisjoint(waiting_for(one, given[one.id]))}


def waiting_for(statement: Statement, replies: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The bodies that owe a reply; `replies` are the bodies that made each of those that there are.

    A reply of one of several that were addressed is its own alone; one of somebody else, but for whoever said it, is
    for all of them: the Population Division answers what was said to the Secretary-General.
    """
    if statement.withdrawn or statement.statement_type not in QUESTIONS:
        return ()
    answered: set[str] = set()
    for by in replies:
        addressed = set(statement.to).intersection(by)
        if not addressed and not set(by) <= set(statement.by):
            return ()
        answered |= addressed
    return tuple(body for body in dict.fromkeys(statement.to) if body not in answered)


def _in_order_said(statement: Statement) -> tuple[str, int]:
    return statement.first_reported_on, min(map(number_of, statement.positions))


def replies_in(statements: Iterable[Statement]) -> list[Reply]:
    """The replies among statements."""
    return [Reply(one, said.by) for said in statements if not said.withdrawn for one in said.in_reply_to]


def replies_by(activities: Iterable[Activity]) -> list[Reply]:
    """The activities that respond to a statement, each as a reply of its lead, else of its reporter."""
    return [
        Reply(link.id, (activity.lead or activity.reported_by,))
        for activity in activities
        if activity.review not in HELD_BACK
        for link in (*activity.answers, *activity.responds_to)
        if link.kind is Referable.STATEMENT
    ]


def responding_to(statements: Iterable[Statement]) -> ActivityFilter:
    """The list in which the activities are found that respond to statements, each on the word of its own body."""
    return ActivityFilter(statements=tuple(one.id for one in statements), assurances=OWN_WORD)


async def read_said_to(transaction: Transaction, bodies: Sequence[str], clocks: Clocks) -> list[Statement]:
    """What was said to any of these bodies and asks for a reply, answered or not."""
    found: list[Statement] = await read_under(transaction, STATEMENTS, "agency", bodies, clocks)
    return [one for one in found if not set(bodies).isdisjoint(one.to) and one.statement_type in QUESTIONS]


async def read_replies(transaction: Transaction, statements: Iterable[Statement], clocks: Clocks) -> list[Reply]:
    """The replies in words to statements."""
    ids = [one.id for one in statements]
    return replies_in(await read_under(transaction, STATEMENTS, "in_reply_to", ids, clocks)) if ids else []
