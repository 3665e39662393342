"""What the audit log is narrowed to, over HTTP: types, actors, streams, agencies, times by both clocks, commands."""

from datetime import UTC, datetime
from typing import Annotated

from litestar.params import QueryParameter
from msgspec import Struct
from msgspec.structs import replace

from events.catalogue import CATALOGUE
from events.identity import noun_of
from events.log.instants import ONE_MICROSECOND, written
from events.log.searching import EventFilter
from service.api.asking import day_in_calendar
from service.api.problems import Fault, InvalidInput
from service.desk import Reading, last_before

FIRST_INSTANT = datetime.min.replace(tzinfo=UTC)
TYPES = tuple(sorted(fact.TYPE for fact in CATALOGUE))
NAME_MAX = 200
INSTANT = r"^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z)?$"


class LogFilter(Struct, frozen=True, kw_only=True):
    """What was asked for, before the instants of recording are looked up in the log."""

    events: EventFilter
    recorded_from: str | None = None
    recorded_to: str | None = None

    @property
    def is_tagged(self) -> bool:
        """Whether the answer tells what events are about, by what is in it."""
        return bool(self.events.tags)


def _name(description: str) -> QueryParameter:
    return QueryParameter(min_length=1, max_length=NAME_MAX, description=description)


def _day(description: str) -> QueryParameter:
    return QueryParameter(pattern=r"^\d{4}-\d{2}-\d{2}$", description=description)


def _instant(description: str) -> QueryParameter:
    return QueryParameter(pattern=INSTANT, description=description)


async def log_filters(
    types: Annotated[list[str] | None, QueryParameter(name="type", description="Such as agency-renamed.")] = None,
    actor: Annotated[list[str] | None, QueryParameter(description="Written by these actors, such as key:….")] = None,
    stream: Annotated[str | None, _name("Of this stream, such as agency-unfpa.")] = None,
    tag: Annotated[str | None, _name("Such as agency:unfpa.")] = None,
    agency: Annotated[str | None, _name("Naming this agency: the tag agency:….")] = None,
    recorded_from: Annotated[str | None, _instant("Recorded at this instant (UTC) or later, or from this day.")] = None,
    recorded_to: Annotated[str | None, _instant("Recorded up to this instant, or to the end of this day.")] = None,
    reported_from: Annotated[str | None, _day("Said on this day or later, as it was noted.")] = None,
    reported_to: Annotated[str | None, _day("Said on this day or earlier, as it was noted.")] = None,
    command_id: Annotated[str | None, _name("Brought about by this command.")] = None,
    correlation: Annotated[str | None, _name("Of this request, by its id.")] = None,
) -> LogFilter:
    """The filters of the log. A repeated one is an "or", different ones are an "and"."""
    for given in types or ():
        if given not in TYPES:
            raise _fault("type", f"Expected a type of event such as {TYPES[0]}, found {given}.")
    for name, day in (("reported_from", reported_from), ("reported_to", reported_to)):
        if day is not None:
            day_in_calendar(day, name)
    if stream is not None:
        _check_stream(stream)
    tags = (tag, None if agency is None else f"agency:{agency}")
    return LogFilter(
        events=EventFilter(
            before=0,
            types=tuple(types or ()),
            actors=tuple(actor or ()),
            stream=stream,
            tags=tuple(dict.fromkeys(one for one in tags if one is not None)),
            reported_from=reported_from,
            reported_to=reported_to,
            command_id=command_id,
            correlation=correlation,
        ),
        recorded_from=recorded_from,
        recorded_to=recorded_to,
    )


def _check_stream(stream: str) -> None:
    try:
        noun_of(stream)
    except ValueError as error:
        raise _fault("stream", f"Expected the name of a stream such as agency-unfpa, found {stream}.") from error


async def between(read: Reading, wanted: LogFilter, after: int, before: int) -> EventFilter:
    """The filter with its positions: as `recorded_at` grows with them, a time of recording is a place in the log."""
    if wanted.recorded_from is not None:
        start = _read_instant(wanted.recorded_from, "recorded_from", "T00:00:00Z")
        if start > FIRST_INSTANT:
            last = await last_before(read.transaction, written(start - ONE_MICROSECOND), read.head)
            after = max(after, last.position)
    if wanted.recorded_to is not None:
        end = _read_instant(wanted.recorded_to, "recorded_to", "T23:59:59.999999Z")
        before = min(before, (await last_before(read.transaction, written(end), read.head)).position + 1)
    return replace(wanted.events, after=after, before=before)


def _read_instant(text: str, parameter: str, of_day: str) -> datetime:
    try:
        return datetime.fromisoformat(text if "T" in text else f"{text}{of_day}")
    except ValueError as error:
        raise _fault(parameter, f"There is no such instant or day as {text} in the calendar.") from error


def _fault(parameter: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, faults=[Fault(f"/{parameter}", sentence, "query")])
