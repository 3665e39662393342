"""Entries of the register, turns, statements and submissions, drawn at random."""

from typing import Any

from hypothesis import strategies as st

from tests.consistency.plain_model import Asked
from tests.consistency.said_at_random import (
    AGENCIES,
    MANDATES,
    MEETINGS,
    STATEMENTS,
    TABLES,
    TOPICS,
    activities,
    agencies,
    asked,
    body,
    dates,
    days,
    expected,
    maybe_words,
    mostly,
    seldom,
    some_topics,
    titles,
    updates,
    with_ids,
    words,
)

symbols = st.one_of(st.none(), st.sampled_from(("A/63/225", "A/RES/63/225", "’; --", "007")), titles)
some_agencies = st.one_of(st.none(), st.lists(agencies, max_size=2))
WITHIN = ("1969-01-01", "2011-01-01", "2011-02-30")

ENTRIES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "agency": body(
        id=st.sampled_from(AGENCIES),
        name=titles,
        kind="igo",
        acronym=seldom(("UNFPA", "ＵＮＦＰＡ", " ")),
        parent=seldom((*AGENCIES, "nobody")),
        valid_from=seldom(WITHIN),
        valid_to=seldom(WITHIN),
        note=maybe_words,
        reported_on=days,
    ),
    "topic": body(
        id=st.sampled_from(TOPICS),
        label=titles,
        broader=seldom((*TOPICS, "no-such-topic")),
        scope_note=maybe_words,
        reported_on=days,
    ),
    "mandate": body(
        id=st.sampled_from(MANDATES),
        kind="resolution",
        symbol=symbols,
        title=st.one_of(st.none(), titles),
        part_of=seldom(MANDATES),
        date=dates,
        note=maybe_words,
        reported_on=days,
    ),
    "meeting": body(
        id=st.sampled_from((*MEETINGS, "cm7")),
        title=titles,
        kind="conference",
        organizers=some_agencies,
        part_of=seldom((*MEETINGS, "cm9", "nowhere")),
        mandate=seldom(MANDATES),
        note=maybe_words,
        reported_on=days,
    ),
    "coordination-meeting": body(
        id=st.sampled_from((*TABLES, "marrakech-2010")),
        title=titles,
        number=7,
        organizers=some_agencies,
        mandate=seldom(MANDATES),
        note=maybe_words,
        reported_on=days,
    ),
}


def _update(sort: str, **own: Any) -> st.SearchStrategy[dict[str, Any]]:
    return body(type=sort, reported_on=days, note=maybe_words, **own)


_scheduled = _update("scheduled", date=dates, outcome=seldom(("held", "planned")))
UPDATES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "agency": st.one_of(
        _update("renamed", name=titles, acronym=seldom(("UNW",)), valid_from=seldom(WITHIN)),
        st.fixed_dictionaries({"type": st.just("moved"), "parent": st.one_of(st.none(), agencies)}),
        _update("succeeded", successor=agencies, valid_to=st.sampled_from(WITHIN)),
        _update("granted", granted_to=agencies),
        _update("grant_ended", granted_to=agencies),
        _update("corrected", name=st.one_of(st.none(), titles), cleared=seldom((["acronym"], ["note"]))),
    ),
    "topic": st.one_of(
        _update("relabelled", label=titles),
        st.fixed_dictionaries({"type": st.just("moved"), "broader": st.one_of(st.none(), st.sampled_from(TOPICS))}),
        _update("merged", into=st.sampled_from((*TOPICS, "no-such-topic"))),
        body(type="corrected", label=st.one_of(st.none(), titles), scope_note=maybe_words, reported_on=days),
    ),
    "mandate": st.one_of(
        _update("adopted", symbol=symbols, status=seldom(("in force",)), date=dates),
        _update("merged", into=st.sampled_from((*MANDATES, "no-such-text"))),
        _update("corrected", symbol=symbols, title=st.one_of(st.none(), titles)),
    ),
    "meeting": st.one_of(
        _scheduled,
        _update("merged", into=st.sampled_from((*MEETINGS, "cm9", "nowhere"))),
        _update("corrected", title=st.one_of(st.none(), titles), organizers=some_agencies, part_of=seldom(MEETINGS)),
    ),
    "coordination-meeting": st.one_of(
        _scheduled,
        _update("agenda_item", item=st.sampled_from(("VIII", "IX")), title=titles, part_of=seldom(("VIII", "X"))),
        _update("corrected", title=st.one_of(st.none(), titles), organizers=some_agencies, mandate=seldom(MANDATES)),
    ),
}
IDS = {"agency": (*AGENCIES[:6], "nobody"), "topic": TOPICS[:3], "mandate": MANDATES[:2]}
IDS |= {"meeting": (*MEETINGS[:1], "cm7"), "coordination-meeting": TABLES}

entering = st.one_of(*(asked("register", noun=noun, body=entry) for noun, entry in ENTRIES.items()))
updating = st.one_of(
    *(
        asked("update", noun=noun, id=st.sampled_from(IDS[noun]), body=update, expected=expected)
        for noun, update in UPDATES.items()
    )
)

_statement_words = {
    "statement_type": st.sampled_from(("concern", "question")),
    "text": words,
    "id": st.sampled_from(STATEMENTS),
    "by": some_agencies,
    "to": some_agencies,
    "topics": some_topics,
    "activities": st.one_of(st.none(), st.lists(activities, max_size=1)),
    "in_reply_to": seldom(([STATEMENTS[0]], ["never-said"])),
    "visibility": seldom(("public", "secretariat")),
    "reported_on": days,
}
stating = st.one_of(
    asked("state", id=mostly(TABLES, ("cm8",)), body=body(**_statement_words)),
    asked(
        "correct",
        id=mostly(STATEMENTS, ("never-said",)),
        body=st.one_of(
            body(type="linked", activities=st.lists(activities, max_size=1), reported_on=days),
            body(type="corrected", text=maybe_words, by=some_agencies, topics=some_topics, reported_on=days),
            body(type="withdrawn", reason=maybe_words, reported_on=days),
        ),
        expected=expected,
    ),
)

items = st.one_of(
    with_ids,
    body(type="update", activity=activities, update=updates),
    body(type="activity", id=activities),
    body(type="statement", **_statement_words),
    body(type="known_statement", id=st.sampled_from((*STATEMENTS, "never-said"))),
    body(type="context", text=st.one_of(st.just("214 million migrants"), words.map(lambda text: text or "none"))),
)
turns = body(
    order=st.integers(1, 4),
    agency=agencies,
    items=st.lists(items, max_size=4),
    speaker=seldom(("Ms Keiko Osaki-Tomita", "\ufffe", " ")),
    on_behalf_of=some_agencies,
    visibility=seldom(("public", "secretariat")),
    reported_on=days,
)
lines = st.one_of(
    with_ids, body(type="update", activity=activities, update=updates, expected_version=seldom((1, 2, 3)))
)


def _on_the_floor(what: str) -> st.SearchStrategy[Asked]:
    return st.builds(
        lambda one, order: Asked(
            what=what,
            id=one.id,
            author=one.author,
            body=one.body,
            expected=one.expected,
            order=one.body["order"] if what == "take_the_floor" else order,
        ),
        asked(what, id=mostly(TABLES, ("cm8",)), body=turns, expected=expected),
        st.integers(1, 2),
    )


taking_the_floor = st.one_of(_on_the_floor("take_the_floor"), _on_the_floor("take_the_floor_anew"))
submitting = asked("submit", id="sent-together", body=body(lines=st.lists(lines, min_size=1, max_size=4)))
