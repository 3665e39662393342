"""The pages to which the `type` of a problem leads: what it means and what to do, for people and for programs."""

from collections.abc import Sequence
from html import escape
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath
from msgspec import Struct, json

from service.api.problems import PROBLEMS, NotAcceptable, NotFound, Problem
from service.auth.guards import anyone

HTML, JSON = "text/html", "application/json"


class ProblemDescription(Struct, frozen=True):
    """What a type of problem means and what to do about it."""

    type: str
    title: str
    status: int
    meaning: str
    remedy: str


@get("/problems", guards=[anyone], include_in_schema=False, sync_to_thread=False)
def problem_list(request: Request[Any, Any, Any]) -> Response[bytes]:
    """All problems that this service tells of."""
    return _page(request, "Problems", [describe(problem) for problem in PROBLEMS])


@get("/problems/{slug:str}", guards=[anyone], include_in_schema=False, sync_to_thread=False)
def problem_page(request: Request[Any, Any, Any], slug: FromPath[str]) -> Response[bytes]:
    """One problem."""
    for problem in PROBLEMS:
        if problem.slug == slug:
            return _page(request, problem.title, describe(problem))
    raise NotFound(f"No problem is called {slug}.", links={"all problems": "/problems"})


def describe(problem: type[Problem]) -> ProblemDescription:
    """The description of a class of problems."""
    return ProblemDescription(problem.type(), problem.title, problem.status, problem.meaning, problem.remedy)


def preferred_media_type(request: Request[Any, Any, Any], offered: Sequence[str]) -> str:
    """The offered media type that the caller likes best, the first where it does not say; else NotAcceptable (406)."""
    best = request.accept.best_match(list(offered))
    if best is None:
        raise NotAcceptable(f"Expected one of {', '.join(offered)} in Accept, found {request.headers['accept']}.")
    return best


def _page(
    request: Request[Any, Any, Any], title: str, shown: ProblemDescription | list[ProblemDescription]
) -> Response[bytes]:
    if preferred_media_type(request, (HTML, JSON)) == JSON:
        return Response(json.encode(shown), media_type=JSON)
    sections = "".join(map(_section, shown if isinstance(shown, list) else [shown]))
    return Response(_html(title, sections).encode(), media_type=HTML)


def _section(description: ProblemDescription) -> str:
    heading, lines = escape(description.title), (description.meaning, description.remedy)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    name = f"{description.status} <code>{escape(description.type)}</code>"
    return f'<section><h2><a href="{escape(description.type)}">{heading}</a></h2><p>{name}</p>{paragraphs}</section>'


def _html(title: str, body: str) -> str:
    lines = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)} – Tour de Table</title>",
        '<link rel="stylesheet" href="/static/documentation.css"></head>',
        f"<body><main><h1>{escape(title)}</h1>",
        body,
        '<p><a href="/problems">All problems</a> · <a href="/docs">Documentation of the API</a></p>',
        "</main></body></html>",
    )
    return "\n".join(lines) + "\n"
