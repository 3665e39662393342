"""The plain model: takes the same commands as the writers, and says in the most obvious way what becomes of them."""

import json
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from service.commands.deliberation import Author
from tests.consistency import plain_activities, plain_register, plain_table
from tests.consistency.nasty_words import may_stand
from tests.consistency.plain_log import Body, PlainLog
from tests.consistency.plain_rules import Asking, Refusal

KEPT_HOURS = 48
# How long a text may be, and whether it must show something.
LIMITS = {"title": (1_000, True), "name": (300, True), "acronym": (300, True), "label": (300, True)}
LIMITS |= {"symbol": (300, True), "speaker": (300, True), "reference": (100, False)}
LIMITS |= dict.fromkeys(("text", "description", "note", "scope_note", "reason", "remaining"), (20000, False))


class Asked(Struct, frozen=True, kw_only=True):
    """A command as somebody sends it: what is wanted, of which thing, in which words, and under which key.

    `noun` is that of a thing of the register, `order` the place of a turn, `expected` the version looked at.
    """

    what: str
    noun: str = ""
    id: str = ""
    body: Body
    author: Author
    key: str | None = None
    expected: int | None = None
    order: int = 0

    def words(self) -> str:
        """All that is asked, as one text by which a repetition is known."""
        return json.dumps([self.what, self.noun, self.id, self.body, self.expected, self.order])


class Taken(Struct, frozen=True):
    """What became of a command that was done: the thing, its version, and the positions of what was said."""

    noun: str
    id: str
    made: bool
    version: int
    positions: tuple[int, ...]


Outcome = Taken | str


class _Kept(Struct, frozen=True):
    """An answer kept under a key, until an instant."""

    words: str
    outcome: Outcome
    until: str


class PlainModel:
    """A list of what was said, and a dictionary of answers. An outcome is what was taken, or why it was refused."""

    def __init__(self) -> None:
        self.log = PlainLog()
        self.now = ""
        self._kept: dict[tuple[str, str], _Kept] = {}

    def take(self, asked: Asked, clock: str, fresh_id: str, made_id: str | None) -> Outcome:
        """What becomes of a command; a clock that was put back counts for nothing once something was said."""
        if (slug := fault_in_words(asked.body)) is not None:
            return slug
        now = max(clock, self.now)
        kept = self._kept.get((asked.author.actor, asked.key)) if asked.key else None
        if kept is not None and kept.until > now:
            return kept.outcome if kept.words == asked.words() else "key-reused"
        size = self.log.size
        outcome = self._outcome(asked, now, fresh_id, made_id)
        if isinstance(outcome, str):
            self.log.take_back(size)
        else:
            self._time_passes(now, self.log.size - size)
        if asked.key:
            self._kept[asked.author.actor, asked.key] = _Kept(asked.words(), outcome, later(now, hours=KEPT_HOURS))
        return outcome

    def _outcome(self, asked: Asked, now: str, fresh_id: str, made_id: str | None) -> Outcome:
        size, asking = self.log.size, Asking(self.log, asked.author, now[:10], fresh_id)
        try:
            noun, thing_id, made = decide(asking, asked, made_id)
            asking.refuse_if_any()
        except Refusal as refusal:
            return refusal.slug
        said = self.log.said[size:]
        versions = [one.version for one in said if (one.noun, one.id) == (noun, thing_id)]
        version = versions[-1] if versions else said[-1].version
        return Taken(noun, thing_id, made, version, tuple(one.position for one in said))

    def _time_passes(self, now: str, events: int) -> None:
        """Every event has an instant of its own, a microsecond after the one before where the clock stands still."""
        for _ in range(events):
            self.now = now if now > self.now else later(self.now, microseconds=1)


def decide(asking: Asking, asked: Asked, made_id: str | None) -> tuple[str, str, bool]:
    """Say what the command comes to; which thing it was about, and whether it was made."""
    match asked.what:
        case "register":
            return asked.noun, plain_register.register(asking, asked.noun, asked.body), True
        case "update":
            return asked.noun, plain_register.update(asking, asked.noun, asked.id, asked.body, asked.expected), False
        case "report":
            return "activity", plain_activities.report(asking, asked.body, {}, made_id), True
        case "tell":
            return "activity", plain_activities.update(asking, asked.id, asked.body, asked.expected, {}), False
        case "state":
            return "statement", plain_table.make_statement(asking, asked.id, asked.body), True
        case "correct":
            return "statement", plain_table.update_statement(asking, asked.id, asked.body, asked.expected), False
        case "submit":
            plain_table.submission(asking, asked.body)
            return "activity", asked.id, True
        case _:
            anew = asked.what == "take_the_floor_anew"
            turn = plain_table.turn(asking, asked.id, asked.order, asked.body, asked.expected, anew=anew)
            return *turn, not anew


def fault_in_words(body: Body) -> str | None:
    """Why the words of a body are refused before anything else is asked; None where they may stand."""
    texts = list(_texts("", body))
    if not all(may_stand(text) for _, text in texts):
        return "invalid-text"
    for name, text in texts:
        length_max, must_show = LIMITS.get(name, (20_000, False))
        if len(text) > length_max or (must_show and not text.strip()) or (name == "reference" and not text):
            return "invalid-input"
    return None


def _texts(name: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(name, value)]
    if isinstance(value, dict):
        return [found for member, inner in value.items() for found in _texts(member, inner)]
    return [found for inner in value for found in _texts(name, inner)] if isinstance(value, list) else []


def later(instant: str, **by: int) -> str:
    """An instant so much later, written as all of them are."""
    return (datetime.fromisoformat(instant[:-1]) + timedelta(**by)).isoformat(timespec="microseconds") + "Z"
