"""The summary of a tour de table over HTTP: as JSON, Markdown and HTML, every sentence with the events behind it."""

from datetime import date
from typing import Any

from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath
from msgspec import Struct

from events.identity import Noun
from projections.summary.compose import compose
from projections.summary.document import Document
from service.api.asking import (
    AsOf,
    KnownAt,
    TheDesk,
    form_when_behind,
    headers_of_standing,
    no_such,
    reading,
    scope_of_caller,
)
from service.api.body import CheckedRequest
from service.api.conditions import etag_of_list, if_none_match
from service.api.permalinks import bookmark
from service.api.problem_pages import preferred_media_type
from service.auth.caller import scope_of
from service.auth.guards import reads
from service.desk import Desk, Reading
from service.exports.formats import FORMATS, Format
from service.tour_de_table import told_at

PATH = "/api/v1/coordination-meetings/{meeting_id:str}/tour-de-table"


class SentenceAnswer(Struct, frozen=True, kw_only=True):
    """A sentence, the positions of the events behind it, and the ids of the items that it tells."""

    text: str
    positions: tuple[str, ...]
    tells: tuple[str, ...]
    plain: bool


class UntoldAnswer(Struct, frozen=True, kw_only=True):
    """An item that no sentence tells, and why."""

    id: str
    reason: str


class ParagraphAnswer(Struct, frozen=True, kw_only=True):
    """One turn at the table."""

    order: int
    agency: str
    sentences: tuple[SentenceAnswer, ...]
    untold: tuple[UntoldAnswer, ...]


class SummaryAnswer(Struct, frozen=True, kw_only=True):
    """The summary of a tour de table, and the state of the log that it stands on."""

    meeting: str
    position: str
    root: str
    paragraphs: tuple[ParagraphAnswer, ...]
    title: str | None = None
    as_of: str | None = None
    introduction: Any = None
    notes: Any = None
    references: Any = None


_ANSWER = {200: ResponseSpec(data_container=SummaryAnswer, generate_examples=False)}


@get(PATH, guards=[reads], tags=["summary"], responses=_ANSWER)
async def get_tour_de_table(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[bytes]:
    """The summary, in the format that the header Accept asks for; JSON if it asks for none.

    It is read as of the last day of the meeting unless `as_of` says another day.
    """
    media_types = {export.media_type.partition(";")[0]: export for export in FORMATS}
    wanted = preferred_media_type(request, tuple(media_types))
    return await _summary(request, desk, meeting_id, media_types[wanted], as_of, known_at)


@get(PATH + ".json", guards=[reads], tags=["summary"], responses=_ANSWER)
async def get_tour_de_table_json(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[bytes]:
    """The summary as JSON."""
    return await _summary(request, desk, meeting_id, _format("json"), as_of, known_at)


@get(PATH + ".md", guards=[reads], tags=["summary"], media_type="text/markdown")
async def get_tour_de_table_markdown(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[bytes]:
    """The summary as Markdown, with the sources of every sentence at the end."""
    return await _summary(request, desk, meeting_id, _format("md"), as_of, known_at)


@get(PATH + ".html", guards=[reads], tags=["summary"], media_type="text/html")
async def get_tour_de_table_html(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[bytes]:
    """The summary as a page that can be read and printed."""
    return await _summary(request, desk, meeting_id, _format("html"), as_of, known_at)


def _format(extension: str) -> Format:
    return next(export for export in FORMATS if export.extension == extension)


async def _summary(
    request: CheckedRequest, desk: Desk, meeting_id: str, export: Format, as_of: str | None, known_at: str | None
) -> Response[bytes]:
    async with reading(desk, as_of, known_at) as read:
        day = date.fromisoformat(read.evaluated_on)
        etag = etag_of_list(
            read.position,
            evaluated_on=day,
            scope=scope_of(request.user),
            representation=f"{export.extension}{form_when_behind(read)}",
        )
        if_none_match(request, etag)
        document = await summary_document(request, read, meeting_id)
    headers = {"ETag": etag, **headers_of_standing(read), **bookmark(request, read, document.as_of)}
    return Response(export.render(document), media_type=export.media_type.partition(";")[0], headers=headers)


async def summary_document(request: CheckedRequest, read: Reading, meeting_id: str) -> Document:
    """The document of a meeting's tour de table, for the eyes of the caller."""
    told = await told_at(read, meeting_id, await scope_of_caller(request.user, read, goes_back=True))
    if told is None:
        raise no_such(Noun.COORDINATION_MEETING, meeting_id, read.clocks.as_of)
    return compose(told)


ROUTES = (
    get_tour_de_table,
    get_tour_de_table_json,
    get_tour_de_table_markdown,
    get_tour_de_table_html,
)
