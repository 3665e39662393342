"""Open statements: what waits for whose reply, rule by rule."""

from typing import Any

import pytest

from events.reference import Referable, Reference
from events.statement import Statement
from events.vocabulary import Review, StatementType
from projections.open_statements import (
    QUESTIONS,
    Reply,
    Said,
    asked_statements,
    open_statements,
    replies_by,
    replies_in,
    waiting_for,
)
from tests.events.activities import activity

ASKING = tuple(kind for kind in StatementType if kind not in (StatementType.REPLY, StatementType.REMARK))


def said(kind: StatementType = StatementType.REQUEST, **own: Any) -> Statement:
    """A request of OSAA to ECLAC and ESCAP, but for what is said of it here."""
    fields: dict[str, Any] = {"id": "cm7-assist", "by": ("osaa",), "to": ("eclac", "escap"), "positions": ("7",)}
    words = {"coordination_meeting": "cm7", "text": "Assist ECA.", "statement_type": kind}
    return Statement(**{**fields, **words, **own})


WAITING: tuple[tuple[str, Statement, tuple[tuple[str, ...], ...], tuple[str, ...]], ...] = (
    ("no reply", said(), (), ("eclac", "escap")),
    ("one replied", said(), (("eclac",),), ("escap",)),
    ("one after the other", said(), (("eclac",), ("escap",)), ()),
    ("both at once", said(), (("escap", "eclac"),), ()),
    ("another for them", said(), (("un-desa-pd",),), ()),
    ("another with one of them", said(), (("un-desa-pd", "eclac"),), ("escap",)),
    ("whoever said it", said(), (("osaa",),), ("eclac", "escap")),
    ("whoever said it with another", said(), (("osaa", "ilo"),), ()),
    ("nobody in particular", said(by=()), ((),), ("eclac", "escap")),
    ("withdrawn", said(withdrawn=True), (), ()),
    ("to nobody", said(to=()), (), ()),
    ("a remark", said(StatementType.REMARK), (), ()),
    ("a reply", said(StatementType.REPLY), (), ()),
)


@pytest.mark.parametrize(("name", "statement", "replies", "waiting"), WAITING, ids=[one[0] for one in WAITING])
def test_who_owes_a_reply(
    name: str, statement: Statement, replies: tuple[tuple[str, ...], ...], waiting: tuple[str, ...]
) -> None:
    """Each that was addressed, until it replied itself, or somebody else for all of them."""
    assert waiting_for(statement, replies) == waiting


@pytest.mark.parametrize("kind", ASKING)
def test_each_sort_of_statement_asks_by_a_rule_of_its_own(kind: StatementType) -> None:
    """The rule has the name of the sort."""
    (found,) = open_statements(Said((said(kind),)), {"escap"})
    assert (found.asked.rule, found.is_answered) == (f"reply-to-{kind}", False)
    assert found.asked.sentence.endswith("?")
    assert len({asked.rule for asked in QUESTIONS.values()}) == len(ASKING)


def test_statements_come_in_the_order_said() -> None:
    """By day, then by position, which is a number and no text."""
    three = (
        said(id="third", first_reported_on="2011-02-17", positions=("3.00000000",)),
        said(id="second", first_reported_on="2008-11-21", positions=("10.00000000",)),
        said(id="first", first_reported_on="2008-11-21", positions=("9.00000000", "11.00000000")),
    )
    assert [one.statement.id for one in open_statements(Said(three), {"eclac"})] == ["first", "second", "third"]
    assert open_statements(Said(three), {"osaa"}) == ()


def test_what_is_answered_later_was_asked() -> None:
    """A round shows what waited when it opened, and which of that waits no longer: answered, or withdrawn since."""
    before = Said((said(), said(id="cm7-other"), said(id="cm7-third")))
    now = Said((said(), said(id="cm7-other"), said(id="cm7-third", withdrawn=True)), (Reply("cm7-assist", ("eclac",)),))
    found = asked_statements(before, now, {"eclac"})
    assert {one.statement.id: one.is_answered for one in found} == {
        "cm7-assist": True,
        "cm7-other": False,
        "cm7-third": True,
    }
    assert not any(
        one.is_answered for one in asked_statements(before, now, {"escap"}) if one.statement.id != "cm7-third"
    )
    assert asked_statements(now, now, {"eclac"}) == open_statements(now, {"eclac"})


def test_a_reply_is_a_statement_or_an_activity_of_a_body() -> None:
    """A withdrawn reply is none, and neither is a draft, or a link to something else."""
    reply = said(StatementType.REPLY, by=("eclac",), in_reply_to=("cm7-assist", "cm7-other"))
    assert replies_in([reply]) == [Reply("cm7-assist", ("eclac",)), Reply("cm7-other", ("eclac",))]
    assert replies_in([said(StatementType.REPLY, in_reply_to=("cm7-assist",), withdrawn=True)]) == []
    link = Reference(kind=Referable.STATEMENT, id="cm7-assist")
    led = activity(lead="eclac", reported_by="osaa", answers=(link,))
    assert replies_by([led]) == [Reply("cm7-assist", ("eclac",))]
    assert replies_by([activity(lead=None, responds_to=(link,))]) == [Reply("cm7-assist", ("unfpa",))]
    other = Reference(kind=Referable.ACTIVITY, id="cm7-assist")
    assert replies_by([activity(responds_to=(other,)), activity(review=Review.DRAFT, answers=(link,))]) == []
