"""Who took the floor: the attribution that opens a paragraph, and statements told as the words of the one who spoke."""

import re

from projections.summary.given import own_words, statement_text
from projections.summary.names import capitalized, series, with_article
from projections.summary.telling import Telling
from projections.summary.told import ActivityTold, ItemTold, StatementTold, TurnTold

REPORTING = ("reported", "informed the meeting", "reported", "stated")
SAYING = ("said", "noted", "said", "observed")


def attribution_of(telling: Telling) -> str:
    """ "the representative of the Full Name (ACRONYM)", or the named speaker, and on whose behalf."""
    turn, acronyms = telling.turn, telling.acronyms
    name = acronyms.in_full(turn.agency)
    telling.subjects.introduce(turn.agency)
    who = f"{turn.speaker}, {name}" if turn.speaker else f"the representative of {with_article(name)}"
    if turn.on_behalf_of and not _says_for_whom(turn):
        bodies = series([acronyms.named(agency) for agency in turn.on_behalf_of])
        return f"{who}, speaking on behalf of {bodies},"
    return f"{who}," if turn.speaker else who


def _says_for_whom(turn: TurnTold) -> bool:
    """Whether the first item itself names all the bodies that the speaker spoke for."""
    words = own_words(turn.items[0]) if turn.items else ""
    return all(agency.name in words or (agency.acronym or agency.name) in words for agency in turn.on_behalf_of)


def attributed(text: str, first: ItemTold, telling: Telling) -> str:
    """The first sentence of a paragraph says who spoke."""
    own_subject = capitalized(telling.representative)
    if isinstance(first, StatementTold) and text.startswith(own_subject):
        return telling.attribution + text[len(own_subject) :]
    if isinstance(first, ActivityTold) and text.startswith(telling.representative):
        return telling.attribution + text[len(telling.representative) :]
    verbs = REPORTING if isinstance(first, ActivityTold) else SAYING
    verb = verbs[telling.turn.order % len(verbs)]
    text = telling.words.lowered(text)
    comma = "," if OPENS_ASIDE.match(text) else ""
    return f"{telling.attribution} {verb} that{comma} {text}"


OPENS_ASIDE = re.compile(r"(?:for|in|on|at|as|since|while|although|during|by|with|to) (?:[^\s,]+ ){0,6}[^\s,]+,")


SUBJECT = re.compile(
    r"^The representative(?: of (?:the )?[A-Z][\w-]*(?: (?:of|the|on|for|and|[A-Z][\w-]*))*)?(?= [a-z])",
)


def as_said(statement: StatementTold, telling: Telling) -> str:
    """A statement as given, except that "of UNFPA" is not said again and a second one "also" speaks, or adds.

    Where the statement says "its", the body stays named, since the word would point to nothing.
    """
    text = statement_text(statement)
    subject = SUBJECT.match(text)
    if subject is None:
        telling.spoke_before = True
        return text
    words = text[subject.end() :]
    if telling.spoke_just_before:
        words = re.sub(r"^ told the meeting that\b", " added that", words)
    elif telling.spoke_before:
        words = re.sub(r"^ (?=(?:told|stressed|suggested|called)\b)", " also ", words)
    telling.spoke_before = True
    keeps_name = " its " in words and not telling.is_first
    return (subject.group() if keeps_name else capitalized(telling.representative)) + words
