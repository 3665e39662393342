"""How a printed summary names its sources: the events of a sentence, and where to verify the whole."""

from projections.summary.document import Document
from projections.summary.names import day_in_words, series

EVENTS = "/api/v1/log/events"
CHECKPOINT = "/api/v1/log/checkpoint"
PROOF = "/api/v1/log/events/{position}/proof"


def address(positions: tuple[str, ...]) -> str:
    """The address of the events at these positions."""
    return f"{EVENTS}?positions={','.join(positions)}"


def named(positions: tuple[str, ...]) -> str:
    """The positions in words: "position 3", "positions 3, 4 and 7"."""
    noun = "position" if len(positions) == 1 else "positions"
    return f"{noun} {series(list(positions))}"


def footer(document: Document) -> str:
    """The line at the foot of every printed form: what the log was, and where to verify it."""
    as_of = f", as reported by {day_in_words(document.as_of)}" if document.as_of else ""
    return (
        f"Made from the log at position {document.position}{as_of}; the root of its tree is {document.root}. "
        f"Verify the root at {CHECKPOINT}, and any event at {PROOF}."
    )
