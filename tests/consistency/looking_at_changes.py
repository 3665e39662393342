"""Looking at what changed between two days: the engines' reports, and that of the plain model."""

from collections import Counter
from itertools import combinations

from events.log.reading import read_head
from projections.change_statements import Period
from projections.changed_activities import AskedChanges, ChangesPage, read_changes
from projections.changes import ChangeClass
from projections.clocks import END_OF_DAYS, Clocks
from service.api.asking import scope_of_caller
from service.auth.caller import Caller
from service.desk import Reading
from tests.consistency.lock_step import LockStep
from tests.consistency.looking_back import looking_of
from tests.consistency.plain_changes import PlainChange, changed
from tests.consistency.plain_lists import Looking
from tests.consistency.said_at_random import DAYS

LIMIT = 500


async def look_at_changes(
    lock_step: LockStep, caller: Caller, looking: Looking, since: str, classes: list[str], **narrowed: list[str]
) -> None:
    """A report as somebody sees it: the same activities with the same classes, days and fields, and the same counts."""
    wanted = {name: narrowed.get(name) or [] for name in ("agencies", "topics")}
    expected = changed(lock_step.model.log, looking, since, **wanted)
    listed = {one: change for one, change in expected.items() if not classes or change.classes & set(classes)}
    for engine in lock_step.engines:
        async with engine.database.reading() as transaction:
            clocks = Clocks(as_of=looking.as_of, known_at=looking.known_at)
            read = Reading(transaction, await read_head(transaction), clocks, looking.evaluated_on)
            asked = AskedChanges(
                period=Period(since=since, until=looking.as_of or END_OF_DAYS, known_at=looking.known_at),
                scope=await scope_of_caller(caller, read, goes_back=True),
                classes=tuple(ChangeClass(name) for name in classes),
                **{name: tuple(values) for name, values in wanted.items()},
            )
            page = await read_changes(transaction, asked, LIMIT)
        what = f"since {since} {classes} {narrowed} for {caller.scope} at {clocks} on {engine.name}"
        _same(what, listed, _told(page, lock_step))
        counted = Counter(name for change in expected.values() for name in change.classes)
        found = {str(name): count for name, count in page.counts.classes.items() if name is not None}
        assert found == dict(counted), f"{what}: {found}, and {counted} expected"
        assert page.total == len(listed), f"{what}: {page.total} in all, and {len(listed)} expected"
        by_body = sum(counts[None] for counts in page.counts.agencies.values())
        assert by_body == page.counts.classes[None] == len(expected), what
    lock_step.looks.asked += 1


async def look_at_all_changes(lock_step: LockStep, caller: Caller) -> None:
    """The reports between any two days, as the log knows them at its end."""
    for since, until in combinations(("", *DAYS, None), 2):
        looking = looking_of(caller, until, None, DAYS[-1])
        await look_at_changes(lock_step, caller, looking, since or "", [])


def _told(page: ChangesPage, lock_step: LockStep) -> dict[str, PlainChange]:
    """The page in the words of the model, which has no place for some fields."""
    known = {name for thing in lock_step.model.log.things("activity") for name in thing}
    return {
        change.after.id: PlainChange(
            frozenset(change.classes),
            change.slipped_days,
            frozenset(one.field for one in change.differences if one.field in known),
        )
        for change in page.changes
    }


def _same(what: str, expected: dict[str, PlainChange], found: dict[str, PlainChange]) -> None:
    for one in sorted({*expected, *found}):
        if expected.get(one) != found.get(one):
            raise AssertionError(
                f"{what}: of {one} the model says {expected.get(one)}, and {found.get(one)} was found."
            )
