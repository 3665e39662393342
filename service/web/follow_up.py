"""The page of the follow-up: what was promised and how each promise stands, in all, by agency and one by one."""

from collections import defaultdict
from collections.abc import Iterable

from litestar import Response, get
from msgspec.structs import replace

from events.identity import Noun
from projections.activity_filter import PROMISED
from projections.activity_orders import Order
from projections.tallies import PROMISES, promise_counts
from projections.timeliness import Timeliness
from service.api.asking import TheDesk, no_such
from service.api.body import CheckedRequest
from service.api.problems import InvalidInput
from service.auth.guards import anyone
from service.web.activity_rows import asked, read_rows
from service.web.look import PAGE, Look, looking
from service.web.page import page

Counts = dict[Timeliness, int]


@get("/follow-up", guards=[anyone], include_in_schema=False, opt=PAGE)
async def follow_up_page(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The follow-up, filtered by agency and by how promises stand."""
    async with looking(request, desk) as look:
        agency, stands_so = _agency_asked(look), _timeliness_asked(look)
        wanted = replace(
            PROMISED,
            leads=(agency,) if agency else (),
            timeliness=(stands_so,) if stands_so else (),
        )
        counts = await _counts_by_lead(look)
        return page(
            look,
            "follow_up.html",
            api=look.link("/api/v1/follow-up", agency=agency, timeliness=stands_so),
            total=_summed(counts.values()),
            counts=counts,
            leads=sorted((lead for lead in counts if lead), key=lambda lead: _sorted_as(look, lead)),
            agency=agency,
            timeliness=stands_so,
            promises=await read_rows(look, wanted, order=Order.DUE),
        )


def _agency_asked(look: Look) -> str | None:
    agency = look.asked("agency")
    if agency is not None and agency not in look.agencies:
        raise no_such(Noun.AGENCY, agency, look.as_of)
    return agency


def _timeliness_asked(look: Look) -> Timeliness | None:
    word = look.asked("timeliness")
    if word is None:
        return None
    try:
        return Timeliness(word)
    except ValueError as error:
        raise InvalidInput(f"Expected one of {', '.join(Timeliness)} in timeliness, found another word.") from error


async def _counts_by_lead(look: Look) -> dict[str | None, Counts]:
    counts: dict[str | None, Counts] = defaultdict(lambda: dict.fromkeys(Timeliness, 0))
    for one in promise_counts(await look.read.tally(asked(look, PROMISED), PROMISES)):
        counts[one.lead][one.timeliness] += one.count
    return dict(counts)


def _summed(counts: Iterable[Counts]) -> Counts:
    total = dict.fromkeys(Timeliness, 0)
    for each in counts:
        for stands_so, count in each.items():
            total[stands_so] += count
    return total


def _sorted_as(look: Look, lead: str) -> str:
    return look.names(Noun.AGENCY, lead).short.casefold()


ROUTES = (follow_up_page,)
