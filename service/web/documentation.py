"""The documentation of the API for people, at /docs, and the files that pages are made of, at /static."""

from pathlib import Path

from litestar import Response, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router

from service.auth.guards import anyone

STATIC = Path(__file__).parent / "static"
STATIC_SECONDS = 3600

# Swagger UI draws its icons and arrows as data: images in its style sheet. Nothing else is relaxed, and only here.
DOCUMENTATION_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_PAGE = (STATIC / "documentation.html").read_bytes()


@get("/docs", guards=[anyone], include_in_schema=False, sync_to_thread=False)
def documentation_page() -> Response[bytes]:
    """Every route with its fields, to read and to try."""
    headers = {"Content-Security-Policy": DOCUMENTATION_POLICY}
    return Response(_PAGE, media_type="text/html", headers=headers)


def static_files() -> Router:
    """Serves the style sheets, scripts and images under /static, also those that others made (vendor/)."""
    return create_static_files_router(
        "/static",
        directories=[STATIC],
        guards=[anyone],
        include_in_schema=False,
        cache_control=CacheControlHeader(public=True, max_age=STATIC_SECONDS),
    )
