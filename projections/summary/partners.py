"""Who does it with whom: "jointly with ESCAP", "with funding from the European Union", "ESCWA and IOM were"."""

import re
from collections.abc import Iterator
from typing import assert_never

from events.vocabulary import ActivityKind, PartnerRole
from projections.summary.acronyms import Acronyms
from projections.summary.names import joined_governments, series, short_word
from projections.summary.told import ActivityTold, NamedAgency, NamedPartner

LEADS_TOO = frozenset(
    {PartnerRole.CO_CHAIR, PartnerRole.CO_AUTHOR, PartnerRole.CO_SIGNATORY, PartnerRole.JOINT_ORGANIZER}
)
SENTENCE_OF_ITS_OWN = 4
RECIPROCAL = re.compile(r"(?:conduct a dialogue|negotiate|sign|conclude an agreement)\b")


def unnamed_partners(activity: ActivityTold, said: str) -> list[NamedPartner]:
    """The partners that still have to be named: not the reporter itself, nor what the words around already name."""
    return [partner for partner in activity.partners if not _left_out(partner, activity, said)]


def _left_out(partner: NamedPartner, activity: ActivityTold, said: str) -> bool:
    if _is_named(partner.agency, said):
        return True
    match partner.role:
        case PartnerRole.PUBLISHER:
            return activity.citation is not None
        case PartnerRole.CO_CHAIR:
            return activity.lead is not None and activity.lead.kind == "inter_agency_group"
        case _:
            return partner.agency.id == activity.reported_by.id


def _is_named(agency: NamedAgency, said: str) -> bool:
    if agency.acronym and re.search(rf"\b{re.escape(agency.acronym)}\b", said):
        return True
    country = re.match(r"Government of (.+)", agency.name)
    words = {word for word in re.findall(r"[a-z]+", agency.name.lower()) if len(word) > 3}
    said_words = set(re.findall(r"[a-z]+", said.lower()))
    return agency.name in said or (country is None and len(words) > 2 and words <= said_words)


def leading(activity: ActivityTold, partners: list[NamedPartner]) -> list[NamedPartner]:
    """The partners that stand beside the lead as subjects of the sentence."""
    if activity.predicate and RECIPROCAL.match(activity.predicate) and not activity.partners_text:
        return [partner for partner in partners if partner.role in LEADS_TOO | {PartnerRole.PARTNER}]
    return [partner for partner in partners if partner.role in LEADS_TOO]


def phrases(
    activity: ActivityTold, partners: list[NamedPartner], acronyms: Acronyms, said: str, turn: int = 0
) -> list[str]:
    """One phrase for each thing that partners do, in the order told; `turn` says whose turn a phrase is."""
    together = TOGETHER[turn % len(TOGETHER)]
    text = activity.partners_text
    if text and text.removeprefix("all ") not in said and not _numbers_said(text, said):
        return [f"{together} {acronyms.expand(text)}"]
    return [_phrase(role, series(names), together) for role, names in _by_role(partners, acronyms)]


TOGETHER = ("in collaboration with", "together with", "in cooperation with")


def _numbers_said(text: str, said: str) -> bool:
    numbers = set(re.findall(r"\d+", text))
    return bool(numbers) and numbers <= set(re.findall(r"\d+", said))


def _by_role(partners: list[NamedPartner], acronyms: Acronyms) -> Iterator[tuple[PartnerRole, list[str]]]:
    for role in dict.fromkeys(partner.role for partner in partners):
        yield role, joined_governments([acronyms.named(partner.agency) for partner in partners if partner.role is role])


def _phrase(role: PartnerRole, names: str, together: str) -> str:
    match role:
        case PartnerRole.PARTNER | PartnerRole.RESPONDENT:
            return f"{together} {names}"
        case PartnerRole.JOINT_ORGANIZER | PartnerRole.CO_AUTHOR | PartnerRole.CO_CHAIR | PartnerRole.CO_SIGNATORY:
            return f"jointly with {names}"
        case PartnerRole.CO_PUBLISHER:
            return f"together with {names}"
        case PartnerRole.HOST:
            return f"at the invitation of {names}"
        case PartnerRole.FUNDER:
            return f"with funding from {names}"
        case PartnerRole.SUPPORTER:
            return f"with the support of {names}"
        case PartnerRole.DATA_CONTRIBUTOR:
            return f"with data contributed by {names}"
        case PartnerRole.PUBLISHER:
            return f"through {names}"
        case PartnerRole.AUTHOR:
            return f"drawing on the work of {names}"
        case PartnerRole.REQUESTER:
            return f"at the request of {names}"
        case PartnerRole.BENEFICIARY:
            return f"for the benefit of {names}"
        case PartnerRole.MEMBER_STATE_CONCERNED:
            return f"with the participation of {names}"
        case _:
            assert_never(role)


def own_sentence(activity: ActivityTold, partners: list[NamedPartner], acronyms: Acronyms) -> str:
    """The contributions of many partners, told in a sentence of their own behind the first."""
    told = [_contribution(role, names) for role, names in _by_role(partners, acronyms)]
    return f"the {_thing(activity)} had {told[0]}" + "".join(f", with {later}" for later in map(_with, told[1:]))


def _thing(activity: ActivityTold) -> str:
    match activity.kind:
        case ActivityKind.PUBLICATION:
            return (activity.publication_type or "work").replace("_", " ")
        case ActivityKind.PLANNED_MEETING:
            return "meeting"
        case ActivityKind.COMMITMENT | ActivityKind.FOLLOW_UP_ACTION | ActivityKind.ONGOING_WORK:
            return "work"
        case _:
            assert_never(activity.kind)


def _contribution(role: PartnerRole, names: list[str]) -> str:
    match role:
        case PartnerRole.FUNDER:
            return f"been funded by {series(names)}"
        case PartnerRole.DATA_CONTRIBUTOR:
            return f"drawn on data contributed by {series(names)}"
        case PartnerRole.HOST:
            return f"been hosted by {series(names)}"
        case PartnerRole.SUPPORTER:
            return f"been supported by {series(names)}"
        case _:
            return f"been undertaken in collaboration with {series(names)}"


def _with(contribution: str) -> str:
    """A later contribution behind "with": "data contributed by ESCAP", "support from UNFPA"."""
    for opening, noun in WITH.items():
        if contribution.startswith(opening):
            return noun + contribution.removeprefix(opening)
    return contribution


WITH = {
    "drawn on data": "data",
    "been funded by": "funding from",
    "been hosted by": "hospitality from",
    "been supported by": "support from",
    "been undertaken in collaboration with": "the collaboration of",
}


def named_by_short_word(predicate: str, partners: list[NamedPartner], acronyms: Acronyms) -> str:
    """A predicate that says "the Group" of a partner that nobody has named yet says its name instead, once."""
    for partner in partners:
        word = short_word(partner.agency.name)
        if word and f" the {word} " in f"{predicate} ".replace(",", " ") and not _is_named(partner.agency, predicate):
            return predicate.replace(f"the {word}", acronyms.named(partner.agency), 1)
    return predicate
