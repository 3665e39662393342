"""A thing is written anew in every view after a redaction, whatever state the view is in, and no view can veto it."""

import os
from typing import Any

import pytest
import sqlalchemy as sa
from uuid_utils import uuid7

from events.identity import Noun
from events.log.database import Database, Statement
from events.log.event import NewEvent, new_event
from events.log.reading import read_positions
from events.log.redaction import redact
from events.reading_facts import data_of
from events.topic import Topic, TopicRegistered, TopicRelabelled
from projections import heartbeats, runner
from projections.clearing import names_in
from projections.rebuilding import clear_left_over
from projections.registry import TOPICS
from projections.rewriting import rewrite
from projections.verifying import verify_view
from projections.versioned_view import VersionedView
from service.views import Views
from tests.events.log.reports import append_all, append_in
from tests.events.log.tampering import run

STREAM = "topic-remittances"
SCOPE_NOTE = "Ask Ms. Osaki what is meant."


def said(fact: Any, stream: str = STREAM) -> NewEvent:
    """A fact of the register, said on the last day of the Seventh Meeting."""
    return new_event(
        event_id=str(uuid7()),
        stream=stream,
        type=fact.TYPE,
        data=data_of(fact),
        reported_on="2008-11-21",
        random_bytes=os.urandom,
    )


async def told(database: Database, *views: VersionedView) -> None:
    """A topic with a note, a later label, and views that have read both."""
    registered = TopicRegistered(label="Remittances", scope_note=SCOPE_NOTE)
    await runner.prepare(database, views)
    await append_all(database, [said(registered), said(TopicRelabelled(label="Money transfers"))])
    await runner.catch_up(database, views)


async def withheld(database: Database, *views: VersionedView) -> None:
    """The note is withheld, and the views are written anew."""
    redaction = {"position": 1, "field": "scope_note"}
    async with database.writing() as transaction:
        event = (await read_positions(transaction, [1]))[0]
        new = new_event(
            event_id=str(uuid7()),
            stream=STREAM,
            type="event-redacted",
            data={**redaction, "reason": "On request."},
            reported_on="2008-11-21",
            random_bytes=os.urandom,
        )
        await append_in(transaction, [new])
        await redact(transaction, event, "scope_note")
        await rewrite(transaction, views, STREAM)


async def documents(database: Database, view: VersionedView) -> list[str]:
    """What the rows of a view say."""
    async with database.reading() as transaction:
        rows = await transaction.fetch_all(Statement(sa.select(view.table.c.document)))
    return [document for (document,) in rows]


async def state_of(database: Database, view: VersionedView) -> str:
    """Whether a view is active or faulted."""
    async with database.reading() as transaction:
        return (await runner.view_states(transaction))[view.name, view.version].state


async def test_every_version_of_the_thing_loses_the_words(database: Database) -> None:
    """Closed rows too; the view then agrees with a fresh fold once it has read the redaction."""
    await told(database, TOPICS)
    before = await documents(database, TOPICS)
    assert [SCOPE_NOTE in document for document in before] == [True, True]
    await withheld(database, TOPICS)
    after = await documents(database, TOPICS)
    assert [SCOPE_NOTE in document for document in after] == [False, False]
    await runner.catch_up(database, [TOPICS])
    assert await verify_view(database, TOPICS) == []


async def test_a_faulted_view_loses_them_too(database: Database) -> None:
    """It stands still, and says no more than the log."""
    await told(database, TOPICS)
    async with database.writing() as transaction:
        await runner.mark_faulted(transaction, TOPICS, "The disk was full.")
    await withheld(database, TOPICS)
    assert not any(SCOPE_NOTE in document for document in await documents(database, TOPICS))


