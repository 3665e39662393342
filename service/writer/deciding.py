"""Deciding: the commands of a batch taken one after another, each seeing what those before it decided.

A decision looks things up in memory alone. Where something is not there, the decision is void: what it lacked is read,
and it is made again. Nothing is written here; what was decided is appended afterwards, all at once.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from msgspec import Struct

from events.log.appending import EVENTS_MAX
from events.log.database import Transaction
from events.redaction import EventRedacted
from service.commands.deliberation import Decision, Deliberation, Foresees, Said
from service.commands.refusals import Refused
from service.writer.command_log import Answered
from service.writer.memory import Memory
from service.writer.work import Work, key_of

ROUNDS_MAX = 500
REHEARSALS_MAX = 3
BATCH_EVENTS_MAX = 2_000


class Decided(Struct, frozen=True):
    """A command that was decided: its decision and the facts that it said."""

    work: Work
    decision: Decision
    said: tuple[Said, ...]


class NotDone(Struct, frozen=True):
    """A command that is not done: its refusal, or the error of a decision that broke."""

    error: Exception
    is_new: bool = True


class SameAs(Struct, frozen=True):
    """The command repeats an earlier one of the same batch; it gets the very same answer."""

    place: int


Settled = Decided | NotDone | SameAs | Answered


class Deciding:
    """Decides the commands of one batch on what is remembered, for a day (`today`, YYYY-MM-DD)."""

    def __init__(self, memory: Memory, today: str) -> None:
        self._memory = memory
        self._today = today
        self._rehearsals_left = REHEARSALS_MAX
        self._events = 0

    async def settle(
        self, transaction: Transaction, works: Sequence[Work], earlier: Sequence[Answered | None]
    ) -> list[Settled]:
        """What becomes of each command; of the last ones nothing yet where the events would be too many at once.

        A redaction is the last of its batch: the database takes a text out only while the last event says so, and
        what comes after must be decided without it.
        """
        expect(self._memory, works)
        if self._memory.has_missed:
            await self._memory.load_missed(transaction)
        settled: list[Settled] = []
        places: dict[tuple[str, str], int] = {}
        for place, (work, answered) in enumerate(zip(works, earlier, strict=True)):
            key = key_of(work)
            first = place if key is None else places.setdefault(key, place)
            if answered is not None:
                settled.append(_again(work, answered.fingerprint, answered))
            elif first != place:
                settled.append(_again(work, works[first].fingerprint, SameAs(first)))
            else:
                one = await self._decide(transaction, work, works[place + 1 :])
                if isinstance(one, Decided) and not self._has_room_for(one):
                    break
                self._remember(one)
                settled.append(one)
                if isinstance(one, Decided) and redaction_in(one.said):
                    break
        return settled

    async def _decide(self, transaction: Transaction, work: Work, rest: Sequence[Work]) -> Decided | NotDone:
        """Decide one command, again and again until all that it asked for was there.

        Where something was not, the commands behind it are tried too, so that what they lack is read with it.
        """
        for _ in range(ROUNDS_MAX):
            one = self._attempt(work)
            if not self._memory.has_missed:
                return one
            if self._rehearsals_left:
                self._rehearsals_left -= 1
                for later in rest:
                    self._attempt(later)
            await self._memory.load_missed(transaction)
        raise AssertionError(f"A decision was expected to have all it needs after {ROUNDS_MAX} rounds.")

    def _attempt(self, work: Work) -> Decided | NotDone:
        deliberation = Deliberation(self._memory, work.author, self._today, work.fresh_id)
        try:
            decision = work.command.decide(deliberation)
            assert deliberation.said, "A decision that is no refusal was expected to say at least one fact."
            _refuse_too_much(deliberation.said)
        except Exception as error:  # noqa: BLE001 - a decision that breaks is told to its author and harms no other
            return NotDone(error)
        return Decided(work, decision, tuple(deliberation.said))

    def _has_room_for(self, one: Decided) -> bool:
        return not self._events or self._events + len(one.said) <= BATCH_EVENTS_MAX

    def _remember(self, one: Decided | NotDone) -> None:
        if isinstance(one, Decided):
            self._events += len(one.said)
            self._memory.remember(one.said, one.work.author.actor)


def expect(memory: Memory, works: Sequence[Work]) -> None:
    """Note what commands say that they will ask for, to be read in one question for all; the rest is read as asked."""
    for work in works:
        if _foresees(type(work.command)):
            memory.expect(cast(Foresees, work.command).foreseen(work.author))


@lru_cache
def _foresees(command: type) -> bool:
    return issubclass(command, Foresees)


def redaction_in(said: Sequence[Said]) -> EventRedacted | None:
    """The redaction that a command decided: the last of its facts, if it is one."""
    fact = said[-1].fact
    return fact if isinstance(fact, EventRedacted) else None


def _refuse_too_much(said: Sequence[Said]) -> None:
    if len(said) > EVENTS_MAX:
        raise Refused(
            "body-too-large",
            f"One request can say {EVENTS_MAX} facts at most, and this one says {len(said)}; send it in parts.",
        )


def _again(work: Work, fingerprint: str, answer: Answered | SameAs) -> Answered | SameAs | NotDone:
    """The old answer, if what is asked under the key is the same as before."""
    if fingerprint == work.fingerprint:
        return answer
    sentence = (
        f"The Idempotency-Key {work.idempotency_key} was used before for another request; "
        "draw a new key for each request."
    )
    return NotDone(Refused("key-reused", sentence), is_new=False)
