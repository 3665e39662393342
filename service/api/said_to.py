"""What was said to bodies at the table and asks for a reply, with the replies that the one who asks may see."""

from collections.abc import Sequence

from projections.activity_filter import Scope, may_hear
from projections.clocks import Clocks
from projections.open_statements import Said, read_replies, read_said_to, replies_by, responding_to
from service.api.every_activity import every_activity
from service.desk import Reading


async def said_to(read: Reading, scope: Scope, bodies: Sequence[str], clocks: Clocks, day: str) -> Said:
    """The statements to these bodies at the clocks, and their replies: in words, and by activities."""
    found = await read_said_to(read.transaction, bodies, clocks)
    statements = tuple(one for one in found if may_hear(one.visibility, scope))
    if not statements:
        return Said()
    replies = await read_replies(read.transaction, statements, clocks)
    responding = await every_activity(read, scope, responding_to(statements), clocks, day)
    return Said(statements, (*replies, *replies_by(responding)))
