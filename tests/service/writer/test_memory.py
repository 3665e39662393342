"""What the writer remembers is what a fresh fold of the log gives, whoever wrote it and however late."""

from collections import defaultdict
from itertools import count
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.identity import Noun, noun_of
from events.log.database import Database
from events.log.event import Head
from events.log.merkle import leaf_hash
from events.log.reading import STREAMS, TAG_OWNERS, load_frontier, read_head, read_streams, tag_owner
from events.reading_facts import recorded_from
from events.states import FOLDINGS, fold
from events.topic import TopicRegistered
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import CorrectReportedOn, ReportProgress
from service.commands.coordination_meeting import ConveneCoordinationMeeting
from service.commands.deliberation import Said
from service.commands.intervention import RecordIntervention, Turn
from service.commands.refusals import Refused
from service.commands.topic import RegisterTopic
from service.writer import deciding
from service.writer import memory as memory_module
from service.writer.memory import Memory
from service.writer.remembered import folded
from service.writer.work import Receipt, Work
from service.writer.writer import Writer
from tests.events.log.reports import append_all, redaction_of
from tests.service.writer.requests import (
    asked,
    commitments,
    committed,
    events_of,
    registered,
    renamed,
    submitted,
    taken,
    writing,
)
from tests.service.writer.tampered import Watched

_examples = count(1)
DAYS = ("2008-11-20", "2008-11-21", "2009-03-01", "2011-02-17")
Step = tuple[int, list[tuple[str, int, str]]]
steps = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.lists(
            st.tuples(
                st.sampled_from(["rename", "progress", "tell again", "correct the day"]),
                st.integers(0, 1),
                st.sampled_from(DAYS),
            ),
            min_size=1,
            max_size=5,
        ),
    ),
    min_size=1,
    max_size=5,
)


class Table:
    """The agencies and activities of one example, and what was answered about them."""

    def __init__(self, example: int) -> None:
        self.agencies = [f"body-{example}-{number}" for number in range(2)]
        self.activities = [f"work-{example}-{number}" for number in range(2)]
        self.receipts: dict[str, list[Receipt]] = defaultdict(list)

    def beginning(self) -> list[Work]:
        reports = [committed("Count returnees", id=activity, reported_on=DAYS[1]) for activity in self.activities]
        bodies = [registered(agency, reported_on=DAYS[1]) for agency in self.agencies]
        return [asked(body) for body in bodies] + [asked(report) for report in reports]

    def work(self, kind: str, number: int, day: str) -> Work:
        activity = self.activities[number]
        match kind:
            case "rename":
                return asked(renamed(self.agencies[number], f"The name of {day}", reported_on=day))
            case "progress":
                return asked(UpdateActivity(id=activity, update=ReportProgress(note=f"On {day}", reported_on=day)))
            case "tell again":
                return asked(committed("Count returnees once more", same_as=activity, reported_on=day))
            case _:
                known = self.receipts[activity]
                correction = CorrectReportedOn(position=known[0].position, said_on=day)
                update = UpdateActivity(id=activity, update=correction, expected_version=known[-1].version)
                return asked(update)

    def keep(self, outcomes: list[Any]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, Receipt):
                self.receipts[outcome.id].append(outcome)
            else:
                assert isinstance(outcome, Refused)


async def must_be_a_fresh_fold(database: Database, memory: Memory) -> None:
    """Compare everything that is remembered with the log, after coming to its head."""
    async with database.writing() as transaction:
        await memory.come_to(transaction, await read_head(transaction))
        stored: dict[str, list[Any]] = defaultdict(list)
        for event in await read_streams(transaction, list(memory._things)):
            stored[event.stream].append(recorded_from(event))
        for stream, thing in memory._things.items():
            noun = noun_of(stream)
            assert thing.version == len(stored[stream])
            assert thing.is_stale or folded(noun, thing) == fold(noun, stored[stream])
        owners = await tag_owner(transaction, list(memory._owners))
        assert {tag: owner for tag, owner in memory._owners.items() if owner} == owners
        assert memory.frontier is None or memory.frontier.root() == (await load_frontier(transaction)).root()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
