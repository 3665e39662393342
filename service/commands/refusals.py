"""Refusals: why a command is not done, as a state of things and a sentence that says what to do."""

from collections.abc import Mapping

from msgspec import Struct


class FaultFound(Struct, frozen=True):
    """One thing that is wrong in what was sent: where (a JSON pointer), and a sentence. `slug` names its sort."""

    pointer: str
    sentence: str
    slug: str = "invalid-input"


class Refused(Exception):
    """The command is not done. `slug` is the stable name of the reason, `links` lead to what stands in the way."""

    def __init__(
        self, slug: str, sentence: str, faults: tuple[FaultFound, ...] = (), links: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.slug = slug
        self.sentence = sentence
        self.faults = faults
        self.links = dict(links or {})


class NotAllowed(Refused):
    """The author may not write for this body."""

    def __init__(self, sentence: str) -> None:
        super().__init__("not-allowed", sentence)


class NotFound(Refused):
    """There is no such thing."""

    def __init__(self, noun: str, thing_id: str) -> None:
        name = noun.replace("-", " ")
        super().__init__("not-found", f"There is no {name} with the id {thing_id}; look it up in the list first.")


class AlreadyExists(Refused):
    """The id is taken by another thing."""

    def __init__(self, noun: str, thing_id: str, link: str) -> None:
        name = noun.replace("-", " ")
        sentence = f"The {name} {thing_id} exists already; send an update of it, or choose another id."
        super().__init__("already-reported", sentence, links={"existing": link})


class StaleVersion(Refused):
    """The thing has changed since the author looked at it."""

    def __init__(self, thing_id: str, expected: int, found: int) -> None:
        super().__init__(
            "stale-version",
            f"You looked at version {expected} of {thing_id}, which is now at version {found}; read it again and "
            "send your change once more.",
        )


class Faults:
    """The faults found so far; all are reported together, so that an author can mend them in one go."""

    def __init__(self) -> None:
        self.found: list[FaultFound] = []

    def add(self, pointer: str, sentence: str, slug: str = "invalid-input") -> None:
        """Note one fault."""
        self.found.append(FaultFound(pointer, sentence, slug))

    def refuse_if_any(self) -> None:
        """Raise one refusal for all that was found; its slug is theirs if they are of one sort."""
        if not self.found:
            return
        slugs = {fault.slug for fault in self.found}
        slug = slugs.pop() if len(slugs) == 1 else "invalid-input"
        sentence = self.found[0].sentence if len(self.found) == 1 else f"{len(self.found)} things must be mended."
        raise Refused(slug, sentence, tuple(self.found))
