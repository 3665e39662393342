"""The plain model of questions: every activity folded anew at the clocks, and each looked at in the plainest words."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import msgspec
from msgspec import Struct

from events.fact import Fact, Recorded
from events.identity import Noun, noun_of
from events.states import FOLDINGS
from events.text import normalised
from tests.consistency.plain_promises import is_promise, last_day_due, slips, standing, still_owes, timeliness
from tests.projections.fresh_fold import fresh_fold

Thing = dict[str, Any]
Filter = dict[str, Any]

LAST_DAY = "9999-12-31"
ABOVE = {Noun.AGENCY: "parent", Noun.TOPIC: "broader"}
NOTHING = "~"
COMMON = frozenset({"of", "in", "the", "sur", "les", "de"})
# What lies in the areas that the log names.
WITHIN = {
    "015": {"015", "MA", "TN"},
    "002": {"002", "015", "MA", "TN"},
    "142": {"142", "TH"},
    "001": {"001", "002", "015", "142", "MA", "TN", "TH", "CL", "FR"},
}
ROLES = ("lead", "reporter", "partner", "organizer", "host", "assignee")
DEFAULTS = {"language": "en"}
COLUMNS = ("kind", "stage", "review", "assurance", "visibility", "language")


class Clock(Struct, frozen=True, kw_only=True):
    """A point of both clocks, the end of the log, and the days on which promises and embargoes are judged."""

    as_of: str | None = None
    known_at: int
    head: int
    evaluated_on: str
    today: str

    @property
    def is_now(self) -> bool:
        return self.as_of is None and self.known_at == self.head


class Looking(Struct, frozen=True, kw_only=True):
    """Who looks: the secretariat, a participant, and as a participant perhaps for an agency."""

    is_secretariat: bool = False
    agency: str | None = None


class PlainQueries:
    """The whole log as a list of what was said, asked in the plainest way."""

    def __init__(self, events: Sequence[Recorded[Fact]]) -> None:
        self._told: dict[Noun, dict[str, list[Recorded[Fact]]]] = defaultdict(lambda: defaultdict(list))
        for event in events:
            self._told[noun_of(event.stream)][event.stream].append(event)
        self.things = lru_cache(maxsize=2_000)(self._things)
        self._under = lru_cache(maxsize=2_000)(self._lying_under)

    def _things(self, noun: Noun, as_of: str, known_at: int) -> list[Thing]:
        """Every thing of a noun that there is at the clocks, in the order told."""
        evolve = FOLDINGS[noun].evolve
        folded = (fresh_fold(told, evolve, as_of, known_at) for told in self._told[noun].values())
        return [msgspec.to_builtins(state) for state in folded if state is not None]

    def listed(self, wanted: Filter, looking: Looking, clock: Clock) -> list[Thing]:
        """What somebody sees of a list, in the order told."""
        things = self.things(Noun.ACTIVITY, clock.as_of or LAST_DAY, clock.known_at)
        now = {thing["id"]: thing for thing in self.things(Noun.ACTIVITY, LAST_DAY, clock.head)}
        hides_withdrawn = not asks_for_withdrawn(wanted)
        return [
            thing
            for thing in self._with_slips(things, looking, clock)
            if self._is_seen(thing, now[thing["id"]], looking, clock)
            and not (hides_withdrawn and thing["review"] == "withdrawn")
            and self._is_wanted(thing, wanted, clock)
        ]

    def _is_seen(self, thing: Thing, now: Thing, looking: Looking, clock: Clock) -> bool:
        """What may not be seen as it stands now may not be seen at any earlier point either."""
        if looking.is_secretariat:
            return True
        own = self._own(looking.agency, clock) if looking.agency else set()
        if thing["reported_by"] in own:
            return True
        if clock.is_now:
            return is_open(thing, clock)
        return is_open(thing, clock) and (is_open(now, clock) or now["reported_by"] in own)

    def _with_slips(self, things: list[Thing], looking: Looking, clock: Clock) -> list[Thing]:
        """The things with when each was first due and whether it slipped, by the versions that somebody may see."""
        versions: dict[str, list[tuple[str, Thing]]] = defaultdict(list)
        own = self._own(looking.agency, clock) if looking.agency else set()
        for day in sorted({event.reported_on for told in self._told[Noun.ACTIVITY].values() for event in told}):
            for thing in self.things(Noun.ACTIVITY, min(day, clock.as_of or LAST_DAY), clock.known_at):
                if looking.is_secretariat or is_open(thing, clock) or thing["reported_by"] in own:
                    versions[thing["id"]].append((day, thing))
        return [{**thing, **slips(thing, versions[thing["id"]])} for thing in things]

    def _own(self, agency: str, clock: Clock) -> set[str]:
        """An agency with who granted it, as of now, and all that lies under them."""
        bodies = self.things(Noun.AGENCY, LAST_DAY, clock.head)
        granting = (one["id"] for one in bodies if agency in one.get("granted_to", ()))
        return self._under(Noun.AGENCY, (agency, *granting), LAST_DAY, clock.head)

    def _lying_under(self, noun: Noun, named: tuple[str, ...], as_of: str, known_at: int) -> set[str]:
        """Those that are named, and all bodies or topics under them."""
        things, found = self.things(noun, as_of, known_at), set(named)
        for _ in things:
            found |= {one["id"] for one in things if one.get(ABOVE[noun]) in found}
        return found

    def _meant(self, noun: Noun, named: list[str], *, with_lower: bool, clock: Clock) -> set[str]:
        return self._under(noun, tuple(named), clock.as_of or LAST_DAY, clock.known_at) if with_lower else set(named)

    def _bodies(self, wanted: Filter, member: str, clock: Clock) -> set[str]:
        return self._meant(Noun.AGENCY, wanted[member], with_lower=bool(wanted.get("sub_entities")), clock=clock)

    def _topics(self, wanted: Filter, clock: Clock) -> set[str]:
        return self._meant(Noun.TOPIC, wanted["topic"], with_lower=bool(wanted.get("narrower")), clock=clock)

    def _is_wanted(self, thing: Thing, wanted: Filter, clock: Clock) -> bool:
        due, happens = last_day_due(thing), thing.get("date") or {}
        checks: dict[str, Callable[[Any], bool]] = {
            **{name: partial(_has, thing, name) for name in COLUMNS},
            "agency": lambda _: self._takes_part(thing, wanted, clock),
            "lead": lambda _: lead_of(thing) in self._bodies(wanted, "lead", clock),
            "topic": lambda _: bool(self._topics(wanted, clock) & set(thing.get("topics", ()))),
            "timeliness": lambda values: timeliness(thing, clock.evaluated_on) in values,
            "standing": lambda values: standing(thing, clock.evaluated_on) in values,
            "mandate": lambda values: bool(set(values) & linked(thing, "mandate")),
            "statement": lambda values: bool(set(values) & linked(thing, "statement")),
            "meeting": lambda values: bool(set(values) & meetings_of(thing)),
            "part_of": lambda values: thing.get("part_of") in values,
            "place": lambda values: any(WITHIN.get(value, {value}) & codes(thing) for value in values),
            "place_code": lambda values: bool(set(values) & codes(thing)),
            "text": lambda text: has_words(words_in(thing), text),
            "without": lambda names: not any(said(thing, name) for name in names),
            "first_due_from": lambda day: (thing["first_due"] or "") >= day,
            "first_due_to": lambda day: thing["first_due"] is not None and thing["first_due"] <= day,
            "slipped": lambda is_so: is_promise(thing) and thing["slipped"] is is_so,
            "promise": lambda is_so: is_promise(thing) == is_so,
            "open": lambda is_so: still_owes(thing) == is_so,
            "reported_from": lambda day: thing["first_reported_on"] >= day,
            "reported_to": lambda day: thing["first_reported_on"] <= day,
            "heard_from": lambda day: thing["last_heard_on"] >= day,
            "heard_to": lambda day: thing["last_heard_on"] <= day,
            "due_from": lambda day: due is not None and due >= day,
            "due_to": lambda day: due is not None and due <= day,
            "date_from": lambda day: bool(spans(happens)) and (happens.get("latest") or LAST_DAY) >= day,
            "date_to": lambda day: bool(spans(happens)) and (happens.get("earliest") or "") <= day,
            "and": lambda inner: all(self._is_wanted(thing, one, clock) for one in inner),
            "or": lambda inner: any(self._is_wanted(thing, one, clock) for one in inner),
            "not": lambda inner: not self._is_wanted(thing, inner, clock),
        }
        return all(checks[name](value) for name, value in wanted.items() if name in checks)

    def _takes_part(self, thing: Thing, wanted: Filter, clock: Clock) -> bool:
        bodies, roles = self._bodies(wanted, "agency", clock), wanted.get("role") or ROLES
        return any(body in bodies and role in roles for body, role in parts(thing))


def in_order(things: list[Thing], order: str, descending: bool) -> list[str]:
    """The ids in an order; things come in the order told."""
    placed = sorted(enumerate(things), key=lambda one: (key_of(one[1], order), one[0]), reverse=descending)
    return [thing["id"] for _, thing in placed]


def key_of(thing: Thing, order: str) -> str:
    happens = thing.get("date") or {}
    keys: dict[str, str] = {
        "told": "",
        "due": last_day_due(thing) or NOTHING,
        "date": happens.get("earliest") or happens.get("latest") or NOTHING,
        "title": normalised(thing["title"])[:100],
        "last_heard": thing["last_heard_on"],
    }
    return keys[order]


def counted(things: list[Thing], facet: str, day: str) -> Counter[str | None]:
    """How many of the things stand under each value of a facet."""
    values: dict[str, Callable[[Thing], set[Any]]] = {
        **{name: partial(_values_in, name) for name in COLUMNS},
        "timeliness": lambda thing: {timeliness(thing, day)},
        "standing": lambda thing: {standing(thing, day)},
        "agency": lambda thing: {body for body, _ in parts(thing)},
        **{role: partial(_bodies_as, role) for role in ROLES},
        "topic": lambda thing: set(thing.get("topics", ())),
        "place": lambda thing: set(codes(thing)),
        "mandate": lambda thing: set(linked(thing, "mandate")),
        "meeting": lambda thing: set(meetings_of(thing)),
        "statement": lambda thing: set(linked(thing, "statement")),
        "part_of": lambda thing: {thing["part_of"]} if "part_of" in thing else set(),
    }
    return Counter(value for thing in things for value in values[facet](thing))


def _has(thing: Thing, column: str, values: list[str]) -> bool:
    return thing.get(column, DEFAULTS.get(column)) in values


def _values_in(column: str, thing: Thing) -> set[Any]:
    return {thing.get(column, DEFAULTS.get(column))}


def _bodies_as(role: str, thing: Thing) -> set[Any]:
    return {body for body, has in parts(thing) if has == role}


def asks_for_withdrawn(wanted: Filter) -> bool:
    inner = [*wanted.get("and", ()), *wanted.get("or", ())]
    return "withdrawn" in wanted.get("review", ()) or any(asks_for_withdrawn(one) for one in inner)


def is_open(thing: Thing, clock: Clock) -> bool:
    is_embargoed = thing.get("embargo_until") is not None and thing["embargo_until"] > clock.today
    is_shown = thing["visibility"] in ("public", "participants")
    return is_shown and thing["review"] not in ("draft", "sent_back") and not is_embargoed


def parts(thing: Thing) -> list[tuple[str, str]]:
    """Who takes part in which role, but for those who answered that it is not theirs."""
    found = [(thing.get("lead"), "lead"), (thing.get("host"), "host")]
    found += [(one["reported_by"], "reporter") for one in thing["reports"]]
    found += [(one["agency"], "partner") for one in thing.get("partners", ())]
    found += [(one, "organizer") for one in thing.get("organizers", ())]
    found += [(one, "assignee") for one in thing.get("assigned_to", ())]
    return [(body, role) for body, role in found if body and body not in thing.get("disowned_by", ())]


def lead_of(thing: Thing) -> str | None:
    return next((body for body, role in parts(thing) if role == "lead"), None)


def words_in(thing: Thing) -> set[str]:
    """The words of its titles and texts, and of what was told of it under another id."""
    told = [one for one in thing["reports"] if one["id"] != thing["id"]]
    texts = [thing.get(name) for name in ("title", "publication_title", "symbol", "description")]
    texts += [one.get(name) for one in told for name in ("title", "publication_title", "description")]
    return {word for text in texts for word in plain(text or "").split()}


def has_words(words: set[str], text: str) -> bool:
    """Whether all that is sought is there, and nothing that is not to be; what stands in every text is not sought."""
    for sought in (one for one in plain(text).split() if one.strip("-") not in COMMON):
        wanted = sought.removeprefix("-")
        found = any(word.startswith(wanted[:-1]) for word in words) if wanted.endswith("*") else wanted in words
        if found == sought.startswith("-"):
            return False
    return True


def plain(text: str) -> str:
    """Small letters without accents and quotation marks."""
    small = text.casefold().translate(str.maketrans("“”", "  "))
    return "".join(letter for letter in unicodedata.normalize("NFD", small) if not unicodedata.combining(letter))


def linked(thing: Thing, kind: str) -> set[str]:
    links = [*thing.get("responds_to", ()), *thing.get("produces", ()), *thing.get("answers", ())]
    return {link["id"] for link in links if link["kind"] == kind}


def meetings_of(thing: Thing) -> set[str]:
    own = {thing["meeting"]} if "meeting" in thing else set()
    return own | set(thing.get("heard_at", ())) | linked(thing, "meeting")


def codes(thing: Thing) -> set[str]:
    return {place.get("iso3166") or place["m49"] for place in thing.get("places", ())}


def said(thing: Thing, name: str) -> bool:
    if name in ("topic", "mandate", "meeting"):
        return bool(counted([thing], name, ""))
    if name == "lead":
        return lead_of(thing) is not None
    if name == "due":
        return last_day_due(thing) is not None
    return bool(spans(thing.get("date") or {})) if name == "date" else thing.get("stage") is not None


def spans(happens: Thing) -> bool:
    """Whether a date names any day."""
    return bool(happens.get("earliest") or happens.get("latest"))
