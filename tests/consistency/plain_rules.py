"""The plain model's rules: who may say what, what must be there, and why something is refused."""

from datetime import date
from typing import Any

from service.commands.deliberation import Author
from tests.consistency.plain_dates import refusal_of
from tests.consistency.plain_folding import Thing
from tests.consistency.plain_log import Body, PlainLog

CHAIN_MAX = 12
UNKNOWN = "unknown-reference"


class Refusal(Exception):
    """The command is not done; the text is the stable name of the reason."""

    def __init__(self, slug: str, *, of_faults: bool = False) -> None:
        super().__init__(slug)
        self.slug = slug
        self.of_faults = of_faults


class Asking:
    """One command being decided: who asks, on which day, and what is wrong with it so far."""

    def __init__(self, log: PlainLog, author: Author, today: str, fresh_id: str) -> None:
        self.log = log
        self.author = author
        self.today = today
        self.fresh_id = fresh_id
        self.faults: list[str] = []

    def refuse_if_any(self) -> None:
        """All that is wrong is told at once, under its own name where it is all of one sort."""
        if self.faults:
            slug = self.faults[0] if len(set(self.faults)) == 1 else "invalid-input"
            raise Refusal(slug, of_faults=True)

    def fault_if(self, is_wrong: object, slug: str = "invalid-input") -> None:
        if is_wrong:
            self.faults.append(slug)

    def named(self, noun: str, *ids: str | None) -> None:
        """Everything that is named must be there."""
        for thing_id in ids:
            self.fault_if(thing_id is not None and self.find(noun, thing_id) is None, UNKNOWN)

    def find(self, noun: str, thing_id: str) -> Thing | None:
        """A thing by its id; an activity also under its other ids, a meeting also one of the numbered series."""
        if noun == "activity":
            return self.log.activity(thing_id)
        found = self.log.thing(noun, thing_id)
        if found is None and noun == "meeting":
            return self.log.thing("coordination-meeting", thing_id)
        return found

    def must_find(self, noun: str, thing_id: str) -> Thing:
        found = self.find(noun, thing_id)
        if found is None:
            raise Refusal("not-found")
        return found

    def must_be_free(self, noun: str, thing_id: str) -> None:
        if self.find(noun, thing_id) is not None:
            raise Refusal("already-reported")

    def dates(self, body: Body, *names: str) -> None:
        for name in names:
            slug = refusal_of(body, name)
            self.fault_if(slug, slug or "")

    def days(self, *days: str | None) -> None:
        for day in days:
            self.fault_if(day is not None and not is_day(day), "impossible-date")

    def day(self, body: Body, default: str | None = None, first: str | None = None) -> str:
        """The day on which it was said: given, else the default, else today; not later, nor before the thing itself."""
        day: str = body.get("reported_on") or default or self.today
        self.days(day)
        self.fault_if(day > self.today, "impossible-date")
        self.fault_if(first is not None and day < first, "impossible-date")
        return day

    def secretariat_only(self) -> None:
        if not self.author.is_secretariat:
            raise Refusal("not-allowed")

    def demand(self, *bodies: str) -> None:
        """The author may write for one of these bodies at least."""
        if not self.author.is_secretariat and not any(self.may_write_for(body) for body in bodies):
            raise Refusal("not-allowed")

    def may_write_for(self, body: str) -> bool:
        agency = self.author.agency
        return self.author.is_secretariat or (agency is not None and self.speaks_for(agency, body))

    def speaks_for(self, speaker: str, body: str) -> bool:
        """For itself, for what is under it, and for whoever granted it, with what is under them."""
        for above in self.line(body):
            agency = self.log.thing("agency", above)
            if above == speaker or (agency is not None and speaker in agency["granted_to"]):
                return True
        return False

    def line(self, body: str) -> list[str]:
        """The body and those above it."""
        return self.chain("agency", body, "parent")

    def chain(self, noun: str, thing_id: str, link: str) -> list[str]:
        """A thing and what its links lead to, one after the other; a circle ends where it began."""
        followed = [thing_id]
        while len(followed) < CHAIN_MAX:
            thing = self.find(noun, followed[-1])
            if thing is None or thing.get(link) is None or thing[link] in followed:
                break
            followed.append(thing[link])
        return followed

    def version_fits(self, thing: Thing, expected: int | None, *, replaces: bool) -> None:
        if replaces and expected is None:
            raise Refusal("precondition-required")
        if expected is not None and expected != thing["version"]:
            raise Refusal("stale-version")


def is_day(text: str) -> bool:
    """Whether there is such a day in the calendar."""
    try:
        return date(*(int(part) for part in text.split("-"))).isoformat() == text
    except ValueError:
        return False


def among(values: Any) -> list[Any]:
    """The values of a list that may be left out."""
    return list(values or ())
