"""Words printed as given: context points and statements, made to follow on from what stands before."""

import re

from events.vocabulary import StatementType
from projections.summary.told import ActivityTold, ItemTold, StatementTold, TourDeTableTold
from projections.summary.verbs import Form, inflect, third_person

FINITE = re.compile(
    r"^(?:The (?:representative|speaker)|M[rs]s?\.) |"
    r"\b(?:was|were|is|are|had|has|have|would|could|should|might|must|will|shall|did|does|remained|lacked|"
    r"[a-z]+ed (?:that|to|from|with|into|by|the|a|an|its|their))\b"
)


class Words:
    """Which words of a document are names, so that a sentence can be put behind "that" with a small letter."""

    def __init__(self, told: TourDeTableTold) -> None:
        text = " ".join(_texts(told))
        self.written_small = set(re.findall(r"\b[a-z]+\b", text))
        self.names = set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", text))

    def lowered(self, text: str) -> str:
        """The text with a small first letter, unless it begins with a name, an acronym or a figure."""
        found = re.match(r"[A-Z][a-z]*(?![\w])", text)
        if found is None or text.startswith(("I ", "Mr.", "Ms.", "Dr.")):
            return text
        word = found.group()
        if word.lower() in self.written_small or _is_common(word, self.names):
            return text[0].lower() + text[1:]
        return text


COMMON = frozenset(
    "a about after all although an and another any as at because before being between both but by countries despite "
    "during each even every few first five for four from further given growing half his her how however if in it its "
    "last less little many migrants migration more most much new no not of on once one only other others our over "
    "people remittances research several since six so some states still such ten that the their there these they "
    "third this those though three through thus to today two under until up upon what when where whether which while "
    "who why with within without women work workers".split()
)
COMMON_ENDING = re.compile(r"(?:tion|ment|ing|nesse|anc|enc|it|shi|polic|stud|surve|refuge|migrant)(?:e|y|p|ie|ee)?s?$")


def _is_common(word: str, names: set[str]) -> bool:
    return word.lower() in COMMON or (word not in names and bool(COMMON_ENDING.search(word)))


def own_words(item: ItemTold) -> str:
    """What was given of an item: the predicate, else the title, of an activity; the text of anything else."""
    return (item.predicate or item.title) if isinstance(item, ActivityTold) else item.text


def _texts(told: TourDeTableTold) -> list[str]:
    items = [item for turn in told.turns for item in turn.items]
    return [
        *map(own_words, items),
        *(place.name for item in items if isinstance(item, ActivityTold) for place in item.places),
    ]


def full_stop(text: str) -> str:
    """The text with exactly one full stop, question mark or exclamation mark at its end, and single spaces."""
    text = re.sub(r"\s+", " ", text).strip()
    return text if re.search(r"[!?]$|[.!?]”$", text) and not text.endswith("..") else text.rstrip(" .;,:") + "."


def statement_text(statement: StatementTold) -> str:
    """A statement as a sentence: as given, or, where it is a note without subject or verb, made whole or quoted."""
    text = full_stop(statement.text)
    noted = third_person(text)
    if noted:
        return f"The representative {inflect(noted[0], Form.PAST)}{noted[1]}"
    if FINITE.search(text):
        return text
    speech, quoting = SPEECH[statement.statement_type]
    headline = HEADLINE.match(text)
    if headline:
        return f"The representative {speech} {_with_verb(headline)}"
    return f"The representative {quoting}, recorded as “{text.rstrip('.')}”."


HEADLINE = re.compile(
    r"(?P<what>[A-Z][a-z]+(?: [a-z-]+){0,5}?) "
    r"(?P<how>needed|required|expected|likely|unlikely|due|under way|possible)\b(?P<rest>.*)$"
)


def _with_verb(headline: re.Match[str]) -> str:
    """ "Crisis likely to cut funding." as "the crisis was likely to cut funding."."""
    what = headline["what"][0].lower() + headline["what"][1:]
    many = bool(re.search(r"[^isu]s$", what))
    article = "" if " " in what or many else "the "
    return f"{article}{what} {'were' if many else 'was'} {headline['how']}{headline['rest']}"


SPEECH = {
    StatementType.CONCERN: ("expressed concern that", "expressed a concern"),
    StatementType.QUESTION: ("asked whether", "raised a question"),
    StatementType.REQUEST: ("said that", "made a request"),
    StatementType.REPLY: ("replied that", "gave a reply"),
    StatementType.CALL: ("stressed that", "made a call"),
    StatementType.SUGGESTION: ("suggested that", "made a suggestion"),
    StatementType.INVITATION: ("said that", "extended an invitation"),
    StatementType.REMARK: ("remarked that", "made a remark"),
}
