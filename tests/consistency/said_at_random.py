"""Commands drawn at random: every sort of report, update, turn and entry, in words of every nasty sort."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from service.commands.deliberation import Author
from tests.consistency.nasty_words import BLANK, MAY_NOT_STAND, MAY_STAND
from tests.consistency.plain_dates import NOT_TAKEN, TAKEN
from tests.consistency.plain_model import Asked
from tests.consistency.plain_reports import REPORTS

SECRETARIAT = Author(actor="key:secretariat", is_secretariat=True)
AUTHORS = (
    SECRETARIAT,
    Author(actor="key:unfpa", agency="unfpa"),
    Author(actor="key:eclac", agency="eclac"),
    Author(actor="key:office", agency="new-york-office"),
    Author(actor="key:celade", agency="celade"),
)
AGENCIES = ("unfpa", "eclac", "celade", "new-york-office", "iom", "un-women", "unifem")
TOPICS = ("remittances", "census", "00-returnees", "flows")
MANDATES = ("ga-res-63-225", "ga-res-61-208", "cedaw-26")
MEETINGS = ("marrakech-2010", "global-forum-3")
TABLES = ("cm7", "cm9")
STATEMENTS = ("cm7-concern", "cm9-question", "007")
ASKED_IDS = ("census-support", "mou-plan", "00-007", *(f"returnees-{number}" for number in range(1, 9)))
DAYS = ("2008-11-20", "2008-11-21", "2009-06-01", "2010-10-05", "2011-02-17", "2011-02-18")
NO_DAYS = ("2009-02-30", "2999-01-01")
EMBARGOES = ("2011-06-01", "2999-12-31", "2011-02-30")
STAGES = ("planned", "in_progress", "standing", "conditional", "completed", "cancelled", "suspended", "requested")
# What becomes the id of something that is there, once it is sent: the number is taken round its list.
SOME_ACTIVITY = "$activity:"
SOME_POSITION = "$position:"


ONE_IN = 30


def mostly(usual: Sequence[Any], seldom: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of the usual, and once in so many draws one of the others."""
    places = st.tuples(st.integers(1, ONE_IN), st.integers(0, max(len(usual), len(seldom)) - 1))
    # By their places, for Hypothesis would spell every long word out in the name of the strategy.
    return places.map(
        lambda drawn: seldom[drawn[1] % len(seldom)] if drawn[0] == ONE_IN else usual[drawn[1] % len(usual)]
    )


