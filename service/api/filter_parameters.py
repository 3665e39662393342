"""The filters of all lists as query parameters: a repeated one is an "or", different ones are an "and"."""

from typing import Annotated, Any

from litestar.params import QueryParameter
from msgspec.structs import replace

from events.vocabulary import ActivityKind, Assurance, Review, Stage, Visibility
from projections.search.query import QUERY_LENGTH_MAX
from projections.timeliness import Standing, Timeliness
from service.api.body import decoded, fitted
from service.api.filters import LETTERS_MAX, ActivityRole, Filter, Unsaid, members_of, refuse_too_much
from service.api.problems import BadRequest, Fault, InvalidInput

EvaluatedOn = Annotated[
    str | None,
    QueryParameter(
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        description="The day on which promises are judged, as links pin it; without it, that of the clocks.",
    ),
]
SubEntities = Annotated[bool, QueryParameter(description="With the bodies under the agency as well.")]
Narrower = Annotated[bool, QueryParameter(description="With the narrower topics as well.")]
Agencies = Annotated[list[str] | None, QueryParameter(description="In which these agencies take part.")]
Topics = Annotated[list[str] | None, QueryParameter(description="On these topics.")]
Roles = Annotated[list[ActivityRole] | None, QueryParameter(description="In which the agency takes part.")]
Leads = Annotated[list[str] | None, QueryParameter(description="Led by these agencies.")]
Kinds = Annotated[list[ActivityKind] | None, QueryParameter(description="Of these kinds.")]
Stages = Annotated[list[Stage] | None, QueryParameter(description="In these stages.")]
Reviews = Annotated[
    list[Review] | None, QueryParameter(description="In these editorial states; without it, all but withdrawn.")
]
Assurances = Annotated[list[Assurance] | None, QueryParameter(description="On whose word it is known.")]
Visibilities = Annotated[list[Visibility] | None, QueryParameter(description="Shown to these.")]
StandingSo = Annotated[
    list[Timeliness] | None, QueryParameter(description="Promises that stand so on the day of evaluation.")
]
SpokenOf = Annotated[
    list[Standing] | None, QueryParameter(description="Open promises that are spoken of so on the day of evaluation.")
]
Languages = Annotated[list[str] | None, QueryParameter(description="Told in these languages.")]
Mandates = Annotated[list[str] | None, QueryParameter(description="Answering to, or yielding, these mandates.")]
Meetings = Annotated[list[str] | None, QueryParameter(description="About these meetings, or told at them.")]
Statements = Annotated[list[str] | None, QueryParameter(description="Answering to these statements.")]
Wholes = Annotated[list[str] | None, QueryParameter(description="Part of these activities.")]
Rounds = Annotated[list[str] | None, QueryParameter(description="About which these reporting rounds ask.")]
Places = Annotated[
    list[str] | None,
    QueryParameter(description="In a country (ISO 3166-1 alpha-2), or in an area (UN M49) with what lies in it."),
]
PlaceCodes = Annotated[
    list[str] | None, QueryParameter(description="In these countries or areas, without what lies in an area.")
]
Text = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=QUERY_LENGTH_MAX,
        description="In whose titles, symbol, description or what was told of it these words stand, all of them: "
        "migra* is every word that begins so, -draft one that must not stand there; a phrase is taken as its words.",
    ),
]
Without = Annotated[list[Unsaid] | None, QueryParameter(description="Of which none of these is said.")]
Promised = Annotated[bool | None, QueryParameter(description="Whether somebody will be asked what became of it.")]
Open = Annotated[bool | None, QueryParameter(description="Whether its body still owes an answer.")]
Slipped = Annotated[
    bool | None, QueryParameter(description="Promises that were moved to a later day or done later, or that were not.")
]
Nested = Annotated[
    str | None,
    QueryParameter(
        max_length=LETTERS_MAX + 1_000,
        description="A filter as JSON, as in the body of /activities/query, for and, or and not; it must hold too.",
    ),
]


