"""Names of agencies over HTTP: which agency a name means, or which may be meant by a name that none bears."""

from typing import Annotated

from litestar import Response, get
from litestar.params import QueryParameter
from msgspec import Struct

from projections.agency_names import Named, NameKind, Resolved, resolve
from projections.registry import AGENCIES
from projections.things import read_all
from service.api.asking import AsOf, KnownAt, Listing, TheDesk, headers_of_list, reading, stands
from service.api.body import CheckedRequest
from service.auth.guards import reads

PATH = "/api/v1/agency-names"

NameAsked = Annotated[
    str,
    QueryParameter(
        pattern=r"\S",
        max_length=300,
        description="A name as somebody wrote it: an acronym, a name of any time, an alias.",
    ),
]


class AgencyNamed(Struct, frozen=True, kw_only=True):
    """An agency that a name may mean: the name by which it was found, and how alike the two are, in per cent.

    `name` and `acronym` are those of the day; `successor` is the agency that it became a part of.
    """

    agency: str
    name: str
    acronym: str | None
    found_by: NameKind
    found_name: str
    score: int
    valid_to: str | None
    successor: str | None


class AgencyNameAnswer(Listing, frozen=True, kw_only=True):
    """Whom a name means: one agency, or none and those whose names are like it; `sentence` tells it in words."""

    asked: str
    match: AgencyNamed | None
    candidates: tuple[AgencyNamed, ...]
    sentence: str


@get(PATH, guards=[reads], tags=["agencies"])
async def resolve_agency_name(
    request: CheckedRequest, desk: TheDesk, name: NameAsked, as_of: AsOf = None, known_at: KnownAt = None
) -> Response[AgencyNameAnswer]:
    """Which agency a name means.

    `match` is the one agency that bears or bore the name, but for case, accents and punctuation. A misspelling, or a
    name that several bear, has no match but `candidates`: choose one of these, for the nearest need not be meant.
    """
    async with reading(desk, as_of, known_at, (AGENCIES,)) as read:
        headers = headers_of_list(request, read)
        agencies = await read_all(read.transaction, AGENCIES, read.clocks)
        resolved = resolve(name, agencies, read.evaluated_on)
        match = _named(resolved.match, read.evaluated_on) if resolved.match else None
        candidates = tuple(_named(one, read.evaluated_on) for one in resolved.candidates)
        answer = AgencyNameAnswer(
            **stands(read),
            total=len(candidates) + (match is not None),
            asked=name,
            match=match,
            candidates=candidates,
            sentence=sentence_on(name, resolved),
        )
        return Response(answer, headers=headers)


def sentence_on(name: str, resolved: Resolved) -> str:
    """What came of a name, in words."""
    if resolved.match is not None:
        found_by = resolved.match.found_by.replace("_", " ")
        return f"{name} is the agency {resolved.match.agency.id}, by its {found_by} {resolved.match.name}."
    if not resolved.candidates:
        return f"No agency is called {name}, and none has a name like it; look it up in the list of agencies."
    ids = ", ".join(one.agency.id for one in resolved.candidates)
    if resolved.candidates[0].score == resolved.candidates[-1].score == 100:
        return f"Several agencies are called {name}: {ids}; choose one of them."
    return f"No one agency is called {name}; names like it have {ids}. Choose one of them if it is meant."


def _named(found: Named, day: str) -> AgencyNamed:
    name = found.agency.name_on(day)
    return AgencyNamed(
        agency=found.agency.id,
        name=name.name,
        acronym=name.acronym,
        found_by=found.found_by,
        found_name=found.name,
        score=found.score,
        valid_to=found.agency.valid_to,
        successor=found.agency.successor,
    )


ROUTES = (resolve_agency_name,)
