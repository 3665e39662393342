"""Draws the form: what is asked, what was answered, what was typed and was not taken, and why."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from events.identity import Noun
from events.vocabulary import CancellationReason, Stage
from projections.open_statements import OpenStatement
from projections.round_board import Standing
from service import clock
from service.api.asking import scope_of_caller
from service.desk import Reading
from service.web.drawing import draw
from service.web.form.choices import Choice
from service.web.form.fields import DRAFT, HAND_IN, Form, TypedNew
from service.web.form.items import Filled, ItemShown, items_shown
from service.web.form.link import Opened
from service.web.form.saving import Outcome
from service.web.names import Names
from service.web.words import KINDS, capitalized, plain_word

KINDS_TO_CHOOSE = tuple(Choice(kind, words) for kind, words in KINDS.items())
STAGES = (Choice(Stage.PLANNED, "Planned"), Choice(Stage.IN_PROGRESS, "In progress"), Choice(Stage.COMPLETED, "Done"))
HELD = (Choice(DRAFT, "Keep it as a draft"),)
REASONS = tuple(Choice(reason, capitalized(plain_word(reason))) for reason in CancellationReason)


class Wrong(Struct, frozen=True):
    """A line of the summary of what was not taken: where the field is, what it is about, and a sentence."""

    place: str
    about: str
    sentence: str


class SaidToIt(Struct, frozen=True, kw_only=True):
    """A statement to the agency that waited for a reply when the round opened: by whom and on which day it was made."""

    question: str
    text: str
    by: str
    day: str
    is_answered: bool


async def form_page(
    read: Reading,
    opened: Opened,
    standing: Standing,
    told: Sequence[str] = (),
    form: Form | None = None,
    outcome: Outcome | None = None,
) -> bytes:
    """The page. `told` are sentences on what was just taken; `form` and `outcome` what was sent, where not all was."""
    # What the page links to is public: a focal point's own has no page yet.
    names = Names(read, await scope_of_caller(None, read))
    await names.learn(Noun.AGENCY, [opened.link.agency, *_named(standing)])
    await names.learn(Noun.COORDINATION_MEETING, [opened.planned.coordination_meeting])
    form, outcome = form or Form(), outcome or Outcome()
    asked, new = await items_shown(read, names, opened, standing, _filled(form, outcome))
    return draw(
        "form.html",
        look=None,
        link=lambda path, **_: path,
        href=lambda noun, thing_id: names(noun, thing_id).path,
        names=names,
        opened=opened,
        agency=names(Noun.AGENCY, opened.link.agency),
        meeting=names(Noun.COORDINATION_MEETING, opened.planned.coordination_meeting),
        standing=standing,
        asked=asked,
        said_to_it=[_said(one, names) for one in standing.statements],
        reported_since=new,
        wrong=list(_wrong([*asked, *new], outcome, is_open=opened.closed is None)),
        outcome=outcome,
        new=TypedNew() if outcome.is_new_taken else form.new,
        # A form that may be sent again as it is keeps what makes its repetition known.
        nonce=form.nonce if outcome.is_busy else clock.new_id(),
        kinds=KINDS_TO_CHOOSE,
        stages=STAGES,
        held=HELD,
        reasons=REASONS,
        hand_in=HAND_IN,
        behind=read.behind,
        told=told,
    )


def _said(one: OpenStatement, names: Names) -> SaidToIt:
    statement = one.statement
    return SaidToIt(
        question=one.asked.sentence,
        text=statement.text,
        by=", ".join(names.short(Noun.AGENCY, body) for body in statement.by),
        day=statement.first_reported_on,
        is_answered=one.is_answered,
    )


def _named(standing: Standing) -> Iterator[str]:
    """The bodies that questions and statements name."""
    for one in standing.statements:
        yield from one.statement.by
    for item in standing.items:
        yield from filter(None, (item.activity.reported_by, item.activity.lead))


def _filled(form: Form, outcome: Outcome) -> Filled:
    """What was typed and not taken, and what is wrong with it."""
    typed = {item: one for item, one in form.items.items() if item not in outcome.taken}
    return Filled(typed=typed, faults=outcome.faults, blockers=outcome.blockers, taken=outcome.taken)


def _wrong(items: Sequence[ItemShown], outcome: Outcome, *, is_open: bool) -> Iterator[Wrong]:
    """What was not taken, in the order of the page; where an item has no fields, its place is that of the item."""
    shown = {item.id: item for item in items}
    for item in items:
        for field, sentences in item.faults.items():
            place = f"item-{item.number}-{field}" if is_open and item.choices else f"item-{item.number}"
            yield from (Wrong(place, item.title, sentence) for sentence in sentences)
    for item_id in {**outcome.faults, **outcome.blockers}:
        if item_id not in shown:
            yield from (Wrong("answers", item_id, sentence) for sentence in _sentences(outcome, item_id))
    for field, sentences in outcome.new_faults.items():
        yield from (Wrong(f"new-{field}", "Something new", sentence) for sentence in sentences)
    yield from (Wrong("answers", "", sentence) for sentence in outcome.general)


def _sentences(outcome: Outcome, item_id: str) -> list[str]:
    told = [sentence for sentences in outcome.faults.get(item_id, {}).values() for sentence in sentences]
    return told + [found.sentence for found in outcome.blockers.get(item_id, [])]
