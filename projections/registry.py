"""The registry: every view that the service keeps, written by hand."""

import sqlalchemy as sa

from events.agency import Agency
from events.assignment import Assignment
from events.identity import Noun
from events.intervention import Intervention
from events.log.tables import TEXT
from events.post import Post
from events.reporting_round import ReportingRound
from events.statement import Statement
from projections.activities import ACTIVITIES
from projections.held_facets import Facet
from projections.texts import TextField
from projections.versioned_view import VersionedView


def _agency_facets(agency: Agency) -> list[Facet]:
    """A body is found under the one above it, and under those that it lets report for it."""
    above = [("parent", agency.parent, "")] if agency.parent else []
    return above + [("granted_to", body, "") for body in agency.granted_to]


def _turn_facets(intervention: Intervention) -> list[Facet]:
    """A turn is found under its meeting, the agency that spoke and the bodies it spoke for."""
    bodies = (intervention.agency, *intervention.on_behalf_of)
    found = [("coordination-meeting", intervention.coordination_meeting, "")]
    return [*found, *(("agency", body, "") for body in bodies)]


def _statement_facets(statement: Statement) -> list[Facet]:
    """A statement is found under its meeting, its bodies, its topics, and the statements to which it replies."""
    found = [("coordination-meeting", statement.coordination_meeting, "")]
    found += [("agency", body, "") for body in (*statement.by, *statement.to)]
    found += [("in_reply_to", answered, "") for answered in statement.in_reply_to]
    return found + [("topic", topic, "") for topic in statement.topics]


def _round_facets(reporting_round: ReportingRound) -> list[Facet]:
    """A round is found under its meeting."""
    return [("coordination-meeting", reporting_round.coordination_meeting, "")]


def _assignment_facets(assignment: Assignment) -> list[Facet]:
    """An assignment is found under its round and its agency."""
    return [("reporting-round", assignment.reporting_round, ""), ("agency", assignment.agency, "")]


def _post_facets(post: Post) -> list[Facet]:
    """A post is found under the agency that it answers for, and under whoever holds it."""
    found = [("agency", post.agency, "")] if post.agency else []
    return [*found, ("person", post.holder, "")] if post.holder else found


def _statement_columns(statement: Statement) -> tuple[str]:
    """Who may hear a statement, which a search asks of many at once."""
    return (statement.visibility.value,)


AGENCY_TEXTS = (
    TextField("acronym", 8, lambda agency: (name.acronym for name in agency.names)),
    TextField("name", 4, lambda agency: (name.name for name in agency.names)),
    TextField("alias", 3, lambda agency: agency.aliases),
)
TOPIC_TEXTS = (
    TextField("label", 4, lambda topic: (topic.label,)),
    TextField("alternative_label", 3, lambda topic: topic.alternative_labels),
    TextField("scope_note", 1, lambda topic: (topic.scope_note,)),
)
# A statement that was withdrawn left what is read, and so no word of it is found.
STATEMENT_TEXTS = (TextField("text", 2, lambda statement: () if statement.withdrawn else (statement.text,)),)

AGENCIES = VersionedView(Noun.AGENCY, version=4, facets=_agency_facets, texts=AGENCY_TEXTS)
TOPICS = VersionedView(Noun.TOPIC, version=4, texts=TOPIC_TEXTS)
MANDATES = VersionedView(Noun.MANDATE)
MEETINGS = VersionedView(Noun.MEETING)
COORDINATION_MEETINGS = VersionedView(Noun.COORDINATION_MEETING)
INTERVENTIONS = VersionedView(Noun.INTERVENTION, facets=_turn_facets)
STATEMENTS = VersionedView(
    Noun.STATEMENT,
    version=3,
    columns=_statement_columns,
    column_types=(sa.Column("visibility", TEXT, nullable=False),),
    facets=_statement_facets,
    texts=STATEMENT_TEXTS,
)

REPORTING_ROUNDS = VersionedView(Noun.REPORTING_ROUND, facets=_round_facets)
# Version 3: with whether an agency was asked again after a release.
ASSIGNMENTS = VersionedView(Noun.ASSIGNMENT, version=3, facets=_assignment_facets)

# Version 3: with the digests that were sent to each post.
POSTS = VersionedView(Noun.POST, version=3, facets=_post_facets)

VIEWS: tuple[VersionedView, ...] = (
    AGENCIES,
    TOPICS,
    MANDATES,
    MEETINGS,
    COORDINATION_MEETINGS,
    INTERVENTIONS,
    STATEMENTS,
    ACTIVITIES,
    REPORTING_ROUNDS,
    ASSIGNMENTS,
    POSTS,
)
# What lists of activities are read from: the bodies decide who may see what, and what lies under what.
ACTIVITY_LISTS: tuple[VersionedView, ...] = (ACTIVITIES, AGENCIES, TOPICS)
# What open items are read from.
OPEN_LISTS: tuple[VersionedView, ...] = (*ACTIVITY_LISTS, STATEMENTS)
# What a round is answered from.
ROUND_LISTS: tuple[VersionedView, ...] = (*OPEN_LISTS, REPORTING_ROUNDS, ASSIGNMENTS, POSTS)
BY_NOUN: dict[Noun, VersionedView] = {view.noun: view for view in VIEWS}
