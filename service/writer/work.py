"""A piece of work for the writer: a command with its author, and the receipt that the author gets for it."""

from msgspec import Struct

from service.commands.deliberation import Author, Command, Warning
from service.commands.refusals import Refused
from service.writer.contacts import Contacts


class Work(Struct, frozen=True, kw_only=True):
    """A command, who gives it, and what makes a repetition of it known.

    `idempotency_key` is the caller's own, `fingerprint` the digest of what was asked; the same key with another
    fingerprint is refused. `fresh_id` is drawn once, so that deciding twice gives the same. `batch` (`batch:…`) names
    what brought it and others about, such as a sheet; its events are found under it. `contacts` go into the vault with
    the enrolment of a person, and are no part of the command.
    """

    command: Command
    author: Author
    command_id: str
    fingerprint: str
    fresh_id: str
    idempotency_key: str | None = None
    on_behalf_of: str | None = None
    correlation: str | None = None
    batch: str | None = None
    bulk: bool = False
    warnings: tuple[Warning, ...] = ()
    contacts: Contacts | None = None


class Receipt(Struct, frozen=True, kw_only=True):
    """What the log took: which thing, at which version, at which positions (each with the first digits of its leaf).

    `items` are the ids of the parts that were made or told, in order. `recorded_at` is UTC.
    """

    noun: str
    id: str
    made: bool
    version: int
    position: str
    positions: tuple[str, ...]
    recorded_at: str
    command_id: str
    items: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = ()


Outcome = Receipt | Exception


def key_of(work: Work) -> tuple[str, str] | None:
    """By what a repetition is known: the actor and its key. The same key of another actor is another key."""
    return None if work.idempotency_key is None else (work.author.actor, work.idempotency_key)


class RefusalKept(Struct, frozen=True, kw_only=True):
    """A refusal as the command log keeps it."""

    slug: str
    sentence: str
    faults: tuple[tuple[str, str, str], ...] = ()
    links: dict[str, str] = {}


def kept(refused: Refused) -> RefusalKept:
    """The refusal in the form that is stored."""
    faults = tuple((fault.pointer, fault.sentence, fault.slug) for fault in refused.faults)
    return RefusalKept(slug=refused.slug, sentence=refused.sentence, faults=faults, links=refused.links)
