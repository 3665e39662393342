"""The pages of the register of agencies: all of them by kind, and one with its names, its bodies and its activities."""

from collections import defaultdict

from litestar import Response, get
from litestar.params import FromPath

from events.agency import Agency
from events.identity import Noun
from projections.activity_filter import ActivityFilter
from service.api.agency_tree import chosen_agencies
from service.api.asking import TheDesk, no_such
from service.api.body import CheckedRequest
from service.auth.guards import anyone
from service.web.activity_rows import ActivityRow, ActivityRows, read_rows
from service.web.history import history
from service.web.look import PAGE, Look, looking
from service.web.page import page
from service.web.words import AGENCY_KINDS

LED = ("lead",)
REPORTED = ("reporter",)
TAKEN_PART_IN = ("partner", "organizer", "host", "assignee")


class _Sections:
    """Shows each activity once, in the first section that it belongs to."""

    def __init__(self) -> None:
        self._shown: set[str] = set()

    def take(self, found: ActivityRows) -> tuple[ActivityRow, ...]:
        rows = tuple(row for row in found.rows if row.id not in self._shown)
        self._shown |= {row.id for row in rows}
        return rows


@get("/agencies", guards=[anyone], include_in_schema=False, opt=PAGE)
async def agencies_page(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The register, grouped by kind."""
    async with looking(request, desk) as look:
        return page(look, "agencies.html", api=look.link("/api/v1/agencies"), groups=_by_kind(look))


@get("/agencies/{agency_id:str}", guards=[anyone], include_in_schema=False, opt=PAGE)
async def agency_page(request: CheckedRequest, desk: TheDesk, agency_id: FromPath[str]) -> Response[bytes]:
    """One agency."""
    async with looking(request, desk) as look:
        agency = look.agencies.get(agency_id)
        if agency is None:
            raise no_such(Noun.AGENCY, agency_id, look.as_of)
        with_sub_entities = look.asked("sub_entities") == "true"
        bodies = await chosen_agencies(look.read, [agency_id], with_sub_entities)
        lists = [
            await read_rows(look, ActivityFilter(agencies=bodies, roles=roles))
            for roles in (LED, REPORTED, TAKEN_PART_IN)
        ]
        sections = _Sections()
        return page(
            look,
            "agency.html",
            api=look.link(f"/api/v1/agencies/{agency_id}"),
            agency=agency,
            name=agency.name_on(look.read.evaluated_on),
            kind=AGENCY_KINDS[agency.kind_on(look.read.evaluated_on)],
            sub_entities=_under(look, agency_id),
            with_sub_entities=with_sub_entities,
            lists=[sections.take(found) for found in lists],
            is_cut=any(found.total > len(found.rows) for found in lists),
            history=await history(look, Noun.AGENCY, agency_id),
        )


def _by_kind(look: Look) -> list[tuple[str, list[Agency]]]:
    """The agencies under the words for their kind, those under another body left to its page's list too."""
    found: dict[str, list[Agency]] = defaultdict(list)
    for agency in look.agencies.values():
        found[AGENCY_KINDS[agency.kind_on(look.read.evaluated_on)]].append(agency)
    for group in found.values():
        group.sort(key=lambda agency: look.names(Noun.AGENCY, agency.id).full)
    return [(words, found[words]) for words in AGENCY_KINDS.values() if words in found]


def _under(look: Look, agency_id: str) -> list[str]:
    return [one.id for one in look.agencies.values() if one.parent == agency_id]


ROUTES = (agencies_page, agency_page)
