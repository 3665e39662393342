"""What a filter means at the clocks of a question: bodies with what is under them, topics, places and rounds."""

from collections.abc import Awaitable
from typing import TypeVar

from msgspec import Struct

from events.place import is_area, is_country
from projections.activities import ACTIVITIES
from projections.activity_filter import ActivityFilter
from projections.search.finding import refuse_common_letters
from projections.search.index import Index
from projections.search.query import QueryRefused
from service.api.agency_tree import chosen_agencies
from service.api.asking import day_in_calendar
from service.api.body import CheckedRequest
from service.api.filter_text import words_meant
from service.api.filters import DAYS, Filter, inner_of
from service.api.problems import Fault, FaultSource, ImpossibleDate, InvalidInput, NotFound
from service.api.round_standings import round_of, standings_in
from service.api.topic_tree import chosen_topics
from service.desk import Reading

FoundT = TypeVar("FoundT")


class Place(Struct, frozen=True):
    """Where a filter stands in a request: a JSON pointer, and the part of the request that it leads into."""

    pointer: str = ""
    source: FaultSource = "query"

    def fault(self, member: str, sentence: str) -> Fault:
        """A fault of a member."""
        return Fault(f"{self.pointer}/{member}", sentence, self.source)

    def within(self, pointer: str) -> "Place":
        """A place further in. What is nested in an address stands in its parameter `filter`."""
        if self == Place():
            return Place("/filter" + pointer.removeprefix("/and/0"), self.source)
        return Place(self.pointer + pointer, self.source)


async def meant_by(request: CheckedRequest, read: Reading, wanted: Filter, place: Place) -> ActivityFilter:
    """The filter as the views are asked it; a problem that names the place of what the register does not know."""
    return await _meant(request, read, wanted, place, set())


async def _meant(
    request: CheckedRequest, read: Reading, wanted: Filter, place: Place, checked: set[str]
) -> ActivityFilter:
    """`checked` are letters of which it is known that few words begin with them."""
    _refuse_impossible(wanted, place)
    rounds = [await _asked_in(request, read, named, place) for named in dict.fromkeys(wanted.round)]
    inner = {
        pointer: await _meant(request, read, one, place.within(pointer), checked) for pointer, one in inner_of(wanted)
    }
    agencies = await _known(chosen_agencies(read, wanted.agency, wanted.sub_entities), "agency", place)
    leads = await _known(chosen_agencies(read, wanted.lead, wanted.sub_entities), "lead", place)
    words = await _words(read, wanted, place, checked)
    topics = await _known(chosen_topics(read, wanted.topic, wanted.narrower), "topic", place)
    return ActivityFilter(
        agencies=agencies,
        roles=wanted.role,
        leads=leads,
        topics=topics,
        kinds=tuple(map(str, wanted.kind)),
        stages=tuple(map(str, wanted.stage)),
        reviews=tuple(map(str, wanted.review)),
        assurances=tuple(map(str, wanted.assurance)),
        visibilities=tuple(map(str, wanted.visibility)),
        timeliness=wanted.timeliness,
        standing=wanted.standing,
        languages=wanted.language,
        mandates=wanted.mandate,
        meetings=wanted.meeting,
        statements=wanted.statement,
        parts_of=wanted.part_of,
        only=tuple(sorted({activity for asked in rounds for activity in asked})) if rounds else None,
        places=wanted.place,
        place_codes=wanted.place_code,
        without=wanted.without,
        promise=wanted.promise,
        open=wanted.open,
        slipped=wanted.slipped,
        **{day: getattr(wanted, day) for day in DAYS},
        all_of=(*words, *(one for pointer, one in inner.items() if pointer.startswith("/and/"))),
        any_of=tuple(one for pointer, one in inner.items() if pointer.startswith("/or/")),
        none_of=tuple(one for pointer, one in inner.items() if pointer == "/not"),
    )


def _refuse_impossible(wanted: Filter, place: Place) -> None:
    """Raise ImpossibleDate for a day that there is not, InvalidInput for roles of nobody and places that are none."""
    if wanted.role and not wanted.agency:
        sentence = f"The role {wanted.role[0]} was given without an agency; name the agency that has it."
        raise InvalidInput(sentence, faults=[place.fault("role", sentence)])
    for name in DAYS:
        day = getattr(wanted, name)
        if day is not None:
            try:
                day_in_calendar(day, name)
            except ImpossibleDate as error:
                raise ImpossibleDate(error.detail, faults=[place.fault(name, error.detail)]) from error
    for code in wanted.place:
        if not is_country(code) and not is_area(code):
            sentence = (
                "Expected the two capital letters of a country (ISO 3166-1), such as MA, or the three figures of an "
                f"area (UN M49), such as 002, found {code}."
            )
            raise InvalidInput(sentence, faults=[place.fault("place", sentence)])


async def _words(read: Reading, wanted: Filter, place: Place, checked: set[str]) -> tuple[ActivityFilter, ...]:
    try:
        words = () if wanted.text is None else tuple(words_meant(wanted.text))
        begun = {letters for one in words for inner in (one, *one.none_of) for letters in inner.beginnings}
        for letters in sorted(begun - checked):
            await refuse_common_letters(Index(read.transaction, ACTIVITIES, read.clocks), letters)
        checked |= begun
        return words
    except QueryRefused as refused:
        raise InvalidInput(str(refused), faults=[place.fault("text", str(refused))]) from refused


async def _known(chosen: Awaitable[FoundT], member: str, place: Place) -> FoundT:
    try:
        return await chosen
    except NotFound as error:
        raise NotFound(error.detail, faults=[place.fault(member, error.detail)]) from error


async def _asked_in(request: CheckedRequest, read: Reading, round_id: str, place: Place) -> list[str]:
    """The ids of the activities about which a reporting round asks."""
    planned = await _known(round_of(read, round_id), "round", place)
    standings = await standings_in(request.user, read, planned)
    return [item.now.id for standing in standings for item in standing.items]
