"""Searching the log: the events of some types, actors, streams, tags, days or commands, along their positions."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Statement, Transaction, one_of
from events.log.event import RecordedEvent
from events.log.reading import READ_LIMIT_MAX, events_of
from events.log.tables import event, event_tag


class EventFilter(Struct, frozen=True, kw_only=True):
    """What events are narrowed to; an empty tuple or None narrows nothing.

    Positions lie after `after` and before `before`, both excluded. Days are YYYY-MM-DD, both included. All `tags`
    must stand with an event.
    """

    after: int = 0
    before: int
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    stream: str | None = None
    tags: tuple[str, ...] = ()
    reported_from: str | None = None
    reported_to: str | None = None
    command_id: str | None = None
    correlation: str | None = None

    @property
    def looks_at_each(self) -> bool:
        """Whether events between the positions, or those with a tag, are looked at one by one: no index finds them."""
        narrows = self.types or self.actors or self.reported_from or self.reported_to or self.tags[1:]
        return bool(narrows or self.command_id or self.correlation) and not self.stream


async def search(
    transaction: Transaction, wanted: EventFilter, limit: int, *, newest_first: bool = False
) -> list[RecordedEvent]:
    """The events that are wanted, in the order of positions or in the opposite one, at most `limit` of them."""
    tags = {f"tag_{number}": tag for number, tag in enumerate(wanted.tags)}
    values = {name: getattr(wanted, name) for name in wanted.__struct_fields__ if name != "tags"}
    parameters = {**values, **tags, "limit": min(limit, READ_LIMIT_MAX)}
    return events_of(await transaction.fetch_all(_statement(_set_in(wanted), len(tags), newest_first), parameters))


def _set_in(wanted: EventFilter) -> tuple[str, ...]:
    return tuple(name for name in _CONDITIONS if getattr(wanted, name) not in (None, ()))


_CONDITIONS = {
    "types": one_of(event.c.type, "types"),
    "actors": one_of(event.c.actor, "actors"),
    "stream": event.c.stream == sa.bindparam("stream", type_=sa.Text),
    "reported_from": event.c.reported_on >= sa.bindparam("reported_from", type_=sa.Text),
    "reported_to": event.c.reported_on <= sa.bindparam("reported_to", type_=sa.Text),
    "command_id": event.c.command_id == sa.bindparam("command_id", type_=sa.Text),
    "correlation": event.c.correlation == sa.bindparam("correlation", type_=sa.Text),
}


@lru_cache(maxsize=500)
def _statement(names: tuple[str, ...], tags: int, newest_first: bool) -> Statement:
    """The statement for the filters that are set, whatever their values; under a tag the walk is along the tag."""
    statement, position = sa.select(event), event.c.position
    if tags:
        statement = statement.join(event_tag, event_tag.c.position == event.c.position)
        statement, position = statement.where(event_tag.c.tag == sa.bindparam("tag_0")), event_tag.c.position
    for number in range(1, tags):
        other = event_tag.alias()
        also = sa.exists().where(other.c.tag == sa.bindparam(f"tag_{number}"), other.c.position == event.c.position)
        statement = statement.where(also)
    between = (position > sa.bindparam("after"), position < sa.bindparam("before"))
    statement = statement.where(*between, *(_CONDITIONS[name] for name in names))
    # A stream is sorted by an expression, for SQLite would else walk the whole log in order to save the sorting.
    key: sa.ColumnElement[Any] = position
    if "stream" in names and not tags:
        key = position + sa.literal_column("0", sa.Integer)
    order = key.desc() if newest_first else key
    return Statement(statement.order_by(order).limit(sa.bindparam("limit", type_=sa.BigInteger)))
