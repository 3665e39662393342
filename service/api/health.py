"""Health over HTTP: whether the process lives, and whether it can answer and write."""

from collections.abc import Sequence

from litestar import Response, get
from msgspec import Struct

from events.log.errors import LogError
from projections.registry import VIEWS
from projections.runner import ACTIVE
from projections.standing import Lag, read_lags
from service import clock
from service.api.asking import TheDesk
from service.auth.guards import anyone


class Live(Struct, frozen=True):
    """The process answers."""

    live: bool


class ViewHealth(Struct, frozen=True, kw_only=True):
    """A view: its state, how far it has read the log, and what it lacks.

    `lag_seconds` counts from the moment at which the log took the first event that the view lacks.
    """

    name: str
    version: int
    state: str
    position: int
    lag_events: int
    lag_seconds: int


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
            _, lags = await read_lags(transaction, VIEWS)
    except LogError as error:
        return Response(Ready(False, reason=f"The database does not answer: {error}"), status_code=503)
    reason = _reason(lags)
    views = tuple(_health_of(lag) for lag in lags)
    return Response(Ready(reason is None, views, reason), status_code=200 if reason is None else 503)


def _health_of(lag: Lag) -> ViewHealth:
    return ViewHealth(
        name=lag.view.name,
        version=lag.view.version,
        state=lag.view.state,
        position=lag.view.position,
        lag_events=lag.events,
        lag_seconds=clock.seconds_since(lag.since) if lag.since else 0,
    )


def _reason(lags: Sequence[Lag]) -> str | None:
    """What keeps the process from being ready, without the words of a fault: they may hold what was reported."""
    sentences = [
        f"The view {lag.view.name} is {lag.view.state} at position {lag.view.position}, {lag.events} events behind."
        for lag in lags
        if lag.view.state != ACTIVE
    ]
    if not sentences:
        return None
    return " ".join([*sentences, "Facts are kept all the same; `tour status` says what is wrong."])


ROUTES = (get_live, get_ready)
