"""From the words of a record to those of the service: kinds, stages, roles, days, places and references."""

from collections.abc import Callable
from typing import Any

from events.vocabulary import PartnerRole
from service.loading.entry import Entry
from service.loading.record import Record

KINDS = {"ongoing_activity": "ongoing_work"}
STAGES = {"issued": "completed", "held": "completed"}
PATHS = {
    "commitment": "commitments",
    "publication": "publications",
    "planned_meeting": "planned-meetings",
    "follow_up_action": "follow-up-actions",
    "ongoing_work": "ongoing-work",
}
ROLES = {
    "support": PartnerRole.SUPPORTER,
    "financial support": PartnerRole.FUNDER,
    "co-funder": PartnerRole.FUNDER,
    "co-chair of the group": PartnerRole.CO_CHAIR,
    "member States concerned": PartnerRole.MEMBER_STATE_CONCERNED,
    "forum organized with": PartnerRole.JOINT_ORGANIZER,
    "respondents": PartnerRole.RESPONDENT,
}

Body = dict[str, Any]


def kind_of(word: str) -> str:
    """The kind of activity that a word of the record means."""
    return KINDS.get(word, word)


def stage_of(word: str | None) -> str | None:
    """The stage that a word of the record means."""
    return None if word is None else STAGES.get(word, word)


def role_of(words: str | None) -> str:
    """The role that the words for a partner mean; the words themselves are kept beside it."""
    if words is None:
        return PartnerRole.PARTNER.value
    if words in ROLES:
        return ROLES[words].value
    return PartnerRole(words.replace("-", "_").replace(" ", "_")).value


def date_of(edtf: str | None, words: str | None) -> Body | None:
    """A date as it was said; None where nothing was."""
    return None if edtf is None and words is None else {"edtf": edtf, "as_written": words}


def without_nothing(body: Body) -> Body:
    """The body without the fields that say nothing."""
    return {name: value for name, value in body.items() if value not in (None, [], (), "")}


def referring(record: Record) -> Callable[[str], Body]:
    """A function from an id to what it refers to, whatever file it is in."""
    kinds = {"mandates": "mandate", "meetings": "meeting", "activities": "activity", "discussion": "statement"}
    places = {thing_id: kind for name, kind in kinds.items() for thing_id in record.ids(name)}
    return lambda thing_id: {"kind": places[thing_id], "id": thing_id}


def in_order_of_need(entries: list[Entry], needs: Callable[[Entry], str | None]) -> list[Entry]:
    """The entries so that each comes after the one that it needs; their own order otherwise."""
    by_id = {entry.id: entry for entry in entries}
    done: dict[str, Entry] = {}

    def place(entry: Entry) -> None:
        if entry.id in done:
            return
        need = needs(entry)
        if need in by_id:
            place(by_id[need])
        done[entry.id] = entry

    for entry in entries:
        place(entry)
    return list(done.values())
