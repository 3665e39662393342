"""Forgetting again: what a journal says was withheld or erased is so in a log that was restored from before."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from events.log.database import Transaction
from events.log.event import parse_public_position
from events.log.reading import read_positions
from service.commands.deliberation import Author, Command
from service.commands.person import ErasePerson, Erasure
from service.commands.redaction import RedactField, Redaction
from service.writer.batch import Batch, Surroundings
from service.writer.forgetting import FieldForgotten, Forgotten, PersonForgotten
from service.writer.memory import Memory
from service.writer.vault import read_persons
from service.writer.work import Receipt, Work

AUTHOR = Author(actor="tour:restore", is_secretariat=True)


class Replayed(Struct):
    """What a journal came to: forgotten again, forgotten already, and of events that the log does not have."""

    again: int = 0
    already: int = 0
    not_there: int = 0


async def forget_again(transaction: Transaction, surroundings: Surroundings, journal: Sequence[Forgotten]) -> Replayed:
    """Withhold and erase what the journal names, in the transaction that restores, before anybody can read it."""
    replayed = Replayed()
    # The journal has these lines already.
    silent = replace(surroundings, note=lambda _forgotten: None)
    for entry in journal:
        command = await _command_for(transaction, entry, replayed)
        if command is not None:
            await _done(transaction, silent, command)
            replayed.again += 1
    return replayed


async def _command_for(transaction: Transaction, entry: Forgotten, replayed: Replayed) -> Command | None:
    match entry:
        case FieldForgotten():
            return await _redaction_for(transaction, entry, replayed)
        case PersonForgotten():
            return await _erasure_for(transaction, entry, replayed)


async def _redaction_for(transaction: Transaction, entry: FieldForgotten, replayed: Replayed) -> Command | None:
    place = parse_public_position(entry.position)
    found = await read_positions(transaction, [place.position])
    if not found or not found[0].leaf.hex().startswith(place.leaf_prefix):
        replayed.not_there += 1
        return None
    if entry.field in found[0].withheld():
        replayed.already += 1
        return None
    return RedactField(position=place.position, redaction=Redaction(field=entry.field, reason=entry.reason))


async def _erasure_for(transaction: Transaction, entry: PersonForgotten, replayed: Replayed) -> Command | None:
    found = await read_persons(transaction, [entry.person_id])
    if not found:
        replayed.not_there += 1
        return None
    if found[0].erased_at is not None:
        replayed.already += 1
        return None
    return ErasePerson(id=entry.person_id, erasure=Erasure(reason=entry.reason))


async def _done(transaction: Transaction, surroundings: Surroundings, command: Command) -> None:
    """Decide and write one command as the writer would; no view is there yet."""
    work = Work(
        command=command,
        author=AUTHOR,
        command_id=surroundings.new_id(),
        fingerprint="",
        fresh_id=surroundings.new_id(),
    )
    (outcome,) = await Batch(Memory(), surroundings, (), ()).take(transaction, [work])
    if not isinstance(outcome, Receipt):
        raise outcome
