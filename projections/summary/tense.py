"""What a stage makes of a verb phrase, one tense back: "had published", "was preparing", "would release"."""

from dataclasses import dataclass, replace
from typing import assert_never

from events.vocabulary import Stage
from projections.summary.verbs import Form, conjugate, split_head

DONE_ONCE = frozenset(
    "adopt agree announce appoint approve commit conclude create decide endorse establish found initiate issue join "
    "launch pledge publish ratify record release set sign".split()
)
SAID_AT_THE_TABLE = frozenset("appeal call emphasize invite note recall stress suggest thank underline urge".split())
STRIVEN_FOR = frozenset("eliminate empower end enhance ensure improve raise reduce secure strengthen".split())
NOT_PLANNED = frozenset("attach be concentrate continue devote give have place regard remain welcome".split())
BEGUN = frozenset("begin initiate introduce launch start".split())
NOT_CONTINUED = DONE_ONCE | frozenset("attach be concentrate continue deal devote have hold maintain regard".split())


@dataclass(frozen=True)
class VerbPhrase:
    """A finite verb in two parts: `auxiliary` ("had", "was planning to", or nothing) and `verb` with all behind it."""

    auxiliary: str
    verb: str

    def with_adverb(self, adverb: str) -> "VerbPhrase":
        """ "had published" with "recently" is "had recently published"."""
        first, space, rest = self.auxiliary.partition(" ")
        if not first:
            return replace(self, verb=f"{adverb} {self.verb}")
        return replace(self, auxiliary=f"{first} {adverb}{space}{rest}")

    @property
    def text(self) -> str:
        """Both parts together."""
        return f"{self.auxiliary} {self.verb}".strip()


@dataclass(frozen=True)
class Manner:
    """What beside the stage bears on the tense: how many do it, since when, how often, and for which time in a row."""

    plural: bool = False
    since: bool = False
    past_day: bool = False
    habitual: bool = False
    by_the_table: bool = False
    turn: int = 0

    @property
    def their(self) -> str:
        """The possessive of the subject."""
        return "their" if self.plural else "its"


def verb_phrase(predicate: str, stage: Stage | None, manner: Manner) -> VerbPhrase:
    """The finite verb phrase of a predicate in the base form, at a stage."""
    head = split_head(predicate)[1]
    was = "were" if manner.plural else "was"
    if manner.by_the_table and head in SAID_AT_THE_TABLE:
        return VerbPhrase("", conjugate(predicate, Form.PAST))
    match stage:
        case Stage.COMPLETED:
            return _completed(predicate, head, manner)
        case Stage.PARTLY_COMPLETED:
            return VerbPhrase("had in part", conjugate(predicate, Form.PARTICIPLE))
        case Stage.IN_PROGRESS:
            return _in_progress(predicate, head, was, manner)
        case Stage.STANDING:
            return _standing(predicate, head, manner)
        case Stage.PLANNED:
            return VerbPhrase("would" if head in NOT_PLANNED else _planned(was, manner), predicate)
        case Stage.CONDITIONAL:
            return VerbPhrase("could", predicate)
        case Stage.PROPOSED:
            return VerbPhrase("had proposed to", predicate)
        case Stage.REQUESTED:
            return VerbPhrase("had been requested to", predicate)
        case Stage.UNDER_CONSIDERATION:
            return VerbPhrase(f"{was} considering", conjugate(predicate, Form.GERUND))
        case Stage.SUSPENDED:
            return VerbPhrase("had", f"suspended {manner.their} efforts to {predicate}")
        case Stage.CANCELLED:
            return VerbPhrase("had", f"cancelled {manner.their} plan to {predicate}")
        case Stage.SUPERSEDED:
            return VerbPhrase("had", f"given up, in favour of other work, {manner.their} plan to {predicate}")
        case None:
            return VerbPhrase(was, f"concerned with {conjugate(predicate, Form.GERUND)}")
        case _:
            assert_never(stage)


def _completed(predicate: str, head: str, manner: Manner) -> VerbPhrase:
    if manner.habitual or head == "continue":
        return VerbPhrase("", conjugate(predicate, Form.PAST))
    return VerbPhrase("had", conjugate(predicate, Form.PARTICIPLE))


def _in_progress(predicate: str, head: str, was: str, manner: Manner) -> VerbPhrase:
    if head in BEGUN:
        return VerbPhrase("had", conjugate(predicate, Form.PARTICIPLE))
    if manner.since:
        return VerbPhrase("had been", conjugate(predicate, Form.GERUND))
    return VerbPhrase(was, conjugate(predicate, Form.GERUND))


def _standing(predicate: str, head: str, manner: Manner) -> VerbPhrase:
    if manner.since or manner.past_day or head in DONE_ONCE:
        return VerbPhrase("had", conjugate(predicate, Form.PARTICIPLE))
    if head in STRIVEN_FOR:
        return VerbPhrase("worked to", predicate)
    if manner.turn % 2 and head not in NOT_CONTINUED:
        return VerbPhrase("continued to", predicate)
    return VerbPhrase("", conjugate(predicate, Form.PAST))


def _planned(was: str, manner: Manner) -> str:
    return ("would", f"{was} planning to", "would", "intended to")[manner.turn % 4]
