"""A page as an answer: the template drawn with the look, its tag and the position at which it stands."""

from typing import Any

from litestar import Response

from service.api.asking import POSITION_HEADER, headers_of_standing
from service.web.drawing import HTML, draw
from service.web.look import Look


def page(look: Look, template: str, *, api: str, **context: Any) -> Response[bytes]:
    """The page; `api` is the address under which a program finds the same."""
    body = draw(template, look=look, link=look.link, href=look.href, names=look.names, api=api, **context)
    return Response(
        body,
        media_type=HTML,
        headers={**headers_of_standing(look.read), "ETag": look.etag, POSITION_HEADER: look.position},
    )
