"""The plain model's log: a list of what was said, and the things folded from it anew for every question."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from tests.consistency.plain_folding import Thing
from tests.consistency.plain_things import FOLDS

Body = dict[str, Any]
LAST_DAY = "9999-12-31"


class Said(NamedTuple):
    """One thing that was said: of what, the words as they were sent, and the day on which it was said."""

    noun: str
    id: str
    sort: str
    body: Body
    day: str
    position: int
    version: int


class PlainLog:
    """Everything said so far, in the order taken. Nothing is remembered but the list itself."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self._by_thing: dict[tuple[str, str], list[Said]] = {}

    @property
    def size(self) -> int:
        return len(self.said)

    def say(self, noun: str, thing_id: str, sort: str, body: Body, day: str) -> None:
        of_thing = self._by_thing.setdefault((noun, thing_id), [])
        one = Said(noun, thing_id, sort, body, day, self.size + 1, len(of_thing) + 1)
        self.said.append(one)
        of_thing.append(one)

    def take_back(self, size: int) -> None:
        """Forget what was said after the log had this size: the command behind it was refused."""
        while self.size > size:
            one = self.said.pop()
            self._by_thing[one.noun, one.id].pop()

    def thing(self, noun: str, thing_id: str, as_of: str = LAST_DAY, known_at: int | None = None) -> Thing | None:
        """The thing as it had been told by a day, as far as the log knew at a position; None where it was not."""
        known = [
            one for one in self._by_thing.get((noun, thing_id), []) if known_at is None or one.position <= known_at
        ]
        return FOLDS[noun](thing_id, [one for one in in_order_said(known) if one.day <= as_of])

    def things(self, noun: str, as_of: str = LAST_DAY, known_at: int | None = None) -> list[Thing]:
        """All things of a noun, by their ids."""
        ids = sorted(thing_id for found, thing_id in self._by_thing if found == noun)
        told = (self.thing(noun, thing_id, as_of, known_at) for thing_id in ids)
        return [thing for thing in told if thing is not None]

    def activity(self, activity_id: str) -> Thing | None:
        """The activity told under this id, be it its own, that of a second report, or of one merged into it."""
        found = self.thing("activity", activity_id)
        if found is None:
            found = next((thing for thing in self.things("activity") if activity_id in thing["aliases"]), None)
        while found is not None and found["merged_into"] is not None:
            found = self.thing("activity", found["merged_into"])
        return found


def in_order_said(known: Iterable[Said]) -> list[Said]:
    """In the order of the days on which each was said; the newest correction of such a day holds."""
    known = list(known)
    corrections = [one for one in known if one.sort == "reported_on_corrected"]
    days = {one.position: one.day for one in known}
    days |= {one.body["corrects"]: one.body["said_on"] for one in corrections}
    days |= {one.position: days[one.body["corrects"]] for one in corrections}
    return sorted((one._replace(day=days[one.position]) for one in known), key=lambda one: (one.day, one.position))
