"""What cannot be merged, and who may not: each refusal with its sentence."""

from typing import Any

import pytest

from events.vocabulary import ActivityKind, Visibility
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import (
    AnswerNoChange,
    Reclassify,
    SendBack,
    Show,
    Withdraw,
)
from tests.service.commands.apart import (
    APART,
    FIRST,
    MERGED,
    PD,
    SECOND,
    THIRD,
    merging,
    parting,
    reported,
    told,
)
from tests.service.commands.given import SECRETARIAT, Given
from tests.service.commands.seventh_meeting import ECLAC, ESCAP

REFUSED: tuple[tuple[str, Given, UpdateActivity, str, tuple[str, ...], str], ...] = (
    ("itself", APART, merging(into=SECOND), "invalid-input", ("/into",), "is escap-egm-bangkok itself"),
    ("unknown", APART, merging(into="nothing-known"), "unknown-reference", ("/into",), "No activity has the id"),
    ("unknown itself", APART, merging("nothing-known"), "not-found", (), "There is no activity"),
    ("no version", APART, merging(version=None), "precondition-required", (), "If-Match"),
    ("another version", APART, merging(version=2), "stale-version", (), "version 2"),
    (
        "already merged",
        MERGED,
        merging(into=THIRD, version=2),
        "conflict",
        (),
        "is told as a part of pd-egm-bangkok",
    ),
    (
        "told as another",
        APART.after(reported("eclac-egm", "eclac", same_as=SECOND)),
        merging("eclac-egm", version=2),
        "conflict",
        (),
        "eclac-egm is told as a part of escap-egm-bangkok",
    ),
    ("a circle", MERGED, merging(FIRST, SECOND, 2), "invalid-input", ("/into",), "was merged into it"),
    (
        "another kind",
        APART.after(told(SECOND, Reclassify(kind=ActivityKind.ONGOING_WORK), 1)),
        merging(version=2),
        "invalid-input",
        ("/into",),
        "is ongoing_work and pd-egm-bangkok planned_meeting; reclassify",
    ),
    (
        "withdrawn",
        APART.after(told(SECOND, Withdraw(), 1)),
        merging(version=2),
        "invalid-input",
        ("/into",),
        "escap-egm-bangkok is withdrawn; only what is submitted or accepted",
    ),
    (
        "into something withdrawn",
        APART.after(told(FIRST, Withdraw(), 1)),
        merging(),
        "invalid-input",
        ("/into",),
        "pd-egm-bangkok is withdrawn",
    ),
    (
        "into a draft",
        APART.after(reported("pd-draft", "un-desa-pd", draft=True)),
        merging(into="pd-draft"),
        "invalid-input",
        ("/into",),
        "pd-draft is draft",
    ),
    (
        "sent back",
        APART.after(told(SECOND, SendBack(reason="Which days?"), 1)),
        merging(version=2),
        "invalid-input",
        ("/into",),
        "is sent_back",
    ),
    (
        "shown to others",
        APART.after(told(FIRST, Show(visibility=Visibility.PUBLIC), 1)),
        merging(),
        "invalid-input",
        ("/into",),
        "not open to the same readers",
    ),
    (
        "an embargo",
        APART.after(told(FIRST, Show(visibility=Visibility.PARTICIPANTS, embargo_until="2010-01-01"), 1)),
        merging(),
        "invalid-input",
        ("/into",),
        "not open to the same readers",
    ),
    (
        "before what was said",
        APART.after(told(FIRST, AnswerNoChange(reported_on="2010-03-01"))),
        merging(reported_on="2010-02-28"),
        "impossible-date",
        ("/reported_on",),
        "Something was said of them on 2010-03-01",
    ),
    (
        "parted before they were merged",
        APART.after(merging(reported_on="2010-03-01")),
        parting(reported_on="2010-02-28"),
        "impossible-date",
        ("/reported_on",),
        "escap-egm-bangkok was merged into pd-egm-bangkok on 2010-03-01",
    ),
)


@pytest.mark.parametrize(("name", "known", "update", "slug", "at", "said"), REFUSED, ids=[one[0] for one in REFUSED])
def test_what_cannot_be_one_is_refused(
    name: str, known: Given, update: UpdateActivity, slug: str, at: tuple[str, ...], said: str
) -> None:
    """Each with a sentence that says why; control: the two as they were reported are merged."""
    known.when(update).then_refused(slug, *at, said=said)
    assert APART.when(merging()).facts


AUTHORS = ((SECRETARIAT, True), (PD, False), (ESCAP, False), (ECLAC, False))


@pytest.mark.parametrize(("author", "may"), AUTHORS, ids=[author.actor for author, _ in AUTHORS])
def test_who_merges_speaks_for_both(author: Any, may: bool) -> None:
    """The secretariat does, and nobody who speaks for one of the two alone; so it is with parting."""
    for known, update in ((APART, merging()), (MERGED, parting())):
        outcome = known.when(update, by=author)
        if may:
            assert outcome.facts
        else:
            outcome.then_refused("not-allowed")
