"""Permission: for which bodies an author may write, decided under the lock from the register of agencies."""

from service.commands.deliberation import Author, Deliberation
from service.commands.refusals import NotAllowed

PARENTS_MAX = 12


def lineage(deliberation: Deliberation, agency_id: str) -> list[str]:
    """The body and the bodies above it, nearest first; a circle of parents ends at PARENTS_MAX."""
    line = [agency_id]
    while len(line) < PARENTS_MAX:
        agency = deliberation.agency(line[-1])
        if agency is None or agency.parent is None or agency.parent in line:
            break
        line.append(agency.parent)
    return line


def speaks_for(deliberation: Deliberation, speaker: str, body: str) -> bool:
    """Whether a body speaks for another: for itself, its sub-entities, and bodies that granted it, theirs included."""
    for ancestor in lineage(deliberation, body):
        agency = deliberation.agency(ancestor)
        if ancestor == speaker or (agency is not None and speaker in agency.granted_to):
            return True
    return False


def may_write_for(deliberation: Deliberation, author: Author, body: str) -> bool:
    """Whether an author may write for a body: the secretariat for all, a focal point for what its agency speaks for."""
    return author.is_secretariat or (author.agency is not None and speaks_for(deliberation, author.agency, body))


def demand(deliberation: Deliberation, bodies: tuple[str, ...]) -> None:
    """Refuse an author who may write for none of these bodies; the secretariat writes also for none at all."""
    author = deliberation.author
    if not author.is_secretariat and not any(may_write_for(deliberation, author, body) for body in bodies):
        names = " or ".join(dict.fromkeys(bodies)) or "the secretariat"
        raise NotAllowed(
            f"Your key writes for {author.agency or 'no agency'}, its sub-entities and bodies that granted it, "
            f"not for {names}; ask the secretariat for a grant, or let the body report itself."
        )


def demand_own(deliberation: Deliberation, body: str) -> None:
    """Refuse an author who is neither the body, nor above it, nor the secretariat: a grant cannot be passed on."""
    author = deliberation.author
    if not author.is_secretariat and author.agency not in lineage(deliberation, body):
        raise NotAllowed(
            f"Your key is that of {author.agency or 'no agency'}, not for {body}; who reports for a body is said by "
            "the body itself, by one above it, or by the secretariat."
        )


def demand_secretariat(deliberation: Deliberation) -> None:
    """Refuse everybody but the secretariat."""
    if not deliberation.author.is_secretariat:
        raise NotAllowed("Only the secretariat keeps this; write to it with your correction.")
