"""The summary of a tour de table, composed: one paragraph a turn, in the order of speaking, every sentence sourced."""

import re
from typing import assert_never

from msgspec.structs import replace

from events.fact import in_order
from events.honest_date import adverbial
from events.vocabulary import Stage
from projections.summary.acronyms import Acronyms, agencies_of
from projections.summary.activities import tell
from projections.summary.document import Document, Paragraph, Section, Sentence, Text, Untold
from projections.summary.given import Words, full_stop, own_words
from projections.summary.joins import grouped, statement_telling
from projections.summary.marks import runs_of
from projections.summary.names import capitalized, formal_name
from projections.summary.notes import Notes
from projections.summary.plain import with_tidy_predicate
from projections.summary.references import references
from projections.summary.speaking import as_said, attributed, attribution_of
from projections.summary.subjects import Subjects
from projections.summary.telling import Telling
from projections.summary.told import (
    ActivityTold,
    ContextTold,
    ItemTold,
    StatementTold,
    TourDeTableTold,
    TurnTold,
)

SENTENCES_BEFORE_FINALLY = 8
LAST = ("finally", "lastly")


def compose(told: TourDeTableTold) -> Document:
    """The document for what was told; pure: the same input gives the same document."""
    acronyms, notes, words = Acronyms(agencies_of(told), told.abbreviations), Notes(), Words(told)
    turns = [_tidied(turn) for turn in sorted(told.turns, key=lambda turn: turn.order)]
    paragraphs = tuple(
        _paragraph(turn, Telling(turn, acronyms, words, notes, Subjects(acronyms), day=_last_day(told)))
        for turn in turns
    )
    return Document(
        meeting=told.meeting,
        title=f"Summary of the tour de table of {with_definite_article(told.title)}",
        position=told.position,
        root=told.root,
        introduction=_introduction(told, turns),
        sections=(Section(heading=None, paragraphs=paragraphs),),
        notes=tuple(notes.notes),
        references=references(told),
        as_of=told.as_of,
    )


def _tidied(turn: TurnTold) -> TurnTold:
    items = (with_tidy_predicate(item) if isinstance(item, ActivityTold) else item for item in turn.items)
    return replace(turn, items=tuple(items))


def _last_day(told: TourDeTableTold) -> str | None:
    return told.dates.latest if told.dates else told.as_of


def with_definite_article(title: str) -> str:
    """The title of a meeting in running text: "the Seventh … Meeting"."""
    return title if title.lower().startswith("the ") else f"the {title}"


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _introduction(told: TourDeTableTold, turns: list[TurnTold]) -> Sentence | None:
    positions = in_order({position for turn in turns for position in _positions_of(turn)})
    if not positions:
        return None
    count = NUMBERS[len(turns)] if len(turns) < len(NUMBERS) else str(len(turns))
    speakers = "speaker" if len(turns) == 1 else "speakers"
    held = f" at the meeting, held {adverbial(told.dates.edtf)}" if told.dates and told.dates.edtf else ""
    text = f"The floor was taken by {count} {speakers}{held}. The interventions are summarized below in speaking order."
    return Sentence(runs=(Text(text),), positions=positions)


def _positions_of(turn: TurnTold) -> tuple[str, ...]:
    return turn.positions or tuple(position for item in turn.items for position in item.positions)


def _paragraph(turn: TurnTold, telling: Telling) -> Paragraph:
    telling.acronyms.begin_paragraph()
    sentences: list[Sentence] = []
    untold: list[Untold] = []
    groups = grouped(_sourced(turn, untold))
    for place, group in enumerate(groups, 1):
        telling.is_last = place == len(groups) >= SENTENCES_BEFORE_FINALLY
        telling.said_before, telling.said_around = _around(turn, group)
        sentences.append(_sentence(group, telling))
    if not sentences and turn.positions:
        sentences.append(_only_spoke(telling))
    untold += [Untold(id=item.id, reason=item.reason) for item in turn.left_out]
    return Paragraph(
        order=turn.order,
        agency=turn.agency.id,
        agency_name=formal_name(turn.agency),
        sentences=tuple(sentences),
        untold=tuple(untold),
    )


def _sourced(turn: TurnTold, untold: list[Untold]) -> tuple[ItemTold, ...]:
    """The items that can be told; those without words or without a source are listed as untold."""
    kept: list[ItemTold] = []
    for item in turn.items:
        words = item.title if isinstance(item, ActivityTold) else item.text
        if not item.positions:
            untold.append(Untold(id=item.id, reason="No event of the log was named as its source."))
        elif not re.search(r"\w", words):
            untold.append(Untold(id=item.id, reason="It was recorded without words."))
        else:
            kept.append(item)
    return tuple(kept)


def _around(turn: TurnTold, group: tuple[ItemTold, ...]) -> tuple[str, str]:
    """What the item before says, and both neighbours, so that a place or a partner is not named twice."""
    first, last = turn.items.index(group[0]), turn.items.index(group[-1])
    before = " ".join(map(own_words, turn.items[max(0, first - 1) : first]))
    return before, " ".join([before, *map(own_words, turn.items[last + 1 : last + 2])])


def _sentence(group: tuple[ItemTold, ...], telling: Telling) -> Sentence:
    first = statement_telling(group) or group[0]
    text = _words_of(group, telling)
    if telling.is_first:
        text = attributed(text, first, telling)
    elif telling.is_last and _announces(first) and not telling.fronted_in_a_row:
        text = f"{LAST[telling.turn.order % len(LAST)]}, {text}"
    telling.spoke_just_before = isinstance(first, StatementTold)
    telling.is_first = False
    text = full_stop(capitalized(text))
    telling.notice(text)
    activities = [item for item in group if isinstance(item, ActivityTold)]
    conjugated = activities if isinstance(first, ActivityTold) else []
    marks = tuple(number for activity in activities for number in telling.notes.mark(activity.links))
    return Sentence(
        runs=runs_of(text, marks),
        positions=in_order({position for item in group for position in item.positions}),
        tells=tuple(item.id for item in group),
        plain=any(activity.predicate is None for activity in conjugated),
    )


def _announces(item: ItemTold) -> bool:
    return isinstance(item, ActivityTold) and item.stage in (Stage.PLANNED, Stage.CONDITIONAL)


def _words_of(group: tuple[ItemTold, ...], telling: Telling) -> str:
    """The words of a group of items, without attribution; only activities are ever joined."""
    first = statement_telling(group) or group[0]
    attribution = attribution_of(telling) if telling.is_first else ""
    telling.attribution = attribution
    match first:
        case ActivityTold() if first.own_words and first.predicate:
            return _given(first.predicate, telling)
        case ActivityTold():
            return tell(tuple(item for item in group if isinstance(item, ActivityTold)), telling)
        case ContextTold():
            return _given(first.text, telling)
        case StatementTold():
            return _given(as_said(first, telling), telling)
        case _:
            assert_never(first)


def _given(text: str, telling: Telling) -> str:
    telling.subjects.break_off()
    telling.stage_before, telling.date_before, telling.fronted_in_a_row = None, "", 0
    return telling.acronyms.expand(full_stop(text))


def _only_spoke(telling: Telling) -> Sentence:
    text = capitalized(f"{attribution_of(telling)} took the floor.")
    return Sentence(runs=(Text(text),), positions=telling.turn.positions)
