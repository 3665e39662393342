"""The sentences about posts; the people who hold them are not named."""

from typing import assert_never

from events.fact import ReportedOnCorrected
from events.post import (
    DigestSettled,
    PostClosed,
    PostFact,
    PostLeft,
    PostRegistered,
    PostReminded,
    PostRetitled,
    PostTaken,
)
from events.vocabulary import Delivery
from projections.event_sentences.runs import Naming, Run, Runs, closing, day_corrected, quoted


def of_post(fact: PostFact, naming: Naming) -> Runs:
    """What happened to a post."""
    match fact:
        case PostRegistered():
            body: Run = naming.agency(fact.agency) if fact.agency else "the secretariat"
            return (f"It was entered as {quoted(fact.title)} for ", body, ".")
        case PostTaken():
            return ("A person took it.",)
        case PostLeft():
            return ("Whoever held it gave it up.",)
        case PostRetitled():
            return (f"Its title became {closing(fact.title)}",)
        case PostClosed():
            return (f"It was closed: {closing(fact.reason)}" if fact.reason else "It was closed.",)
        case PostReminded():
            number = len(fact.reminders)
            return (f"Whoever holds it was reminded of {number} {'thing' if number == 1 else 'things'}.",)
        case DigestSettled():
            return (_DELIVERED[fact.delivery],)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)


_DELIVERED = {
    Delivery.SENT: "The mail server took the digest.",
    Delivery.REFUSED: "The mail server refused the digest.",
    Delivery.UNKNOWN: "Whether the mail server took the digest is not known.",
}