def _day(description: str) -> QueryParameter:
    """A query parameter that is a day, YYYY-MM-DD."""
    return QueryParameter(pattern=r"^\d{4}-\d{2}-\d{2}$", description=description)


async def activity_filters(
    lead: Leads = None,
    kind: Kinds = None,
    stage: Stages = None,
    review: Reviews = None,
    assurance: Assurances = None,
    visibility: Visibilities = None,
    timeliness: StandingSo = None,
    standing: SpokenOf = None,
    language: Languages = None,
    mandate: Mandates = None,
    meeting: Meetings = None,
    statement: Statements = None,
    part_of: Wholes = None,
    round: Rounds = None,
    place: Places = None,
    place_code: PlaceCodes = None,
    text: Text = None,
    without: Without = None,
    promise: Promised = None,
    open: Open = None,
    reported_from: Annotated[str | None, _day("First reported on this day or later.")] = None,
    reported_to: Annotated[str | None, _day("First reported on this day or earlier.")] = None,
    heard_from: Annotated[str | None, _day("Last heard of on this day or later.")] = None,
    heard_to: Annotated[str | None, _day("Last heard of on this day or earlier.")] = None,
    due_from: Annotated[str | None, _day("Due on this day or later.")] = None,
    due_to: Annotated[str | None, _day("Due on this day or earlier.")] = None,
    first_due_from: Annotated[str | None, _day("First promised for this day or later.")] = None,
    first_due_to: Annotated[str | None, _day("First promised for this day or earlier.")] = None,
    slipped: Slipped = None,
    date_from: Annotated[str | None, _day("Happening on this day or later.")] = None,
    date_to: Annotated[str | None, _day("Happening on this day or earlier.")] = None,
    filter: Nested = None,
) -> Filter:
    """The filters of all lists."""
    words: dict[str, list[Any] | None] = {
        "lead": lead, "kind": kind, "stage": stage, "review": review, "assurance": assurance, "visibility": visibility,
        "timeliness": timeliness, "standing": standing, "language": language, "mandate": mandate, "meeting": meeting,
        "statement": statement, "part_of": part_of, "round": round, "place": place, "place_code": place_code,
        "without": without,
    }  # fmt: skip
    flat = Filter(
        **{name: _values(chosen) for name, chosen in words.items()},
        text=text,
        promise=promise,
        open=open,
        reported_from=reported_from,
        reported_to=reported_to,
        heard_from=heard_from,
        heard_to=heard_to,
        due_from=due_from,
        due_to=due_to,
        first_due_from=first_due_from,
        first_due_to=first_due_to,
        slipped=slipped,
        date_from=date_from,
        date_to=date_to,
    )
    return flat if filter is None else _with(flat, _read(filter))


def _with(flat: Filter, nested: Filter) -> Filter:
    """The one filter that both are; what holds nothing but filters is not nested once more, or links would grow."""
    if members_of(nested) or (len(nested.all_of) == 1 and nested == Filter(all_of=nested.all_of)):
        return replace(flat, all_of=(nested,))
    return replace(flat, all_of=nested.all_of, any_of=nested.any_of, none_of=nested.none_of)


def _values(chosen: list[Any] | None) -> Any:
    return tuple(chosen or ())


def _read(text: str) -> Filter:
    """The filter that a parameter holds; its faults are told with where they stand in it."""
    try:
        wanted: Filter = fitted(decoded(text.encode()), Filter)
    except InvalidInput as error:
        faults = [Fault(f"/filter{one.pointer}", one.detail, "query") for one in error.faults]
        raise type(error)(error.detail, faults=faults) from error
    except BadRequest as error:
        sentence = f"The parameter filter holds no filter. {error.detail}"
        raise InvalidInput(sentence, faults=[Fault("/filter", sentence, "query")]) from error
    refuse_too_much(wanted, "/filter", "query", narrowed=True)
    return wanted
