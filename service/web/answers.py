"""The form of one assignment, at the address in a reminder: whoever holds the post reads and answers without a key."""

from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from projections.registry import ROUND_LISTS
from service.api.asking import TheDesk, headers_of_standing, reading
from service.api.body import CheckedRequest
from service.api.form_body import form_of
from service.api.secret_paths import FORMS
from service.auth.guards import anyone
from service.auth.links import FormLinks
from service.web.drawing import HTML
from service.web.form.fields import DRAFT, form_in
from service.web.form.link import link_in, opened_by, standing_in
from service.web.form.page import form_page
from service.web.form.saving import save
from service.web.look import PAGE

PATH = FORMS + "{link:str}"
COUNTED_MAX = 10_000

TheLinks = NamedDependency[SkipValidation[FormLinks | None]]


@get(PATH, guards=[anyone], include_in_schema=False, opt=PAGE)
async def answers_page(
    request: CheckedRequest, desk: TheDesk, form_links: TheLinks, link: FromPath[str]
) -> Response[bytes]:
    """The form that a link opens, with what was answered so far."""
    made = link_in(form_links, link)
    async with reading(desk, uses=ROUND_LISTS) as read:
        opened = await opened_by(made, read)
        standing = await standing_in(read, opened)
        page = await form_page(read, opened, standing, _told(request))
        return Response(page, media_type=HTML, headers=headers_of_standing(read))


@post(PATH, guards=[anyone], include_in_schema=False, opt=PAGE)
async def save_answers(
    request: CheckedRequest, desk: TheDesk, form_links: TheLinks, link: FromPath[str]
) -> Response[bytes]:
    """Take what was filled in, each answer for itself; what is refused comes back with why, and as it was typed."""
    made = link_in(form_links, link)
    form = form_in(await form_of(request))
    outcome = await save(request, desk, made, form)
    if outcome.is_done:
        taken = {"saved": len(outcome.taken), "handed_in": int(outcome.is_handed_in)}
        new = {"new": form.new.hold or "reported"} if outcome.is_new_taken else {}
        return Response(b"", status_code=303, headers={"Location": f"{FORMS}{link}?{urlencode({**taken, **new})}"})
    async with reading(desk, uses=ROUND_LISTS) as read:
        opened = await opened_by(made, read)
        standing = await standing_in(read, opened)
        page = await form_page(read, opened, standing, form=form, outcome=outcome)
        status = 503 if outcome.is_busy else 422
        return Response(page, status_code=status, media_type=HTML, headers=headers_of_standing(read))


def _told(request: CheckedRequest) -> list[str]:
    """What was just taken, as the address of the page says after it was sent."""
    asked = dict(request.query_params.items())
    count, new = asked.get("saved", ""), asked.get("new")
    if not (count.isascii() and count.isdigit() and len(count) < len(str(COUNTED_MAX))):
        return []
    told = [_saved(int(count))] if int(count) else []
    if new is not None:
        told.append("What is new was kept as a draft." if new == DRAFT else "What is new was reported.")
    if asked.get("handed_in") == "1":
        told.append("The answers were handed in.")
    return told or ["Nothing was filled in, and so nothing was saved."]


def _saved(count: int) -> str:
    return "1 answer was saved." if count == 1 else f"{count} answers were saved."


ROUTES = (answers_page, save_answers)