async def test_two_writers_remember_what_a_fresh_fold_gives(
    prepared: Database, unfpa: Writer, steps: list[Step]
) -> None:
    """After random facts, late ones and corrected days among them, written in turn by two processes."""
    table = Table(next(_examples))
    async with writing(prepared) as other:
        table.keep(await taken(unfpa, table.beginning()))
        for which, operations in steps:
            writer = (unfpa, other)[which]
            table.keep(await submitted(writer, [table.work(*operation) for operation in operations]))
            await must_be_a_fresh_fold(prepared, unfpa._memory)
            await must_be_a_fresh_fold(prepared, other._memory)


async def test_control_folding_in_the_order_of_arrival_is_wrong(prepared: Database, unfpa: Writer) -> None:
    """Control: a name borne before the newest one, told late, would stand in another place."""
    await unfpa.submit(asked(registered("iom", reported_on="2008-01-01")))
    for name, day in (("The name of 2011", DAYS[3]), ("The name of 2008", DAYS[0])):
        await unfpa.submit(asked(renamed("iom", name, reported_on=day)))
    events = [recorded_from(event) for event in await events_of(prepared)]
    recorded = [event for event in events if event.stream == "agency-iom"]
    state = None
    for event in recorded:
        state = FOLDINGS[Noun.AGENCY].evolve(state, event)
    assert state != fold(Noun.AGENCY, recorded)
    await must_be_a_fresh_fold(prepared, unfpa._memory)


async def test_a_late_event_is_seen_by_the_next_command_of_its_batch(unfpa: Writer) -> None:
    """Three late updates and an expectation in one batch count on from one another, though none is committed."""
    first = registered("iom", reported_on="2008-01-01")
    days = (DAYS[3], DAYS[0], DAYS[1], DAYS[0])
    works = [asked(renamed("iom", f"The name of {day}", reported_on=day)) for day in days]
    last = msgspec.structs.replace(renamed("iom", "International Organization for Migration"), expected_version=5)
    receipts = await taken(unfpa, [asked(first), *works, asked(last)])
    assert [receipt.version for receipt in receipts] == [1, 2, 3, 4, 5, 6]


async def test_what_is_decided_and_not_stored_yet_is_read_with_the_rest(prepared: Database, unfpa: Writer) -> None:
    """A tag that is asked for the first time belongs to the command before, which is in no table yet."""
    memory = Memory()
    async with prepared.writing() as transaction:
        await memory.come_to(transaction, await read_head(transaction))
        assert memory.state(Noun.TOPIC, "remittances") is None
        await memory.load_missed(transaction)
        fact = TopicRegistered(label="Remittances")
        memory.remember([Said("topic-remittances", fact, DAYS[1])], "secretariat-desk")
        assert memory.owner("topic:remittances") is None
        await memory.load_missed(transaction)
        assert memory.owner("topic:remittances") == "topic-remittances"
        assert memory.state(Noun.TOPIC, "remittances").version == 1


async def test_a_failed_transaction_leaves_nothing_remembered(prepared: Database, unfpa: Writer) -> None:
    """What was decided in it is gone, and the next batch reads the log again."""
    assert len(unfpa._memory) > 0
    await submitted(unfpa, [asked(registered("iom")), asked(committed("\0"))])
    await submitted(unfpa, [asked(committed("\0"))])
    assert (len(unfpa._memory), unfpa._memory.position, unfpa._memory.frontier) == (0, 0, None)
    await unfpa.submit(asked(registered("unicef")))
    await must_be_a_fresh_fold(prepared, unfpa._memory)


async def test_what_another_process_registered_is_known(prepared: Database, unfpa: Writer) -> None:
    """A body that was remembered as absent is there once the other process has registered it."""
    async with writing(prepared) as other:
        with pytest.raises(Refused, match="iom"):
            await unfpa.submit(asked(committed("Count returnees", lead="iom")))
        await other.submit(asked(registered("iom")))
        assert (await unfpa.submit(asked(committed("Count returnees", lead="iom")))).made


