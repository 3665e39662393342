"""The history of an activity over HTTP: each event with what it changed, in a sentence, and whose word it was."""

from collections import defaultdict
from typing import Any

from litestar import Response
from msgspec import Struct

from events.activity_state import Activity
from events.activity_whole import made_of
from events.fact import Recorded
from events.identity import Noun, stream_of
from events.log.event import RecordedEvent
from events.log.reading import read_streams
from events.reading_facts import recorded_from
from events.states import FOLDINGS, in_order_said
from projections.activity_filter import Scope
from projections.changes import Difference, differences
from projections.clocks import END_OF_DAYS, Clocks
from projections.event_sentences.runs import plain
from projections.event_sentences.sentence import sentence
from service.api.asking import Listing, headers_of_list, stands
from service.api.body import CheckedRequest
from service.api.change_answers import FieldChanged
from service.api.event_answers import EventAnswer, event_answer
from service.desk import Reading
from service.web.history import learn_named
from service.web.names import Names


class ActivityEvent(EventAnswer, frozen=True, kw_only=True):
    """An event of an activity, and what it changed.

    `said_on` is the day on which it was said, as corrected since; `reported_on` the day that was noted with it.
    `fields` are those that it changed at its own place in the order said: a late one says what it changed of what had
    been said by its day. `permalink` is the event itself, which never changes but for words that are withheld.
    """

    said_on: str
    sentence: str
    fields: tuple[FieldChanged, ...]
    permalink: str


class ActivityHistory(Listing, frozen=True, kw_only=True):
    """The events of one activity, in the order in which the log took them."""

    items: tuple[ActivityEvent, ...]


class _Told(Struct, frozen=True):
    """An event with its day as corrected, and what it changed."""

    event: Recorded[Any]
    changed: tuple[Difference, ...]


async def history_of_activity(
    request: CheckedRequest, read: Reading, activity: Activity, scope: Scope
) -> Response[ActivityHistory]:
    """Every event of an activity, and of what was merged into it, that had been said and was known at the clocks."""
    headers = headers_of_list(request, read)
    stored = await read_streams(read.transaction, [stream_of(Noun.ACTIVITY, one) for one in made_of(activity)])
    known_at = read.head.position if read.clocks.known_at is None else read.clocks.known_at
    known = [event for event in stored if event.position <= known_at]
    told = _told(known, read.clocks)
    names = Names(read, scope)
    await learn_named(names, [one.event for one in told.values()])
    items = tuple(_answer(event, told[event.position], names) for event in known if event.position in told)
    return Response(ActivityHistory(**stands(read), total=len(items), items=items), headers=headers)


def _told(known: list[RecordedEvent], clocks: Clocks) -> dict[int, _Told]:
    """What each event changed, by its position: the fold is taken one event further at a time, in the order said."""
    evolve = FOLDINGS[Noun.ACTIVITY].evolve
    told: dict[int, _Told] = {}
    streams: dict[str, list[Recorded[Any]]] = defaultdict(list)
    for one in known:
        streams[one.stream].append(recorded_from(one))
    for events in streams.values():
        state: Any = None
        for event in in_order_said(events):
            if event.reported_on > (clocks.as_of or END_OF_DAYS):
                break
            before, state = state, evolve(state, event)
            told[event.position] = _Told(event, differences(before, state))
    return told


def _answer(event: RecordedEvent, told: _Told, names: Names) -> ActivityEvent:
    shown = event_answer(event)
    return ActivityEvent(
        **{name: getattr(shown, name) for name in EventAnswer.__struct_fields__},
        said_on=told.event.reported_on,
        sentence=plain(sentence(told.event, lambda noun, thing_id: names(noun, thing_id).short)),
        fields=tuple(FieldChanged(field=one.field, before=one.before, after=one.after) for one in told.changed),
        permalink=f"/api/v1/log/events/{shown.position}",
    )
