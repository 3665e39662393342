"""The search page: a box for words, and what is found by them as of the day of the page, with the words marked."""

from litestar import Response, get
from msgspec import Struct

from events.activity_state import Activity
from events.agency import Agency
from events.identity import Noun
from events.statement import Statement
from events.topic import Topic
from projections.agency_names import Named, resolve
from projections.registry import BY_NOUN
from projections.search.highlights import Highlight, Piece, highlights_of
from projections.search.query import QUERY_LENGTH_MAX, Query
from projections.search.searching import Asked, Hit, Hits
from service.api.asking import TheDesk
from service.api.body import CheckedRequest
from service.api.problems import InvalidInput
from service.api.search import nouns_among, query_in, searched
from service.auth.guards import anyone
from service.web.look import PAGE, Look, looking
from service.web.page import page
from service.web.words import KINDS, plain_word, stage_in_words

HITS_SHOWN = 50
# The fields that are what a thing is called: the words are marked there, and not told again below.
_TITLES = ("title", "label", "name")


class ShownHit(Struct, frozen=True, kw_only=True):
    """A hit as the page shows it: what it is called, with the words marked, where it is, and what else was found."""

    title: tuple[Piece, ...]
    path: str | None
    about: str
    marked: tuple[Highlight, ...]


@get("/search", guards=[anyone], include_in_schema=False, opt=PAGE)
async def search_page(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The box, and what was found where something was sought."""
    async with looking(request, desk) as look:
        sought = (look.asked("q") or "")[: QUERY_LENGTH_MAX + 1]
        refused, found, hits = None, Hits(hits=(), total=0, is_all=True), []
        try:
            if sought.strip():
                query = query_in(sought)
                found = await _found(look, query)
                hits = [await _shown(look, hit, query) for hit in found.hits]
        except InvalidInput as problem:
            refused = problem.detail
        answer = page(
            look,
            "search.html",
            api=look.link("/api/v1/search", q=sought or "migration"),
            sought=sought,
            refused=refused,
            found=found,
            hits=hits,
            alike=[] if hits or not sought.strip() else _alike(look, sought),
        )
        if refused:
            answer.status_code = InvalidInput.status
        return answer


async def _found(look: Look, query: Query) -> Hits:
    asked = Asked(
        query=query,
        nouns=nouns_among(None),
        scope=look.scope,
        clocks=look.read.clocks,
        evaluated_on=look.read.evaluated_on,
    )
    found = await searched(look.read, asked, HITS_SHOWN)
    of_statements = [hit.state.id for hit in found.hits if hit.noun is Noun.STATEMENT]
    await look.names.learn(Noun.STATEMENT, of_statements)
    await look.names.learn(
        Noun.COORDINATION_MEETING, [hit.state.coordination_meeting for hit in found.hits if hit.noun is Noun.STATEMENT]
    )
    return found


async def _shown(look: Look, hit: Hit, query: Query) -> ShownHit:
    marked = highlights_of(hit.state, BY_NOUN[hit.noun].texts, query)
    title, path, about = _called(look, hit)
    in_title = next((one for one in marked if one.field in _TITLES and _text(one) == title), None)
    return ShownHit(
        title=in_title.pieces if in_title else (Piece(text=title),),
        path=path,
        about=about,
        marked=tuple(one for one in marked if one is not in_title),
    )


def _text(highlight: Highlight) -> str:
    return "".join(piece.text for piece in highlight.pieces)


def _called(look: Look, hit: Hit) -> tuple[str, str | None, str]:
    """What a hit is called, the path of its page, and a few words on what it is."""
    match hit.state:
        case Activity() as activity:
            led_by = activity.lead if activity.lead not in activity.disowned_by else None
            lead = look.names(Noun.AGENCY, led_by).short if led_by else None
            stage = stage_in_words(activity) if activity.stage else None
            about = " · ".join(filter(None, (KINDS[activity.kind], lead, stage)))
            return activity.title, f"/activities/{activity.id}", about
        case Statement() as statement:
            meeting = look.names(Noun.COORDINATION_MEETING, statement.coordination_meeting).full
            path = look.names(Noun.STATEMENT, statement.id).path
            return f"{plain_word(statement.statement_type).capitalize()} at the {meeting}", path, "Statement"
        case Agency() as agency:
            name = look.names(Noun.AGENCY, agency.id)
            about = "Agency" if name.short == name.full else f"Agency · {name.short}"
            return name.full, name.path, about
        case Topic() as topic:
            return topic.label, f"/topics/{topic.id}", "Topic"
        case _:
            raise AssertionError(f"{hit.noun} is not searched.")


def _alike(look: Look, sought: str) -> list[Named]:
    """The agencies that may be meant where no word was found."""
    resolved = resolve(sought, list(look.agencies.values()), look.read.evaluated_on)
    return [resolved.match] if resolved.match else list(resolved.candidates)


ROUTES = (search_page,)