async def test_a_view_that_breaks_loses_the_thing_and_is_faulted(database: Database) -> None:
    """What cannot be written anew is removed, and the view is marked: the redaction stands."""
    breaks = [False]

    def columns(topic: Topic) -> tuple[Any, ...]:
        if breaks[0]:
            raise ZeroDivisionError(f"{topic.id} cannot be divided by nothing")
        return (topic.label,)

    view = VersionedView(Noun.TOPIC, columns=columns, column_types=(sa.Column("label", sa.Text),))
    await told(database, view)
    breaks[0] = True
    await withheld(database, view)
    assert await documents(database, view) == []
    assert await state_of(database, view) == runner.FAULTED


@pytest.mark.parametrize("has_facets", [False, True])
async def test_another_release_of_the_view_loses_the_thing(database: Database, has_facets: bool) -> None:
    """Its columns are not known here: the thing's rows go, others stay, and that version has to be rebuilt."""
    facets = (lambda topic: [("label", topic.label, "")]) if has_facets else None
    older = VersionedView(Noun.TOPIC, version=0, facets=facets)
    await runner.prepare(database, [older])
    await append_all(database, [said(TopicRegistered(label="Return"), "topic-return")])
    await runner.catch_up(database, [older])
    async with database.writing() as transaction:
        await append_in(transaction, [said(TopicRegistered(label="Remittances", scope_note=SCOPE_NOTE))])
    await runner.catch_up(database, [older])
    assert len(await documents(database, older)) == 2
    async with database.writing() as transaction:
        await rewrite(transaction, [TOPICS], STREAM)
    assert len(await documents(database, older)) == 1
    assert await state_of(database, older) == runner.FAULTED


async def test_reading_on_does_not_mend_what_was_removed(database: Database) -> None:
    """A view that read the whole log and lacks a thing is active only once it was built anew; its process does that."""
    older = VersionedView(Noun.TOPIC, version=0)
    await told(database, older)
    async with database.writing() as transaction:
        await rewrite(transaction, [TOPICS], STREAM)
    assert await runner.heal(database, [older]) == []
    assert await state_of(database, older) == runner.FAULTED
    await Views(database, [older], "process")._heal()
    assert await state_of(database, older) == runner.ACTIVE
    assert await verify_view(database, older) == []


async def test_a_version_that_never_said_it_stays_active(database: Database) -> None:
    """It will read the thing from the log as the log then stands."""
    older = VersionedView(Noun.TOPIC, version=0)
    await runner.prepare(database, [older])
    await append_all(database, [said(TopicRegistered(label="Remittances", scope_note=SCOPE_NOTE))])
    async with database.writing() as transaction:
        await rewrite(transaction, [TOPICS], STREAM)
    assert await state_of(database, older) == runner.ACTIVE


async def test_a_version_that_is_being_built_is_left_alone(database: Database) -> None:
    """It has no tables yet, neither as another release's nor as one's own, and nothing stops the redaction."""
    older = VersionedView(Noun.TOPIC, version=0)
    await append_all(database, [said(TopicRegistered(label="Remittances", scope_note=SCOPE_NOTE))])
    await runner.prepare(database, [older, TOPICS])
    await withheld(database, TOPICS)
    assert [await state_of(database, view) for view in (older, TOPICS)] == [runner.BUILDING, runner.BUILDING]


async def test_what_an_interrupted_build_has_left_is_cleared_away(database: Database) -> None:
    """Rows of it would keep what is withheld; those of a build under way are its own affair."""
    await told(database, TOPICS)
    left, under_way = f"{TOPICS.table.name}__new", "topic__v1__old"
    for name in (left, under_way):
        await run(database, f"CREATE TABLE {name} (id TEXT PRIMARY KEY, document TEXT)")
    async with database.writing() as transaction:
        await heartbeats.beat(transaction, "another", heartbeats.BUILDS, [("topic", 1)])
    await clear_left_over(database, "process")
    async with database.reading() as transaction:
        there = await names_in(transaction)
    assert (left in there, under_way in there, TOPICS.table.name in there) == (False, True, True)
