"""The items of the form as its page shows them: what is asked, what was answered so far, and what was typed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from events.activity_news import ActivityReviewed
from events.activity_state import Activity
from events.activity_whole import made_of
from events.fact import Recorded
from events.honest_date import HonestDate
from events.identity import Noun, stream_of
from events.log.reading import read_streams
from events.quality import Finding
from events.reading_facts import recorded_from
from events.states import in_order_said
from events.vocabulary import Review
from projections.activity_filter import ActivityFilter
from projections.round_board import AskedItem, Standing
from service.api.asking import scope_of_caller
from service.api.every_activity import every_activity
from service.commands.news_rules import finding_in
from service.desk import Reading
from service.web.form.choices import Choice, choices_of, typed_in_words
from service.web.form.fields import Typed
from service.web.form.link import Opened
from service.web.form.questions import question
from service.web.history import Happened, happenings
from service.web.names import Names
from service.web.words import KINDS, REVIEWS, date_in_words, stage_in_words

ANSWERED = {True: "answered", False: "not answered"}
NEW = "new"
TAKEN = "taken"
BLOCKED = "This stands in the way of handing in."


class ItemShown(Struct, frozen=True, kw_only=True):
    """An item: `said` is what was told of it since the round opened, `faults` sentences by field of the form.

    `state` is a word for how far its answer is, `not_taken` what was typed, in a row.

    `path` is the page of the activity, None where it is not public; `reason` why the secretariat sent it back.
    """

    number: int
    id: str
    title: str
    path: str | None
    about: str
    description: str | None
    questions: tuple[str, ...]
    state: str
    reason: str | None
    said: tuple[Happened, ...]
    version: int
    choices: tuple[Choice, ...]
    typed: Typed
    not_taken: str
    faults: Mapping[str, Sequence[str]]

    def shows(self, field: str) -> bool:
        """Whether a field goes with any answer that can be chosen, or has something in it."""
        return bool(getattr(self.typed, field)) or any(field in choice.fields.split() for choice in self.choices)


class Filled(Struct, frozen=True, kw_only=True):
    """What was sent with the form that is drawn again, by item: what was typed, what is wrong, and what was taken.

    `faults` are by field too, `blockers` the rules that stand in the way of handing in.
    """

    typed: Mapping[str, Typed] = {}
    faults: Mapping[str, Mapping[str, Sequence[str]]] = {}
    blockers: Mapping[str, Sequence[Finding]] = {}
    taken: Collection[str] = ()


async def reported_since(read: Reading, opened: Opened, ids: Sequence[str]) -> list[Activity]:
    """What the agency has reported since the round opened, as it stands, but for what it withdrew."""
    if not ids:
        return []
    scope = await scope_of_caller(opened.link.caller, read)
    found = await every_activity(read, scope, ActivityFilter(ids=tuple(ids)), read.clocks, read.evaluated_on)
    return [activity for activity in found if activity.review is not Review.WITHDRAWN]


async def items_shown(
    read: Reading, names: Names, opened: Opened, standing: Standing, filled: Filled
) -> tuple[list[ItemShown], list[ItemShown]]:
    """The items that are asked, and what was reported since the round opened, numbered through."""
    newly = await reported_since(read, opened, standing.newly)
    told = await _told(read, names, opened, [*(item.now for item in standing.items), *newly])
    asked = [
        _shown(number, item.now, _questions(item, names), told, names, filled, ANSWERED[item.is_answered])
        for number, item in enumerate(standing.items, start=1)
    ]
    new = [
        _shown(number, activity, (), told, names, filled, NEW)
        for number, activity in enumerate(newly, start=len(asked) + 1)
    ]
    return asked, new


class _Told(Struct, frozen=True):
    """What was told of an item since the round opened, and why it was sent back, where it was."""

    said: tuple[Happened, ...]
    reason: str | None


async def _told(read: Reading, names: Names, opened: Opened, activities: Sequence[Activity]) -> dict[str, _Told]:
    streams: dict[str, list[Recorded[Any]]] = defaultdict(list)
    wanted = [_streams_of(activity) for activity in activities]
    for event in await read_streams(read.transaction, [stream for of_one in wanted for stream in of_one]):
        streams[event.stream].append(recorded_from(event))
    found = {}
    for activity, of_one in zip(activities, wanted, strict=True):
        events: list[Recorded[Any]] = [*in_order_said(event for stream in of_one for event in streams[stream])]
        since = [event for event in events if event.reported_on >= opened.planned.opens]
        found[activity.id] = _Told(await happenings(names, since), _reason(activity, events))
    return found


def _streams_of(activity: Activity) -> list[str]:
    """The streams of an activity and of what was merged into it."""
    return [stream_of(Noun.ACTIVITY, one) for one in made_of(activity)]


def _reason(activity: Activity, events: Iterable[Recorded[Any]]) -> str | None:
    """Why the secretariat sent it back last; it is told to the agency, and to nobody else."""
    reviews = [event.fact for event in events if isinstance(event.fact, ActivityReviewed)]
    return reviews[-1].reason if reviews and activity.review is Review.SENT_BACK else None


def _questions(item: AskedItem, names: Names) -> tuple[str, ...]:
    return tuple(question(found, item.activity, names.short) for found in item.asked)


def _shown(
    number: int,
    activity: Activity,
    questions: tuple[str, ...],
    told: Mapping[str, _Told],
    names: Names,
    filled: Filled,
    state: str,
) -> ItemShown:
    typed = filled.typed.get(activity.id, Typed())
    return ItemShown(
        number=number,
        id=activity.id,
        title=activity.title,
        path=f"/activities/{activity.id}" if names.shows(activity) else None,
        about=_about(activity),
        description=activity.description,
        questions=questions,
        state=TAKEN if activity.id in filled.taken else state,
        reason=told[activity.id].reason,
        said=told[activity.id].said,
        version=activity.version,
        choices=choices_of(activity, typed.answer),
        typed=typed,
        not_taken=typed_in_words(typed, activity.kind),
        faults=_faults(activity, filled, names),
    )


def _about(activity: Activity) -> str:
    """Kind, stage and dates in a row; a report that is not handed in says so."""
    date, due = _when(activity.date), _when(activity.due)
    review = REVIEWS[activity.review] if activity.review not in (Review.SUBMITTED, Review.ACCEPTED) else ""
    stage = stage_in_words(activity) if activity.stage else "stage not said"
    return " · ".join(filter(None, (KINDS[activity.kind], stage, date, f"due {due}" if due else "", review)))


def _when(said: HonestDate | None) -> str:
    words = date_in_words(said)
    return f"{words} (no date is read from these words)" if said is not None and said.edtf is None else words


def _faults(activity: Activity, filled: Filled, names: Names) -> dict[str, Sequence[str]]:
    """What is wrong, by field, with the questions of rules put in words."""
    faults: dict[str, Sequence[str]] = {
        field: [_in_words(sentence, activity, names) for sentence in sentences]
        for field, sentences in filled.faults.get(activity.id, {}).items()
    }
    if blockers := filled.blockers.get(activity.id):
        faults["answer"] = [f"{BLOCKED} {question(found, activity, names.short)}" for found in blockers]
    return faults


def _in_words(sentence: str, activity: Activity, names: Names) -> str:
    found = finding_in(sentence)
    return sentence if found is None else question(found, activity, names.short)