def often(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of the values, or None (left out) in half of the draws."""
    return st.one_of(st.none(), st.sampled_from(values))


def seldom(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of the values, or None (left out) in most of the draws."""
    return st.integers(0, 11).flatmap(lambda drawn: st.sampled_from(values) if drawn == 11 else st.none())


def body(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A body of these fields; one that is drawn as None is left out."""
    strategies = {name: _strategy(value) for name, value in fields.items()}
    return st.fixed_dictionaries(strategies).map(
        lambda drawn: {name: value for name, value in drawn.items() if value is not None}
    )


def _strategy(value: Any) -> st.SearchStrategy[Any]:
    return value if isinstance(value, st.SearchStrategy) else st.just(value)


words = mostly((*MAY_STAND, "w" * 20_000), (*MAY_NOT_STAND, *BLANK, "x" * 20_001))
titles = mostly(MAY_STAND, (*MAY_NOT_STAND, *BLANK, "y" * 1_001))
maybe_words = st.one_of(st.none(), st.none(), words)
authors = st.one_of(st.just(SECRETARIAT), st.just(SECRETARIAT), st.sampled_from(AUTHORS))
agencies = mostly(AGENCIES[:5], (*AGENCIES, "nobody"))
days = st.one_of(st.none(), mostly(DAYS[1:], (*NO_DAYS, DAYS[0])))
dates = st.one_of(st.none(), st.none(), mostly(TAKEN, NOT_TAKEN))
# The first of them is the plainest draw, and Hypothesis makes many plain ones: it is one that is there.
activities = mostly([f"{SOME_ACTIVITY}{number}" for number in range(20)], ("nothing-known",))
expected = mostly(("right",), ("wrong", None))
evidence = seldom(
    (
        [{"symbol": "CEPAL/1 ’"}],
        [{"url": "https://www.unfpa.org/census"}],
        [{"symbol": "E/CN.3/2011/6"}, {"url": "https://www.iom.int", "accessed_on": "2011-02-01"}],
    )
)
links = seldom(
    (
        [{"kind": "mandate", "id": "ga-res-63-225"}],
        [{"kind": "activity", "id": "census-support"}, {"kind": "meeting", "id": "cm7"}],
        [{"kind": "statement", "id": "cm7-concern"}],
        [{"kind": "mandate", "id": "no-such-text"}],
    )
)
partners = st.one_of(st.none(), st.lists(agencies.map(lambda agency: {"agency": agency}), max_size=2))
some_topics = st.one_of(st.none(), st.lists(mostly(TOPICS[:2], (*TOPICS, "no-such-topic")), max_size=2))
tables = st.one_of(st.none(), mostly(TABLES, ("cm8",)))


def _report(kind: str, report_id: Any, same_as: Any) -> st.SearchStrategy[dict[str, Any]]:
    own: dict[str, Any] = {}
    if kind == "planned_meeting":
        own = {"organizers": st.one_of(st.none(), st.lists(agencies, max_size=2)), "host": seldom(AGENCIES)}
    if kind == "follow_up_action":
        own = {"assigned_to": st.one_of(st.none(), st.lists(agencies, max_size=2))}
    return body(
        type=kind,
        id=report_id,
        same_as=same_as,
        title=titles,
        reported_by=mostly(AGENCIES[:5], (None, "nobody")),
        lead=st.one_of(st.none(), agencies),
        partners=partners,
        topics=some_topics,
        description=maybe_words,
        stage=often(STAGES),
        date=dates,
        due=dates,
        coordination_meeting=tables,
        meeting=seldom((*MEETINGS, "cm7", "nowhere")),
        responds_to=links,
        part_of=seldom((*ASKED_IDS, "nothing-known")),
        reference=seldom(("007", "7", "’ OR 1=1", "7\u0301", "z" * 100, "z" * 101, "")),
        evidence=evidence,
        draft=seldom((True,)),
        accepted=seldom((True,)),
        visibility=seldom(("secretariat", "public")),
        embargo_until=seldom(EMBARGOES),
        reported_on=days,
        **own,
    )


asked_ids = st.one_of(st.none(), st.sampled_from(ASKED_IDS))
new_reports = st.one_of(*(_report(kind, asked_ids, st.none()) for kind in REPORTS))
retold = st.one_of(*(_report(kind, asked_ids, activities) for kind in REPORTS))
# Within a submission and a turn every report names its id, so that the model need not make one.
with_ids = st.one_of(*(_report(kind, st.sampled_from(ASKED_IDS), st.none()) for kind in REPORTS))


def _news(sort: str, **own: Any) -> st.SearchStrategy[dict[str, Any]]:
    told = {"reported_by": seldom(AGENCIES), "coordination_meeting": tables, "note": maybe_words, "evidence": evidence}
    return body(type=sort, reported_on=days, **told, **own)


news = st.one_of(
    _news("progressed", stage=often(STAGES)),
    _news("rescheduled", date=dates, due=dates),
    _news("completed", date=dates),
    _news("partly_completed", date=dates, remaining=maybe_words),
    _news("suspended", resumes=dates),
    _news("cancelled", reason=st.sampled_from(("funding", "other"))),
    _news("superseded", superseded_by=mostly(ASKED_IDS, ("nothing-known",))),
    _news("no_change"),
    _news("confirmed"),
    _news("not_ours", agency=agencies),
)
CLEARED = (["lead", "due"], ["partners", "description"], ["topics"], ["title"], ["nonsense"], ["due"])
edits = st.one_of(
    body(type="evidence", evidence=evidence.map(lambda given: given or [{"symbol": "A/63/1"}]), reported_on=days),
    body(type="linked", responds_to=links, part_of=seldom(ASKED_IDS), reported_on=days),
    body(type="reclassified", kind=st.sampled_from(REPORTS), reason=maybe_words, reported_on=days),
    body(
        type="corrected",
        cleared=seldom(CLEARED),
        title=st.one_of(st.none(), titles),
        description=maybe_words,
        lead=st.one_of(st.none(), agencies),
        partners=partners,
        topics=some_topics,
        stage=seldom(STAGES),
        date=dates,
        due=dates,
        part_of=seldom(ASKED_IDS),
        reported_on=days,
    ),
    body(
        type="reported_on_corrected",
        position=st.integers(0, 30).map(lambda number: f"{SOME_POSITION}{number}"),
        said_on=mostly(DAYS, NO_DAYS),
        reported_on=days,
    ),
    body(type="submitted", reported_on=days),
    body(type="accepted", reported_on=days),
    body(type="sent_back", reason=words, reported_on=days),
    body(
        type="visibility",
        visibility=st.sampled_from(("secretariat", "participants", "public")),
        embargo_until=seldom(EMBARGOES),
        reported_on=days,
    ),
    body(type="withdrawn", reason=maybe_words, reported_on=days),
)
# Most are said today, for nothing is merged before the last word on it.
mergings = st.one_of(
    body(type="merged", into=activities, note=maybe_words, reported_on=seldom(DAYS)),
    body(type="parted", activity=activities, reason=maybe_words, reported_on=seldom(DAYS)),
)
updates = st.one_of(news, news, edits, mergings)


def asked(what: str, **fields: Any) -> st.SearchStrategy[Asked]:
    """A command of a sort, by anybody."""
    given = {"author": authors, "body": st.just({}), **{name: _strategy(value) for name, value in fields.items()}}
    return st.fixed_dictionaries(given).map(lambda drawn: Asked(what=what, **drawn))


reporting = st.one_of(
    asked("report", body=new_reports), asked("report", body=new_reports), asked("report", body=retold)
)
telling = asked("tell", id=activities, body=updates, expected=expected)
