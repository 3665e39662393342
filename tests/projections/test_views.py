"""Every view takes every event of its noun, and finds its things again at any clocks."""

import pytest

from events.fact import Fact
from events.identity import Noun, stream_of
from events.intervention import InterventionRecorded
from events.log.database import Database
from events.reading_facts import recorded_from
from events.statement import StatementMade, StatementWithdrawn
from events.states import fold
from events.vocabulary import StatementType
from projections.clocks import NOW, Clocks
from projections.rebuilding import rebuild
from projections.registry import BY_NOUN, INTERVENTIONS, STATEMENTS, TOPICS, VIEWS
from projections.runner import mark_faulted, prepare, view_states
from projections.things import read_all, read_one, read_some, read_under
from projections.versioned_view import VersionedView
from tests.events.folded import facts_of
from tests.projections.filling import Said, append_only, said, tell


@pytest.fixture
async def views(database: Database) -> Database:
    """A fresh database with the tables of every view."""
    await prepare(database, VIEWS)
    return database


def question(text: str, by: str) -> Fact:
    """A question asked at the Seventh Meeting."""
    return StatementMade(coordination_meeting="cm7", statement_type=StatementType.QUESTION, text=text, by=(by,))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_a_view_takes_every_event_of_its_noun(views: Database, view: VersionedView) -> None:
    """All golden events of a noun, told one after another in one stream, are in its view as their fold."""
    told = [(stream_of(view.noun, "golden"), fact, "2011-02-17") for fact in facts_of(view.noun)]
    events = await tell(views, VIEWS, told)
    async with views.reading() as transaction:
        state = await read_one(transaction, view, "golden", NOW)
    assert state == fold(view.noun, [recorded_from(event) for event in events])
    assert state.version == len(told)


async def test_things_are_read_by_id_all_together_and_under_a_facet(views: Database) -> None:
    """One, some, all, or those under a body or a meeting, each in the order of the ids."""
    await tell(views, VIEWS, _statements())
    async with views.reading() as transaction:
        everything = await read_all(transaction, STATEMENTS, NOW)
        some = await read_some(transaction, STATEMENTS, ["st-ii-02", "st-none", "st-ii-01"], NOW)
        by_iussp = await read_under(transaction, STATEMENTS, "agency", ["iussp", "ilo"], NOW)
        nobody = await read_one(transaction, STATEMENTS, "st-none", NOW)
    assert [statement.id for statement in everything] == ["st-ii-01", "st-ii-02"]
    assert [statement.id for statement in some] == ["st-ii-01", "st-ii-02"]
    assert [statement.id for statement in by_iussp] == ["st-ii-01"]
    assert nobody is None


async def test_things_under_a_facet_are_read_at_both_clocks(views: Database) -> None:
    """As of the first day, and at the first position, only what was said and known by then is found."""
    await tell(views, VIEWS, _statements())
    async with views.reading() as transaction:
        for clocks in (Clocks(as_of="2008-11-20"), Clocks(known_at=1)):
            found = await read_under(transaction, STATEMENTS, "coordination-meeting", ["cm7"], clocks)
            assert [statement.id for statement in found] == ["st-ii-01"]
            assert [statement.id for statement in await read_all(transaction, STATEMENTS, clocks)] == ["st-ii-01"]


def _statements() -> list[Said]:
    return [
        said(Noun.STATEMENT, "st-ii-01", question("Asks about follow-up to the Forum.", "iussp"), "2008-11-20"),
        said(Noun.STATEMENT, "st-ii-02", question("Asks what the data show.", "unfpa"), "2008-11-21"),
    ]


async def test_a_turn_is_found_under_every_body_it_spoke_for(views: Database) -> None:
    """The New York Office speaks for two commissions, and its turn is on the page of each."""
    turn = InterventionRecorded(coordination_meeting="cm7", order=6, agency="rcnyo", on_behalf_of=("eca", "escwa"))
    await tell(views, VIEWS, [said(Noun.INTERVENTION, "cm7-6", turn, "2008-11-21")])
    async with views.reading() as transaction:
        for body in ("rcnyo", "eca", "escwa"):
            found = await read_under(transaction, INTERVENTIONS, "agency", [body], NOW)
            assert [intervention.id for intervention in found] == ["cm7-6"]


async def test_a_view_a_little_behind_is_brought_up_with_the_next_events(views: Database) -> None:
    """Events that were appended without views are taken in before the next batch is."""
    first, second = _statements()
    async with views.writing() as transaction:
        await append_only(transaction, [first])
    await tell(views, VIEWS, [second])
    async with views.reading() as transaction:
        assert len(await read_all(transaction, STATEMENTS, NOW)) == 2


async def test_a_faulted_view_waits_until_it_is_built_anew(views: Database) -> None:
    """Events go on without it, the other views take them, and a rebuild brings it to the head."""
    await tell(views, VIEWS, _statements()[:1])
    async with views.writing() as transaction:
        await mark_faulted(transaction, STATEMENTS, "It could not take the event.")
    await tell(views, VIEWS, _statements()[1:])
    async with views.reading() as transaction:
        assert len(await read_all(transaction, STATEMENTS, NOW)) == 1
        assert (await view_states(transaction))["statement", STATEMENTS.version].position == 1
        assert (await view_states(transaction))["topic", TOPICS.version].position == 2
    await rebuild(views, [STATEMENTS])
    async with views.reading() as transaction:
        assert len(await read_all(transaction, STATEMENTS, NOW)) == 2
        assert (await view_states(transaction))["statement", STATEMENTS.version].position == 2


async def test_two_versions_of_a_view_move_each_for_itself(views: Database) -> None:
    """While a newer version is built beside the old, the old one stays where it is in the log."""
    newer = VersionedView(Noun.STATEMENT, version=STATEMENTS.version + 1)
    await tell(views, VIEWS, _statements()[:1])
    await prepare(views, (newer,))
    await tell(views, VIEWS, _statements()[1:])
    async with views.reading() as transaction:
        states = await view_states(transaction)
    assert (states["statement", STATEMENTS.version].position, states["statement", newer.version].position) == (2, 0)


async def test_the_registry_has_one_view_a_noun() -> None:
    """What is looked up by its noun is in the one tuple of views."""
    assert set(BY_NOUN.values()) == set(VIEWS)
    assert len({view.name for view in VIEWS}) == len(VIEWS)


async def test_events_of_other_nouns_are_passed_over(views: Database) -> None:
    """A withdrawn statement changes no topic of the same name."""
    await tell(views, VIEWS, [said(Noun.STATEMENT, "remittances", StatementWithdrawn(), "2008-11-21")])
    async with views.reading() as transaction:
        assert [len(await read_all(transaction, view, NOW)) for view in VIEWS] == [0] * len(VIEWS)
