"""Realistic events without end: reports of activities by the bodies of the sample record, and news of them, some late.

Thirty bodies report as much as the log is long. Ten quiet ones report QUIET_ACTIVITIES each, however long the log is,
so that the page of one body can be asked for in logs of every length.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from events.activity import ActivityReported, Partner
from events.activity_news import (
    ActivityCompleted,
    ActivityProgressed,
    ActivityRescheduled,
    ActivityUnchanged,
    News,
)
from events.commitment import CommitmentReported
from events.fact import Fact
from events.honest_date import honest_date
from events.identity import Noun, stream_of
from events.ongoing_work import OngoingWorkReported
from events.place import Place
from events.planned_meeting import PlannedMeetingReported
from events.publication import PublicationReported
from events.reference import Referable, Reference
from events.vocabulary import Stage, Visibility
from tests.bench.payloads import PLACES, Register

FIRST_DAY = date(2008, 11, 22)
LAST_DAY = date(2026, 6, 30)
QUIET_ACTIVITIES = 150
NEWS_SHARE = 0.3
LATE_SHARE = 0.03
# News is brought of one of the activities last reported, for nobody asks about all that ever was.
REMEMBERED = 2_000


class Happening(NamedTuple):
    """A fact, the stream it belongs to, and the day on which it was said."""

    stream: str
    fact: Fact
    reported_on: str


class Told(NamedTuple):
    """An activity of which news may come: who reported it, and the newest day of which there is news."""

    stream: str
    reported_by: str
    newest_on: date


def happenings(number: int, known: Register, quiet: tuple[str, ...], draw: random.Random) -> Iterator[Happening]:
    """So many facts, in the order in which the log takes them."""
    told: list[Told] = []
    quiet_left = list(quiet) * QUIET_ACTIVITIES
    quiet_turns = {number * place // len(quiet_left) for place in range(len(quiet_left))}
    assert len(quiet_turns) == len(quiet_left), "A log was expected that has room for what the quiet bodies report."
    for turn in range(number):
        today = day_of(turn, number)
        if turn in quiet_turns:
            yield _reported(turn, quiet_left.pop(), known, today, draw)
        elif told and draw.random() < NEWS_SHARE:
            yield _news(told, today, draw)
        else:
            agency = draw.choice(known.agencies)
            happening = _reported(turn, agency, known, today, draw)
            told.append(Told(happening.stream, agency, today))
            if len(told) > REMEMBERED:
                told.pop(0)
            yield happening


def day_of(turn: int, number: int) -> date:
    """The day of a turn: the whole log lies evenly between the first day and the last."""
    return FIRST_DAY + timedelta(days=(LAST_DAY - FIRST_DAY).days * turn // number)


def _reported(turn: int, agency: str, known: Register, today: date, draw: random.Random) -> Happening:
    kind = draw.choice(KINDS)
    place, country = draw.choice(PLACES)
    title = f"Report {turn}: {draw.choice(known.titles)}"
    activity_id = f"{agency}-report-{turn}"
    month = f"{today.year}-{today.month:02d}"
    promised = draw.random() < 0.5
    fact = kind(
        id=activity_id,
        title=title,
        reported_by=agency,
        lead=agency,
        predicate="carry out what the title says, with the partners named",
        partners=(Partner(agency=draw.choice(known.agencies)),),
        topics=tuple(draw.sample(known.topics, 2)),
        places=(Place(name=place, iso3166=country),),
        responds_to=(Reference(kind=Referable.MANDATE, id=draw.choice(known.mandates)),),
        stage=Stage.PLANNED if promised else Stage.COMPLETED,
        date=None if promised else honest_date(month, None),
        due=honest_date(f"{today.year + 1}", None) if promised else None,
        visibility=Visibility.PUBLIC,
        source="Working papers on migration",
    )
    return Happening(stream_of(Noun.ACTIVITY, activity_id), fact, today.isoformat())


KINDS: tuple[type[ActivityReported], ...] = (
    PublicationReported,
    OngoingWorkReported,
    CommitmentReported,
    PlannedMeetingReported,
)


def _news(told: list[Told], today: date, draw: random.Random) -> Happening:
    place = draw.randrange(len(told))
    about = told[place]
    if about.newest_on < today and draw.random() < LATE_SHARE / NEWS_SHARE:
        said_on = about.newest_on - timedelta(days=draw.randint(1, 30))
    else:
        said_on = today
        told[place] = about._replace(newest_on=today)
    return Happening(about.stream, _news_of(about, said_on, draw), said_on.isoformat())


def _news_of(about: Told, said_on: date, draw: random.Random) -> News:
    choice = draw.random()
    if choice < 0.4:
        return ActivityProgressed(reported_by=about.reported_by, stage=Stage.IN_PROGRESS, note="Work has begun.")
    if choice < 0.6:
        return ActivityRescheduled(reported_by=about.reported_by, due=honest_date(f"{said_on.year + 2}", None))
    if choice < 0.8:
        done = honest_date(f"{said_on.year}-{said_on.month:02d}", None)
        return ActivityCompleted(reported_by=about.reported_by, date=done)
    return ActivityUnchanged(reported_by=about.reported_by)
