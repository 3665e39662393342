"""The names of bodies in running text: the article, the short word for the body, and its formal name."""

import re
from datetime import date

from projections.summary.told import NamedAgency

BODIES = frozenset(
    "Academy Agency Agreement Alliance Association Authority Bank Board Bureau Center Centre Coalition College "
    "Commission Commissioner Commissions Committee Community Confederation Conference Consortium Convention "
    "Council Court Department Directorate Division Federation Forum Foundation Fund Government Group Initiative "
    "Institute Institution Laboratory League Library Ministry Mission Network Observatory Office Organisation "
    "Organization Panel Partnership Platform Program Programme Project Rapporteur Secretariat Section Service "
    "Society Team Union Unit University".split()
)
TITLES_OF_PERSONS = frozenset({"Rapporteur", "Commissioner", "Adviser", "Representative", "Secretary-General"})
PLURALS = ("States", "Commissions", "Governments", "countries", "members", "agencies", "organizations", "partners")


def formal_name(agency: NamedAgency) -> str:
    """The full name; a division or department of the Secretariat is one of the United Nations in print."""
    of_secretariat = agency.kind == "un_secretariat" and re.search(r"Division$|^Department\b", agency.name)
    if of_secretariat and "United Nations" not in agency.name:
        return f"United Nations {agency.name}"
    return agency.name


def with_article(name: str) -> str:
    """A name as the subject of a sentence: "the World Bank", but "Asser Press" and "Human Rights Watch"."""
    if name.split(" ", maxsplit=1)[0].lower() in ("the", "a", "an"):
        return name[:1].lower() + name[1:]
    return f"the {name}" if _takes_article(name) else name


def joined_governments(names: list[str]) -> list[str]:
    """ "the Government of Indonesia" and "the Government of Nepal" as "the Governments of Indonesia and Nepal"."""
    lead = "the Government of "
    countries = [name.removeprefix(lead) for name in names if name.startswith(lead)]
    if len(countries) < 2:
        return names
    return [*(name for name in names if not name.startswith(lead)), f"the Governments of {series(countries)}"]


def _takes_article(name: str) -> bool:
    words = re.split(r" (?:of|for|on|at|in|to) |,", name)[0].split(" ")
    if name[:1].islower() or words[-1] in ("Assembly", "Secretary-General"):
        return True
    if words[-1] == "University" and words == name.split(" "):
        return words[0] in ("United", "European", "International")
    if is_plural(name):
        return "Member" not in words
    return any(word.capitalize() in BODIES for word in name.replace(",", "").split(" "))


def is_plural(name: str) -> bool:
    """Whether a name takes a plural verb: "United Nations Member States"."""
    return name.split(" of ", maxsplit=1)[0].endswith(PLURALS)


def short_word(name: str) -> str | None:
    """What the body is called on second mention: "Fund", "Division", "Special Rapporteur"; None if no word fits."""
    words = name.replace(",", " ,").split(" ")
    for place, word in enumerate(words):
        if word in BODIES:
            titled = place > 0 and (words[place - 1] in ("Special", "High", "Working") or word in TITLES_OF_PERSONS)
            return f"{words[place - 1]} {word}" if titled else "project" if word == "Project" else word
        if word in (",", "of", "for", "on") and place > 0:
            return None
    return None


def is_person(name: str) -> bool:
    """Whether the name is that of an office held by one person, for whom "it" would be wrong."""
    word = short_word(name)
    return word is not None and word.split(" ")[-1] in TITLES_OF_PERSONS


def series(parts: list[str]) -> str:
    """Parts of a sentence in a row: "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def day_in_words(iso: str) -> str:
    """A day as the United Nations writes it: "20 May 2009"."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def capitalized(text: str) -> str:
    """The text with its first letter a capital; a mark of italics before it is stepped over."""
    for place, letter in enumerate(text):
        if letter.isalnum():
            return text[:place] + letter.upper() + text[place + 1 :]
    return text
