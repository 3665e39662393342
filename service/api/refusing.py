"""From the refusal of a command to the problem that the caller is told."""

from events.log.errors import CommitUnknown, DatabaseError
from service.api.problems import PROBLEMS, Fault, InvalidInput, NotReady, Overloaded, Problem
from service.commands.refusals import Refused
from service.writer.forgetting import NotNoted
from service.writer.writer import Overloaded as WriterOverloaded
from service.writer.writer import WriterStopped

_BY_SLUG: dict[str, type[Problem]] = {problem.slug: problem for problem in PROBLEMS}


def problem_of(refused: Refused) -> Problem:
    """The problem with the slug of the refusal, with its faults as JSON pointers into the body."""
    kind = _BY_SLUG.get(refused.slug, InvalidInput)
    faults = [Fault(fault.pointer, fault.sentence) for fault in refused.faults]
    problem = Problem.__new__(kind)
    Problem.__init__(problem, refused.sentence, faults=faults, links=refused.links)
    return problem


def overloaded(error: WriterOverloaded | WriterStopped) -> Problem:
    """The problem of a queue that is full, or of a service that stops: come again soon."""
    return Overloaded(str(error))


def not_known(error: CommitUnknown) -> Problem:
    """The problem of a database that was lost while it was writing: whether the request was taken, nobody can say yet.

    The same request under the same Idempotency-Key is answered once the database is back, with one effect.
    """
    return NotReady(
        f"Whether this was recorded cannot be said yet ({error}); send it again with the same Idempotency-Key."
    )


def not_noted(error: NotNoted) -> Problem:
    """The problem of a journal that takes nothing: what is not noted there would come back with a backup."""
    return NotReady(f"Nothing was forgotten, for it could not be noted ({error}); tell whoever runs the service.")


def not_written(error: DatabaseError) -> Problem:
    """The problem of a database that does not answer: nothing of the request was recorded."""
    return NotReady(f"The database does not answer, and nothing was recorded ({error}); send it again in a moment.")
