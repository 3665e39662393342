"""Which statements were answered between two days: by another statement in reply to them, or by an activity."""

from collections import defaultdict
from functools import lru_cache

import sqlalchemy as sa
from msgspec import Struct

from events.identity import Noun
from events.log.database import Statement as Question
from events.log.database import Transaction
from events.statement import Statement
from events.vocabulary import Review
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope, may_hear, may_see
from projections.change_statements import Period, period_values, row_holds
from projections.clocks import Clocks
from projections.registry import STATEMENTS
from projections.things import read_some

ANSWERED_MAX = 200


class Answered(Struct, frozen=True, kw_only=True):
    """A statement that was answered, and what answers it: each by its noun and id, in the order of ids."""

    statement: Statement
    answers: tuple[tuple[Noun, str], ...]


async def read_answered(transaction: Transaction, period: Period, scope: Scope) -> list[Answered]:
    """The statements to which an answer came in the period that the one who asks may hear, in the order of ids."""
    found: dict[str, set[tuple[Noun, str]]] = defaultdict(set)
    is_now = period.known_at is None
    for after, before in await transaction.fetch_all(_replies(is_now), period_values(period)):
        reply: Statement = STATEMENTS.decoder.decode(after)
        earlier = set(STATEMENTS.decoder.decode(before).in_reply_to) if before else set()
        if not reply.withdrawn and may_hear(reply.visibility, scope):
            for answered in set(reply.in_reply_to) - earlier:
                found[answered].add((Noun.STATEMENT, reply.id))
    for answered, document in await transaction.fetch_all(_tied_activities(is_now), period_values(period)):
        activity = ACTIVITIES.decoder.decode(document)
        if may_see(activity, scope, period.until):
            found[answered].add((Noun.ACTIVITY, activity.id))
    clocks = Clocks(as_of=period.until, known_at=period.known_at)
    statements: list[Statement] = await read_some(transaction, STATEMENTS, sorted(found), clocks)
    heard = [one for one in statements if not one.withdrawn and may_hear(one.visibility, scope)]
    return [Answered(statement=one, answers=tuple(sorted(found[one.id]))) for one in heard]


@lru_cache
def _replies(is_now: bool) -> Question:
    """The statements of which a row begins in the period, each with the row of before, where there is one."""
    table = STATEMENTS.table
    holds = row_holds("since", is_now, table)
    before = sa.select(table.c.thing, table.c.document).where(*holds).subquery("before")
    return Question(
        sa.select(table.c.document, before.c.document)
        .select_from(table.outerjoin(before, before.c.thing == table.c.thing))
        .where(table.c.from_reported > sa.bindparam("since", type_=sa.Text), *row_holds("until", is_now, table))
    )


@lru_cache
def _tied_activities(is_now: bool) -> Question:
    """The activities that answer a statement at the later day, and did not at the earlier one.

    Nor did what was merged into them, which is found by its id as by another id of theirs.
    """
    table, facets = ACTIVITIES.table, ACTIVITIES.facet_table
    assert facets is not None, "Activities are found under the statements that they answer."
    earlier = facets.alias("earlier")
    merged, other_id = table.alias("merged"), facets.alias("other_id")
    made_of = (
        sa.select(merged.c.thing)
        .select_from(other_id.join(merged, merged.c.id == other_id.c.value))
        .where(other_id.c.facet == "id", other_id.c.thing == facets.c.thing, merged.c.merged_into.is_not(None))
        .where(*row_holds("until", is_now, other_id), *row_holds("until", is_now, merged))
    )
    did = sa.exists().where(
        earlier.c.facet == facets.c.facet,
        earlier.c.value == facets.c.value,
        sa.or_(earlier.c.thing == facets.c.thing, earlier.c.thing.in_(made_of)),
        *row_holds("since", is_now, earlier),
    )
    return Question(
        sa.select(facets.c.value, table.c.document)
        .select_from(facets.join(table, table.c.thing == facets.c.thing))
        .where(facets.c.facet == "statement", *row_holds("until", is_now, facets), sa.not_(did))
        .where(facets.c.from_reported > sa.bindparam("since", type_=sa.Text), *row_holds("until", is_now, table))
        .where(table.c.merged_into.is_(None), table.c.review != Review.WITHDRAWN.value)
    )
