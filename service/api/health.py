"""Health over HTTP: whether the process lives, and whether it can answer and write."""

from litestar import Response, get
from msgspec import Struct

from events.log.errors import LogError
from events.log.reading import read_head
from projections.registry import VIEWS
from projections.runner import ACTIVE, view_states
from service.api.asking import TheDesk
from service.auth.guards import anyone


class Live(Struct, frozen=True):
    """The process answers."""

    live: bool


class ViewHealth(Struct, frozen=True):
    """A view, whether it is active, and how many events it is behind the log."""

    name: str
    state: str
    lag_events: int


class Ready(Struct, frozen=True):
    """Whether the service can answer and write, and how far each view is."""

    ready: bool
    views: tuple[ViewHealth, ...] = ()
    reason: str | None = None


@get("/health/live", guards=[anyone], tags=["health"])
async def get_live() -> Live:
    """Whether the process lives."""
    return Live(live=True)


@get("/health/ready", guards=[anyone], tags=["health"])
async def get_ready(desk: TheDesk) -> Response[Ready]:
    """Whether the database answers, the writer runs and every view is active; 503 where one of them is not so."""
    if not desk.writer.is_running:
        return Response(Ready(False, reason="The writer does not run."), status_code=503)
    try:
        async with desk.database.reading() as transaction:
            head = await read_head(transaction)
            states = await view_states(transaction)
    except LogError as error:
        return Response(Ready(False, reason=f"The database does not answer: {error}"), status_code=503)
    views = []
    for view in VIEWS:
        known = states.get((view.name, view.version))
        state = known.state if known else "missing"
        views.append(ViewHealth(view.name, state, head.position - (known.position if known else 0)))
    ready = all(view.state == ACTIVE for view in views)
    reason = None if ready else "A view is not active; rebuild it with `tour rebuild`."
    return Response(Ready(ready, tuple(views), reason), status_code=200 if ready else 503)


ROUTES = (get_live, get_ready)
