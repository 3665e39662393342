"""The one place where things meet: the routes, the layers around them, the desk behind them."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from litestar import Litestar
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from events.log.database import open_database
from service.api import (
    activities,
    agencies,
    agency_activities,
    agency_names,
    assignments,
    changes,
    checkpoint,
    commitments,
    coordination_meetings,
    facets,
    follow_up,
    follow_up_actions,
    follow_up_board,
    health,
    interventions,
    log,
    log_stream,
    mandates,
    meetings,
    ongoing_work,
    open_items,
    persons,
    planned_meetings,
    posts,
    proofs,
    publications,
    query,
    redactions,
    reminders,
    reporting_rounds,
    search,
    sheets,
    statements,
    submissions,
    threads,
    tiles,
    topic_activities,
    topics,
    tour_de_table,
)
from service.api.filter_parameters import activity_filters
from service.api.layers import ApiLayers, Application
from service.api.lists import paging_parameters
from service.api.log_filters import log_filters
from service.auth.keys import KeyRing
from service.auth.links import FormLinks
from service.desk import Desk
from service.reminding.posting import posting_of
from service.reminding.reminders import Reminders
from service.settings import Settings
from service.signing_key import signing_key_of
from service.web import pages

ROUTES: tuple[ControllerRouterHandler, ...] = (
    *commitments.ROUTES,
    *publications.ROUTES,
    *planned_meetings.ROUTES,
    *follow_up_actions.ROUTES,
    *ongoing_work.ROUTES,
    *submissions.ROUTES,
    *activities.ROUTES,
    *facets.ROUTES,
    *query.ROUTES,
    *follow_up.ROUTES,
    *follow_up_board.ROUTES,
    *search.ROUTES,
    *agencies.ROUTES,
    *agency_names.ROUTES,
    *agency_activities.ROUTES,
    *open_items.ROUTES,
    *sheets.ROUTES,
    *topics.ROUTES,
    *topic_activities.ROUTES,
    *mandates.ROUTES,
    *meetings.ROUTES,
    *coordination_meetings.ROUTES,
    *changes.ROUTES,
    *interventions.ROUTES,
    *statements.ROUTES,
    *threads.ROUTES,
    *tour_de_table.ROUTES,
    *log.ROUTES,
    *log_stream.ROUTES,
    *checkpoint.ROUTES,
    *tiles.ROUTES,
    *proofs.ROUTES,
    *reporting_rounds.ROUTES,
    *assignments.ROUTES,
    *posts.ROUTES,
    *reminders.ROUTES,
    *redactions.ROUTES,
    *persons.ROUTES,
    *health.ROUTES,
    *pages.ROUTES,
)

TAGS = {
    "reports": "To report what your agency promises, publishes, plans, follows up or works on.",
    "activities": "What was reported, at any point of both clocks, and news of it.",
    "search": "What stands in titles, names and texts.",
    "follow-up": "How each promise stands on a day.",
    "summary": "The tour-de-table summary, every sentence with the events behind it.",
    "agencies": "The register of bodies at the table.",
    "topics": "The controlled vocabulary.",
    "mandates": "Resolutions, reports, conventions and recommendations.",
    "meetings": "Any meeting named.",
    "coordination-meetings": "The numbered series: agenda, speakers, papers.",
    "rounds": "Reporting rounds: what agencies are asked before a meeting, and who has answered.",
    "posts": "The functions that answer for agencies, and who holds them.",
    "interventions": "The turns at the table.",
    "statements": "What was said that is no activity.",
    "log": "The append-only log behind every answer.",
    "persons": "The vault of contacts, of which the log knows ids alone.",
    "health": "Whether the service lives and is ready.",
}


def create_app(settings: Settings, *, end_streams_on: signal.Signals | None = None) -> Application:
    """The service for these settings. It connects when it starts, and disconnects when it has stopped.

    A server waits for what is being answered before it stops, and a stream has no end of its own: on the signal
    `end_streams_on` streams end.
    """
    database = open_database(settings.database_url)
    signing_key = signing_key_of(settings)
    desk = Desk(database, settings.due_soon_days, signing_key, settings.journal)
    form_links = None if signing_key is None else FormLinks(signing_key)

    reminding = Reminders(desk, posting_of(settings))

    find_caller = KeyRing(database).find_caller

    @asynccontextmanager
    async def running(_app: Litestar) -> AsyncIterator[None]:
        await desk.open()
        await reminding.start()
        if end_streams_on is not None:
            asyncio.get_running_loop().add_signal_handler(end_streams_on, desk.tail.stop)
        try:
            yield
        finally:
            await reminding.stop()
            await desk.close()

    return Application(
        list(ROUTES),
        layers=ApiLayers(
            find_caller=find_caller,
            version=version("tourdetable"),
            tags=TAGS,
            requests_per_minute=settings.requests_per_minute,
            form_links=form_links,
        ),
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "find_caller": Provide(lambda: find_caller, sync_to_thread=False),
            "form_links": Provide(lambda: form_links, sync_to_thread=False),
            "wanted": Provide(activity_filters),
            "paging": Provide(paging_parameters),
            "wanted_events": Provide(log_filters),
        },
        lifespan=[running],
    )
