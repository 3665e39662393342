"""Looking back: things and lists at a point of both clocks, as the engines' views and the plain model have them."""

from typing import TYPE_CHECKING, Any

import msgspec

from events.identity import Noun
from events.log.reading import read_head
from projections.activity_filter import ActivityFilter
from projections.activity_pages import read_page
from projections.activity_questions import Asked as AskedList
from projections.clocks import Clocks
from projections.registry import BY_NOUN
from projections.things import read_all
from projections.timeliness import Timeliness
from service import clock
from service.api.asking import scope_of_caller
from service.auth.caller import Caller
from service.auth.roles import Role
from service.desk import Reading
from tests.consistency.plain_dates import PlainDate
from tests.consistency.plain_folding import Thing
from tests.consistency.plain_lists import Looking, listed
from tests.consistency.plain_log import LAST_DAY
from tests.consistency.plain_things import FOLDS

if TYPE_CHECKING:
    from tests.consistency.lock_step import LockStep

LIMIT = 500


class Looks:
    """Questions to all of them, at the same point of both clocks."""

    def __init__(self, lock_step: "LockStep") -> None:
        self._lock_step = lock_step
        self.asked = 0

    async def at_everything(self, as_of: str | None, known_at: int | None) -> None:
        """Every thing of every noun, field by field; AssertionError with what is different."""
        for noun in FOLDS:
            expected = self._lock_step.model.log.things(noun, as_of or LAST_DAY, known_at)
            kept = [await self._read(engine, noun, as_of, known_at) for engine in self._lock_step.engines]
            for states in kept:
                found = [seen(state, thing) for state, thing in zip(states, expected, strict=False)]
                _same(f"{noun} as of {as_of} known at {known_at}", plain(expected), found)
                assert len(states) == len(expected), f"{noun}: {[state.id for state in states]}"
            assert all(msgspec.json.encode(states) == msgspec.json.encode(kept[0]) for states in kept), noun
        self.asked += 1

    async def _read(self, engine: Any, noun: str, as_of: str | None, known_at: int | None) -> list[Any]:
        async with engine.database.reading() as transaction:
            return await read_all(transaction, BY_NOUN[Noun(noun)], Clocks(as_of=as_of, known_at=known_at))

    async def at_a_list(self, caller: Caller, looking: Looking, wanted: dict[str, Any]) -> None:
        """A list as somebody sees it: the same activities in the same order, and the same total."""
        expected = listed(self._lock_step.model.log, looking, wanted)
        for engine in self._lock_step.engines:
            async with engine.database.reading() as transaction:
                clocks = Clocks(as_of=looking.as_of, known_at=looking.known_at)
                read = Reading(transaction, await read_head(transaction), clocks, looking.evaluated_on)
                asked = AskedList(
                    wanted=_filter_of(wanted),
                    scope=await scope_of_caller(caller, read),
                    clocks=clocks,
                    evaluated_on=looking.evaluated_on,
                )
                page = await read_page(transaction, asked, LIMIT)
                total = await read.total(asked)
            found = [activity.id for activity in page.activities]
            _same(f"{wanted} for {caller.scope} at {clocks} on {engine.name}", expected, found)
            assert total == len(expected), f"{total} in all, and {len(expected)} expected"
        self.asked += 1


def looking_of(caller: Caller, as_of: str | None, known_at: int | None, evaluated_on: str) -> Looking:
    """The same look in the words of the model: a reader of no agency is a participant all the same."""
    agency = caller.agency if caller.role is Role.FOCAL_POINT else "nobody"
    return Looking(
        agency=agency,
        is_secretariat=caller.role is Role.SECRETARIAT,
        as_of=as_of,
        known_at=known_at,
        seen_on=clock.today(),
        evaluated_on=evaluated_on,
    )


def _filter_of(wanted: dict[str, Any]) -> ActivityFilter:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in wanted.items()
    }
    if "timeliness" in values:
        values["timeliness"] = tuple(Timeliness(value) for value in values["timeliness"])
    return ActivityFilter(**values)


def _same(what: str, expected: Any, found: Any) -> None:
    if expected != found:
        pairs = [(one, other) for one, other in zip(expected, found, strict=False) if one != other]
        first = pairs[0] if pairs else (expected, found)
        raise AssertionError(f"{what}: the model says {first[0]}, and {first[1]} was found.")


def seen(state: Any, thing: Thing) -> Thing:
    """The state that a view keeps, in the fields of the model; what the noun has no field for counts as the model's."""
    return {name: plain(_field(state, name, value)) for name, value in thing.items()}


def _field(state: Any, name: str, value: Any) -> Any:
    match name:
        case "names":
            return [(one.name, one.acronym, one.valid_from) for one in state.names]
        case "positions":
            return [int(public.partition(".")[0]) for public in state.positions]
        case "canonical":
            return state.symbol
        case "agenda" if hasattr(state, "agenda"):
            return [(item.item, item.title) for item in state.agenda]
        case "told":
            return [(item.kind, item.id) for item in state.items]
        case "points":
            return [(point.id, point.text) for point in state.context_points]
        case "partners":
            return [partner.agency for partner in state.partners]
        case "evidence":
            return [(int(one.position.partition(".")[0]), one.url, one.symbol) for one in state.evidence]
        case "reports":
            return [(one.id, one.reported_by, one.title, one.coordination_meeting) for one in state.reports]
        case "merged":
            return [_merged(one) for one in state.merged]
        case "date" | "due" | "resumes" if hasattr(state, name):
            said = getattr(state, name)
            return None if said is None else PlainDate(said.edtf, said.as_written, said.earliest, said.latest)
        case _:
            return getattr(state, name, value)


def _merged(one: Any) -> dict[str, Any]:
    """What was merged into an activity, in the fields of the model."""
    names = ("activity", "told_as", "others", "links", "lead", "stage", "assurance", "fills", "topics", "last_heard_on")
    return {
        **{name: getattr(one, name) for name in names},
        "parts": sorted((part.agency, part.role) for part in one.parts),
        "meetings": sorted(one.meetings),
        **{name: _field(one, name, None) for name in ("date", "due")},
    }


def plain(value: Any) -> Any:
    """A value with lists for tuples and texts for words of closed lists, so that two can be compared."""
    return msgspec.json.decode(msgspec.json.encode(value))
