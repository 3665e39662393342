"""Checks that all commands share: that what is named exists, that versions and days fit, that ids are free."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import assert_never

from events.assignment import agency_of, round_of
from events.date_phrase import read_phrase
from events.edtf import AmbiguousDate, DateProblem, ImpossibleDate
from events.honest_date import HonestDate, honest_date
from events.identity import Noun, is_id
from events.place import Place, place_fault
from events.reference import Referable, Reference
from events.vocabulary import Visibility
from service.commands.deliberation import Deliberation
from service.commands.fields import UNSET, DateSaid, UnsetType
from service.commands.refusals import AlreadyExists, FaultFound, Faults, Refused, StaleVersion

UNKNOWN = "unknown-reference"


def day_said(deliberation: Deliberation, reported_on: str | None, default: str | None, faults: Faults) -> str:
    """The day on which it was said: the one given, else the default, else today; never after today."""
    day = reported_on or default or deliberation.today
    days_real((("/reported_on", day),), faults)
    if day > deliberation.today:
        faults.add(
            "/reported_on",
            f"It was said on {day}, which is after today, {deliberation.today}; give the day on which it was said.",
            "impossible-date",
        )
    return day


def day_of_update(deliberation: Deliberation, reported_on: str | None, first_reported_on: str, faults: Faults) -> str:
    """The day on which an update was said: never after today, nor before the day on which its thing was first said."""
    day = day_said(deliberation, reported_on, None, faults)
    if day < first_reported_on:
        sentence = f"This was first reported on {first_reported_on}; an update of it cannot have been said before."
        faults.add("/reported_on", sentence, "impossible-date")
    return day


def heard_at_the_table(visibility: Visibility, faults: Faults) -> None:
    """Note words that are to be hidden from those who heard them."""
    if visibility is Visibility.SECRETARIAT:
        faults.add("/visibility", "What was said at the table was heard by the participants; choose them or public.")


def days_real(days: Iterable[tuple[str, str | None]], faults: Faults) -> None:
    """Note every pair of pointer and day (YYYY-MM-DD) that names a day which is not in the calendar."""
    for pointer, day in days:
        if day is None:
            continue
        try:
            date.fromisoformat(day)
        except ValueError:
            faults.add(pointer, f"There is no day {day} in the calendar; give a day as YYYY-MM-DD.", "impossible-date")


def same_version(thing_id: str, expected: int | None, found: int, *, required: bool = False) -> None:
    """Refuse where the author looked at another version than the one there is.

    Where something said before is replaced (`required`), the author must say which version was looked at.
    """
    if required and expected is None:
        raise Refused(
            "precondition-required",
            f"This replaces something said before of {thing_id}; send the ETag of what you looked at in If-Match.",
        )
    if expected is not None and expected != found:
        raise StaleVersion(thing_id, expected, found)


def free_id(noun: Noun, thing_id: str, taken: object) -> None:
    """Refuse an id that another thing of the noun has, or that names no stream."""
    if not is_id(thing_id):  # the pattern of the body lets a line end pass at the end
        sentence = "An id has lower-case letters and digits in groups, with one hyphen between two groups."
        raise Refused("invalid-input", sentence, (FaultFound("/id", sentence),))
    if taken is not None:
        raise AlreadyExists(noun, thing_id, address_of(noun, thing_id))


def address_of(noun: Noun, thing_id: str) -> str:
    """Where the API shows a thing; a turn stands under its meeting, and an assignment under its round."""
    if noun is Noun.INTERVENTION:
        meeting, _, order = thing_id.rpartition("-")
        return f"/api/v1/coordination-meetings/{meeting}/interventions/{order}"
    if noun is Noun.ASSIGNMENT:
        return f"/api/v1/reporting-rounds/{round_of(thing_id)}/assignments/{agency_of(thing_id)}"
    return f"/api/v1/{PATHS[noun]}/{thing_id}"


PATHS: dict[Noun, str] = {
    Noun.AGENCY: "agencies",
    Noun.TOPIC: "topics",
    Noun.MANDATE: "mandates",
    Noun.MEETING: "meetings",
    Noun.COORDINATION_MEETING: "coordination-meetings",
    Noun.STATEMENT: "statements",
    Noun.ACTIVITY: "activities",
    Noun.PERSON: "persons",
    Noun.REPORTING_ROUND: "reporting-rounds",
    Noun.POST: "posts",
}


def known_agencies(deliberation: Deliberation, agencies: Iterable[tuple[str, str | None]], faults: Faults) -> None:
    """Note every pair of pointer and agency id that names no agency of the register."""
    for pointer, agency_id in agencies:
        if agency_id is not None and deliberation.agency(agency_id) is None:
            faults.add(
                pointer,
                f"No agency has the id {agency_id}; look it up under /api/v1/agencies, or ask the secretariat to "
                "register it.",
                UNKNOWN,
            )


def known_mandate(deliberation: Deliberation, pointer: str, mandate_id: str | None, faults: Faults) -> None:
    """Note a mandate id that the register does not have."""
    if mandate_id is not None and deliberation.mandate(mandate_id) is None:
        faults.add(pointer, f"No mandate has the id {mandate_id}; look it up under /api/v1/mandates.", UNKNOWN)


def known_meetings(deliberation: Deliberation, meetings: Iterable[tuple[str, str | None]], faults: Faults) -> None:
    """Note every pair of pointer and meeting id that names no meeting of the register."""
    for pointer, meeting_id in meetings:
        if meeting_id is not None and deliberation.meeting(meeting_id) is None:
            faults.add(pointer, f"No meeting has the id {meeting_id}; look it up under /api/v1/meetings.", UNKNOWN)


def known_coordination_meeting(deliberation: Deliberation, meeting_id: str | None, faults: Faults) -> None:
    """Note a coordination meeting, named in the field of that name, that was not convened."""
    if meeting_id is not None and deliberation.coordination_meeting(meeting_id) is None:
        sentence = f"No coordination meeting has the id {meeting_id}; see /api/v1/coordination-meetings."
        faults.add("/coordination_meeting", sentence, UNKNOWN)


def known_activity(deliberation: Deliberation, pointer: str, activity_id: str | None, faults: Faults) -> None:
    """Note an activity id under which nothing was reported."""
    if activity_id is not None and deliberation.activity(activity_id) is None:
        faults.add(pointer, f"No activity has the id {activity_id}; report it first.", UNKNOWN)


def known_topic(deliberation: Deliberation, pointer: str, topic_id: str | None, faults: Faults) -> None:
    """Note a topic id that the vocabulary does not have."""
    if topic_id is not None and deliberation.topic(topic_id) is None:
        sentence = f"No topic has the id {topic_id}; choose one of the vocabulary under /api/v1/topics."
        faults.add(pointer, sentence, UNKNOWN)


def known_topics(deliberation: Deliberation, topics: Iterable[str], faults: Faults, pointer: str = "/topics") -> None:
    """Note every topic id that the vocabulary does not have."""
    for place, topic_id in enumerate(topics):
        known_topic(deliberation, f"{pointer}/{place}", topic_id, faults)


def known_references(deliberation: Deliberation, references: Iterable[Reference], faults: Faults, pointer: str) -> None:
    """Note every reference to something that there is not."""
    for place, reference in enumerate(references):
        if not _exists(deliberation, reference):
            faults.add(
                f"{pointer}/{place}",
                f"There is no {reference.kind} with the id {reference.id}; it must be there before it is referred to.",
                UNKNOWN,
            )


def _exists(deliberation: Deliberation, reference: Reference) -> bool:
    match reference.kind:
        case Referable.ACTIVITY:
            return deliberation.activity(reference.id) is not None
        case Referable.MANDATE:
            return deliberation.mandate(reference.id) is not None
        case Referable.MEETING:
            return deliberation.meeting(reference.id) is not None
        case Referable.STATEMENT:
            return deliberation.statement(reference.id) is not None
        case _:
            assert_never(reference.kind)


def merge_ends(find: Callable[[str], object], thing_id: str, into: str | None, faults: Faults) -> None:
    """Note a merge of a thing into itself, or into one that was merged into it: whoever follows it must come to an end.

    `find` gives the state of a thing by its id.
    """
    followed: list[str] = []
    while into is not None and into not in followed:
        if into == thing_id:
            sentence = f"This is {thing_id} itself, or was merged into it; choose another to merge it into."
            faults.add("/into", sentence)
            return
        followed.append(into)
        into = getattr(find(into), "merged_into", None)


def date_read(said: DateSaid | None, pointer: str, faults: Faults) -> HonestDate | None:
    """The honest date of what was said; words without an EDTF form are read, and kept where they name no date."""
    if said is None:
        return None
    if said.as_written is None and (said.edtf is None or isinstance(said.edtf, UnsetType)):
        faults.add(pointer, "It is not said when; give edtf, as_written or both, or leave the date out.")
        return None
    try:
        return _date_of(said)
    except ImpossibleDate as impossible:
        faults.add(_faulty(said, pointer), str(impossible), "impossible-date")
    except DateProblem as unread:
        faults.add(_faulty(said, pointer), str(unread))
    return None


@lru_cache(maxsize=4_096)
def _date_of(said: DateSaid) -> HonestDate:
    """The same words always name the same date; a meeting's reports have few of them."""
    return honest_date(_edtf_of(said), said.as_written)


def _edtf_of(said: DateSaid) -> str | None:
    """The EDTF form given, else the one that the words have; an impossible day in the words is refused either way."""
    if said.as_written is None:
        return None if isinstance(said.edtf, UnsetType) else said.edtf
    if isinstance(said.edtf, UnsetType):
        return read_phrase(said.as_written)
    with suppress(AmbiguousDate):
        read_phrase(said.as_written)
    return said.edtf


def _faulty(said: DateSaid, pointer: str) -> str:
    return f"{pointer}/as_written" if said.edtf is UNSET or said.edtf is None else f"{pointer}/edtf"


def places_known(places: Iterable[Place], faults: Faults, pointer: str = "/places") -> None:
    """Note every place whose country or area code there is not."""
    for place, named in enumerate(places):
        fault = place_fault(named)
        if fault is not None:
            faults.add(f"{pointer}/{place}", fault, UNKNOWN)