async def test_memory_has_an_end(prepared: Database, unfpa: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too much is remembered it starts anew, and goes on being right; control: below it, it is kept."""
    await taken(unfpa, commitments(30))
    remembered = len(unfpa._memory)
    await unfpa.submit(asked(renamed("unfpa", "Population Fund")))
    assert len(unfpa._memory) >= remembered
    monkeypatch.setattr(memory_module, "STATES_MAX", remembered)
    await unfpa.submit(asked(renamed("unfpa", "UNFPA")))
    assert 0 < len(unfpa._memory) < remembered
    await must_be_a_fresh_fold(prepared, unfpa._memory)


async def test_words_that_were_redacted_do_not_stay_in_memory(prepared: Database, unfpa: Writer) -> None:
    """After another process redacts a field, everything is read again; control: another event leaves it there."""
    memory = unfpa._memory
    async with writing(prepared) as other:
        await other.submit(asked(registered("iom")))
    await must_be_a_fresh_fold(prepared, memory)
    await must_be_a_fresh_fold(prepared, memory)
    assert len(memory) > 0
    redaction = msgspec.structs.replace(redaction_of(1, "name"), stream="agency-unfpa")
    await append_all(
        prepared,
        [
            msgspec.structs.replace(
                redaction,
                data={**redaction.data, "reason": "As asked."},
                salts={**redaction.salts, "reason": bytes(16)},
            )
        ],
    )
    await must_be_a_fresh_fold(prepared, memory)
    await must_be_a_fresh_fold(prepared, memory)
    assert len(memory) == 0


async def test_after_a_failover_that_lost_events_nothing_old_is_believed(prepared: Database, unfpa: Writer) -> None:
    """Where another event stands at the position that was last known, everything is read again."""
    await taken(unfpa, commitments(3))
    memory = unfpa._memory
    async with prepared.writing() as transaction:
        head = await read_head(transaction)
        await memory.come_to(transaction, head)
        assert len(memory) > 0
        memory._leaf = leaf_hash(b"an event that the standby never had")
        await memory.come_to(transaction, head)
        assert len(memory) == 0
    await taken(unfpa, commitments(3))
    memory._leaf = leaf_hash(b"an event that the standby never had")
    async with writing(prepared) as other:
        await taken(other, commitments(3))
    await must_be_a_fresh_fold(prepared, memory)
    assert len(memory) == 0


async def test_a_log_that_is_shorter_than_remembered_is_read_again(prepared: Database, unfpa: Writer) -> None:
    """After a restore the log may be shorter."""
    await taken(unfpa, commitments(3))
    async with prepared.writing() as transaction:
        await unfpa._memory.come_to(transaction, Head(2, leaf_hash(b""), "2026-03-02T09:00:00.000000Z"))
    assert (len(unfpa._memory), unfpa._memory.position) == (0, 2)


class Questions:
    """Counts the questions for states and owners, and all statements."""

    def __init__(self) -> None:
        self.asked = 0
        self.statements = 0

    def __call__(self, statement: object, _: object) -> None:
        self.statements += 1
        self.asked += statement in (STREAMS, TAG_OWNERS)


async def test_a_whole_turn_is_read_in_a_few_questions(prepared: Database, unfpa: Writer) -> None:
    """A turn of twelve items that names twelve topics, by a writer that remembers nothing, takes a handful."""
    topics = [f"topic-{number}" for number in range(12)]
    await taken(unfpa, [asked(RegisterTopic(id=topic, label=topic)) for topic in topics])
    await unfpa.submit(asked(ConveneCoordinationMeeting(id="cm7", title="Seventh Coordination Meeting", number=7)))
    items = tuple(committed(f"Train census office {topic}", topics=(topic,)) for topic in topics)
    turn = RecordIntervention(coordination_meeting="cm7", turn=Turn(order=1, agency="unfpa", items=items))
    questions = Questions()
    async with writing(Watched(prepared, questions), views=()) as cold:
        receipt = await cold.submit(asked(turn))
    assert len(receipt.items) == 12
    assert questions.asked <= 6


async def test_a_batch_is_read_in_as_few_questions_as_one_command(
    prepared: Database, unfpa: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the commands behind will lack is read with the first; control: without the rehearsal each reads its own."""
    questions = Questions()
    async with writing(Watched(prepared, questions), views=()) as cold:
        await taken(cold, commitments(64))
        assert questions.asked <= 6
        monkeypatch.setattr(deciding, "REHEARSALS_MAX", 0)
        await taken(cold, commitments(64))
        assert questions.asked > 64
