"""What somebody really edited: the cells of a row beside the activity as it was at the download, and as it is now."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from events.activity_news import ActivityCorrected, ActivityUnchanged, EvidenceAdded, News
from events.activity_state import Activity
from events.fact import Recorded
from events.redaction import EventRedacted
from events.vocabulary import Assurance, Review
from service.commands.activity import bodies_of
from service.commands.refusals import Faults
from service.sheets.cells import ids_shown, read_code, read_ids, read_links, said, shown_code
from service.sheets.columns import COLUMNS, Column, Sort, shown

# Longer words are not printed in a sentence: what is withheld later must be found whole wherever it stands.
TOLD_LENGTH_MAX = 200
STALE = "stale-version"
History = Sequence[Recorded[Any]]


class Change(Struct, frozen=True, kw_only=True):
    """A cell that was edited: what stood there at the download, and what stands there now."""

    column: str
    before: str
    after: str


class Sides(Struct, frozen=True, kw_only=True):
    """The three sides of a row: its cells, the activity as the sheet was made from it, and as it is now.

    `later` are the events since the sheet was made.
    """

    cells: Mapping[str, str]
    base: Activity
    now: Activity
    later: History


def edits_of(sides: Sides, faults: Faults) -> list[Change]:
    """The edits that are still to be done, in the order of the columns.

    What is so already is left out. Noted as stale is an edit of something that somebody else has changed since, and as
    a fault an edit of what cannot be changed here. Words that were withheld since are not put back.
    """
    base, withheld = shown(sides.base), _withheld_in(sides.later)
    now = shown(sides.now) if sides.later else base
    found: list[Change] = []
    for column in COLUMNS:
        cell = sides.cells.get(column.name)
        if cell is None or column.name in ("id", "version", "asked") or column.name in withheld:
            continue
        if column.show is None:
            found += _said_anew(column, cell, sides, faults)
            continue
        if cell == base[column.name]:
            continue
        change = Change(column=column.name, before=base[column.name], after=tidied(column, cell))
        if change.after == change.before or (column.fixed and not change.after):
            continue
        if column.fixed:
            faults.add(f"/{column.name}", f"{column.heading} of {sides.now.id} cannot be changed in a sheet; {_KEEP}.")
        elif now[column.name] == change.after:
            continue
        elif now[column.name] != change.before:
            faults.add(f"/{column.name}", _stale(column, change, now[column.name]), STALE)
        else:
            found.append(change)
    return found


_KEEP = "put back what stood there, or send an update"


def tidied(column: Column, cell: str) -> str:
    """A cell in the one form in which it can be compared."""
    match column.sort:
        case Sort.CODE:
            return shown_code(read_code(cell))
        case Sort.IDS:
            return ids_shown(tuple(read_ids(cell)))
        case _:
            return said(cell)


def told(cell: str) -> str:
    """A cell in a sentence; one that is too long for it is only counted."""
    if not cell:
        return "empty"
    return f"“{cell}”" if len(cell) <= TOLD_LENGTH_MAX else f"a text of {len(cell)} characters"


def _stale(column: Column, change: Change, now: str) -> str:
    return (
        f"{column.heading} was {told(change.before)} when the sheet was made, and is {told(now)} now; look at the "
        "newer value, and make your change in a new sheet."
    )


def _withheld_in(later: History) -> Collection[str]:
    """The fields of which words were withheld since the sheet was made."""
    return {event.fact.field for event in later if isinstance(event.fact, EventRedacted)}


def _said_anew(column: Column, cell: str, sides: Sides, faults: Faults) -> list[Change]:
    """An answer, a note or evidence, unless the very same was said since the sheet was made."""
    after = tidied(column, cell) if cell else ""
    if not after:
        return []
    if column.name == "note":
        after = "" if _is_noted(after, sides.later) else after
    elif column.name == "evidence":
        known = {piece.url or piece.symbol for piece in sides.now.evidence}
        pieces = [next(iter(piece.values())) for piece in read_links(after)]
        after = "\n".join(piece for piece in pieces if piece not in known)
    elif _is_answered(read_code(after), sides, faults):
        after = ""
    return [Change(column=column.name, before="", after=after)] if after else []


def _is_noted(note: str, later: History) -> bool:
    return any(
        (isinstance(event.fact, News) and event.fact.note == note)
        or (isinstance(event.fact, ActivityCorrected) and event.fact.reason == note)
        for event in later
    )


def _is_answered(answer: str, sides: Sides, faults: Faults) -> bool:
    """Whether the answer was given since; "no change" to something that has changed since is noted as stale."""
    base, now = sides.base, sides.now
    match answer:
        case "confirmed":
            return base.assurance is Assurance.THIRD_PARTY and now.assurance is not Assurance.THIRD_PARTY
        case "not_ours":
            return any(body in now.disowned_by and body not in base.disowned_by for body in bodies_of(now))
        case "hand_in":
            held = (Review.DRAFT, Review.SENT_BACK)
            return base.review in held and now.review not in held
        case "no_change":
            return _is_unchanged(sides, faults)
        case _:
            return False


def _is_unchanged(sides: Sides, faults: Faults) -> bool:
    note = said(sides.cells.get("note")) or None
    unchanged = (event.fact for event in sides.later if isinstance(event.fact, ActivityUnchanged))
    if any(fact.note == note for fact in unchanged):
        return True
    if any(isinstance(event.fact, News | EvidenceAdded | ActivityCorrected) for event in sides.later):
        sentence = (
            f"{sides.now.id} has moved on since the sheet was made, from version {sides.base.version} to "
            f"{sides.now.version}{_moved(sides)}; look at it before you say that nothing has changed."
        )
        faults.add("/answer", sentence, STALE)
    return False


def _moved(sides: Sides) -> str:
    """The newer values, in words that end a sentence."""
    base, now = shown(sides.base), shown(sides.now)
    moved = [column for column in COLUMNS if column.name != "version" and now.get(column.name) != base.get(column.name)]
    return "".join(f", {column.heading} is {told(now[column.name])} now" for column in moved)
