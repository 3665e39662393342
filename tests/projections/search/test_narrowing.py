"""Narrowing: a list of things that has the words of a query, at both clocks, on both databases."""

import pytest
import sqlalchemy as sa

from events.identity import Noun
from events.log.database import Database, Statement
from events.topic import TopicCorrected, TopicRegistered
from projections.clocks import NOW, Clocks, holds, parameters_of
from projections.registry import TOPICS
from projections.runner import prepare
from projections.search.narrowing import conditions_on, shape_of, values_of_words
from projections.search.query import read_query
from tests.projections.filling import said, tell

pytestmark = pytest.mark.anyio


@pytest.fixture
async def topics(database: Database) -> Database:
    """Three topics, of which one was called otherwise at first."""
    await prepare(database, (TOPICS,))
    labels = {"remittances": "Remittances", "labour": "Labour markets", "law": "Labour law and remittances"}
    facts = [
        said(Noun.TOPIC, topic, TopicRegistered(label=label, scope_note="国际移民"), "2008-11-20")
        for topic, label in labels.items()
    ]
    renamed = said(Noun.TOPIC, "labour", TopicCorrected(label="Jobs"), "2009-03-02")
    await tell(database, (TOPICS,), [*facts, renamed])
    return database


@pytest.mark.parametrize(
    ("words", "clocks", "expected"),
    [
        ("remittances", NOW, ["law", "remittances"]),
        ("labour remittances", NOW, ["law"]),
        ("labour", NOW, ["law"]),
        ("labour", Clocks(as_of="2008-12-01"), ["labour", "law"]),
        ("labour", Clocks(known_at=3), ["labour", "law"]),
        ("lab*", Clocks(known_at=3), ["labour", "law"]),
        ("移民 -remittances", NOW, ["labour"]),
        ("移 -remit*", NOW, ["labour"]),
        ("jobs", Clocks(known_at=3), []),
    ],
)
async def test_a_list_is_narrowed_to_what_has_the_words(
    topics: Database, words: str, clocks: Clocks, expected: list[str]
) -> None:
    """Every word that is wanted stands in what is left, and none that is not."""
    query, table = read_query(words), TOPICS.table
    statement = Statement(
        sa.select(table.c.id).where(holds(table, clocks), *conditions_on(TOPICS, query, clocks)).order_by(table.c.id)
    )
    async with topics.reading() as transaction:
        rows = await transaction.fetch_all(statement, {**values_of_words(query), **parameters_of(clocks)})
    assert [topic for (topic,) in rows] == expected


def test_queries_of_one_shape_share_their_conditions() -> None:
    """The text of the question depends on the shape alone, so that it is prepared once."""
    assert shape_of(read_query("labour -law")) == shape_of(read_query("census -fish"))
    assert shape_of(read_query("labour")) != shape_of(read_query("lab*"))
