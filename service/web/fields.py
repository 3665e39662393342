"""The fields of an activity as a page lists them: a label, and words with links in them."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from events.activity import Partner
from events.activity_state import Activity, Report
from events.identity import Noun
from events.reference import Reference
from events.vocabulary import PartnerRole
from projections.event_sentences.runs import Naming, Run, Runs, day_in_words, listed
from service.web.look import Look
from service.web.words import ASSURANCES, KINDS, REVIEWS, capitalized, date_in_words, plain_word, stage_in_words


class Field(Struct, frozen=True):
    """A field of a page: its label and what stands there."""

    label: str
    runs: Runs


async def learn_links(look: Look, activity: Activity) -> None:
    """Learn what everything is called that the page of an activity names."""
    links = (*activity.responds_to, *activity.produces, *activity.answers)
    for noun in (Noun.ACTIVITY, Noun.MANDATE, Noun.MEETING, Noun.STATEMENT):
        await look.names.learn(noun, [link.id for link in links if link.kind.value == noun.value])
    await look.names.learn(Noun.ACTIVITY, [activity.part_of, activity.superseded_by])
    await look.names.learn(Noun.MEETING, [activity.meeting])
    await look.names.learn(Noun.TOPIC, activity.topics)
    await look.names.learn(Noun.COORDINATION_MEETING, [report.coordination_meeting for report in activity.reports])


def fields_of(look: Look, activity: Activity) -> tuple[Field, ...]:
    """Everything that is said of an activity beside its title, description, reports and evidence."""
    return tuple(field for field in _fields(naming_of(look), activity) if field.runs and any(field.runs))


def fields_of_report(look: Look, report: Report) -> tuple[Field, ...]:
    """What one body said, beside its title and description."""
    naming = naming_of(look)
    lead: Runs = (naming.agency(report.lead),) if report.lead else _text(report.lead_text)
    found = (
        Field("Kind", (KINDS[report.kind],)),
        Field("Stage", _text(stage_in_words(report) if report.stage else None)),
        Field("Lead", lead if report.lead != report.reported_by else ()),
        Field("Partners", (*_partners(naming, report.partners), *_text(report.partners_text))),
        Field("Date", _text(date_in_words(report.date))),
        Field("Due", _text(date_in_words(report.due))),
        Field("Recurrence", _text(report.recurrence)),
        Field("Agenda item", _text(report.agenda_item)),
        Field("Speaker", _text(report.speaker)),
        Field("Citation", _text(report.citation)),
    )
    return tuple(field for field in found if field.runs and any(field.runs))


def naming_of(look: Look) -> Naming:
    """Names things as the look knows them, in short."""
    return Naming(lambda noun, thing_id: look.names(noun, thing_id).short)


def _fields(naming: Naming, activity: Activity) -> Iterator[Field]:
    lead: Runs = (naming.agency(activity.lead),) if activity.lead else _text(activity.lead_text or "nobody was named")
    yield Field("Lead", lead)
    yield Field("Partners", (*_partners(naming, activity.partners), *_text(activity.partners_text)))
    yield Field("Organizers", naming.agencies(activity.organizers))
    yield Field("Host", naming.agencies([activity.host] if activity.host else []))
    yield Field("Assigned to", naming.agencies(activity.assigned_to))
    yield Field("Date", _text(date_in_words(activity.date)))
    yield Field("Due", _text(date_in_words(activity.due)))
    yield Field("Recurrence", _text(activity.recurrence))
    yield Field("Condition", _text(activity.condition))
    yield Field("Place", _text("; ".join(place.name for place in activity.places)))
    yield Field("Venue", _text(activity.venue))
    yield Field("Mode", _text(plain_word(activity.mode) if activity.mode else None))
    yield Field("Meeting", (naming.thing(Noun.MEETING, activity.meeting),) if activity.meeting else ())
    yield from _of_publication(activity)
    yield from _of_news(naming, activity)
    yield Field("Topics", listed(naming.thing(Noun.TOPIC, topic) for topic in activity.topics))
    yield from _of_record(activity)


def _of_publication(activity: Activity) -> Iterator[Field]:
    yield Field("Printed title", _text(activity.publication_title))
    output = capitalized(plain_word(activity.output_type)) if activity.output_type else None
    yield Field("Type of output", _text(output))
    yield Field("Authors", _text(activity.authors))
    yield Field("Series", _text(activity.series))
    yield Field("Symbol", _text(activity.symbol))
    yield Field("Sales number", _text(activity.sales_number))
    yield Field("Publisher", _text(activity.publisher))
    yield Field("Year", _text(activity.year))
    yield Field("Citation", _text(activity.citation))


def _of_news(naming: Naming, activity: Activity) -> Iterator[Field]:
    yield Field("Last news", _text(activity.last_news))
    yield Field("Still owed", _text(activity.remaining))
    yield Field("To go on", _text(date_in_words(activity.resumes)))
    reason = activity.cancellation_reason
    yield Field("Reason for cancelling", _text(plain_word(reason) if reason else None))
    after = activity.superseded_by
    yield Field("Superseded by", (naming.thing(Noun.ACTIVITY, after),) if after else ())
    yield Field("Not its own, answered", naming.agencies(activity.disowned_by))


def _of_record(activity: Activity) -> Iterator[Field]:
    yield Field("Reference of the agency", _text(activity.reference))
    yield Field("Words for the summary", _text(activity.predicate))
    kinds = [KINDS[kind].lower() for kind in activity.kinds_possible if kind is not activity.kind]
    yield Field("Could be read as", _text(", ".join(kinds)))
    yield Field("Language", _text(activity.language if activity.language != "en" else None))
    yield Field("Whose word", (ASSURANCES[activity.assurance],))
    yield Field("Review", (REVIEWS[activity.review],))
    yield Field("First reported", (day_in_words(activity.first_reported_on),))
    yield Field("Last heard of", (day_in_words(activity.last_heard_on),))
    yield Field("Note", _text(activity.note))
    yield Field("Source", _text(activity.source))
    yield Field("Also told as", _text(", ".join(activity.aliases)))


def _partners(naming: Naming, partners: Iterable[Partner]) -> Runs:
    runs: list[Run] = []
    for partner in partners:
        role = partner.role_text or ("" if partner.role is PartnerRole.PARTNER else plain_word(partner.role))
        runs += ["; "] if runs else []
        runs += [naming.agency(partner.agency), f" ({role})" if role else ""]
    return tuple(runs)


def linked(naming: Naming, links: Iterable[Reference]) -> tuple[Runs, ...]:
    """The things that references mean, one a line."""
    return tuple((naming.thing(Noun(link.kind.value), link.id),) for link in links)


def _text(words: str | None) -> Runs:
    return (words,) if words else ()
