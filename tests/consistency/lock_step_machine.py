"""The rules by which Hypothesis drives the engines and the model in lock step, and what it compares now and then."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from msgspec.structs import replace

from service.auth.caller import Caller
from service.auth.roles import Role
from service.commands.deliberation import Author
from tests.consistency.asked_at_random import changes_asked, filters, periods
from tests.consistency.entered_at_random import entering, stating, submitting, taking_the_floor, updating
from tests.consistency.lock_step import Engine, LockStep
from tests.consistency.looking_at_changes import look_at_all_changes, look_at_changes
from tests.consistency.looking_back import looking_of
from tests.consistency.merged_at_random import merging_of, parting_of
from tests.consistency.plain_model import Asked, PlainModel
from tests.consistency.plain_reports import REPORTS
from tests.consistency.said_at_random import (
    AGENCIES,
    DAYS,
    SECRETARIAT,
    SOME_ACTIVITY,
    SOME_POSITION,
    TABLES,
    TOPICS,
    authors,
    reporting,
    telling,
)

CALLERS = (
    Caller(key_id="secretariat", role=Role.SECRETARIAT),
    Caller(key_id="unfpa", role=Role.FOCAL_POINT, agency="unfpa"),
    Caller(key_id="eclac", role=Role.FOCAL_POINT, agency="eclac"),
    Caller(key_id="reader", role=Role.READER),
)
AT_THE_TABLE: tuple[dict[str, Any], ...] = (
    *({"noun": "agency", "id": agency, "name": agency.upper(), "kind": "igo"} for agency in AGENCIES[:5]),
    *({"noun": "topic", "id": topic, "label": topic} for topic in TOPICS[:2]),
    {"noun": "mandate", "id": "ga-res-63-225", "kind": "resolution", "symbol": "A/63/225"},
    {"noun": "meeting", "id": "marrakech-2010", "title": "Marrakech conference", "kind": "conference"},
    *(
        {"noun": "coordination-meeting", "id": table, "title": table, "number": number}
        for number, table in enumerate(TABLES, start=7)
    ),
)

SAID_BEFORE: tuple[dict[str, Any], ...] = (
    {"what": "update", "noun": "agency", "id": "celade", "body": {"type": "moved", "parent": "eclac"}},
    {"what": "update", "noun": "agency", "id": "eclac", "body": {"type": "granted", "granted_to": "new-york-office"}},
    {
        "what": "update",
        "noun": "coordination-meeting",
        "id": "cm7",
        "body": {"type": "scheduled", "date": {"edtf": "2008-11-21", "as_written": "at the table"}},
    },
    {
        "what": "take_the_floor",
        "id": "cm7",
        "order": 1,
        "body": {
            "order": 1,
            "agency": "unfpa",
            "items": [
                {"type": "commitment", "id": "census-support", "title": "Train census offices", "stage": "planned"},
                {"type": "ongoing_work", "id": "mou-plan", "title": "Work plan with IOM", "lead": "iom"},
                {"type": "statement", "id": "cm7-concern", "statement_type": "concern", "text": "Data are scarce."},
            ],
        },
    },
)


class Counted:
    """What a whole run did, over all its histories."""

    def __init__(self) -> None:
        self.histories = 0
        self.steps = 0
        self.looks = 0
        self.events = 0
        self.outcomes: dict[str, int] = {}


class LockStepMachine(RuleBasedStateMachine):
    """One history: commands at random, and looks back; the engines and the model are made anew for each."""

    counted: ClassVar[Counted]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.lock_step = LockStep(self.make_engines(), self.make_model())
        self.runner.run(self.lock_step.open())
        self.sent: list[Asked] = []

    @classmethod
    def make_engines(cls) -> Sequence[Engine]:
        """The engines of a history, with empty logs."""
        raise NotImplementedError

    @classmethod
    def make_model(cls) -> PlainModel:
        """The model of a history."""
        raise NotImplementedError

    @initialize()
    def sit_down(self) -> None:
        self.send(*(_entered(entry) for entry in AT_THE_TABLE))
        self.send(*(Asked(author=SECRETARIAT, **said) for said in SAID_BEFORE))

    def send(self, *asked: Asked) -> None:
        meant = [self.meant(one) for one in asked]
        self.sent += meant
        self.runner.run(self.lock_step.take(*meant))

    @rule(asked=reporting)
    def report(self, asked: Asked) -> None:
        self.send(asked)

    @rule(asked=reporting)
    def report_once_more(self, asked: Asked) -> None:
        self.send(asked)

    @rule(asked=telling)
    def tell(self, asked: Asked) -> None:
        self.send(asked)

    @rule(asked=telling)
    def tell_once_more(self, asked: Asked) -> None:
        self.send(asked)

    @rule(author=authors, seed=st.integers(0, 2**16), parts=st.sampled_from((False, False, True)))
    def merge_or_part(self, author: Author, seed: int, parts: bool) -> None:
        """Two that can be one, for by chance alone hardly any two are of one sort and open to the same readers."""
        chosen = (parting_of if parts else merging_of)(self.lock_step.model.log, author, seed)
        if chosen is not None:
            self.send(chosen)

    @rule(asked=st.one_of(entering, updating, updating))
    def keep_the_register(self, asked: Asked) -> None:
        self.send(asked)

    @rule(asked=st.one_of(stating, taking_the_floor, taking_the_floor))
    def speak(self, asked: Asked) -> None:
        self.send(asked)

    @rule(asked=submitting)
    def submit(self, asked: Asked) -> None:
        self.send(asked)

    @rule(asked=st.lists(st.one_of(telling, reporting), min_size=2, max_size=3))
    def all_at_once(self, asked: list[Asked]) -> None:
        numbered = [self.meant(one) for one in asked]
        # Reports whose ids are made depend on one another: the model is given those that name theirs.
        self.send(*(one for one in numbered if one.what == "tell" or "id" in one.body))

    @rule(asked=st.one_of(reporting, telling), key=st.sampled_from(("key-1", "key-2", "key-3")))
    def under_a_key(self, asked: Asked, key: str) -> None:
        self.send(replace(asked, key=key))

    @rule(number=st.integers(0, 5), at_once=st.booleans())
    def again(self, number: int, at_once: bool) -> None:
        """What was sent under a key is sent again, alone or twice at once."""
        keyed = [one for one in self.sent if one.key]
        if keyed:
            one = keyed[-1 - number % len(keyed)]
            self.send(*([one, one] if at_once else [one]))

    @rule(hours=st.sampled_from((1, 5, 24, 49, -30)))
    def time_passes(self, hours: int) -> None:
        self.lock_step.time_passes(hours=hours)

    @rule(as_of=st.one_of(st.none(), st.sampled_from(DAYS)), known=st.one_of(st.none(), st.integers(0, 100)))
    def look_at_everything(self, as_of: str | None, known: int | None) -> None:
        self.runner.run(self.lock_step.looks.at_everything(as_of, self.position(known)))

    @rule(
        caller=st.sampled_from(CALLERS),
        as_of=st.one_of(st.none(), st.sampled_from(DAYS)),
        known=st.one_of(st.none(), st.none(), st.integers(0, 100)),
        wanted=filters,
        evaluated_on=st.sampled_from((*DAYS, "2012-01-01")),
    )
    def look_at_a_list(
        self, caller: Caller, as_of: str | None, known: int | None, wanted: dict[str, Any], evaluated_on: str
    ) -> None:
        looking = looking_of(caller, as_of, self.position(known), evaluated_on)
        self.runner.run(self.lock_step.looks.at_a_list(caller, looking, wanted))

    @rule(
        caller=st.sampled_from(CALLERS),
        days=periods,
        known=st.one_of(st.none(), st.none(), st.integers(0, 100)),
        narrowed=changes_asked,
    )
    def look_at_changes(
        self, caller: Caller, days: tuple[str, str | None], known: int | None, narrowed: dict[str, Any]
    ) -> None:
        looking = looking_of(caller, days[1], self.position(known), DAYS[-1])
        self.runner.run(look_at_changes(self.lock_step, caller, looking, days[0], **narrowed))

    def position(self, known: int | None) -> int | None:
        """A position of the log, for a share of it in per cent."""
        return None if known is None else self.lock_step.model.log.size * known // 100

    def meant(self, asked: Asked) -> Asked:
        """The command with everything in it that is there by now: activities, positions and versions."""
        return meant(self.lock_step, asked)

    def teardown(self) -> None:
        """Look at everything once more, and count; where the three have differed, nothing more is asked of them."""
        try:
            if sys.exc_info()[0] is None:
                self.runner.run(self.lock_step.looks.at_everything(None, None))
                for caller in CALLERS[::3]:
                    self.runner.run(look_at_all_changes(self.lock_step, caller))
        finally:
            self.count()
            self.runner.run(self.lock_step.close())
            self.runner.close()

    def count(self) -> None:
        """Add this history to what was done in all."""
        lock_step, counted = self.lock_step, self.counted
        counted.histories += 1
        counted.steps += lock_step.steps
        counted.looks += lock_step.looks.asked
        counted.events += lock_step.model.log.size
        for name, number in lock_step.outcomes.items():
            counted.outcomes[name] = counted.outcomes.get(name, 0) + number


def machine(
    make_engines: Callable[[], Sequence[Engine]], counted: Counted, make_model: Callable[[], PlainModel] = PlainModel
) -> type[LockStepMachine]:
    """The state machine on these engines and this model."""
    given = {"make_engines": staticmethod(make_engines), "make_model": staticmethod(make_model), "counted": counted}
    return type("LockStepMachine", (LockStepMachine,), given)


def _entered(entry: dict[str, Any]) -> Asked:
    words = {name: value for name, value in entry.items() if name != "noun"} | {"reported_on": DAYS[0]}
    return Asked(what="register", noun=entry["noun"], body=words, author=SECRETARIAT)


def meant(lock_step: LockStep, asked: Asked) -> Asked:
    """The command with markers replaced: `$activity:3` by an id told so far, `right` by the version that there is."""
    thing_id = _named(lock_step, asked.id)
    words = _replaced(lock_step, asked.body, thing_id)
    return replace(asked, id=thing_id, body=words, expected=_version(lock_step, asked, thing_id))


def _replaced(lock_step: LockStep, value: Any, thing_id: str) -> Any:
    match value:
        case dict():
            return {name: _replaced(lock_step, inner, thing_id) for name, inner in value.items()}
        case list():
            return [_replaced(lock_step, inner, thing_id) for inner in value]
        case str() if value.startswith(SOME_ACTIVITY):
            return _named(lock_step, value)
        case str() if value.startswith(SOME_POSITION):
            return _position(lock_step, int(value.removeprefix(SOME_POSITION)), thing_id)
        case _:
            return value


def _named(lock_step: LockStep, value: str) -> str:
    if not value.startswith(SOME_ACTIVITY):
        return value
    known = [one.body["id"] for one in lock_step.model.log.said if one.sort in REPORTS]
    return known[int(value.removeprefix(SOME_ACTIVITY)) % len(known)] if known else "nothing-known"


def _position(lock_step: LockStep, number: int, thing_id: str) -> str:
    """One of the activity's own positions, as it is shown; now and then one of another."""
    activity = lock_step.model.log.activity(thing_id)
    own = activity["positions"] if activity and number % 8 else sorted(lock_step.positions)
    return lock_step.positions.get(own[number % len(own)], "1.00000000") if own else "1.00000000"


def _version(lock_step: LockStep, asked: Asked, thing_id: str) -> int | None:
    wanted: Any = asked.expected
    if wanted is None or isinstance(wanted, int):
        return wanted
    noun = {"tell": "activity", "correct": "statement", "update": asked.noun}.get(asked.what, "intervention")
    log = lock_step.model.log
    if noun == "activity":
        thing = log.activity(thing_id)
    else:
        thing = log.thing(noun, f"{thing_id}-{asked.order}" if noun == "intervention" else thing_id)
    version = int(thing["version"]) if thing else 1
    return version if wanted == "right" else version + 1
