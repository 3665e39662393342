"""The table as the tests of commands find it: bodies, words, a resolution, and the Seventh Coordination Meeting."""

from events.agency import AgencyGranted, AgencyRegistered
from events.coordination_meeting import AgendaItemSet, CoordinationMeetingConvened, CoordinationMeetingScheduled
from events.honest_date import honest_date
from events.identity import Noun
from events.mandate import MandateRegistered
from events.meeting import MeetingRegistered
from events.topic import TopicRegistered
from events.vocabulary import AgencyKind
from service.commands.deliberation import Said
from tests.service.commands.given import focal_point, given, of

UNFPA, ESCAP, ECLAC, NEW_YORK_OFFICE, IOM = map(focal_point, ("unfpa", "escap", "eclac", "rcnyo", "iom"))


def agency(agency_id: str, name: str, parent: str | None = None) -> Said:
    """A body of the register."""
    return of(Noun.AGENCY, agency_id, AgencyRegistered(name=name, kind=AgencyKind.OTHER, parent=parent), "2008-01-01")


SEVENTH_MEETING = given(
    agency("unfpa", "United Nations Population Fund"),
    agency("iom", "International Organization for Migration"),
    agency("un-desa-pd", "Population Division"),
    agency("eclac", "Economic Commission for Latin America and the Caribbean"),
    agency("celade", "Latin American and Caribbean Demographic Centre", parent="eclac"),
    agency("escap", "Economic and Social Commission for Asia and the Pacific"),
    agency("escwa", "Economic and Social Commission for Western Asia"),
    agency("escwa-centre", "ESCWA Centre for Women", parent="escwa"),
    agency("rcnyo", "Regional Commissions New York Office"),
    of(Noun.AGENCY, "escwa", AgencyGranted(granted_to="rcnyo"), "2008-01-01"),
    of(Noun.TOPIC, "migration-development", TopicRegistered(label="International migration and development")),
    of(Noun.TOPIC, "remittances", TopicRegistered(label="Remittances", broader="migration-development")),
    of(
        Noun.MANDATE,
        "ga-res-63-225",
        MandateRegistered(kind="resolution", symbol="A/RES/63/225", symbol_as_cited="A/63/225"),
    ),
    of(Noun.MEETING, "gfmd-2", MeetingRegistered(title="Second Global Forum", kind="forum")),
    of(Noun.COORDINATION_MEETING, "cm7", CoordinationMeetingConvened(title="Seventh Coordination Meeting", number=7)),
    of(
        Noun.COORDINATION_MEETING,
        "cm7",
        CoordinationMeetingScheduled(date=honest_date("2008-11-20/2008-11-21", "from 20 to 21 November 2008")),
    ),
    of(Noun.COORDINATION_MEETING, "cm7", AgendaItemSet(item="VIII", title="TOUR DE TABLE", tour_de_table=True)),
    of(Noun.COORDINATION_MEETING, "cm9", CoordinationMeetingConvened(title="Ninth Coordination Meeting", number=9)),
)
