"""From the refusal of a command to the problem that the caller is told."""

from service.api.problems import PROBLEMS, Fault, InvalidInput, Overloaded, Problem
from service.commands.refusals import Refused
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
