"""What things are called on a page, at the clocks of the page, and where the page of each is."""

from collections.abc import Callable, Collection, Iterable

from msgspec import Struct

from events.activity_state import Activity
from events.agency import Agency
from events.coordination_meeting import CoordinationMeeting
from events.identity import Noun
from events.intervention import Intervention
from events.mandate import Mandate
from events.meeting import Meeting
from events.statement import Statement
from events.topic import Topic
from events.vocabulary import Review, Visibility
from projections.activity_filter import Scope, may_hear, may_see
from projections.activity_pages import read_told_as
from projections.registry import BY_NOUN
from projections.things import read_some
from service.desk import Reading
from service.web.words import plain_word

EXCERPT_LENGTH_MAX = 90


class Name(Struct, frozen=True):
    """The short and the full words for a thing, and the path of its page, None where it has none."""

    short: str
    full: str
    path: str | None = None


class Names:
    """The names of things, learnt before a page is drawn; what is not public is never named."""

    def __init__(self, read: Reading, scope: Scope) -> None:
        self._read = read
        self._scope = scope
        self._known: dict[tuple[Noun, str], Name] = {}

    def __call__(self, noun: Noun, thing_id: str) -> Name:
        """The name of a thing; a word for its sort where nobody may read it or the record does not have it."""
        if known := self._known.get((noun, thing_id)):
            return known
        # The id of an activity may tell its title, so it is not printed either.
        words = thing_id if noun in (Noun.AGENCY, Noun.TOPIC) else f"one {noun.replace('-', ' ')} that is not shown"
        return Name(words, words)

    def short(self, noun: Noun, thing_id: str) -> str:
        """The short words for a thing."""
        return self(noun, thing_id).short

    async def learn(self, noun: Noun, ids: Iterable[str | None]) -> None:
        """Look up the names of things that a page will name."""
        wanted = {one for one in ids if one and (noun, one) not in self._known}
        if not wanted:
            return
        if noun is Noun.ACTIVITY:
            await self._learn_activities(wanted)
        elif noun in _NAMING:
            for thing in await read_some(self._read.transaction, BY_NOUN[noun], sorted(wanted), self._read.clocks):
                open_to_all = may_hear(getattr(thing, "visibility", Visibility.PUBLIC), self._scope)
                if open_to_all and not getattr(thing, "withdrawn", False):
                    self._known[noun, thing.id] = _NAMING[noun](thing, self._read.evaluated_on)
        # A coordination meeting is a meeting too: a reference may mean either.
        if noun is Noun.MEETING:
            await self.learn(Noun.COORDINATION_MEETING, wanted)
            for one in wanted:
                if found := self._known.get((Noun.COORDINATION_MEETING, one)):
                    self._known[noun, one] = found

    def took(self, noun: Noun, things: Iterable[Agency | Topic]) -> None:
        """Take the names of things that were read already."""
        for thing in things:
            self._known[noun, thing.id] = _NAMING[noun](thing, self._read.evaluated_on)

    def shows(self, activity: Activity) -> bool:
        """Whether an activity has a page: it is for all to see, was not withdrawn, and is not told with another."""
        seen = may_see(activity, self._scope, self._read.evaluated_on)
        return seen and activity.review is not Review.WITHDRAWN and activity.merged_into is None

    async def _learn_activities(self, wanted: Collection[str]) -> None:
        found: list[Activity] = await read_told_as(self._read.transaction, sorted(wanted), self._read.clocks)
        for activity in found:
            if self.shows(activity):
                for told_as in (activity.id, *activity.aliases):
                    title = activity.title if told_as == activity.id else activity.report(told_as).title
                    self._known[Noun.ACTIVITY, told_as] = Name(title, title, f"/activities/{activity.id}")


def _of_agency(agency: Agency, day: str) -> Name:
    name = agency.name_on(day)
    return Name(name.acronym or name.name, name.name, f"/agencies/{agency.id}")


def _of_topic(topic: Topic, _day: str) -> Name:
    return Name(topic.label, topic.label, f"/topics/{topic.id}")


def _of_mandate(mandate: Mandate, _day: str) -> Name:
    symbol = mandate.symbol or mandate.symbol_as_cited
    full = ", ".join(filter(None, (symbol, mandate.title))) or plain_word(mandate.kind)
    return Name(symbol or full, full, f"/mandates/{mandate.id}")


def _of_meeting(meeting: Meeting, _day: str) -> Name:
    return Name(meeting.title, meeting.title, f"/meetings/{meeting.id}")


def _of_coordination_meeting(meeting: CoordinationMeeting, _day: str) -> Name:
    return Name(meeting.title, meeting.title, f"/coordination-meetings/{meeting.id}")


def _of_intervention(turn: Intervention, _day: str) -> Name:
    words = f"turn {turn.order} at the table"
    return Name(words, words, f"/coordination-meetings/{turn.coordination_meeting}#turn-{turn.order}")


def _of_statement(statement: Statement, _day: str) -> Name:
    kind = plain_word(statement.statement_type).capitalize()
    path = f"/coordination-meetings/{statement.coordination_meeting}#{statement.id}"
    return Name(f"{kind}: {_excerpt(statement.text)}", f"{kind}: {statement.text}", path)


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT_LENGTH_MAX else f"{text[:EXCERPT_LENGTH_MAX].rpartition(' ')[0]} …"


_NAMING: dict[Noun, Callable[..., Name]] = {
    Noun.AGENCY: _of_agency,
    Noun.TOPIC: _of_topic,
    Noun.MANDATE: _of_mandate,
    Noun.MEETING: _of_meeting,
    Noun.COORDINATION_MEETING: _of_coordination_meeting,
    Noun.INTERVENTION: _of_intervention,
    Noun.STATEMENT: _of_statement,
}
