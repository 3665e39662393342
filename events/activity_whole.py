"""An activity together with those that were merged into it: what lists find it under, and with their words the whole.

The first words stand, as where an activity is told twice: those of the activity that goes on. What they leave open is
filled by what was merged, and what can be had from both (partners, topics, places, links, evidence) is joined.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from events.activity_merging import ActivityAbsorbed, Part
from events.activity_state import Activity, Merged
from events.fact import number_of
from events.honest_date import HonestDate
from events.reference import Referable, Reference
from events.vocabulary import Assurance

# min wants two values at least.
LAST_DAY = "9999-12-31"


def together(activity: Activity) -> Activity:
    """The activity with the ids, codes and days of those that were merged into it; their words are not in it.

    `first_reported_on` stays its own: nothing can be said in its stream before.
    """
    for one in activity.merged:
        activity = _with_codes(activity, one)
    return activity


def whole(activity: Activity, others: Iterable[Activity]) -> Activity:
    """The activity with all that was said of it and of those that were merged into it.

    `others` are these, each as it stands by itself at the same point of the clocks; those that were merged first come
    first.
    """
    said = {one.id: one for one in others}
    merged = [said[other] for other in made_of(activity)[1:] if other in said]
    if not merged:
        return together(activity)
    fields = {name: _joined_field(name, activity, merged) for name in _FILLED}
    fields |= {name: _period_as_said(name, activity, said) for name in ("date", "due")}
    reports = sorted(
        (report for one in (activity, *merged) for report in one.reports),
        key=lambda report: (report.reported_on, number_of(report.position)),
    )
    trail = sorted(
        {
            (day, number_of(position), position)
            for one in (activity, *merged)
            for position, day in zip(one.positions, one.days, strict=True)
        }
    )
    days, _, positions = zip(*trail, strict=True)
    fields |= {"reports": tuple(reports), "positions": positions, "days": days}
    return replace(together(activity), first_reported_on=first_reported_on(activity), **fields)


def made_of(activity: Activity) -> tuple[str, ...]:
    """The ids of the activities that it is made of, each with a stream of its own: its own first."""
    return (activity.id, *(other for one in activity.merged for other in one.others))


def first_reported_on(activity: Activity) -> str:
    """The day of the first report of it, under whatever id."""
    return min(activity.first_reported_on, *(one.first_reported_on for one in activity.merged), LAST_DAY)


def fills(activity: Activity, other: ActivityAbsorbed) -> bool:
    """Whether what another says of its stage and its days stands where the activity says nothing as they are merged.

    What one told of a body is not made that body's own word by being merged into what it left open. A body that
    confirms the activity later confirms what filled it by then.
    """
    is_own_word = other.assurance is not Assurance.THIRD_PARTY
    return is_own_word or together(activity).assurance is Assurance.THIRD_PARTY


def absorbed(activity: Activity) -> ActivityAbsorbed:
    """What another activity says when this one is merged into it."""
    joined = together(activity)
    return ActivityAbsorbed(
        activity=activity.id,
        told_as=(activity.id, *joined.aliases),
        others=made_of(activity),
        first_reported_on=first_reported_on(activity),
        last_heard_on=joined.last_heard_on,
        assurance=joined.assurance,
        lead=joined.lead,
        stage=joined.stage,
        date=_without_words(joined.date),
        due=_without_words(joined.due),
        parts=tuple(
            Part(agency=agency, role=role)
            for agency, role in dict.fromkeys(bodies_by_role(activity))
            if agency not in activity.disowned_by
        ),
        topics=joined.topics,
        links=tuple(dict.fromkeys(link for link in links_of(activity) if link.kind is not Referable.ACTIVITY)),
        meetings=tuple(dict.fromkeys(meetings_of(activity))),
        part_of=tuple(dict.fromkeys(wholes_of(activity))),
        places=tuple(dict.fromkeys(place_codes_of(activity))),
    )


def bodies_by_role(activity: Activity) -> Iterator[tuple[str, str]]:
    """The bodies that take part in an activity and in those that were merged into it, each in each of its roles."""
    if activity.lead is not None:
        yield activity.lead, "lead"
    for report in activity.reports:
        yield report.reported_by, "reporter"
    for partner in activity.partners:
        yield partner.agency, "partner"
    for organizer in activity.organizers:
        yield organizer, "organizer"
    if activity.host is not None:
        yield activity.host, "host"
    for assignee in activity.assigned_to:
        yield assignee, "assignee"
    for one in activity.merged:
        yield from ((part.agency, part.role) for part in one.parts)


def links_of(activity: Activity) -> Iterator[Reference]:
    """What it answers and what it yields."""
    yield from (*activity.responds_to, *activity.produces, *activity.answers)
    for one in activity.merged:
        yield from one.links


def meetings_of(activity: Activity) -> Iterator[str]:
    """The meetings that it is about and those at which it was told."""
    if activity.meeting is not None:
        yield activity.meeting
    yield from activity.heard_at
    for one in activity.merged:
        yield from one.meetings


def wholes_of(activity: Activity) -> Iterator[str]:
    """The activities that it is a part of."""
    if activity.part_of is not None:
        yield activity.part_of
    for one in activity.merged:
        yield from one.part_of


def place_codes_of(activity: Activity) -> Iterator[str]:
    """The codes of its places."""
    for place in activity.places:
        if code := place.iso3166 or place.m49:
            yield code
    for one in activity.merged:
        yield from one.places


def _with_codes(activity: Activity, one: Merged) -> Activity:
    own_word = one.assurance is not Assurance.THIRD_PARTY
    # Hearsay names no lead either.
    lead = activity.lead or (one.lead if own_word else None)
    confirms = own_word and lead is not None and one.lead == lead
    assignees = (part.agency for part in one.parts if part.role == "assignee")
    return replace(
        activity,
        aliases=_joined(activity.aliases, one.told_as),
        lead=lead,
        assurance=one.assurance if confirms and activity.assurance is Assurance.THIRD_PARTY else activity.assurance,
        stage=activity.stage or (one.stage if one.fills else None),
        date=activity.date or (one.date if one.fills else None),
        due=activity.due or (one.due if one.fills else None),
        topics=_joined(activity.topics, one.topics),
        assigned_to=_joined(activity.assigned_to, assignees),
        last_heard_on=max(activity.last_heard_on, one.last_heard_on),
    )


# The words, and what else is joined from the activities themselves; the rest is with the codes, or is the own alone.
_FILLED = (
    "description", "predicate", "lead_text", "partners", "partners_text", "places", "recurrence", "responds_to",
    "produces", "part_of", "meeting", "output_type", "condition", "publication_title", "authors", "series", "symbol",
    "sales_number", "publisher", "year", "url", "citation", "venue", "mode", "organizers", "host", "answers",
    "evidence", "heard_at", "last_news", "remaining", "resumes",
    "cancellation_reason", "superseded_by",
)  # fmt: skip


def _joined_field(name: str, activity: Activity, others: Sequence[Activity]) -> Any:
    value = getattr(activity, name)
    for one in others:
        further = getattr(one, name)
        if isinstance(value, tuple):
            value = _joined(value, further)
        elif value is None:
            value = further
    return value


def _period_as_said(name: str, activity: Activity, said: Mapping[str, Activity]) -> HonestDate | None:
    """The period of `together`, in the words of whoever said it; words alone only where nobody gave a period."""
    period: HonestDate | None = getattr(activity, name)
    filling = [one for one in activity.merged if one.fills and one.activity in said]
    for one in sorted(filling, key=lambda one: getattr(one, name) is None):
        if period is None:
            period = _period_as_said(name, said[one.activity], said)
    return period


def _without_words(said: HonestDate | None) -> HonestDate | None:
    return replace(said, as_written=None) if said is not None and said.edtf is not None else None


def _joined(old: tuple[Any, ...], new: Iterable[Any]) -> tuple[Any, ...]:
    return (*old, *(one for one in new if one not in old))
