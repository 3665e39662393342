"""The page of a summary: the printed form of the tour de table, within the pages, each sentence with its sources."""

from litestar import Response, get
from litestar.params import FromPath
from markupsafe import Markup

from events.identity import Noun
from projections.summary.compose import compose
from service.api.asking import TheDesk, no_such
from service.api.body import CheckedRequest
from service.auth.guards import anyone
from service.exports import html, sources
from service.tour_de_table import told_at
from service.web.look import PAGE, Look, looking
from service.web.page import page

PATH = "/coordination-meetings/{meeting_id:str}/tour-de-table"


@get(PATH, guards=[anyone], include_in_schema=False, opt=PAGE)
async def tour_de_table_page(request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str]) -> Response[bytes]:
    """The summary of one tour de table, as of the last day of the meeting unless another day is asked for."""
    async with looking(request, desk) as look:
        told = await told_at(look.read, meeting_id, look.scope)
        if told is None:
            raise no_such(Noun.COORDINATION_MEETING, meeting_id, look.as_of)
        document = compose(told)
        look.read_as_of = document.as_of
        return page(
            look,
            "tour_de_table.html",
            api=look.link(f"/api/v1/coordination-meetings/{meeting_id}/tour-de-table"),
            document=document,
            printed=_within_page(html.render(document).decode(), look),
            foot=sources.footer(document),
        )


def _within_page(printed: str, look: Look) -> Markup:
    """What stands in the printed form between its beginning and its foot, its sources linked to their page."""
    _, opening, rest = printed.partition("<main>\n")
    inner, closing, _ = rest.partition("</main>")
    assert opening, "The printed form opens its <main>."
    assert closing, "The printed form closes its <main>."
    address = look.link("/sources")
    there = f"{address}{'&amp;' if '?' in address else '?'}positions="
    # The renderer has escaped every word of it.
    return Markup(inner.replace(f'href="{sources.EVENTS}?positions=', f'href="{there}'))  # noqa: S704


ROUTES = (tour_de_table_page,)
