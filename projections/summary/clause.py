"""Where in a verb phrase the partners, the place and the time may stand without tearing it apart.

"release *Trends in International Migrant Stock* | , with estimates for 230 countries": the bar is the end of the core.
"carry out | a project": the bar is the end of the verb, where a phrase between commas may stand.
"""

import re

from projections.summary.marks import OPEN, hidden
from projections.summary.verbs import split_head

PARTICLES = r"(?: (?:out|up|down|off|together|forward|over))?"
AT_A_LEVEL = r"(?: at the [a-z]+ level)?"
MAY_FOLLOW_VERB = re.compile(
    rf" (?:the|a|an|its|their|to|on|in|into|towards?|with|for|of|by|new|two|three|such|{OPEN}|\d|[A-Z])"
)
TAIL_OPENS = re.compile(
    r", (?:[a-z-]+ing|[a-z-]+ed|made|held|meant|built|drawn|led|with|without|as part|as a|through|including|namely"
    r"|until|subject to|notwithstanding|seen|together with|for (?:a|the|use|participants)|by way|one of|those"
    r"|in pursuit)\b"
)
APPOSITION = re.compile(r", (?:an?|the|on|one)\b")
THING = re.compile(
    r", an? (?:[a-z-]+ ){0,3}"
    r"(?:event|meeting|gathering|report|paper|body|survey|journal|conference|study|collection|set)\b"
)
LIST_OF_GERUNDS = re.compile(r"\b(?:at|of|by|in|on|for|towards|from|as) [a-z-]+ing\b")


def split_core(verb: str) -> tuple[str, str]:
    """The core of a verb phrase and its tail, which begins with a comma or is empty."""
    masked = _masked(verb)
    for found in re.finditer(",", masked):
        if _tail_starts(masked, found.start()):
            return verb[: found.start()], verb[found.start() :]
    return verb, ""


def _tail_starts(masked: str, place: int) -> bool:
    core, tail = masked[:place], masked[place:]
    if re.fullmatch(r"[A-Za-z-]+( [a-z]+)?", core.strip()) and OPEN not in core:
        return False
    if re.match(r", [a-z-]+ing\b", tail) and LIST_OF_GERUNDS.search(core):
        return False
    if TAIL_OPENS.match(tail):
        return True
    if THING.match(tail):
        return True
    names_one_thing = core.endswith("\ue001") or bool(re.search(r"(?:[A-Z][A-Za-z-]+|\))$", core))
    return names_one_thing and bool(APPOSITION.match(tail))


def _masked(text: str) -> str:
    return re.sub(r"\([^)]*\)", lambda found: "(" + "_" * (len(found.group()) - 2) + ")", hidden(text))


def after_verb(verb: str) -> int | None:
    """The place behind the verb and its particle where a phrase between commas may stand; None if there is none."""
    adverbs, head, rest = split_head(verb)
    particle = re.match(PARTICLES + AT_A_LEVEL, rest)
    place = len(adverbs) + len(head) + (particle.end() if particle else 0)
    return place if MAY_FOLLOW_VERB.match(verb[place:]) else None


STUDIED_IN = re.compile(
    r"(?:an? |the |its )?(?:(?!for |in |of |on |to |with )[a-z-]+ ){0,3}"
    r"(?:studies|study|research|project|programme|surveys)"
    r"(?= (?:on|of|over|into|under|by)\b)"
)


def with_places_studied(verb: str, place: str) -> str:
    """The places put behind the thing done there: "country studies in China and France on migration"."""
    _, _, rest = split_head(verb)
    thing = STUDIED_IN.match(rest.lstrip())
    if not place or place.startswith(",") or thing is None:
        return verb
    end = len(verb) - len(rest.lstrip()) + thing.end()
    return f"{verb[:end]} {place}{verb[end:]}"


def placed(verb: str, between: list[str], behind: list[str]) -> str:
    """The verb phrase with phrases put between commas behind the verb, and others behind its core."""
    core, tail = split_core(verb)
    place = after_verb(core)
    if between and place is not None:
        core = f"{core[:place]}, {' and '.join(between)},{core[place:]}"
    elif between:
        behind = [*between, *behind]
    for phrase in filter(None, behind):
        core += phrase if phrase.startswith(",") else f" {phrase}"
    return core + tail


def placed_by_verb(verb: str, place: str) -> str:
    """The venue directly behind the verb: "hold in Paris, France, a second workshop on the use for policy of …"."""
    at = after_verb(verb)
    between = re.match(r"[a-z ]+", verb)
    at = at if at is not None else (between.end() if between else len(verb))
    return f"{verb[:at]} {place}{',' if ', ' in place else ''}{verb[at:]}"


def words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())
