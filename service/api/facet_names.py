"""The facets of lists of activities by name: where each is counted, and the filter that a value of it comes to."""

from typing import Literal, get_args

from events.place import is_area
from events.vocabulary import ActivityKind, Assurance, Review, Stage, Visibility
from projections.activities import ROLES
from projections.timeliness import Standing, Timeliness
from service.api.filters import ActivityRole, Filter

FacetName = Literal[
    "kind", "stage", "review", "timeliness", "standing", "assurance", "visibility", "language",
    "agency", "lead", "reporter", "partner", "organizer", "host", "assignee",
    "topic", "place", "mandate", "meeting", "statement", "part_of",
]  # fmt: skip
NAMES: tuple[FacetName, ...] = get_args(FacetName)
# The facets that the view counts in columns; all others it finds in the table of facets, those of roles under agency.
IN_COLUMNS: tuple[FacetName, ...] = NAMES[: NAMES.index("agency")]
OF_ROLES: dict[FacetName, ActivityRole] = {"lead": "lead", "reporter": "reporter", "partner": "partner"}
OF_ROLES |= {"organizer": "organizer", "host": "host", "assignee": "assignee"}
assert tuple(OF_ROLES) == ROLES


def narrowed_to(name: FacetName, value: str | None) -> Filter:
    """What a list is narrowed to that is to show the activities under a value; None is "nothing is said"."""
    if value is None:
        return _of_nothing(name)
    match name:
        case "kind":
            return Filter(kind=(ActivityKind(value),))
        case "stage":
            return Filter(stage=(Stage(value),))
        case "review":
            return Filter(review=(Review(value),))
        case "timeliness":
            return Filter(timeliness=(Timeliness(value),))
        case "standing":
            return Filter(standing=(Standing(value),))
        case "assurance":
            return Filter(assurance=(Assurance(value),))
        case "visibility":
            return Filter(visibility=(Visibility(value),))
        case "language":
            return Filter(language=(value,))
        case "agency":
            return Filter(agency=(value,))
        case "topic":
            return Filter(topic=(value,))
        case "place":
            return Filter(place_code=(value,)) if is_area(value) else Filter(place=(value,))
        case "mandate":
            return Filter(mandate=(value,))
        case "meeting":
            return Filter(meeting=(value,))
        case "statement":
            return Filter(statement=(value,))
        case "part_of":
            return Filter(part_of=(value,))
        case "lead" | "reporter" | "partner" | "organizer" | "host" | "assignee":
            return Filter(agency=(value,), role=(OF_ROLES[name],))


def _of_nothing(name: FacetName) -> Filter:
    """Where a facet has no value: no promise, no open promise, or nothing said of a stage."""
    if name == "timeliness":
        return Filter(promise=False)
    return Filter(none_of=Filter(standing=tuple(Standing))) if name == "standing" else Filter(without=("stage",))
