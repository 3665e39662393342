"""A meeting as the subject: "The Expert Group Meeting … was jointly organized by the Division and ESCAP in …"."""

import re
from dataclasses import replace

from events.vocabulary import ActivityKind, PartnerRole, Stage
from projections.summary.circumstances import Circumstances, chain, company_of
from projections.summary.clause import split_core, words
from projections.summary.names import series
from projections.summary.telling import Telling
from projections.summary.told import ActivityTold
from projections.summary.when_and_where import habit

WORDS_TOGETHER_MAX = 24
ARRANGED = re.compile(r"(?:co-)?(?:organize|hold|convene|host) (?=the |an? )")


def reads_better_passive(activity: ActivityTold, predicate: str, around: Circumstances) -> bool:
    """Whether one meeting was held, by several bodies together or by nobody who is named."""
    arranged_together = any(partner.role is PartnerRole.JOINT_ORGANIZER for partner in around.leading)
    return (
        activity.kind is ActivityKind.PLANNED_MEETING
        and activity.stage is Stage.COMPLETED
        and (arranged_together or activity.lead is None)
        and ARRANGED.match(predicate) is not None
        and not _is_many(predicate)
    )


def _is_many(predicate: str) -> bool:
    """Whether the thing arranged is many: "the workshops on core topics"."""
    head = re.split(r" (?:of|on|for|in|to|with)\b|,", ARRANGED.sub("", predicate))[0]
    return bool(re.search(r"[a-z]s$", head)) and not head.endswith("ss")


def passive(activity: ActivityTold, predicate: str, around: Circumstances, telling: Telling) -> str:
    """ "The … Meeting … was jointly organized by the Division and ESCAP in Bangkok, Thailand, from …"."""
    core, tail = split_core(ARRANGED.sub("", predicate))
    purpose = re.search(r" (?:as an? |with (?:a view|the aim) |in preparation )", core)
    if re.match(r", an? ", tail):
        core, tail = f"{core}{tail},", ""
    elif purpose:
        core, tail = core[: purpose.start()], core[purpose.start() :] + tail
    attended = re.match(r", (?=attended by\b)", tail)
    if attended and words(core) + words(tail) > WORDS_TOGETHER_MAX:
        tail = f". It was {tail[attended.end() :]}"
    elif attended:
        tail = f", and was {tail[attended.end() :]}"
    core = telling.acronyms.expand(core)
    was = f"was {around.time.adverb}".strip()
    by_whom = _by_whom(activity, around, telling)
    phrases = [f"{was} {by_whom}", _without_country(around.place, by_whom), around.time.phrase, habit(activity)]
    others = tuple(partner for partner in around.partners if partner.role is not PartnerRole.HOST)
    phrases += company_of(activity, replace(around, partners=others), telling)
    tail = telling.acronyms.expand(tail)
    telling.subjects.break_off()
    return f"{core} {chain(phrases)}{tail}"


def _without_country(place: str, hosts: str) -> str:
    """ "in Bangkok", where the Government of Thailand has just been named."""
    town, _, country = place.partition(", ")
    return town if country and f"Government of {country}" in hosts else place


def _by_whom(activity: ActivityTold, around: Circumstances, telling: Telling) -> str:
    agents = [telling.acronyms.named(partner.agency) for partner in around.leading]
    hosts = [telling.acronyms.named(p.agency) for p in around.partners if p.role is PartnerRole.HOST]
    if activity.lead is None:
        return f"hosted by {series(hosts)}" if hosts else "held"
    hosted = f", and hosted by {series(hosts)}" if hosts else ""
    return f"jointly organized by {series([telling.subjects.next_name(activity.lead), *agents])}{hosted}"
